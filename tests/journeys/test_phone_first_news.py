"""Whoever is quicker than the first news sees each screen fill itself, and what was begun there stays."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.cases.ways import reported
from tests.city import City
from tests.journeys.phones import Phone, arrived
from tests.journeys.test_phone_counts import a_house

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_NEWS = re.compile(r"/phone/feed\?")  # feed.mjs is another
# What each screen shows once the first news have come; nothing of it stands there before.
_SCREENS = {
    "me": "main ul li",
    "grid": "table",
    "map": "main a[href='#grid']",
    "dwellings": "#find",
    "report": ".choices button",
}

# News that come between what a screen is made of and its place in the page, or another one's.
_TOO_EARLY = """async () => {
  const { follow, put } = await import("/static/phone/dom.mjs");
  const [target, told, place] = [new EventTarget(), [], document.createElement("main")];
  const change = (detail) => target.dispatchEvent(new CustomEvent("changed", { detail }));
  document.body.append(place);
  const [drawn, left] = ["drawn", "left"].map((name) => {
    const element = document.createElement("p");
    follow(target, "changed", element, ({ detail }) => told.push(name + detail));
    return element;
  });
  change(1);
  told.push("placed");
  put(place, drawn);
  change(2);
  put(place, left);
  change(3);
  place.append(drawn);
  change(4);
  return told;
}"""

_SEALING_RESTS = """() => {
  const seal = SubtleCrypto.prototype.encrypt;
  const rests = new Promise((done) => (globalThis.letGo = done));
  SubtleCrypto.prototype.encrypt = async function (...how) {
    globalThis.resting = true;
    await rests;
    return seal.apply(this, how);
  };
}"""

# An outbox that is drawn, whose only thing is refused before the screen stands in the page.
_REFUSED_BEFORE = """async () => {
  const { put } = await import("/static/phone/dom.mjs");
  const { draw } = await import("/static/phone/screens/outbox.mjs");
  const { change, items } = await import("/static/phone/outbox.mjs");
  const screen = await draw();
  const [item] = await items();
  await change(item, { state: "refused", sentence: "no", due: undefined });
  put(document.getElementById("screen"), screen);
}"""


class Held:
    """The questions of a phone for news, which wait until they are let go."""

    def __init__(self, worker: Phone) -> None:
        self._waiting: list[Route] | None = []
        worker.context.route(_NEWS, self._take)

    def _take(self, asked: Route) -> None:
        if self._waiting is None:
            asked.continue_()
        else:
            self._waiting.append(asked)

    def let_go(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for asked in waiting:
            asked.continue_()


def enrolled_without_news(worker: Phone, city: City) -> tuple[Page, Held]:
    """A phone that has asked for its first news and has no answer."""
    held = Held(worker)
    with worker.page.expect_request(_NEWS):
        page = worker.enrol(city, "lin")
    return page, held


@pytest.mark.parametrize("screen", _SCREENS)
def test_a_screen_that_was_opened_too_early_fills_itself(furnished, phone, screen):
    worker = phone()
    page, held = enrolled_without_news(worker, furnished)
    page.evaluate("(name) => { document.querySelector('#screen h1').remove(); location.hash = name; }", screen)
    page.wait_for_selector("#screen h1")
    expect(page.locator(_SCREENS[screen]).locator("visible=true")).to_have_count(0)
    held.let_go()
    expect(page.locator(_SCREENS[screen]).first).to_be_visible()


def test_words_that_were_begun_before_the_catalogue_came_stay(city, phone):
    worker = phone()
    page, held = enrolled_without_news(worker, city)
    page.click('#tabs a[href="#report"]')
    page.fill("#words", "井盖")
    expect(page.get_by_label("代居民上报")).to_be_hidden()
    held.let_go()
    page.click(".choices button >> nth=0")
    expect(page.locator("#words")).to_have_value("井盖")
    expect(page.get_by_label("代居民上报")).to_be_visible()


def test_a_case_that_was_asked_for_too_early_is_drawn_when_it_comes(city, phone):
    case = reported(city)
    worker = phone()
    page, held = enrolled_without_news(worker, city)
    page.evaluate("(screen) => (location.hash = screen)", f"#case/{case.number}")
    expect(page.locator("main", has_text=case.number).locator(".notice")).to_have_count(1)
    held.let_go()
    expect(page.locator("article .number")).to_have_text(case.number)


def test_a_dwelling_that_was_asked_for_too_early_is_drawn_when_it_comes(city, phone):
    house = a_house(city)
    worker = phone()
    page, held = enrolled_without_news(worker, city)
    page.evaluate("(screen) => (location.hash = screen)", f"#dwellings/{house.code}")
    expect(page.locator("main", has_text=house.code).locator(".notice")).to_have_count(1)
    worker.look("phone-dwelling-missing")
    held.let_go()
    expect(page.locator("#households")).to_have_value("20")


def test_whoever_goes_elsewhere_while_something_is_handed_over_stays_there(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.wait_for_part()
    page.click('#tabs a[href="#report"]')
    page.fill("#words", "井盖")
    expect(page.locator("#longitude")).not_to_have_value("")
    page.evaluate(_SEALING_RESTS)
    page.click(".bottom button")
    page.wait_for_function("globalThis.resting")
    page.click('#tabs a[href="#me"]')
    page.wait_for_selector("#newpin")
    page.evaluate("letGo()")
    arrived(page, cases=1, photos=0)
    assert page.evaluate("location.hash") == "#me"


def test_what_changes_while_a_screen_is_drawn_is_not_missed(city, phone):
    page = phone().enrol(city, "lin")
    assert page.evaluate(_TOO_EARLY) == ["placed", "drawn1", "drawn2"]


def test_what_goes_up_while_the_outbox_is_drawn_stands_there_as_it_is(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖")
    assert worker.states() == ["waiting"]
    page.evaluate(_REFUSED_BEFORE)
    expect(page.locator("[data-item]")).to_have_attribute("data-state", "refused")
