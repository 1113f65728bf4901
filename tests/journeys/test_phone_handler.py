"""A handler of a responsible unit with the phone: acknowledged and put right where there is no network."""

import pytest
from playwright.sync_api import expect

from tests.cases.ways import add_photo, in_progress, order_of, seen_by, verbs_of
from tests.city import City, at
from tests.journeys.phones import picture
from wangge.accounts.refusals import Refusal
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case, assign_handler
from wangge.cases.models import Case, Photo, PhotoStage
from wangge.cases.workflow import OrderKind, OrderState


class Hiccup(Refusal):
    """It may pass."""

    status = 429


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_handler_acknowledges_and_puts_right_without_network(city, phone, language):
    case = sent_back_to_the_handler(city)
    worker = phone(language=language)
    page = worker.enrol(city, "sweeper")
    page.wait_for_selector(card_of(case))
    worker.look("phone-handler-today")
    worker.context.set_offline(True)
    page.click(card_of(case))
    worker.look("phone-handler-waiting")
    page.click("section.sheet button.primary")
    page.wait_for_selector('[data-state="waiting"]')
    page.click('#tabs a[href="#today"]')
    page.click(card_of(case))
    worker.shoot(picture(1))
    page.fill("#note", "已清运")
    worker.look("phone-handler-done")
    page.click("section.sheet .buttons .primary >> nth=0")
    expect(page.locator('[data-state="waiting"]')).to_have_count(2)
    [photo] = worker.keys("photos")
    worker.context.set_offline(False)
    expect(page.locator('[data-state="numbered"]')).to_have_count(2)
    expect(page.locator('#tabs a[href="#outbox"] .count')).to_have_text("")
    assert verbs_of(case)[-4:] == ["acknowledge", "add_photo", "resolve", "send_to_check"]
    assert Photo.objects.get(case=case, received_hash=photo).stage == PhotoStage.RESOLVE
    assert order_of(case, OrderKind.CHECK).state == OrderState.WAITING
    assert worker.keys("photos") == []


def test_what_is_about_one_case_goes_in_its_order_though_the_server_stumbles_over_the_first(city, phone, monkeypatch):
    case, stumbles = sent_back_to_the_handler(city), 2

    def stumble(**given):
        nonlocal stumbles
        stumbles -= 1
        if stumbles >= 0:
            raise Hiccup("busy")
        return acknowledge_case(**given)

    monkeypatch.setattr("wangge.fieldwork.outbox.acknowledge_case", stumble)
    worker = phone()
    page = worker.enrol(city, "sweeper")
    page.wait_for_selector(card_of(case))
    worker.context.set_offline(True)
    page.click(card_of(case))
    page.click("section.sheet button.primary")
    page.wait_for_selector('[data-state="waiting"]')
    page.click('#tabs a[href="#today"]')
    page.click(card_of(case))
    worker.shoot(picture(1))
    page.click("section.sheet .buttons .primary >> nth=0")
    expect(page.locator('[data-state="waiting"]')).to_have_count(2)
    worker.report("巷口路灯不亮")  # it is about nothing else, and goes at once
    worker.context.set_offline(False)
    expect(page.locator('[data-state="numbered"]')).to_have_count(3, timeout=60_000)
    assert stumbles < 0
    assert "resolve" in verbs_of(case)
    assert Case.objects.latest("pk").source == "department"


def test_no_handler_says_that_it_is_done_without_a_photo(city, phone):
    case = assigned(city)
    worker = phone()
    page = worker.enrol(city, "sweeper")
    page.click(card_of(case))
    page.click("section.sheet .buttons .primary >> nth=0")
    expect(page.locator("section.sheet .notice.refusal")).to_contain_text("缺少照片")
    worker.look("phone-handler-without-photo")
    assert worker.keys("outbox") == []
    assert "resolve" not in verbs_of(case)


def card_of(case: Case) -> str:
    return f'a.card[href="#case/{case.number}"]'


def assigned(city: City) -> Case:
    """In progress, and given to the handler by the clerk of the unit."""
    case, by = in_progress(city), city.actor("sanitation", at("2026-03-11", "08:30"))
    return assign_handler(case=seen_by(city, "sanitation", case), handler=city.people["sweeper"], by=by)


def sent_back_to_the_handler(city: City) -> Case:
    """Put right once, looked at, and not fixed: it is the handler's again, and nobody has acknowledged it."""
    case, by = assigned(city), city.actor("sweeper", at("2026-03-11", "09:40"))
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=seen_by(city, "sweeper", case), by=by)
    by = city.actor("lin", at("2026-03-11", "17:30"))
    return check_case(case=seen_by(city, "lin", case), outcome="not_fixed", reason="not_fixed", by=by)
