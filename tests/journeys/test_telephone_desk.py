"""A call is typed while the session ends, and nothing of it is lost; without scripts it goes by buttons."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.pages.places import an_address
from wangge.cases.models import Case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]


def test_a_session_that_ends_while_typing_takes_no_word_away(city, visitor):
    an_address("学院街12号")
    an_address("学院街14号")
    operator = visitor("intake")
    page = operator.go("/desk/telephone/")
    operator.look("telephone")
    page.fill("#description", "楼下垃圾三天没人收了")
    page.fill("#name", "周桂兰")
    page.fill("#address", "xyj")
    expect(page.locator("#places input")).to_have_count(2)
    operator.look("telephone-places")
    Session.objects.all().delete()
    page.click("main button.primary")
    page.wait_for_url("**/accounts/login/**")
    operator.sign_in("intake", page.url.removeprefix(operator.site))
    expect(page.locator("#description")).to_have_value("楼下垃圾三天没人收了")
    expect(page.locator("#name")).to_have_value("周桂兰")
    page.locator("#places label", has_text="12号").click()
    page.click("main button.primary")
    expect(page.locator(".spoken")).to_have_text(Case.objects.get().number)
    operator.look("telephone-slip")
    page.emulate_media(media="print")
    operator.look("telephone-slip-print")
    page.emulate_media(media="screen")
    page.click("text=下一个电话")
    expect(page.locator("#description")).to_have_value("")


def test_without_scripts_the_place_is_found_by_a_button(city, visitor):
    an_address("学院街12号")
    an_address("学院街14号")
    operator = visitor("intake", width=360, language="en", js=False)
    page = operator.go("/desk/telephone/")
    page.fill("#description", "楼下垃圾三天没人收了")
    page.fill("#address", "学院街")
    page.click("main button.primary")
    expect(page.locator(".errorlist")).to_have_text("Choose which place is meant")
    page.check("#places input >> nth=0")
    page.click("main button.primary")
    expect(page.locator(".spoken")).to_have_text(Case.objects.get().number)
