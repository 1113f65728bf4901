"""One visit in a browser whose processor is slowed down: until words are there, and until the map is drawn."""

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from wangge.demo.traffic.codes import one_time_code

SLOWED = 4
_FIRST_WORDS = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
# Words, streets and what lies over them: drawn, and nothing left to come.
_MAP_AT_REST = """() => new Promise((done) => {
  const box = document.querySelector(".map");
  const look = () => {
    if (!box.map) return setTimeout(look, 10);
    if (box.map.loaded() && box.dataset.shown !== undefined) return done(performance.now());
    box.map.once("idle", look);
  };
  look();
})"""


@dataclass(frozen=True)
class Visit:
    """Milliseconds from the request; ``map_ms`` is None for a page without a map. Bytes as they came."""

    words_ms: float
    map_ms: float | None
    received: int


def signed_in(browser: Browser, site: str, people: Path, name: str) -> BrowserContext:
    """Somebody of a demonstration, with password and one-time code."""
    person = next(one for one in json.loads(people.read_text()) if one["username"] == name)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", person["password"])
    page.click("main form button[type=submit] >> nth=0")
    page.fill("input[name=code]", one_time_code(person["second_factor"], datetime.now(UTC)))
    page.click("main form button[type=submit] >> nth=0")
    page.wait_for_load_state()
    page.close()
    return context


def visit(context: BrowserContext, address: str, *, with_map: bool) -> Visit:
    """Open the page in a fresh tab without its cache."""
    page = context.new_page()
    try:
        received = _slowed(page, context)
        page.goto(address)
        map_ms = float(page.evaluate(_MAP_AT_REST)) if with_map else None
        return Visit(float(page.evaluate(_FIRST_WORDS)), map_ms, sum(received))
    finally:
        page.close()


def _slowed(page: Page, context: BrowserContext) -> list[int]:
    """Slow the tab down and forget what was kept; the list that is returned fills with the sizes of answers."""
    tab = context.new_cdp_session(page)
    tab.send("Network.enable")
    tab.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tab.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    received: list[int] = []

    def count(told: dict[str, Any]) -> None:
        received.append(int(told["encodedDataLength"]))

    tab.on("Network.loadingFinished", count)
    return received


def chromium() -> str:
    """Where the system's Chromium lies."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing; on Debian: apt install chromium fonts-noto-cjk"
    return path
