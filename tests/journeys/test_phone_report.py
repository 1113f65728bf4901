"""A report with the camera that looks already: four taps from the open application to "on this phone"."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phones import picture
from wangge.cases.models import Case, Photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_takes_four_taps(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    worker.wait_for_part()
    worker.context.set_offline(True)
    page.click('#tabs a[href="#report"]')
    expect(page.locator(".finder video")).to_have_js_property("readyState", 4)
    worker.look("phone-report-camera")
    page.click(".finder button")
    page.wait_for_selector(".shots figure")
    expect(page.locator(".finder video")).to_have_count(0)  # it looks no longer than it has to
    page.click(".choices button >> nth=0")
    worker.look("phone-report-taken")
    page.click(".bottom button")
    page.wait_for_selector('[data-item][data-state="waiting"]')
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    case = Case.objects.get()
    assert case.minor is not None
    assert Photo.objects.filter(case=case).count() == 1


def test_where_the_camera_does_not_open_the_phones_own_one_does(city, phone):
    worker = phone()
    worker.context.clear_permissions()
    worker.context.grant_permissions(["geolocation"], origin=worker.site)
    page = worker.enrol(city, "lin")
    page.click('#tabs a[href="#report"]')
    expect(page.locator("label.shot")).to_be_visible()
    expect(page.locator(".finder *")).to_have_count(0)
    worker.report("井盖", picture(2))
    page.wait_for_selector('[data-state="numbered"]')
    assert Photo.objects.count() == 1
