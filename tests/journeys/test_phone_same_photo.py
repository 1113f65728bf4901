"""One picture chosen twice is kept once on the phone, and no longer than one of the two needs it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phones import picture
from wangge.cases.models import Case, Photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


def test_two_reports_with_the_same_picture_both_have_it(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    shown = picture(1)
    worker.context.set_offline(True)
    for words in ("井盖松动", "路灯不亮"):
        worker.report(words, shown)
    assert len(worker.keys("photos")) == 1
    worker.context.set_offline(False)
    expect(page.locator("[data-state=numbered]")).to_have_count(2)
    assert Case.objects.count() == 2
    assert {photo.case_id for photo in Photo.objects.all()} == set(Case.objects.values_list("pk", flat=True))
    assert worker.keys("photos") == []


def test_a_picture_that_is_removed_from_a_form_stays_for_the_report_that_waits(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    shown = picture(1)
    worker.context.set_offline(True)
    worker.report("井盖松动", shown)
    page.click('#tabs a[href="#report"]')
    for content in (shown, picture(2)):
        worker.shoot(content)
    assert len(worker.keys("photos")) == 2
    for left in (1, 0):
        page.click(".shots figure button >> nth=0")
        expect(page.locator(".shots figure")).to_have_count(left)
    worker.wait_for_photos(1)
    worker.context.set_offline(False)
    page.click('#tabs a[href="#outbox"]')
    expect(page.locator("[data-state=numbered]")).to_have_count(1)
    assert Photo.objects.get().case == Case.objects.get()


def test_a_report_that_is_discarded_leaves_its_picture_to_the_draft(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    shown = picture(1)
    worker.report("井盖松动", shown, longitude="10")  # outside the city
    page.wait_for_selector("[data-state=refused]")
    page.click('#tabs a[href="#report"]')
    worker.shoot(shown)
    page.click('#tabs a[href="#outbox"]')
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("[data-state=refused] button.danger")
    expect(page.locator("[data-item]")).to_have_count(0)
    page.click('#tabs a[href="#report"]')
    expect(page.locator(".shots figure")).to_have_count(1)
