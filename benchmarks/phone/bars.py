"""How soon the phone works, on an installation that is served: first sync, starts, a report."""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from statistics import median
from typing import Any

from playwright.sync_api import Page, Request, Response, expect

from benchmarks.caseload.processes import cpu_seconds
from benchmarks.pages.visits import SLOWED
from benchmarks.phone.browser import Chromium
from benchmarks.phone.server import Server

_STARTS = 5
_GLANCE = 2.0  # seconds that somebody looks before each tap
# From the request for the page until Today lists what is open in the own grid, by the clock of the page.
_TODAY = """() => new Promise((done) => {
  const look = () => (document.querySelector("a.card") ? done(performance.now()) : setTimeout(look, 5));
  look();
})"""


@dataclass(frozen=True)
class FirstSync:
    """From the tap that enrols the phone until all that it carries lies there."""

    dwellings: int
    components: int
    cases: int
    seconds: float
    kilobytes: float
    packed_kilobytes: float  # gzip, as a proxy before the server packs it
    server_cpu: float  # seconds, whatever else the machine did
    browser_cpu: float


@dataclass(frozen=True)
class Start:
    """Milliseconds until Today shows what is open, median and worst of some starts."""

    how: str
    median_ms: int
    worst_ms: int
    cpu_ms: int  # of all processes of the browser, in the middle one


@dataclass(frozen=True)
class Report:
    """Taps from the open application on, counted as they are made."""

    taps: int
    seconds_with_glances: float
    seconds_of_the_program: float


def first_sync(browser: Chromium, server: Server, phone: dict[str, Any], sizes: dict[str, int]) -> FirstSync:
    """Enrol a phone, and count every answer of the API."""
    page = browser.open(f"/phone/#enrol={phone['code']}")
    told: list[Request] = []
    page.on("requestfinished", lambda request: told.append(request) if "/api/v1/phone/" in request.url else None)
    page.wait_for_selector("button.primary")
    begun, used = time.monotonic(), (cpu_seconds(server.process), cpu_seconds(browser.process))
    page.click("button.primary")
    page.wait_for_selector(".hint", timeout=120_000)  # "as of", which stands there once everything has come
    seconds = time.monotonic() - begun
    spent = cpu_seconds(server.process) - used[0], cpu_seconds(browser.process) - used[1]
    bodies = [body for request in told if (body := _body(request.response()))]
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    packed = sum(len(gzip.compress(body, 6)) for body in bodies)
    kilobytes = sum(map(len, bodies)) / 1000
    return FirstSync(**sizes, seconds=seconds, kilobytes=kilobytes, packed_kilobytes=packed / 1000,
        server_cpu=spent[0], browser_cpu=spent[1])  # fmt: skip


def _body(response: Response | None) -> bytes:
    """Nothing where the answer says that there is nothing (204): the browser does not tell it then."""
    return response.body() if response and response.status != HTTPStatus.NO_CONTENT else b""


def starts(browser: Chromium) -> list[Start]:
    """Of a browser that was closed, and of a page that is loaded anew without a network."""
    browser.close()
    return [
        _start(f"cold start, processor ÷ {SLOWED}", lambda: _cold(browser, SLOWED)),
        _start("cold start", lambda: _cold(browser, 1)),
        _start(f"reload without network, processor ÷ {SLOWED}", lambda: _reload(browser, SLOWED)),
        _start("reload without network", lambda: _reload(browser, 1)),
    ]


def report(browser: Chromium) -> Report:
    """On the real screen, with the camera of the browser, without network: until it lies on this phone."""
    page = browser.begin().pages[0]
    browser.context.grant_permissions(["geolocation", "camera"], origin=browser.site)
    page.goto(f"{browser.site}/phone/")
    page.wait_for_selector("a.card")
    browser.context.set_offline(True)
    slow, fast = _make(page, _GLANCE), _make(page, 0)
    browser.close()
    return Report(slow.taps, slow.seconds, fast.seconds)


@dataclass
class _Taps:
    page: Page
    glance: float
    taps: int = 0
    seconds: float = 0

    def on(self, what: str) -> None:
        """Look, then tap."""
        target = self.page.locator(what).first
        expect(target).to_be_enabled(timeout=20_000)
        time.sleep(self.glance)
        target.click()
        self.taps += 1


def _make(page: Page, glance: float) -> _Taps:
    """Open, photo, class, send."""
    page.evaluate("location.hash = '#today'")
    page.wait_for_selector("a.card")
    taps, begun = _Taps(page, glance), time.monotonic()
    taps.on('#tabs a[href="#report"]')
    taps.on(".finder button.large")
    page.wait_for_selector(".shots figure")
    taps.on(".choices button")
    taps.on(".bottom button")
    page.wait_for_selector("[data-state=waiting]")
    taps.seconds = time.monotonic() - begun
    return taps


def _cold(browser: Chromium, slowed: int) -> tuple[float, float]:
    """A new process of the browser each time; the page is asked for as soon as it is there."""
    browser.begin()
    try:
        _slow(browser, slowed)
        used = cpu_seconds(browser.process)
        browser.page.goto(f"{browser.site}/phone/", wait_until="commit")
        return float(browser.page.evaluate(_TODAY)), cpu_seconds(browser.process) - used
    finally:
        browser.close()


def _reload(browser: Chromium, slowed: int) -> tuple[float, float]:
    browser.open()
    try:
        browser.page.wait_for_selector("a.card")
        browser.context.set_offline(True)
        _slow(browser, slowed)
        used = cpu_seconds(browser.process)
        browser.page.reload(wait_until="commit")
        return float(browser.page.evaluate(_TODAY)), cpu_seconds(browser.process) - used
    finally:
        browser.close()


def _slow(browser: Chromium, rate: int) -> None:
    tab = browser.context.new_cdp_session(browser.page)
    tab.send("Emulation.setCPUThrottlingRate", {"rate": rate})


def _start(how: str, take: Callable[[], tuple[float, float]]) -> Start:
    seen, used = zip(*(take() for _ in range(_STARTS)), strict=True)
    return Start(how, round(median(seen)), round(max(seen)), round(1000 * median(used)))
