"""What a resident does afterwards: follows the report, says no, looks around, finds the grid worker, reads figures."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.cases.ends import THURSDAY, closed
from tests.cases.written_cases import class_of, written_case, written_step
from tests.city import at, inside
from tests.pages.places import an_address
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.models import Case, FlowTally, Follower
from wangge.cases.reports import Contact, follower_token
from wangge.cases.workflow import State
from wangge.territory.models import Posting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_no_after_the_end_opens_the_case_again(city, visitor, clock, language):
    case = closed(city, on_behalf=True, contact=Contact("周桂兰", "0717-6000000", may_call=True))
    ask_follow_ups(case=case, at=at("2026-03-11", "18:11"))
    clock.at = at(THURSDAY, "09:00")
    guilan = visitor(width=360, language=language)
    page = guilan.go(f"/my/{follower_token(Follower.objects.select_related('case').get())}/")
    guilan.look("public-question")
    page.tap("button[value=no]")
    expect(page.locator("#notices .success")).to_be_visible()
    guilan.look("public-answered")
    assert Case.objects.get().state == State.CHECKING
    page.click("button[name=language]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans" if language == "en" else "en")
    page.emulate_media(color_scheme="dark")
    guilan.look("public-answered-dark")


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1440, "zh"), (360, "en"), (1440, "en")])
def test_everybody_looks_around(city, visitor, width, language):
    Posting.objects.filter(user=city.people["lin"]).update(office_phone="0717-6000001", office_hours="8:00-12:00")
    an_address("学院街12号")
    given = {"filed_at": at("2026-03-11", "08:30"), "condition": class_of("event 0101").filing_conditions.get(code="1")}
    case = written_case(
        city, state="in_progress", unit=city.units["sanitation"], due_at=at("2026-03-11", "14:10"), **given
    )
    resting = written_case(city, state="suspended", suspended_until=date(2026, 5, 1), **given)
    written_step(resting, "suspend", reason="season")
    for verb, count in (("report", 40), ("file", 30), ("dispatch", 25), ("resolve", 20), ("close", 18)):
        FlowTally.objects.create(area="420500000000", day=date(2026, 3, 10), verb=verb, count=count, late=count // 5)
    FlowTally.objects.create(
        area="420500000000", day=date(2026, 3, 10), verb="resolve", stage="in_progress", count=20, seconds=90_000,
        span_3=20, unit=city.units["sanitation"].pk,
    )  # fmt: skip
    somebody = visitor(width=width, language=language)
    page = somebody.go("/near/")
    expect(page.locator(".cards a")).to_have_count(2)
    somebody.look("public-near")
    page.click(f"a[href='/near/{case.number}/']")
    somebody.look("public-case")
    page.click("main a.button.primary")
    somebody.look("public-me-too")
    somebody.go("/worker/?place=xueyuanjie12")
    expect(page.locator(".worker-name")).to_have_text("林巧")
    somebody.look("public-worker")
    for path in ("my", "waiting", "figures", "slip"):
        somebody.go(f"/{path}/")
        somebody.look(f"public-{path}")
    page.emulate_media(media="print")
    somebody.look("public-slip-print")
    somebody.go("/near/?matter=event:0103")
    somebody.look("public-near-empty")
    page.emulate_media(media="screen", color_scheme="dark")
    somebody.go("/figures/")
    somebody.look("public-figures-dark")


def test_the_worker_of_a_point_on_the_map_is_shown_at_once(city, visitor):
    somebody = visitor(width=1440)
    page = somebody.go("/worker/")
    page.click("main summary")
    page.wait_for_selector("[data-map-ready]")
    longitude, latitude = inside(0)
    page.evaluate(
        "place => document.querySelector('[data-map]').map.jumpTo({ center: place, zoom: 16 })", [longitude, latitude]
    )
    page.click(".map-take")
    expect(page.locator(".worker-name")).to_have_text("林巧")
