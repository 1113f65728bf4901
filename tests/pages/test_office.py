"""The office: organisation, people, postings, leave, roster, keys, audit; what each does and who it is for."""

import re

import pytest

from tests.api.knocking import browser
from tests.city import CITY, COMMUNITY, City, at
from tests.contracts.repository import python_files
from tests.pages.opened import statements_of, words_of
from wangge.accounts.models import Key, Team, User
from wangge.accounts.permissions import Role
from wangge.territory.audit_words import audit_words
from wangge.territory.models import Absence, Area, Organisation, Posting, Shift

PAGES = ["organisation", "people", "postings", "leave", "roster", "keys", "audit"]
_FOR = {
    "organisation": {"administrator"},
    "people": {"administrator"},
    "postings": {"administrator"},
    "leave": {"administrator"},
    "roster": {"administrator", "supervisor"},
    "audit": {"auditor"},
}
NEW = {"username": "xiaoyu", "work_name": "肖雨", "team": "volunteer", "password": "lanes-and-lamps-41", "email": ""}


@pytest.fixture
def administrator(city: City):
    client = browser(city, "administrator")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_whose_posting_it_is_and_for_nobody_else(city: City, page: str):
    for name in ("administrator", "supervisor", "auditor", "lin", "sanitation", "intake", "xu"):
        status = browser(city, name).get(f"/office/{page}/").status_code
        assert status == (200 if name in _FOR.get(page, {name}) else 403), name
    assert browser(city, "nobody").get(f"/office/{page}/").status_code == 302


def test_an_account_is_made_given_a_password_and_ended(city: City, administrator):
    assert administrator.post("/office/people/", NEW).status_code == 303
    user = User.objects.get(username="xiaoyu")
    refused = administrator.post("/office/people/xiaoyu/password/", {"password": "short"})
    assert refused.status_code == 422
    assert "too short" in refused.content.decode()
    assert administrator.post("/office/people/xiaoyu/end/", {"sure": "yes"}).status_code == 303
    user.refresh_from_db()
    assert not user.is_active


@pytest.mark.parametrize("name", ["a/b", "..a/", "LIN", "赵敏"])
def test_a_name_that_no_page_could_be_called_by_or_that_is_taken_in_another_case_is_refused(administrator, name):
    refused = administrator.post("/office/people/", {**NEW, "username": name})
    assert refused.status_code in {409, 422}
    assert "The sign-in name" in refused.content.decode()
    assert administrator.get("/office/people/").status_code == 200


def test_an_address_that_is_longer_than_its_column_is_refused_at_its_field(administrator):
    long = "lin@" + ".".join(["x" * 60] * 4) + ".example"
    assert 254 < len(long) <= 320
    refused = administrator.post("/office/people/", {**NEW, "email": long})
    assert refused.status_code == 422
    assert "email" in refused.context["form"].errors
    assert not User.objects.filter(username="xiaoyu").exists()


def test_what_was_typed_stays_where_the_action_says_no(city: City, administrator):
    administrator.post("/office/people/", NEW)
    again = administrator.post("/office/people/", NEW)
    assert again.status_code == 409
    assert 'value="肖雨"' in again.content.decode()
    assert "is taken" in again.content.decode()


def test_somebody_is_posted_and_the_posting_ended(city: City, administrator):
    posting = {"user": "xu", "role": "volunteer", "area": "420502002022", "begins_at": "2090-01-01T08:00"}
    assert administrator.post("/office/postings/", posting).status_code == 303
    coming = Posting.objects.get(user=city.people["xu"], area__code="420502002022")
    assert coming.begins_at == at("2090-01-01", "08:00")
    assert administrator.post(f"/office/postings/{coming.pk}/withdraw/").status_code == 303
    held = Posting.objects.get(user=city.people["xu"])
    assert administrator.post(f"/office/postings/{held.pk}/", {"reason": "term over"}).status_code == 303
    held.refresh_from_db()
    assert held.end_reason == "term over"


@pytest.mark.parametrize(
    "moment",
    ["0001-01-01T00:00", "0001-01-01T00:00+14:00", "1999-12-31T23:59", "2100-01-01T00:00", "9999-12-31T23:59-12:00"],
)
def test_a_moment_that_no_clock_could_show_is_refused_at_its_field(city: City, administrator, moment: str):
    near = "2090-01-01T08:00"
    shift = {"user": "intake", "role": "intake_operator"}
    sent = {
        "/office/postings/": {"user": "xu", "role": "volunteer", "area": "420502002022", "begins_at": moment},
        "/office/leave/": {"user": "lin", "begins_at": moment, "ends_at": moment},
        "/office/roster/?centre=centre": {**shift, "begins_at": moment, "ends_at": near},
        "/office/keys/": {"label": "statistics", "scopes": ["cases:read"], "expires_at": moment},
    }
    for page, given in sent.items():
        refused = administrator.post(page, given)
        assert refused.status_code == 422, page
        assert {"begins_at", "expires_at"} & set(refused.context["form"].errors), page


@pytest.mark.parametrize("week", ["0001-01-01", "9999-12-31", "1999-12-31", "2026-02-30", "soon"])
def test_a_week_that_is_none_is_this_one(city: City, administrator, week: str):
    this, asked = (administrator.get(f"/office/roster/?centre=centre&week={one}") for one in ("", week))
    assert asked.context["monday"] == this.context["monday"]


def test_leave_is_entered_and_ended(city: City, administrator):
    leave = {"user": "lin", "begins_at": "2090-01-01T08:00", "ends_at": "2090-01-05T18:00"}
    assert administrator.post("/office/leave/", leave).status_code == 303
    assert "林巧" in words_of(administrator, "/office/leave/")
    assert administrator.post(f"/office/leave/{Absence.objects.get().pk}/end/").status_code == 303
    assert not Absence.objects.exists()


def test_a_shift_is_put_on_the_roster_of_its_week_and_taken_back(city: City, administrator):
    shift = {
        "user": "intake",
        "role": "intake_operator",
        "begins_at": "2090-01-03T08:00",
        "ends_at": "2090-01-03T16:00",
    }
    assert administrator.post("/office/roster/?centre=centre&week=2090-01-02", shift).status_code == 303
    assert "沈蓝" in words_of(administrator, "/office/roster/?centre=centre&week=2090-01-04")
    assert "沈蓝" not in words_of(administrator, "/office/roster/?centre=centre&week=2090-01-11")
    assert administrator.post(f"/office/roster/{Shift.objects.get().pk}/drop/").status_code == 303
    assert not Shift.objects.exists()


def test_an_organisation_is_opened_and_closed(city: City, administrator):
    new = {"code": "jiedao", "kind": "subdistrict_office", "name_zh": "学院街道办事处", "area": "420502002000"}
    assert administrator.post("/office/organisation/", new).status_code == 303
    opened = Organisation.objects.get(code="jiedao")
    assert administrator.post(f"/office/organisation/{opened.pk}/close/").status_code == 303
    opened.refresh_from_db()
    assert opened.closed_at is not None


def test_a_key_is_shown_once_and_revoked(city: City, administrator):
    made = administrator.post("/office/keys/", {"label": "statistics", "scopes": ["cases:read"]}, follow=True)
    assert made.content.decode().count("wg_") == 1
    assert "wg_" not in words_of(administrator, "/office/keys/")
    assert administrator.post(f"/office/keys/{Key.objects.get().pk}/revoke/").status_code == 303
    assert Key.objects.get().revoked_at is not None


@pytest.mark.parametrize("row", ["²", "9" * 25, "1²", "x"])
def test_a_row_of_the_audit_that_is_no_number_counts_as_not_named(city: City, administrator, row: str):
    administrator.post("/office/people/", NEW)
    page = browser(city, "auditor").get("/office/audit/", {"after": row})
    assert page.status_code == 200
    assert page.context["entries"]


def test_the_key_of_somebody_else_is_not_there(city: City, administrator):
    administrator.post("/office/keys/", {"label": "statistics", "scopes": ["cases:read"]})
    assert browser(city, "lin").post(f"/office/keys/{Key.objects.get().pk}/revoke/").status_code == 404


def test_the_administrator_of_a_community_has_its_people_only(city: City):
    keeper = User.objects.create(username="keeper", work_name="凌管", team=Team.OFFICE)
    area = Area.objects.get(code=COMMUNITY)
    Posting.objects.create(user=keeper, role=Role.ADMINISTRATOR, area=area, begins_at=at("2025-01-01"))
    city.people["keeper"] = keeper
    client = browser(city, "keeper")
    assert "邹远" not in words_of(client, "/office/people/")
    assert client.get("/office/people/far/").status_code == 404
    foreign = Posting.objects.get(user=city.people["far"])
    assert client.post(f"/office/postings/{foreign.pk}/", {"reason": "term over"}).status_code == 404
    assert client.get(f"/office/postings/?area={CITY}").context["area"] == area


def test_pages_take_few_statements_however_many_rows(city: City, administrator):
    before = {page: statements_of(administrator, f"/office/{page}/") for page in PAGES if page != "audit"}
    area = Area.objects.get(code=COMMUNITY)
    for number in range(50):
        user = User.objects.create(username=f"v{number}", work_name=f"志愿{number}", team=Team.VOLUNTEER)
        Posting.objects.create(user=user, role=Role.VOLUNTEER, area=area, begins_at=at("2025-01-01"))
        Absence.objects.create(user=user, begins_at=at("2090-01-01"), ends_at=at("2090-01-02"))
        Organisation.objects.create(code=f"s{number}", kind="grid_station", name_zh="站", area=area)
    after = {page: statements_of(administrator, f"/office/{page}/") for page in before}
    assert after == before
    assert max(after.values()) <= 12


def test_every_act_that_the_audit_keeps_has_words():
    written = re.compile(r'(?:record_audit\(\s*action=|_record\(|_done\(|_audit\()"([a-z_.]+)"')
    acts = {act for path in python_files("src") for act in written.findall(path.read_text(encoding="utf-8"))}
    assert len(acts) > 20
    assert [act for act in sorted(acts) if audit_words(act) == act] == []
