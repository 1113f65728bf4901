"""Who has a say over whom: it goes by where they are posted now, not by what is to come or is over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.api.knocking import browser, key_of, send
from tests.city import COMMUNITY, LONG_AGO, OTHER_COMMUNITY, City
from tests.pages.opened import words_of
from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import AuditEntry, Key, Team, User
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import NotAllowed
from wangge.territory.actions.absences import enter_absence
from wangge.territory.actions.people import give_password
from wangge.territory.models import Absence, Area, Posting
from wangge.territory.overseeing import readable_audit

NOW = timezone.now()
LATER, BEFORE = NOW + timedelta(days=200), NOW - timedelta(days=200)
COMING, OVER, RUNNING = (LATER, None), (LONG_AGO, BEFORE), (LONG_AGO, None)
SECRET = "lanes-and-lamps-41"


@pytest.fixture
def keeper(city: City) -> Client:
    """The administrator of one community; "far" is a worker of the other one."""
    city.people["keeper"] = User.objects.create(username="keeper", work_name="凌管", team=Team.OFFICE)
    posted(city, "keeper", RUNNING, role=Role.ADMINISTRATOR)
    return browser(city, "keeper")


def posted(city: City, name: str, period: tuple, *, role: Role = Role.VOLUNTEER, area: str = COMMUNITY) -> Posting:
    begins_at, ends_at = period
    place = Area.objects.get(code=area)
    return Posting.objects.create(
        user=city.people[name], role=role, area=place, begins_at=begins_at, ends_at=ends_at, posted_by=None
    )


def newcomer(city: City, name: str = "new") -> User:
    city.people[name] = User.objects.create(username=name, work_name="新人", team=Team.VOLUNTEER)
    return city.people[name]


def leave_of(name: str) -> dict[str, str]:
    return {
        "username": name,
        "begins_at": (NOW + timedelta(days=2)).isoformat(),
        "ends_at": (NOW + timedelta(days=9)).isoformat(),
    }


def test_who_is_posted_here_for_next_year_is_not_seen_before(city: City, keeper: Client):
    posted(city, "far", COMING)
    assert keeper.get("/office/people/far/").status_code == 404
    assert "邹远" not in words_of(keeper, "/office/people/")
    assert send(keeper, "GET", "/people?words=far").json() == []


def test_of_who_was_posted_here_the_own_history_is_seen_and_nothing_else(city: City, keeper: Client):
    posted(city, "far", OVER)
    key_of(city, "far")
    page = words_of(keeper, "/office/people/far/")
    assert ("桥头社区" in page, "河滨社区" in page) == (True, False)
    assert "/password/" not in page
    assert "/revoke/" not in page
    assert [one["username"] for one in send(keeper, "GET", "/people?words=far").json()] == ["far"]


@pytest.mark.parametrize("period", [COMING, OVER])
def test_the_keys_of_who_works_elsewhere_are_neither_seen_nor_ended(city: City, keeper: Client, period: tuple):
    posted(city, "far", period)
    key_of(city, "far")
    assert send(keeper, "GET", "/keys?owner=far").status_code == 404
    assert send(keeper, "POST", f"/keys/{Key.objects.get().pk}/revoke", {}).status_code == 404
    assert keeper.post(f"/office/keys/{Key.objects.get().pk}/revoke/").status_code == 404
    assert Key.objects.get().revoked_at is None


@pytest.mark.parametrize("period", [COMING, OVER])
def test_leave_of_who_works_elsewhere_is_not_entered(city: City, keeper: Client, period: tuple):
    posted(city, "far", period)
    assert send(keeper, "POST", "/absences", leave_of("far")).status_code == 404
    leave = {"user": "far", "begins_at": "2090-01-01T08:00", "ends_at": "2090-01-05T18:00"}
    assert keeper.post("/office/leave/", leave).status_code == 422
    with pytest.raises(NotAllowed):
        enter_absence(user=city.people["far"], begins_at=NOW, ends_at=LATER, by=city.actor("keeper", NOW))
    assert not Absence.objects.exists()


def test_the_account_of_who_is_posted_here_no_more_is_left_alone(city: City, keeper: Client):
    newcomer(city)
    posted(city, "new", OVER)
    assert send(keeper, "POST", "/people/new/password", {"password": SECRET}).status_code == 404
    assert keeper.post("/office/people/new/password/", {"password": SECRET}).status_code == 403
    with pytest.raises(NotAllowed):
        give_password(user=city.people["new"], password=SECRET, by=city.actor("keeper", NOW))
    assert not User.objects.get(username="new").password


def test_who_begins_here_next_week_and_is_posted_nowhere_else_is_set_up_before(city: City, keeper: Client):
    newcomer(city)
    posted(city, "new", COMING)
    assert "new" in words_of(keeper, "/office/people/")
    assert send(keeper, "POST", "/people/new/password", {"password": SECRET}).status_code == 200
    key_of(city, "new")
    assert send(keeper, "POST", f"/keys/{Key.objects.get().pk}/revoke", {}).status_code == 200
    assert send(keeper, "POST", "/absences", leave_of("new")).status_code == 201


def test_who_works_here_and_elsewhere_is_seen_and_may_lose_a_phone_here(city: City, keeper: Client):
    posted(city, "far", RUNNING)
    assert "河滨社区" in words_of(keeper, "/office/people/far/")
    key_of(city, "far")
    assert send(keeper, "POST", f"/keys/{Key.objects.get().pk}/revoke", {}).status_code == 200
    assert send(keeper, "POST", "/absences", leave_of("far")).status_code == 201


def test_an_auditor_reads_what_people_did_while_they_were_posted_in_the_area(city: City):
    city.people["watch"] = User.objects.create(username="watch", work_name="严察", team=Team.OFFICE)
    posted(city, "watch", RUNNING, role=Role.AUDITOR, area=OTHER_COMMUNITY)
    posted(city, "xu", OVER, area=OTHER_COMMUNITY)
    posted(city, "lin", COMING, area=OTHER_COMMUNITY)
    day = timedelta(days=1)
    for name, at in [("far", NOW), ("xu", BEFORE - day), ("xu", BEFORE + day), ("lin", NOW), ("lin", LATER + day)]:
        record_audit(action="sign_in", at=at, actor=city.people[name], subject=name)
    read = set(readable_audit(city.actor("watch", NOW)).values_list("subject", "at"))
    assert read == {("far", NOW), ("xu", BEFORE - day), ("lin", LATER + day)}
    assert readable_audit(city.actor("auditor", NOW)).count() == AuditEntry.objects.count()
