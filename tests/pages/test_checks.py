"""Verification and check on their own page: before and after side by side, never for who resolved it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.knocking import browser
from tests.cases.ends import load, resolved
from tests.cases.pictures import jpeg
from tests.cases.ways import add_photo, dispatched, reported
from tests.cases.written_cases import written_case, written_order
from tests.city import City, at
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.models import Case, Photo, PhotoStage


@pytest.fixture
def lin(city: City, clock):
    clock.at = at("2026-03-11", "18:00")
    client = browser(city, "lin")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_the_checker_sees_before_and_after_and_says_that_it_is_fixed(city: City, lin):
    case = resolved(city, "09:40")
    assert case.number in words_of(lin, "/desk/checks/")
    page = lin.get(f"/desk/checks/{case.number}/")
    assert (len(page.context["before"]), len(page.context["after"])) == (1, 1)
    photo = SimpleUploadedFile("after.jpg", jpeg(), "image/jpeg")
    sent = {"outcome": "fixed", "seen": Case.objects.get().version, "photos": photo, "next": "/desk/checks/"}
    answer = lin.post(f"/cases/{case.number}/check/", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/desk/checks/")
    assert Case.objects.get().state == "checked"
    assert Photo.objects.filter(stage="check").count() == 1


def test_the_checker_reads_what_every_unit_says_and_which_says_it(city: City, lin):
    case = dispatched(city, support=("drainage",))
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "09:00"))
    units = {name: city.actor(name, at("2026-03-11", "09:00")) for name in ("drainage", "sanitation")}
    for by in units.values():
        acknowledge_case(case=load(case, by), by=by)
    for by, said in zip(units.values(), ("沟已清", "已清运"), strict=True):
        resolve_case(case=load(case, by), note=said, by=by)
    page = words_of(lin, f"/desk/checks/{case.number}/")
    assert "<strong>drainage</strong> 沟已清" in page
    assert "<strong>sanitation</strong> 已清运" in page


def test_what_is_not_fixed_needs_a_reason_and_keeps_what_was_chosen(city: City, lin):
    case = resolved(city, "09:40")
    answer = lin.post(f"/cases/{case.number}/check/", {"outcome": "not_fixed", "note": "墙边还有"})
    assert answer.status_code == 422
    assert "墙边还有" in answer.content.decode()
    assert lin.post(f"/cases/{case.number}/check/", {"outcome": "not_fixed", "reason": "not_fixed"}).status_code == 303
    assert Case.objects.get().state == "rework"


def test_a_verification_asks_whether_it_is_so(city: City, lin, clock):
    clock.at = at("2026-03-11", "09:00")
    case = reported(city, "xu", "08:30")
    page = lin.get(f"/desk/checks/{case.number}/")
    assert [verb for verb, _form in page.context["forms"]] == ["verify", "refute"]
    assert lin.post(f"/cases/{case.number}/verify/", {"note": "属实"}).status_code == 303
    assert Case.objects.get().state == "taken_in"


def test_who_holds_no_order_has_no_such_page(city: City, clock):
    case = resolved(city, "09:40")
    for name in ("sanitation", "sweeper", "neighbour", "far"):
        assert browser(city, name).get(f"/desk/checks/{case.number}/").status_code in {403, 404}, name


def test_the_desk_takes_few_statements_the_same_for_5_and_for_50_orders(city: City, lin):
    def orders(count: int) -> None:
        for number in range(count):
            case = written_case(city, state="checking" if number % 2 else "verifying")
            written_order(case, "check" if number % 2 else "verify", holder=city.people["lin"])

    orders(5)
    before = statements_of(lin, "/desk/checks/")
    orders(45)
    assert statements_of(lin, "/desk/checks/") == before <= 12
