"""People with accounts for the tests of this folder, made through the actions."""

from datetime import UTC, datetime

from django.test import Client

from wangge.accounts.actions.users import make_user
from wangge.accounts.models import Team, User

AT = datetime(2026, 3, 11, 0, 6, tzinfo=UTC)
PASSWORD = "lanes-and-lamps-41"


def made_user(username: str = "linqiao", team: Team = Team.GRID_WORKER, **given: str) -> User:
    return make_user(
        username=username,
        work_name=given.pop("work_name", "林巧"),
        team=team,
        password=PASSWORD,
        at=AT,
        by=None,
        **given,
    )


def sign_in(client: Client, username: str = "linqiao", password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": username, "password": password})
