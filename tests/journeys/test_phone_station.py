"""Phones that were ended, whose PIN is forgotten or whose outbox comes as a file: the station loses nothing of them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.city import City
from tests.journeys.phones import Phone, picture
from wangge.accounts.actions.keys import revoke_key
from wangge.accounts.models import Key
from wangge.cases.models import Case, Photo
from wangge.fieldwork.actions.codes import make_phone_code
from wangge.fieldwork.codes import shown_code
from wangge.fieldwork.models import Quarantined

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_EVERYTHING = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("wangge-phone");
    asked.onsuccess = () => done(asked.result);
  });
  const count = (name) => new Promise((done) => {
    const asked = database.transaction(name).objectStore(name).count();
    asked.onsuccess = () => done(asked.result);
  });
  const counts = await Promise.all([...database.objectStoreNames].map(count));
  return counts.reduce((sum, one) => sum + one, 0);
}"""


def lies_on(page: Page) -> int:
    """How many rows of the phone's database hold something."""
    return page.evaluate(_EVERYTHING)


def end_phone(city: City, name: str) -> None:
    key = Key.objects.get(owner=city.people[name], revoked_at=None)
    revoke_key(key=key, at=datetime.now(UTC), by=key.owner)


def code_of(city: City, name: str) -> str:
    user = city.people[name]
    return shown_code(make_phone_code(owner=user, at=datetime.now(UTC), by=user).code)


def lock(worker: Phone, pin: str = "246810") -> None:
    page = worker.page
    page.click('#tabs a[href="#me"]')
    page.fill("#newpin", pin)
    page.click("section .primary")
    page.wait_for_selector(".notice.success")
    page.reload()
    page.wait_for_selector("#pin")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_ended_phone_hands_over_its_outbox_and_keeps_nothing(city, phone, visitor, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("桥头路井盖破损", picture(1), picture(2))
    station = visitor("administrator", width=360, language=language)
    station.go("/office/people/lin/")
    station.look("station-person")
    station.page.click('form[action$="/revoke/"] button.danger')
    station.page.wait_for_load_state()
    worker.context.set_offline(False)
    page.wait_for_selector("#code")
    page.wait_for_selector(".notice.warning")
    worker.look("phone-ended")
    assert lies_on(page) == 0
    assert Case.objects.count() == 0
    row = Quarantined.objects.get()
    assert (row.owner, row.way, row.photos.filter(whole_at__isnull=False).count()) == (city.people["lin"], "revoked", 2)
    station.go("/office/sealed/")
    station.look("station-sealed")
    other = visitor("administrator", language=language)  # the same desk is open elsewhere too
    other.go("/office/sealed/")
    station.page.click(".card button.primary")
    station.page.wait_for_selector(".empty")
    station.look("station-sealed-empty")
    other.page.click(".card button.primary")
    other.page.wait_for_load_state()
    case = Case.objects.get()
    assert (case.reported_by, case.description) == (city.people["lin"], "桥头路井盖破损")
    assert Photo.objects.filter(case=case).count() == 2


def test_what_cannot_be_taken_in_says_why_and_is_discarded(city, phone, visitor):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("城外", longitude="100.0")
    worker.report("井盖")
    end_phone(city, "lin")
    worker.context.set_offline(False)
    page.wait_for_selector("#code")
    station = visitor("administrator", width=360)
    station.go("/office/sealed/")
    station.page.click(".card button.primary")
    expect(station.page.locator("main ul.cards")).to_have_count(2)
    station.look("station-sealed-refused")
    assert Case.objects.get().description == "井盖"
    card = station.page.locator("main ul.cards").nth(1)
    card.locator("input[name=reason]").fill("已另行上报")
    card.locator("button.danger").click()
    station.page.wait_for_selector(".empty")
    assert set(Quarantined.objects.values_list("outcome", flat=True)) == {"taken", "discarded"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_phone_is_set_up_by_the_picture_of_a_code(city, phone, visitor, language):
    station = visitor("administrator", width=360, language=language)
    station.go("/office/people/lin/")
    station.page.click('form[action="/office/phone-code/"] button')
    station.page.wait_for_selector("svg")
    station.look("station-code")
    code = station.page.inner_text("#phone-code").strip()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    worker = phone(language=language)
    worker.go(f"/phone/#enrol={code}")
    expect(worker.page.locator("#code")).to_have_value(code)
    worker.page.click("button.primary")
    worker.page.wait_for_selector("#tabs a[aria-current]")
    assert Key.objects.get(kind="device").owner == city.people["lin"]


def test_the_file_of_an_outbox_is_brought_in(city, phone, visitor, tmp_path):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖", picture(5), picture(6))
    worker.report("路灯")
    lock(worker)
    page.click("summary")
    file = saved(page, tmp_path)
    worker.page.close()  # and the phone is never found again
    station = visitor("administrator", width=360)
    station.go("/office/sealed/")
    for _time in range(2):
        station.page.click("main summary >> nth=-1")
        station.page.set_input_files("input[type=file]", file)
        station.page.click("details[open] button.primary")
        station.page.wait_for_selector(".card button.primary")
    station.page.click(".card button.primary")
    station.page.wait_for_selector(".empty")
    assert sorted(Case.objects.values_list("description", flat=True)) == ["井盖", "路灯"]
    assert Photo.objects.count() == 2


def saved(page: Page, folder: Path) -> Path:
    """The file that the phone saves of its outbox."""
    with page.expect_download() as coming:
        page.click("button:has-text('存成文件交给站里')")
    path = folder / "wangge-outbox.jsonl"
    coming.value.save_as(path)
    return path


def test_a_forgotten_pin_loses_nothing_and_takes_a_code_of_the_same_person_only(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖", picture(3))
    lock(worker)
    page.click("summary")
    worker.look("phone-pin-forgotten")
    page.fill("#code", code_of(city, "lin"))
    page.click("button.danger")
    page.wait_for_selector("details .notice.warning")  # no network: nothing is removed
    worker.context.set_offline(False)
    page.fill("#code", code_of(city, "deputy"))
    page.click("button.danger")
    page.wait_for_selector("details .notice.refusal")
    worker.look("phone-pin-forgotten-refused")
    assert lies_on(page) > 0
    page.fill("#code", code_of(city, "lin"))
    page.click("button.danger")
    page.wait_for_selector("#tabs a[aria-current]")
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector(".empty")
    row = Quarantined.objects.get()
    assert (row.owner, row.way, row.photos.get().whole_at is None) == (city.people["lin"], "anew", False)
    before, now = Key.objects.filter(owner=city.people["lin"]).order_by("id")
    assert (before.revoked_at is None, now.revoked_at, row.key) == (False, None, now)
    worker.report("第二件")
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get().description == "第二件"


def test_photos_open_after_a_pin_was_set_changed_and_taken_away(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖", picture(4))
    for pin in ("246810", "135790"):
        lock(worker, pin)
        page.fill("#pin", pin)
        page.click("form .primary")
        page.wait_for_selector("#tabs a[aria-current]")
    page.click('#tabs a[href="#me"]')
    page.click("section form .plain")
    expect(page.locator("section form .plain")).to_have_count(0)
    page.reload()
    page.click('#tabs a[href="#outbox"]')
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    assert Photo.objects.count() == 1
    assert lies_on(page) > 0


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_phone_that_the_server_does_not_know_says_so_and_loses_nothing(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.wait_for_selector(".hint")
    kept = Key.objects.filter(owner=city.people["lin"])
    before = kept.get().digest
    kept.update(digest="0" * len(before))  # as after a restore from before it was enrolled
    worker.report("井盖")
    page.wait_for_selector("#notes .stranger")
    page.evaluate("dispatchEvent(new Event('phone:refresh'))")
    page.click('#tabs a[href="#today"]')
    worker.look("phone-stranger")
    expect(page.locator("#notes .stranger")).to_have_count(1)
    page.click("#notes .stranger a")
    page.wait_for_selector('[data-state="waiting"]')
    kept.update(digest=before)
    page.click(".buttons button >> nth=0")
    page.wait_for_selector('[data-state="numbered"]')
    page.evaluate("dispatchEvent(new Event('phone:refresh'))")
    expect(page.locator("#notes .stranger")).to_have_count(0)
