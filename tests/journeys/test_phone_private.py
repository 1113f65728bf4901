"""A browser that keeps things not for long, or not at all: it is said before anything is lost."""

import pytest
from playwright.sync_api import expect

from tests.journeys.phones import Phone, picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_ON_THE_HOME_SCREEN = """
  navigator.storage.persist = async () => true;
  const asked = window.matchMedia;
  window.matchMedia = (words) => (words.includes("standalone") ? { matches: true } : asked.call(window, words));
"""
_FORBIDDEN = (
    "IDBFactory.prototype.open = () => { throw new DOMException('The user denied permission', 'SecurityError'); };"
)
_WITHOUT = {
    "throws": _FORBIDDEN,
    "is not there": "Object.defineProperty(window, 'indexedDB', { get: () => undefined });",
    "fails": """
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (...what) {
        const asked = open.apply(this, what);
        Object.defineProperty(asked, "error", { value: new DOMException("Internal error", "UnknownError") });
        asked.addEventListener("success", (event) => {
          event.stopImmediatePropagation();
          asked.dispatchEvent(new Event("error"));
        });
        return asked;
      };""",
    "with all that a site keeps": _FORBIDDEN
    + "Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('', 'SecurityError'); } });",
}

# As the version before kept it: with the word that opens the report's private page.
_KEPT_BEFORE = """() => new Promise((done) => {
  const asked = indexedDB.open("wangge-phone", 3);
  asked.onupgradeneeded = () => {
    for (const name of ["meta", "records"]) asked.result.createObjectStore(name);
    asked.result.createObjectStore("photos", { keyPath: "hash" });
    const outbox = asked.result.createObjectStore("outbox", { keyPath: "id" });
    for (const name of ["state", "due", "about"]) outbox.createIndex(name, name);
    const item = { id: "a", kind: "report", made: "2026-03-09T08:00:00Z", state: "numbered", number: "1", hashes: [] };
    outbox.put({ ...item, token: "open-sesame" });
  };
  asked.onsuccess = () => done(asked.result.close());
})"""
_KEPT_NOW = """() => new Promise((done) => {
  const asked = indexedDB.open("wangge-phone");
  asked.onsuccess = () => {
    const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
    all.onsuccess = () => done(all.result.map((item) => [item.number, item.token ?? ""], asked.result.close()));
  };
})"""


def test_no_private_address_of_a_report_lies_here_not_even_of_before(city, phone):
    worker = phone()
    worker.go("/static/phone/icon.svg")
    worker.page.evaluate(_KEPT_BEFORE)
    page = worker.enrol(city, "lin")
    assert page.evaluate(_KEPT_NOW) == [["1", ""]]
    worker.report("井盖")
    page.wait_for_selector("[data-state=numbered] >> nth=1")
    assert [token for _number, token in page.evaluate(_KEPT_NOW)] == ["", ""]


def test_a_private_window_says_so_and_sends_all_the_same(city, phone):
    worker = phone()  # a context of this browser is a private window
    page = worker.enrol(city, "lin")
    assert page.evaluate("navigator.storage.persist()") is False
    expect(page.locator("main .notice.warning").first).to_contain_text("无痕窗口")
    worker.look("phone-private")
    worker.report("井盖", picture(1))
    page.wait_for_selector('[data-state="numbered"]')


def test_it_is_said_no_longer_once_the_application_stands_on_the_home_screen(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    warning = page.locator("main .notice.warning")
    expect(warning).to_have_count(1)
    page.reload()
    expect(warning).to_have_count(1)
    page.add_init_script(_ON_THE_HOME_SCREEN)
    page.reload()
    page.wait_for_selector("#screen h1")
    expect(warning).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("how", list(_WITHOUT))
def test_where_nothing_can_be_kept_one_sentence_says_it(browser, live_server, folders, how, language):
    worker = Phone(browser, live_server.url, language=language)
    worker.page.add_init_script(_WITHOUT[how])
    page = worker.go("/phone/#enrol=AAAA-BBBB")
    told = page.locator("#screen [role=alert]")
    expect(told).to_contain_text("无痕" if language == "zh" else "keeps nothing")
    expect(page.locator("#screen > *")).to_have_count(2)
    expect(page.locator("#tabs")).to_be_hidden()
    worker.look(f"phone-keeps-nothing-{how.replace(' ', '-')}")
    worker.leave()
