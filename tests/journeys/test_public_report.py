"""A resident reports at 360 px and twice the size of text: by few taps, with and without scripts, wherever one is."""

import pytest
from playwright.sync_api import Page, expect

from tests.cases.written_cases import class_of, written_case
from tests.city import at, inside
from tests.pages.places import an_address
from wangge.cases.models import Case, Follower

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


class Taps:
    """Every tap of a finger, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, selector: str) -> None:
        self.count += 1
        self.page.locator(selector).first.tap()


def resident(visitor, language: str = "zh", **how):
    """At an old telephone, with text twice as large."""
    somebody = visitor(width=360, language=language, **how)
    somebody.context.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('font-size', '200%'))"
    )
    return somebody


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_by_address_takes_six_taps(city, visitor, language):
    an_address("学院街12号")
    an_address("学院街14号")
    old = resident(visitor, language)
    page = old.go("/")
    old.look("public-front")
    taps = Taps(page)
    taps.on("a.entry.first")
    page.wait_for_selector("#words")
    old.look("public-what")
    taps.on("#words")
    page.keyboard.type("这里暴露垃圾没人收")
    taps.on("main button.primary")
    page.wait_for_selector("#place")
    old.look("public-where")
    taps.on("#place")
    page.keyboard.type("xyj14")
    expect(page.locator("#places label")).to_have_count(1)
    old.look("public-where-found")
    taps.on("#places label")
    page.wait_for_selector("#address")
    old.look("public-who")
    taps.on("main button.primary")
    page.wait_for_url("**/sent/")
    assert taps.count <= 6
    case = Case.objects.get()
    assert case.place_words == "学院街14号"
    expect(page.locator(".spoken")).to_have_text(case.number)
    old.look("public-sent")
    page.click("a.button.primary")
    old.look("public-my-report")


def test_where_one_stands_takes_no_typing_of_a_place(city, visitor):
    old = resident(visitor)
    longitude, latitude = inside(1)
    old.context.grant_permissions(["geolocation"])
    old.context.set_geolocation({"longitude": longitude, "latitude": latitude})
    page = old.go("/report/")
    taps = Taps(page)
    taps.on("button[value='event:0101']")
    taps.on("[data-standing]")
    page.wait_for_selector("#address")
    taps.on("main button.primary")
    page.wait_for_url("**/sent/")
    assert taps.count == 3
    assert (Case.objects.get().longitude, Case.objects.get().minor.code) == (longitude, "0101")


def test_a_telephone_that_does_not_say_where_it_is_stops_nobody(city, visitor):
    an_address("学院街12号")
    old = resident(visitor, "en")
    page = old.go("/report/")
    page.fill("#words", "Rubbish at the corner")
    page.click("main button.primary")
    page.tap("[data-standing]")
    expect(page.locator("[data-standing-failed]")).to_be_visible()
    expect(page.locator("#place")).to_be_focused()
    old.look("public-position-refused")
    page.keyboard.type("学院街12号")
    page.click("main button.primary")
    page.wait_for_selector("#address")
    page.click("main button.primary")
    page.wait_for_url("**/sent/")
    assert Case.objects.get().place_words == "学院街12号"


def test_without_scripts_the_same_steps_are_plain_forms(city, visitor):
    an_address("学院街12号")
    an_address("学院街14号")
    old = visitor(width=360, js=False)
    page = old.go("/report/")
    expect(page.locator("[data-standing]")).to_have_count(0)
    page.fill("#words", "楼下垃圾没人收")
    page.click("main button.primary")
    page.fill("#place", "学院街")
    page.click("main button.primary")
    expect(page.locator(".errorlist")).to_be_visible()
    page.check("#places input >> nth=1")
    page.click("main button.primary")
    page.fill("#address", "0717-6000000")
    page.click("main button.primary")
    expect(page.locator(".spoken")).to_have_text(Case.objects.get().number)
    assert Follower.objects.get().sealed is not None


def test_what_is_known_already_is_joined_instead_of_reported_again(city, visitor):
    longitude, latitude = inside(0)
    condition = class_of("event 0101").filing_conditions.get(code="1")
    known = written_case(
        city,
        state="in_progress",
        filed_at=at("2026-03-11", "08:30"),
        condition=condition,
        unit=city.units["sanitation"],
    )
    old = resident(visitor)
    old.context.grant_permissions(["geolocation"])
    old.context.set_geolocation({"longitude": longitude, "latitude": latitude})
    page = old.go("/report/")
    page.tap("button[value='event:0101']")
    page.tap("[data-standing]")
    page.wait_for_selector("button[name=follow]")
    old.look("public-known")
    page.tap("button[name=follow]")
    page.wait_for_url("**/sent/")
    assert Case.objects.get() == known
    assert Follower.objects.get(case=known).reporter is False
