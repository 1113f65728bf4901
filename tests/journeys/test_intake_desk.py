"""The operator's morning at the intake desk: by keyboard alone, with a colleague beside, and without any script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cases.ways import filed, reported
from tests.journeys.visitor import until
from wangge.cases.models import Case
from wangge.cases.workflow import State

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


def state_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def wait_for(page: Page, case: Case, state: State) -> None:
    """Until the server has taken in what the page sent when it was left."""
    until(page, lambda: state_of(case) == state, state)


def test_an_operator_files_three_reports_by_keyboard_alone_and_undoes_one(city, visitor):
    first, second, third, fourth = (reported(city, time=f"07:5{place}") for place in range(4))
    operator = visitor("intake")
    page = operator.go("/desk/intake/")
    head = page.locator("#case-head")
    expect(head).to_have_text(first.number)
    operator.look("intake")
    page.keyboard.press("f")  # one key files a clear report
    expect(head).to_have_text(second.number)
    expect(page.locator(".toast")).to_contain_text(first.number)
    page.keyboard.press("z")
    expect(head).to_have_text(first.number)
    assert state_of(first) == State.REPORTED
    page.keyboard.press("j")
    expect(head).to_have_text(second.number)
    for following in (third, fourth):
        page.keyboard.press("f")
        expect(head).to_have_text(following.number)
    page.keyboard.press("f")
    expect(head).to_have_text(first.number)
    operator.look("intake-undo")
    page.goto("about:blank")  # leaving sends what could still be undone
    for case in (second, third, fourth):
        wait_for(page, case, State.FILED)
    operator.go("/desk/intake/")
    expect(page.locator("#case-head")).to_have_text(first.number)
    assert state_of(first) == State.REPORTED


def test_a_case_without_a_class_is_given_one_by_initials_and_one_is_not_filed_with_a_phrase(city, visitor):
    unclear = reported(city, kind=None, minor="", condition="", description="楼下的烟很大")
    private = reported(city, time="07:55")
    operator = visitor("intake", language="en")
    page = operator.go("/desk/intake/")
    page.keyboard.press("f")
    assert state_of(unclear) == State.REPORTED
    operator.look("intake-no-class")
    page.keyboard.press("Escape")
    page.locator("#case-head").focus()
    page.keyboard.press("c")
    page.keyboard.type("cyyy")
    expect(page.locator(".hit")).to_have_count(1)
    operator.look("intake-class-search")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#case-head")).to_have_text(private.number)
    page.keyboard.press("?")
    operator.look("intake-keys")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.select_option("#refuse-reason", "private_matter")
    expect(page.locator("#refuse-answer")).to_have_value(re.compile("mediation station"))
    operator.look("intake-not-filed")
    page.click(".refusing button")
    expect(page.locator(".empty")).to_be_visible()
    operator.look("intake-empty")
    page.goto("about:blank")
    wait_for(page, unclear, State.FILED)
    wait_for(page, private, State.NOT_FILED)


def test_two_operators_at_one_case_see_each_other_and_the_second_reads_what_happened(city, visitor):
    case, other = reported(city), reported(city, time="07:55")
    filed(city, time="07:40")
    first, second = visitor("intake"), visitor("supervisor", width=360)
    first.go("/desk/intake/")
    page = second.go("/desk/intake/")
    expect(page.locator("#case-head")).to_have_text(other.number)
    second.go(f"/desk/intake/?case={case.number}")
    expect(page.locator(".opened .notice")).to_contain_text("沈蓝")
    second.look("intake-held")
    first.page.keyboard.press("t")
    expect(first.page.locator(".toast")).to_be_visible()
    first.page.goto("about:blank")
    wait_for(first.page, case, State.TAKEN_IN)
    page.keyboard.press("f")
    expect(page.locator(".toast")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("v")  # nothing may be verified here: no key, nothing happens
    with page.expect_response(f"**/cases/{case.number}/file/"):
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    expect(page.locator("#notices")).to_contain_text(case.number)
    second.look("intake-second")
    assert state_of(case) == State.TAKEN_IN


def test_without_scripts_the_desk_works_by_forms_and_links(city, visitor):
    first, second = reported(city), reported(city, time="07:55", condition="")
    operator = visitor("intake", width=360, language="en", js=False)
    page = operator.go("/desk/intake/")
    page.click("text=File f")
    expect(page.locator("#case-head")).to_have_text(second.number)
    assert state_of(first) == State.FILED
    page.select_option("#filed-as", "event:0101:2")
    page.click("text=File f")
    expect(page.locator(".empty")).to_be_visible()
    assert state_of(second) == State.FILED


def test_new_reports_come_in_by_themselves(city, visitor):
    operator = visitor("intake")
    page = operator.go("/desk/intake/")
    expect(page.locator(".empty")).to_be_visible()
    case = reported(city)
    page.evaluate("dispatchEvent(new Event('online'))")  # asks at once, as it does every few seconds
    expect(page.locator(".waiting a")).to_have_count(1)
    page.keyboard.press("j")
    expect(page.locator("#case-head")).to_have_text(case.number)
