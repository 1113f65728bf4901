"""A long outbox and what is new at the server: neither waits until the other is at its end."""

import pytest
from playwright.sync_api import Page, Route, expect

from benchmarks.phone import outbox
from tests.cases.ways import reported
from tests.journeys.phones import HERE
from wangge.fieldwork import parts as fieldwork_parts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_WHERE = {name: HERE[name] for name in ("longitude", "latitude")}
# A line on which each report takes four seconds, by the page's own clock, which stands still otherwise.
_SLOW = """
  const [now, ask] = [Date.now, fetch];
  let [spent, still] = [0, undefined];
  Date.now = () => (still ?? now()) + spent;
  fetch = (address, how) => {
    if (String(address).includes("/phone/items/")) {
      still ??= now();
      spent += 4000;
    }
    return ask(address, how);
  };
"""


def asked(page: Page) -> list[str]:
    """What the phone asks from here on: "item" or "feed"."""
    told: list[str] = []
    kinds = {"/phone/items/": "item", "/phone/feed": "feed"}
    page.on("request", lambda one: told.extend(kind for part, kind in kinds.items() if part in one.url))
    return told


def filled(page: Page, count: int) -> None:
    """The outbox of a phone without a line."""
    page.context.set_offline(True)
    outbox.fill(page, _WHERE, first=0, count=count, photos=0)


def test_a_new_case_shows_while_most_of_the_outbox_still_waits(city, phone):
    worker = phone()
    worker.page.add_init_script(_SLOW)
    page = worker.enrol(city, "lin")
    page.wait_for_selector("main .hint")
    filled(page, 8)
    case = reported(city)
    seen = asked(page)
    going: list[Route] = []

    def hold_the_fourth(route: Route) -> None:
        going.append(route)
        if len(going) != 4:
            route.continue_()

    page.route("**/phone/items/*", hold_the_fourth)
    page.context.set_offline(False)
    page.wait_for_selector(f"a.card[href='#case/{case.number}']")
    expect(page.locator("a.card")).to_have_count(4)  # and the three that had gone before the phone asked
    assert seen.count("item") == 4
    going[3].continue_()
    expect(page.locator("a.card")).to_have_count(9)
    assert seen.count("item") == 8


def test_a_short_outbox_goes_first_and_is_heard_of_in_what_comes(city, phone):
    worker = phone()
    worker.page.add_init_script("setInterval = () => 0")  # it asks each minute too
    page = worker.enrol(city, "lin")
    page.wait_for_selector("main .hint")
    filled(page, 4)
    seen = asked(page)
    page.context.set_offline(False)
    expect(page.locator("a.card")).to_have_count(4)
    assert seen == ["item"] * 4 + ["feed"]


def test_a_part_that_is_refused_keeps_nothing_else_away(city, phone):
    worker = phone()
    refused = {"status": 409, "content_type": "application/problem+json", "body": '{"title": "no-catalogue"}'}
    worker.context.route("**/phone/parts/catalogue", lambda asked: asked.fulfill(**refused))
    page = worker.enrol(city, "lin")
    page.wait_for_selector("main .hint")
    worker.wait_for_part()
    assert "part:catalogue" not in worker.keys("records")
    worker.context.unroute("**/phone/parts/catalogue")
    page.evaluate("navigator.locks.request('wangge-feed', () => null)")  # until it has come to its end
    page.evaluate("dispatchEvent(new Event('phone:refresh'))")
    worker.wait_for_part("catalogue")


def test_what_there_is_none_of_is_not_asked_for(city, phone, monkeypatch):
    monkeypatch.setattr(fieldwork_parts, "_catalogue_version", lambda: "")
    worker = phone()
    wanted: list[str] = []
    worker.page.on("request", lambda one: wanted.append(one.url.split("/")[-1]) if "/phone/parts/" in one.url else None)
    worker.enrol(city, "lin")
    worker.wait_for_part()
    assert "catalogue" not in wanted
