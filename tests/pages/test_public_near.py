"""What everybody may see: open and lately ended cases, "me too", what rests; insides by the community only."""

import re
from datetime import timedelta

import pytest

from tests.cases.written_cases import class_of, written_case, written_step
from tests.city import COMMUNITY, OTHER_COMMUNITY, City, at, inside
from tests.pages.opened import statements_of, words_of
from tests.pages.places import an_address
from tests.pages.residents import resident
from wangge.cases.models import Case, Follower

pytestmark = pytest.mark.usefixtures("clock")
HALF_PAST_EIGHT = at("2026-03-11", "08:30")


def public(city: City, minor: str = "event 0101", **columns) -> Case:
    condition = class_of(minor).filing_conditions.get(code="1")
    given = {"state": "in_progress", "filed_at": HALF_PAST_EIGHT, "condition": condition, **columns}
    return written_case(city, minor=minor, description="周桂兰家门口", place_words="三单元五楼", **given)


def closed(city: City, minor: str = "event 0101", **columns) -> Case:
    closure = class_of(minor).closure_conditions.get(code="1")
    return public(city, minor, **{"state": "closed", "closure": closure, "outcome": "fixed", **columns})


def test_open_cases_are_listed_without_a_word_of_who_reported(city):
    case, hidden = public(city), written_case(city)
    page = words_of(resident(), "/near/")
    assert case.number in page
    assert hidden.number not in page
    for path in ("/near/", f"/near/{case.number}/"):
        assert "周桂兰" not in words_of(resident(), path)
        assert "三单元" not in words_of(resident(), path)
        assert case.grid_code not in words_of(resident(), path)


def test_what_is_not_taken_up_merged_or_void_is_nobodys(city):
    for state in ("reported", "not_filed", "void", "merged"):
        case = public(city, state=state)
        assert case.number not in words_of(resident(), "/near/")
        assert resident().get(f"/near/{case.number}/").status_code == 404


def test_what_ended_in_the_last_thirty_days_has_a_list_of_its_own(city, clock):
    case, old = closed(city), closed(city, ended_at=at("2026-01-11"))
    page = words_of(resident(), "/near/?show=done")
    assert case.number in page
    assert old.number not in page
    assert case.number not in words_of(resident(), "/near/")
    clock.at += timedelta(days=31)
    assert case.number not in words_of(resident(), "/near/?show=done")


def test_a_broken_camera_is_shown_once_it_is_repaired(city):
    broken, repaired = public(city, "component 0107"), closed(city, "component 0107")
    client = resident()
    assert broken.number not in words_of(client, "/near/")
    assert client.get(f"/near/{broken.number}/").status_code == 404
    assert repaired.number in words_of(client, "/near/?show=done")
    assert words_of(client, f"/near/{repaired.number}/")


@pytest.mark.parametrize("columns", [{"inside_dwelling": True}, {"minor": "event 0102"}])
def test_what_is_inside_a_dwelling_is_shown_by_its_community_only(city, columns):
    minor = class_of("event 0102")
    minor.public_when = "community"
    minor.save()
    case, client = public(city, **columns), resident()
    page = words_of(client, f"/near/{case.number}/")
    assert "no closer place is shown" in page
    assert "data-longitude" not in page
    assert "三单元" not in page
    assert case.number in words_of(client, f"/near/?area={COMMUNITY}")
    longitude, latitude = inside(0)
    assert case.number not in words_of(client, f"/near/?at={longitude:.3f},{latitude:.3f}")


def test_the_list_is_narrowed_by_community_address_position_and_class(city):
    here, there = public(city), public(city, grid=3)
    other = public(city, "event 0103")
    address, client = an_address("学院街12号"), resident()
    longitude, latitude = inside(0)
    for asked in (f"area={COMMUNITY}", "q=桥头社区", "q=学院街12号", f"spot=address:{address.pk}"):
        page = words_of(client, f"/near/?{asked}")
        assert here.number in page, asked
        assert there.number not in page, asked
    assert there.number in words_of(client, f"/near/?area={OTHER_COMMUNITY}")
    assert here.number in words_of(client, f"/near/?at={longitude:.3f},{latitude:.3f}")
    page = words_of(client, "/near/?matter=event:0103")
    assert other.number in page
    assert here.number not in page


@pytest.mark.parametrize(
    "asked", ["at=nan,nan", "at=1", "area=x", "after=x", "matter=x:y", "spot=address:999", "q=%00"]
)
def test_nonsense_in_an_address_is_not_asked_for(city, asked):
    public(city)
    assert resident().get(f"/near/?{asked}").status_code == 200


def test_me_too_follows_with_or_without_a_contact(city):
    case, client = public(city), resident()
    assert "Follow this case" in words_of(client, f"/near/{case.number}/me-too/")
    answer = client.post(f"/near/{case.number}/me-too/", {})
    assert answer.status_code == 303
    page = words_of(client, answer["Location"])
    assert "You follow this case now" in page
    assert case.number in page
    client.post(f"/near/{case.number}/me-too/", {"address": "guilan@example.org"})
    assert Case.objects.count() == 1
    assert Follower.objects.filter(case=case, reporter=False).count() == 2
    assert list(Follower.objects.order_by("id").values_list("channel", flat=True)) == ["", "email"]


def test_who_gives_a_landline_is_called_and_no_call_goes_to_an_e_mail_address(city):
    case, client = public(city), resident()
    path = f"/near/{case.number}/me-too/"
    assert client.post(path, {"address": "0717-6000000"}).status_code == 303
    follower = Follower.objects.get(case=case, reporter=False)
    assert (follower.channel, follower.may_call) == ("", True)
    answer = client.post(path, {"address": "guilan@example.org", "call": "on"})
    assert answer.status_code == 422
    assert "called by e-mail" in answer.content.decode()


def test_me_too_pressed_twice_joins_once_and_leads_to_the_same_page(city):
    case, client = public(city), resident()
    path = f"/near/{case.number}/me-too/"
    sent = re.search(r'name="client_id" value="([0-9a-f-]{36})"', client.get(path).content.decode())
    assert sent
    answers = [client.post(path, {"client_id": sent[1]}) for _each in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Follower.objects.filter(case=case, reporter=False).count() == 1


def test_what_is_no_client_id_joins_nobody(city):
    case = public(city)
    assert resident().post(f"/near/{case.number}/me-too/", {"client_id": "x"}).status_code == 422
    assert not Follower.objects.exists()


def test_what_has_ended_takes_no_me_too_and_points_to_a_new_report(city):
    case, client = closed(city), resident()
    assert 'href="/report/"' in words_of(client, f"/near/{case.number}/")
    answer = client.post(f"/near/{case.number}/me-too/", {})
    assert answer.status_code == 422
    assert not Follower.objects.exists()


def test_what_rests_is_listed_with_its_reason_and_day(city):
    case = public(city, state="suspended", suspended_until=at("2026-05-01").date())
    written_step(case, "suspend", reason="season")
    page = words_of(resident(), "/waiting/")
    assert case.number in page
    assert "until 2026-05-01" in page
    assert "season" in page
    assert "It rests until 2026-05-01." in words_of(resident(), f"/near/{case.number}/")


@pytest.mark.parametrize("rows", [5, 50])
def test_lists_take_the_same_few_statements_for_five_and_fifty(city, rows):
    for place in range(rows):
        public(
            city, state=("in_progress", "checking", "suspended", "dispatched")[place % 4], unit=city.units["sanitation"]
        )
        closed(city)
        an_address(f"学院街{place}号")
    case, client = Case.objects.filter(open=True).latest("pk"), resident()
    words_of(client, "/near/?q=学院街1号")
    longitude, latitude = inside(0)
    counts = {
        path: statements_of(client, path)
        for path in (
            "/near/",
            "/near/?show=done",
            "/waiting/",
            "/near/?q=学院街1号&matter=event:0101",
            f"/near/{case.number}/",
            f"/near/?at={longitude:.3f},{latitude:.3f}",
            "/worker/",
            "/my/",
        )
    }
    assert list(counts.values()) == [3, 3, 4, 7, 2, 3, 1, 1]
