"""A phone that takes its time: what was tapped meanwhile leaves nothing out and sends nothing twice."""

import pytest
from playwright.sync_api import expect

from tests.cases.ways import reported, verbs_of
from tests.journeys.phones import Phone, picture
from tests.journeys.test_phone_counts import a_house
from wangge.cases.models import Case, Photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_SLOW_CAMERA = """
  const draw = createImageBitmap;
  let letGo;
  const taken = new Promise((done) => (letGo = done));
  globalThis.takeIt = () => letGo();
  createImageBitmap = async (...what) => {
    await taken;
    return draw(...what);
  };
"""


def chosen(worker: Phone, content: bytes) -> None:
    """A photo was taken, and nothing waits for it."""
    worker.page.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_waits_for_the_photo_that_is_still_being_prepared(city, phone, language):
    worker = phone(language=language)
    worker.page.add_init_script(_SLOW_CAMERA)
    page = worker.enrol(city, "lin")
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#longitude")).not_to_have_value("")
    page.fill("#words", "井盖")
    chosen(worker, picture(1))
    page.click(".bottom button")
    page.wait_for_selector("form > div > .notice")
    worker.look("phone-photo-prepared")
    page.evaluate("takeIt()")
    page.wait_for_selector('[data-state="numbered"]')
    assert Photo.objects.get().case == Case.objects.get()


def test_a_photo_that_cannot_be_read_holds_the_report_back_and_says_so(city, phone):
    worker = phone()
    worker.page.add_init_script(_SLOW_CAMERA)
    page = worker.enrol(city, "lin")
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#longitude")).not_to_have_value("")
    page.fill("#words", "井盖")
    chosen(worker, b"no picture at all")
    page.click(".bottom button")
    page.wait_for_selector("form > div > .notice")
    page.evaluate("takeIt()")
    page.wait_for_selector(".field .notice.refusal")
    expect(page.locator(".bottom button")).to_be_enabled()
    assert worker.keys("outbox") == []
    page.click(".bottom button")  # it was seen: without a photo then
    page.wait_for_selector('[data-state="numbered"]')


def test_a_deed_waits_for_its_photo_too(city, phone):
    case = reported(city, "xu", photo=False)
    worker = phone()
    worker.page.add_init_script(_SLOW_CAMERA)
    page = worker.enrol(city, "lin")
    page.click("a.card")
    page.wait_for_selector("#note")
    for number in (1, 2):
        chosen(worker, picture(number))
    page.click(".buttons .primary >> nth=0")
    expect(page.locator(".buttons .primary >> nth=0")).to_be_disabled()
    page.evaluate("takeIt()")
    page.wait_for_selector('[data-state="numbered"]')
    assert "verify" in verbs_of(case)
    assert Photo.objects.filter(case=case, stage="verify").count() == 2


@pytest.mark.parametrize("where", ["deed", "remark", "dwelling"])
def test_a_second_tap_sends_nothing_twice(city, phone, where):
    case, house = reported(city, "xu", photo=False), a_house(city)
    address, button = {
        "deed": (f"case/{case.number}", ".buttons .primary >> nth=1"),
        "remark": (f"case/{case.number}", "details.sheet button"),
        "dwelling": (f"dwellings/{house.code}", ".bottom button"),
    }[where]
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.wait_for_part()
    page.evaluate(f"location.hash = {address!r}")
    page.wait_for_selector("#households" if where == "dwelling" else "#note")
    if where == "dwelling":
        page.fill("#households", "22")
    else:
        page.evaluate("document.querySelector('details.sheet').open = true")
        page.fill("#remark", "有人看守")
    worker.context.set_offline(True)
    page.locator(button).evaluate("element => { element.click(); element.click(); }")
    page.wait_for_selector('[data-state="waiting"]')
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    expect(page.locator("[data-item]")).to_have_count(1)
    assert len(worker.keys("outbox")) == 1
