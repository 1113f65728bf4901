"""Accounts of the people at one's areas: listed, made, given a new password, ended. Rights come with postings."""

from typing import Annotated

from django.db.models import Q
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status
from pydantic import StringConstraints

from wangge.accounts.models import NAME_SIGNS, Team, User
from wangge.accounts.permissions import Permission
from wangge.territory.actions.people import end_service, give_password, make_person, renew_second_factor
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, browser_of, need
from wangge.territory.inputs import Short
from wangge.territory.overseeing import people_seen, person_within

router = Router(auth=KNOWN)
Name = Annotated[str, StringConstraints(min_length=1, max_length=60)]
_Password = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class PersonOut(Schema):
    username: str
    work_name: str
    team: str
    active: bool


class PeopleQuery(Schema):
    words: Short = Field("", description="In the user name or the work name.")
    after: Short = Field("", description="The user name that the page before ended with.")


class PersonIn(Schema):
    username: str = Field(min_length=1, max_length=60, pattern=f"^{NAME_SIGNS}+$")
    work_name: str = Field(min_length=1, max_length=60)
    team: Team
    email: str = Field("", max_length=200)
    password: _Password | None = Field(None, description="Without it only the city's own sign-in opens the account.")


class PasswordIn(Schema):
    password: _Password


@router.get("/people", response=list[PersonOut], summary="People at my areas")
def list_people(request: HttpRequest, asked: Query[PeopleQuery]) -> list[dict[str, object]]:
    """Return accounts by user name, 200 at most; who left too."""
    by = _keeper(request)
    found = people_seen(Permission.MANAGE_PEOPLE, by).filter(username__gt=asked.after).order_by("username")
    if asked.words:
        found = found.filter(Q(username__icontains=asked.words) | Q(work_name__icontains=asked.words))
    return [_shown(user) for user in found[:200]]


@router.post("/people", response={201: PersonOut}, summary="Make an account")
def create_person(request: HttpRequest, body: PersonIn) -> Status[dict[str, object]]:
    """Make an account without any rights: those come with a posting."""
    return Status(201, _shown(make_person(**body.dict(), by=_keeper(request))))


@router.post("/people/{username}/password", response=PersonOut, summary="Give a new password")
def post_password(request: HttpRequest, username: Path[Name], body: PasswordIn) -> dict[str, object]:
    """Set it for somebody posted in one's area only; the sessions of the old one end."""
    by = _keeper(request)
    return _shown(give_password(user=_person(username, by), password=body.password, by=by))


@router.post("/people/{username}/second-factor", response=PersonOut, summary="Forget the second factor")
def post_second_factor(request: HttpRequest, username: Path[Name]) -> dict[str, object]:
    """For who lost the phone: the next sign-in sets up another."""
    by = _keeper(request)
    return _shown(renew_second_factor(user=_person(username, by), by=by))


@router.post("/people/{username}/end", response=PersonOut, summary="Somebody leaves the service")
def post_end_service(request: HttpRequest, username: Path[Name]) -> dict[str, object]:
    """End postings, keys and sign-in; open work is handed over. 409 where they have left already."""
    by = _keeper(request)
    return _shown(end_service(user=_person(username, by), by=by))


def _keeper(request: HttpRequest) -> Actor:
    """At a browser only: no key makes or ends accounts."""
    by, _user = browser_of(request)
    need(by, Permission.MANAGE_PEOPLE)
    return by


def _person(username: str, by: Actor) -> User:
    return person_within(username, Permission.MANAGE_PEOPLE, by)


def _shown(user: User) -> dict[str, object]:
    return {"username": user.username, "work_name": user.work_name, "team": user.team, "active": user.is_active}
