"""Community E-link in a real browser: the network goes and comes, and nothing that was written is lost."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from wangge.fieldwork.actions.codes import make_phone_code
from wangge.fieldwork.codes import shown_code
from wangge.fieldwork.models import Quarantined

from tests.city import SOUTH, STEP, WEST, City
from tests.journeys.restarts import Server
from tests.journeys.visitor import Visitor
from wangge.accounts.actions.keys import revoke_key
from wangge.accounts.models import Key
from wangge.cases.models import Case, Photo

pytestmark = pytest.mark.django_db(transaction=True)
HERE = {"longitude": WEST + STEP / 2, "latitude": SOUTH + STEP / 2, "accuracy": 8}


class Phone(Visitor):
    """A browser of 360 px that tells its position and has a camera."""

    def __init__(self, browser: Browser, site: str, *, language: str = "zh") -> None:
        super().__init__(browser, site, width=360, language=language)
        self.context.grant_permissions(["geolocation"], origin=site)
        self.context.set_geolocation(HERE)

    def enrol(self, city: City, name: str) -> Page:
        user = city.people[name]
        code = shown_code(make_phone_code(owner=user, at=datetime.now(UTC), by=user).code)
        self.go(f"/phone/#enrol={code}")
        self.page.click("button.primary")
        self.page.wait_for_selector("#tabs a[aria-current]")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        return self.page

    def report(self, words: str, *photos: bytes) -> None:
        self.page.click('#tabs a[href="#report"]')
        for number, content in enumerate(photos, 1):
            self.page.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content})
            self.page.wait_for_selector(f".shots figure >> nth={number - 1}")
        self.page.fill("#words", words)
        self.page.wait_for_function("document.getElementById('longitude').value !== ''")
        self.page.click(".bottom button")
        self.page.wait_for_selector("[data-item]")

    def states(self) -> list[str]:
        """Of the outbox, the newest first."""
        return [one.get_attribute("data-state") or "" for one in self.page.locator("[data-item]").all()]


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[Callable[..., Phone]]:
    """Make a phone: ``phone(language="en")``."""
    made: list[Phone] = []

    def make(site: str = "", **how) -> Phone:
        made.append(Phone(browser, site or live_server.url, **how))
        return made[-1]

    yield make
    for one in made:
        one.leave()


def picture(shade: int) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((900, 700), 60 + shade).convert("RGB").save(written, "JPEG", quality=90)
    return written.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_made_without_network_and_arrives_with_it(city, phone, settings, tmp_path, language):
    settings.DATA_FOLDER, settings.PHOTO_FOLDER = tmp_path, tmp_path / "photos"
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


def test_a_server_that_is_stopped_in_between_gets_everything_once(city, browser, settings, tmp_path):
    settings.DATA_FOLDER, settings.PHOTO_FOLDER = tmp_path, tmp_path / "photos"
    server = Server()
    worker = Phone(browser, server.url)
    try:
        page = worker.enrol(city, "lin")
        server.stop()
        for number in range(3):
            worker.report(f"垃圾 {number}", picture(number))
        assert set(worker.states()) == {"waiting"}
        server.start()
        page.click("text=立即上传")
        page.wait_for_function(
            "[...document.querySelectorAll('[data-item]')].every((one) => one.dataset.state === 'numbered')"
        )
        assert sorted(Case.objects.values_list("description", flat=True)) == ["垃圾 0", "垃圾 1", "垃圾 2"]
        assert Photo.objects.count() == 3
    finally:
        worker.context.close()
        server.stop()


def test_what_the_server_refuses_says_why_and_holds_up_nothing(city, phone, settings, tmp_path):
    settings.DATA_FOLDER, settings.PHOTO_FOLDER = tmp_path, tmp_path / "photos"
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("这里")
    worker.context.set_geolocation({"longitude": 100.0, "latitude": 20.0, "accuracy": 5})
    worker.report("城外")
    worker.context.set_geolocation(HERE)
    worker.report("那里")
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="refused"]')
    page.wait_for_function("document.querySelectorAll('[data-state=numbered]').length === 2")
    assert worker.states() == ["numbered", "refused", "numbered"]
    assert page.inner_text('[data-state="refused"] .notice')
    worker.look("phone-outbox-refused")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click('[data-state="refused"] button.danger')
    page.wait_for_function("document.querySelectorAll('[data-item]').length === 2")


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


def test_a_revoked_phone_hands_its_outbox_to_the_station_and_is_wiped(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    worker.context.set_offline(True)
    worker.report("井盖")
    revoke_key(key=Key.objects.get(), at=datetime.now(UTC), by=None)
    worker.context.set_offline(False)
    page.wait_for_selector("#code")
    assert Case.objects.count() == 0
    left = page.evaluate("indexedDB.databases().then((all) => all.length)")
    assert left <= 1  # the empty one that asks for a code
    kept = Quarantined.objects.get()
    assert kept.owner == city.people["lin"]


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


def test_a_line_that_breaks_at_any_byte_loses_nothing_and_doubles_nothing(city, browser, settings, tmp_path, monkeypatch):
    settings.DATA_FOLDER, settings.PHOTO_FOLDER = tmp_path, tmp_path / "photos"
    acknowledged: list[tuple[str, int]] = []
    monkeypatch.setattr(blobs, "receive_chunk", counting(blobs.receive_chunk, acknowledged))
    server = Server()
    proxy = CuttingProxy("localhost", server.port, seed=7, least=30_000, most=250_000)
    worker = Phone(browser, proxy.url)
    worker.faults = _Ignored()
    try:
        enrolled_through(worker, server, proxy, city)
        worker.context.set_offline(True)
        for number in range(8):
            worker.report(f"第 {number} 件", picture(number))
        worker.context.set_offline(False)
        for _round in range(4):  # the browser is killed and opened again
            worker.page.close()
            worker.page = worker.context.new_page()
            worker.go("/phone/#outbox")
            worker.page.wait_for_timeout(1500)
        proxy.rest()
        worker.page.reload()
        worker.page.wait_for_function("document.querySelectorAll('[data-state=numbered]').length === 8")
        assert proxy.cut > 0
        assert sorted(Case.objects.values_list("description", flat=True)) == [f"第 {number} 件" for number in range(8)]
        assert Photo.objects.count() == len(set(Photo.objects.values_list("received_hash", flat=True))) == 8
        assert len(acknowledged) - len(set(acknowledged)) <= proxy.cut  # again only where the answer itself was cut
    finally:
        worker.context.close()
        proxy.close()
        server.stop()
