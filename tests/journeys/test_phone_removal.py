"""A phone that is given away: all that is the service's goes, after it was said what would be lost."""

import json

import pytest
from playwright.sync_api import Dialog, expect

from tests.journeys.phones import Phone, picture
from tests.journeys.test_phone_station import code_of, end_phone
from wangge.accounts.models import Key
from wangge.cases.models import Case

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_STORES = ("meta", "records", "outbox", "photos")
_DANGER = "section.sheet button.danger"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_goes_once_it_was_said_what_would_be_lost(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.wait_for_selector(".hint")
    worker.context.set_offline(True)
    worker.report("井盖", picture(1))
    worker.report("路灯")
    page.click('#tabs a[href="#me"]')
    page.wait_for_selector("section.sheet .notice.warning")
    worker.look("phone-removal")
    assert "2" in asked(worker, accept=False)
    assert len(worker.keys("outbox")) == 2
    asked(worker, accept=True)
    page.wait_for_selector("#code")
    assert [name for name in _STORES if worker.keys(name)] == []
    assert set(json.loads(page.evaluate("JSON.stringify(localStorage)"))) <= {"language", "large"}
    worker.context.set_offline(False)
    page = worker.enrol(city, "deputy")
    worker.report("第二个人")
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get().reported_by == city.people["deputy"]


def test_what_waits_is_saved_or_sent_first_if_one_likes(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖")
    page.click('#tabs a[href="#me"]')
    with page.expect_download() as coming:
        page.click("button:has-text('存成文件交给站里')")
    assert coming.value.suggested_filename == "wangge-outbox.jsonl"
    worker.context.set_offline(False)
    page.click('section.sheet a[href="#outbox"]')
    page.wait_for_selector('[data-state="numbered"]')
    page.click('#tabs a[href="#me"]')
    page.wait_for_selector(_DANGER)
    expect(page.locator('section.sheet a[href="#outbox"]')).to_have_count(0)
    assert "1" not in asked(worker, accept=True)
    page.wait_for_selector("#code")
    assert Case.objects.get().description == "井盖"
    assert Key.objects.get(owner=city.people["lin"]).revoked_at is not None


def test_an_ended_phone_is_ended_in_every_tab(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    other = worker.new_page()
    other.goto(f"{worker.site}/phone/#me")
    other.wait_for_selector("#newpin")
    page.click('#tabs a[href="#report"]')
    page.fill("#words", "井盖")
    expect(page.locator("#longitude")).not_to_have_value("")
    end_phone(city, "lin")
    page.click(".bottom button")
    for each in (page, other):
        each.wait_for_selector("#code")


def test_a_tab_that_knows_a_key_of_before_enrols_with_a_fresh_one(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    page.wait_for_selector(".hint")
    page.evaluate("import('/static/phone/store.mjs').then((store) => store.removeEverything())")
    page.evaluate("dispatchEvent(new Event('phone:show'))")
    page.fill("#code", code_of(city, "lin"))
    page.click("form.sheet button.primary")
    page.wait_for_selector("#tabs a[aria-current]")
    page = worker.begin_anew()
    page.click('#tabs a[href="#me"]')
    expect(page.locator("main li")).to_have_count(1)


def asked(worker: Phone, *, accept: bool) -> str:
    """What the phone asks before it removes everything; it is told yes or no."""
    heard: list[str] = []

    def answer(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.accept() if accept else dialog.dismiss()

    worker.page.once("dialog", answer)
    with worker.page.expect_event("dialog"):
        worker.page.click(_DANGER)
    return heard[0]
