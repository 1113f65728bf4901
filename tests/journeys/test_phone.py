"""Community E-link in a real browser: the network goes and comes, and nothing that was written is lost."""

import json

import pytest
from playwright.sync_api import expect

from tests.cases.ways import reported, verbs_of
from tests.journeys.phones import HERE, Phone, picture
from tests.journeys.restarts import Server
from wangge.cases.models import Case, Photo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


@pytest.mark.both
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_made_without_network_and_arrives_with_it(city, phone, language):
    worker = phone(language=language)
    worker.go("/phone/")
    worker.page.wait_for_selector("#code")
    worker.look("phone-enrol")
    page = worker.enrol(city, "lin")
    worker.look("phone-today")
    page.click('#tabs a[href="#report"]')
    worker.look("phone-report")
    worker.context.set_offline(True)
    page.reload()
    page.wait_for_selector("#tabs a[aria-current]")
    worker.report("桥头路下水道井盖破损", picture(1), picture(2))
    assert worker.states() == ["waiting"]
    worker.look("phone-outbox-offline")
    page.reload()
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="waiting"]')
    assert Case.objects.count() == 0
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    worker.look("phone-outbox")
    case = Case.objects.get()
    assert (case.reported_by, case.source, case.description) == (
        city.people["lin"],
        "grid_worker",
        "桥头路下水道井盖破损",
    )
    assert Photo.objects.filter(case=case).count() == 2
    page.click('#tabs a[href="#me"]')
    page.wait_for_selector("#newpin")
    worker.look("phone-me")


@pytest.mark.both
def test_what_waits_for_the_worker_is_done_without_network(city, phone):
    case = reported(city, "xu", photo=False)
    worker = phone()
    page = worker.enrol(city, "lin")
    page.wait_for_selector("a.card")
    worker.look("phone-today-full")
    worker.context.set_offline(True)
    page.click("a.card")
    page.wait_for_selector("#note")
    worker.look("phone-case")
    page.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(4)})
    page.wait_for_selector(".shots figure")
    page.click(".buttons .primary >> nth=0")
    page.wait_for_selector('[data-state="waiting"]')
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    assert "verify" in verbs_of(case)
    assert Photo.objects.get(case=case).stage == "verify"
    page.click('#tabs a[href="#today"]')
    expect(page.locator("a.card")).to_have_count(1)  # it is open in the grid, and nobody's to do any more
    expect(page.locator(".empty")).to_be_visible()


@pytest.mark.both
def test_a_server_that_is_stopped_in_between_gets_everything_once(city, browser):
    server = Server()
    worker = Phone(browser, server.url)
    try:
        page = worker.enrol(city, "lin")
        server.stop()
        for number in range(3):
            worker.report(f"垃圾 {number}", picture(number))
        expect(page.locator("[data-state=waiting]")).to_have_count(3)
        server.start()
        page.click("text=立即上传")
        expect(page.locator("[data-state=numbered]")).to_have_count(3)
        assert sorted(Case.objects.values_list("description", flat=True)) == ["垃圾 0", "垃圾 1", "垃圾 2"]
        assert Photo.objects.count() == 3
    finally:
        worker.context.close()
        server.stop()


def test_what_the_server_refuses_says_why_and_holds_up_nothing(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("这里")
    worker.report("城外", longitude="100.0")
    worker.report("那里")
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="refused"]')
    expect(page.locator("[data-state=numbered]")).to_have_count(2)
    assert worker.states() == ["numbered", "refused", "numbered"]
    assert page.inner_text('[data-state="refused"] .notice')
    worker.look("phone-outbox-refused")
    page.click('[data-state="refused"] a.primary')
    assert page.input_value("#words") == "城外"
    page.fill("#longitude", str(HERE["longitude"]))
    page.click(".bottom button")
    expect(page.locator("[data-state=numbered]")).to_have_count(3)
    assert Case.objects.count() == 3


def test_what_is_refused_can_be_discarded_too(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.report("城外", picture(3), longitude="100.0")
    page.wait_for_selector('[data-state="refused"]')
    page.on("dialog", lambda dialog: dialog.accept())
    page.click('[data-state="refused"] button.danger')
    expect(page.locator("[data-item]")).to_have_count(0)
    assert Case.objects.count() == 0


def test_a_pin_locks_what_lies_here_and_what_waits_goes_on_after_it(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖")
    page.click('#tabs a[href="#me"]')
    page.fill("#newpin", "246810")
    page.click("section .primary")
    page.wait_for_selector(".notice.success")
    page.reload()
    page.wait_for_selector("#pin")
    worker.look("phone-locked")
    page.fill("#pin", "000000")
    page.click("form .primary")
    page.wait_for_selector(".notice.refusal")
    worker.context.set_offline(False)
    page.fill("#pin", "246810")
    page.click("form .primary")
    page.wait_for_selector("#tabs a[aria-current]")
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get().description == "井盖"


def test_nothing_readable_lies_on_a_locked_phone(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("很特别的一句话")
    page.click('#tabs a[href="#me"]')
    page.fill("#newpin", "246810")
    page.click("section .primary")
    page.wait_for_selector(".notice.success")
    everything = page.evaluate(
        """async () => {
          const database = await new Promise((done) => {
            const asked = indexedDB.open("wangge-phone");
            asked.onsuccess = () => done(asked.result);
          });
          const read = (name) => new Promise((done) => {
            const asked = database.transaction(name).objectStore(name).getAll();
            asked.onsuccess = () => done(asked.result);
          });
          const all = await Promise.all([...database.objectStoreNames].map(read));
          const text = (key, value) => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value;
          return JSON.stringify(all, text);
        }"""
    )
    assert "很特别" not in everything
    assert "wg_" not in everything
    assert json.loads(everything)
