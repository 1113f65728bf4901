"""A lock that is set while something else goes on: what lies here opens after it, or the lock stays and it is said."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_phone_bad_moments import fill_up
from tests.journeys.test_phone_check import cleared_away
from tests.journeys.test_phone_station import lock
from tests.journeys.visitor import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

# What is sealed of bytes, a picture here, rests until it is let go.
_SLOW_SEALING = """
  const seal = SubtleCrypto.prototype.encrypt;
  const rests = new Promise((done) => (globalThis.letGo = done));
  SubtleCrypto.prototype.encrypt = async function (how, key, content) {
    const box = await seal.call(this, how, key, content);
    if (content instanceof ArrayBuffer && !globalThis.went) {
      globalThis.resting = true;
      await rests;
      globalThis.went = true;
    }
    return box;
  };
"""
_DAMAGE = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("wangge-phone");
    asked.onsuccess = () => done(asked.result);
  });
  const write = database.transaction("records", "readwrite");
  const names = write.objectStore("records").getAllKeys(IDBKeyRange.bound("picture:", "picture:\\uffff"));
  names.onsuccess = () => {
    const box = { iv: new Uint8Array(12), sealed: new Uint8Array(40).buffer };
    for (const name of names.result) write.objectStore("records").put(box, name);
  };
  await new Promise((done) => (write.oncomplete = done));
  database.close();
}"""


def unlock(page: Page, pin: str = "246810") -> None:
    page.fill("#pin", pin)
    page.click("form .primary")
    page.wait_for_selector("#tabs a[aria-current]")


def test_a_picture_that_comes_while_a_lock_is_set_opens_after_it(city, phone):
    case = cleared_away(city)
    worker = phone()
    worker.page.add_init_script(_SLOW_SEALING)
    page = worker.enrol(city, "lin")
    page.wait_for_function("globalThis.resting")
    page.click('#tabs a[href="#me"]')
    page.fill("#newpin", "246810")
    page.click("section .primary")
    waiting = "navigator.locks.query().then(({ pending }) => pending.length)"
    until(page, lambda: page.evaluate(waiting), "a lock that waits for the picture")
    page.evaluate("letGo()")
    page.wait_for_selector("section .notice.success")
    worker.context.set_offline(True)
    page.reload()
    unlock(page)
    page.evaluate(f"location.hash = 'case/{case.number}'")
    expect(page.locator("article > .shots img")).not_to_have_count(0)


def test_a_picture_that_does_not_open_comes_again_and_keeps_no_lock_from_being_set(city, phone):
    case = cleared_away(city)
    worker = phone()
    page = worker.enrol(city, "lin")
    page.click(f'a.card[href="#case/{case.number}"]')
    expect(page.locator("article > .shots img")).to_have_count(2)
    page.evaluate(_DAMAGE)
    page.click('#tabs a[href="#today"]')
    page.click(f'a.card[href="#case/{case.number}"]')
    page.wait_for_selector("article")
    expect(page.locator("article > .shots img")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('phone:refresh'))")
    expect(page.locator("article > .shots img")).to_have_count(2)
    page.evaluate(_DAMAGE)
    lock(worker)
    unlock(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_room_the_lock_stays_as_it_was_and_it_is_said(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.wait_for_selector(".hint")
    worker.context.set_offline(True)
    fill_up(worker)
    page.click('#tabs a[href="#me"]')
    page.fill("#newpin", "246810")
    page.click("section .primary")
    expect(page.locator("section .notice.refusal")).to_have_count(1)
    worker.look("phone-lock-no-room")
    worker.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": worker.site})
    page.reload()
    page.wait_for_selector("#tabs a[aria-current]")


def test_what_cannot_be_sealed_anew_keeps_the_lock_as_it_was(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.wait_for_part()
    page.click('#tabs a[href="#me"]')
    page.evaluate("() => { SubtleCrypto.prototype.encrypt = () => Promise.reject(new Error('no')); }")
    page.fill("#newpin", "246810")
    page.click("section .primary")
    expect(page.locator("section .notice.refusal")).to_have_count(1)
    page.reload()
    page.wait_for_selector("#tabs a[aria-current]")
