"""A full outbox on a line that drops, while browser and server die: everything arrives, once each, and nothing waits.

The same with a thousand reports and a server of its own is ``python -m benchmarks.phone.torture``.
"""

import hashlib
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.phone import outbox
from benchmarks.phone.browser import Chromium
from benchmarks.phone.pieces import NOTES, read_notes
from tests.journeys.cutting import CuttingProxy
from tests.journeys.phones import HERE
from tests.journeys.restarts import Server
from wangge.cases.models import Case, Photo, PromisedPhoto
from wangge.cases.photo_files import received_path
from wangge.fieldwork.actions.codes import make_phone_code
from wangge.fieldwork.codes import shown_code

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]
REPORTS, POISONED = 12, 3


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> Path:
    """What the server was asked about photos, and got: see ``benchmarks.phone.pieces``."""
    monkeypatch.setenv(NOTES, str(tmp_path / "pieces"))
    settings.MIDDLEWARE = ["benchmarks.phone.pieces.Noted", *settings.MIDDLEWARE]
    return tmp_path / "pieces"


@pytest.mark.both
def test_a_line_that_breaks_and_everything_that_dies_lose_nothing_and_double_nothing(city, browser, notes, tmp_path):
    server = Server()
    line = CuttingProxy("localhost", server.port, seed=7, least=30_000, most=400_000, every=0.9)
    line.rest()
    worker = Chromium(browser.browser_type, tmp_path / "profile", line.url, HERE)
    lin = city.people["lin"]
    code = shown_code(make_phone_code(owner=lin, at=datetime.now(UTC), by=lin).code)
    try:
        page = worker.open(f"/phone/#enrol={code}")
        page.click("button.primary")
        page.wait_for_selector("#tabs a[aria-current]")
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        worker.context.set_offline(True)
        outbox.fill(page, HERE, first=0, count=REPORTS, poisoned=POISONED)
        had = outbox.read(page)
        line.cut_on()
        worker.context.set_offline(False)
        for _round in range(2):
            time.sleep(2)
            worker.kill()
            worker.open("/phone/#outbox")
            time.sleep(2)
            server.stop()
            server.start()
        line.rest()
        page = worker.page
        page.evaluate("dispatchEvent(new Event('online'))")  # waits are forgotten
        expect(page.locator("[data-state=numbered]")).to_have_count(REPORTS - 1, timeout=60_000)
        expect(page.locator("[data-state=refused]")).to_have_count(1)
    finally:
        worker.close()
        line.close()
        server.stop()
    assert line.dropped > 2
    everything_came_once(had)
    pieces = read_notes(notes)
    assert pieces.came >= 2 * (REPORTS - 1)
    assert (pieces.again_though_told, pieces.again_unasked) == (0, 0), notes.read_text()


def everything_came_once(had: list[dict]) -> None:
    cases = Counter(Case.objects.values_list("description", flat=True))
    assert cases == Counter(f"第 {number} 件" for number in range(REPORTS) if number != POISONED)
    hashes = [digest for place, one in enumerate(had) if place != POISONED for digest in one["hashes"]]
    assert Counter(Photo.objects.values_list("received_hash", flat=True)) == Counter(hashes)
    assert not PromisedPhoto.objects.filter(arrived_at__isnull=True).exists()
    for photo in Photo.objects.all():
        assert hashlib.sha256(received_path(photo).read_bytes()).hexdigest() == photo.received_hash
