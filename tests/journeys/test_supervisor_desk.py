"""The duty supervisor decides, closes and calls back, on a wide screen and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.cases.ends import checked, closed, load
from tests.cases.ways import in_progress
from tests.city import at
from wangge.cases.actions.extensions import ask_extension
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.reports import Contact
from wangge.cases.workflow import State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en")])
def test_a_request_is_granted_a_case_closed_and_a_reporter_called(city, visitor, clock, width, language):
    unit = city.actor("sanitation", at("2026-03-11", "08:40"))
    ask_extension(case=load(in_progress(city), unit), reason="weather", note="雨太大", by=unit)
    waiting = checked(city)
    called = closed(city, contact=Contact("周桂兰", "0717-6000000", None, may_call=True))
    ask_follow_ups(case=called, at=at("2026-03-11", "18:20"))
    clock.at = at("2026-03-12", "09:00")
    supervisor = visitor("supervisor", width=width, language=language)
    page = supervisor.go("/desk/supervisor/")
    supervisor.look("supervisor")
    page.emulate_media(color_scheme="dark")
    supervisor.look("supervisor-dark")
    page.click("form[action*=grant_extension] button")
    expect(page.locator("#requests .card:visible")).to_have_count(0)
    page.keyboard.press("z")
    expect(page.locator("#requests .card:visible")).to_have_count(1)
    page.check(f"input[name=number][value='{waiting.number}']")
    page.click("#close-many button")
    supervisor.look("supervisor-closed")
    waiting.refresh_from_db()
    assert waiting.state == State.CLOSED
    supervisor.go("/desk/supervisor/")
    page.click(f"a[href='/desk/calls/{called.number}/']")
    supervisor.look("call-reason")
    page.click("main button.primary")
    expect(page.locator(".spoken")).to_have_text("0717-6000000")
    supervisor.look("call")
    page.check("input[name=fixed][value=no]")
    page.click("main button.primary")
    expect(page.locator("#not-fixed .card")).to_have_count(1)
    called.refresh_from_db()
    assert called.state == State.CHECKING
