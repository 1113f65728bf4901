"""A report that is being written: nothing of it is lost to a browser that ends, and nothing of it stays for ever."""

import pytest
from playwright.sync_api import expect

from tests.cases.ways import reported
from tests.journeys.phones import HERE, Phone, picture
from tests.journeys.test_phone_removal import asked
from tests.journeys.test_phone_station import lock
from wangge.cases.models import Case, Photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_A_DAY_LATER = "const now = Date.now; Date.now = () => now() + 25 * 3600000;"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_browser_that_ends_loses_nothing_of_a_report_and_it_is_sent_once(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.wait_for_selector(".hint")
    worker.context.set_offline(True)
    write_some(worker)
    worker.context.set_geolocation({**HERE, "longitude": HERE["longitude"] + 0.001})
    page = worker.begin_anew()
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#words")).to_have_value("井盖松动")
    expect(page.locator("#where")).to_have_value("3号楼旁")
    expect(page.locator("#behalf")).to_be_checked()
    expect(page.locator("#longitude")).to_have_value(str(round(HERE["longitude"], 6)))
    expect(page.locator(".choices [aria-checked=true]")).to_have_count(1)
    expect(page.locator(".shots figure")).to_have_count(1)
    worker.look("phone-report-begun")
    page.click(".bottom button")
    page.wait_for_selector('[data-state="waiting"]')
    expect_an_empty_form(worker)
    worker.context.set_offline(False)
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="numbered"]')
    case = Case.objects.get()
    assert (case.description, case.place_words, case.minor is None) == ("井盖松动", "3号楼旁", False)
    assert Photo.objects.get().case == case
    assert worker.keys("photos") == []


def test_a_report_that_is_thrown_away_leaves_nothing(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    write_some(worker)
    page.click('#tabs a[href="#today"]')
    page.click('#tabs a[href="#report"]')
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("form .notice button")
    expect(page.locator("form .notice button")).to_have_count(0)
    expect_an_empty_form(worker)
    assert worker.keys("photos") == []


def test_a_begun_report_counts_where_everything_would_be_removed(city, phone):
    worker = phone()
    worker.enrol(city, "lin")
    write_some(worker)
    worker.page.click('#tabs a[href="#me"]')
    worker.page.wait_for_selector("section.sheet .notice.warning")
    assert "1" in asked(worker, accept=False)


def test_a_begun_report_lies_sealed_and_opens_after_a_new_lock(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    write_some(worker)
    lock(worker)
    page.fill("#pin", "246810")
    page.click("form .primary")
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#words")).to_have_value("井盖松动")
    expect(page.locator(".shots figure")).to_have_count(1)


def test_a_photo_for_a_form_that_was_left_goes_after_a_day_and_a_drafts_stays(city, phone):
    reported(city, "xu", photo=False)
    worker = phone()
    page = worker.enrol(city, "lin")
    write_some(worker)
    kept = worker.keys("photos")
    page.click('#tabs a[href="#today"]')
    page.click("a.card")
    worker.shoot(picture(2))
    page.reload()
    page.wait_for_selector("#note")
    assert len(worker.keys("photos")) == 2
    page.add_init_script(_A_DAY_LATER)
    page.reload()
    page.wait_for_selector("#note")
    worker.wait_for_photos(1)
    assert worker.keys("photos") == kept


def write_some(worker: Phone) -> None:
    """Something in each field, kept when this returns."""
    page = worker.page
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#longitude")).not_to_have_value("")
    page.fill("#words", "井盖松动")
    page.fill("#where", "3号楼旁")
    page.check("#behalf")
    page.click(".choices button >> nth=0")
    worker.shoot(picture(1))
    page.evaluate("import('/static/phone/drafts.mjs').then((drafts) => drafts.draftOf('draft:'))")


def expect_an_empty_form(worker: Phone) -> None:
    worker.page.click('#tabs a[href="#report"]')
    expect(worker.page.locator("#words")).to_have_value("")
    expect(worker.page.locator("#where")).to_have_value("")
    expect(worker.page.locator("#behalf")).not_to_be_checked()
    expect(worker.page.locator(".choices [aria-checked=true]")).to_have_count(0)
    expect(worker.page.locator(".shots figure")).to_have_count(0)
    assert [name for name in worker.keys("records") if name.startswith("draft:")] == []
