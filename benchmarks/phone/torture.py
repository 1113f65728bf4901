"""``python -m benchmarks.phone.torture``: a full outbox on a line that drops, with browser and server killed meanwhile.

Progress goes to standard output; the figures are returned, and as JSON written where ``--results`` says.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.caseload.installation import DATABASES, SQLITE, Installation
from benchmarks.phone import outbox
from benchmarks.phone.browser import Chromium
from benchmarks.phone.installed import for_phones, taken_in
from benchmarks.phone.pieces import NOTES, read_notes
from benchmarks.phone.server import Server
from tests.journeys.cutting import CuttingProxy

_AT_ONCE = 50  # reports made in one go
_LEAST, _MOST = 20_000, 3_000_000  # bytes that a connection lives
_LONGEST = 3 * 3600  # seconds until the run is given up


@dataclass(frozen=True)
class Load:
    """What the phone and its line go through."""

    reports: int
    photos: int = 2
    every: float = 0  # seconds between drops of the line; 0 is a good line
    kills: int = 0  # of the browser, and as many of the server
    poisoned: int = -1  # which report no server takes

    @property
    def arriving(self) -> int:
        """Reports and photos that the server is to have in the end."""
        return (self.reports - (0 <= self.poisoned < self.reports)) * (1 + self.photos)


@dataclass(frozen=True)
class Tortured:
    """What a run left behind."""

    load_of: Load
    database: str
    fill_seconds: float
    seconds: float
    photo_kilobytes: float
    dropped: int  # times that the whole line went
    cut: int  # connections cut at a byte of chance
    browser_kills: int
    server_kills: int
    states: dict[str, int]
    sentence: str  # why the poisoned one was not taken
    arrived: dict[str, int]
    pieces: dict[str, int]


def torture(load: Load, database: str = SQLITE) -> Tortured:
    """Fill an outbox, let it empty itself, and count."""
    with for_phones(database) as here, sync_playwright() as playwright:
        server = Server(here)
        server.start()
        line = CuttingProxy("localhost", server.port, seed=7, least=_LEAST, most=_MOST, every=load.every)
        line.rest()
        phone = here.run("phone.prepared")["phones"][0]
        browser = Chromium(playwright.chromium, here.folder / "profile", line.url, phone)
        try:
            return _Run(load, here, server, line, browser, phone).run()
        finally:
            browser.close()
            line.close()
            server.stop()


@dataclass
class _Run:
    load: Load
    here: Installation
    server: Server
    line: CuttingProxy
    browser: Chromium
    phone: dict[str, Any]

    def run(self) -> Tortured:
        self._enrol()
        fill_seconds = _timed(self._fill)
        before = self.here.folder / "outbox.json"  # too long for a command line
        before.write_text(json.dumps(outbox.read(self.browser.page)), encoding="utf-8")
        seconds = _timed(self._empty)
        after = outbox.read(self.browser.page)
        return Tortured(
            load_of=self.load,
            database=self.here.name,
            fill_seconds=fill_seconds,
            seconds=seconds,
            photo_kilobytes=self._photo_kilobytes(),
            dropped=self.line.dropped,
            cut=self.line.cut,
            browser_kills=self.browser.kills,
            server_kills=self.server.kills,
            states=dict(Counter(one["state"] for one in after)),
            sentence=next((one["sentence"] for one in after if one["state"] == "refused"), ""),
            arrived=self.here.run("phone.arrived", phone=str(before)),
            pieces=asdict(read_notes(Path(self.here.more[NOTES]))),
        )

    def _enrol(self) -> None:
        page = self.browser.open(f"/phone/#enrol={self.phone['code']}")
        page.click("button.primary")
        page.wait_for_selector("#tabs a[aria-current]")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    def _fill(self) -> None:
        self.browser.context.set_offline(True)
        where = {name: self.phone[name] for name in ("longitude", "latitude")}
        for first in range(0, self.load.reports, _AT_ONCE):
            count = min(_AT_ONCE, self.load.reports - first)
            how = {"photos": self.load.photos, "poisoned": self.load.poisoned}
            outbox.fill(self.browser.page, where, first=first, count=count, **how)
            _say(f"{first + count} reports lie on the phone")

    def _empty(self) -> None:
        """Until nothing is left to send; kills come at moments of chance, spread over the way."""
        self.browser.page.goto(f"{self.line.url}/phone/#outbox")
        if self.load.every:
            self.line.cut_on()
        self.browser.context.set_offline(False)
        chance, begun = random.Random(11), time.monotonic()
        for place, kill in enumerate(self._kills(chance), start=1):
            self._wait(place * self.load.arriving // (2 * self.load.kills + 1), begun)
            time.sleep(2 * chance.random())
            kill()
            after = time.monotonic() - begun
            _say(f"{after:5.0f} s: {self._arrived()} reports and photos arrived,{kill.__name__.replace('_', ' ')}")
        self._wait(self.load.arriving, begun)
        self._wait_for_the_phone(begun)

    def _kills(self, chance: random.Random) -> list[Callable[[], None]]:
        every = [self._kill_browser, self._kill_server] * self.load.kills
        chance.shuffle(every)
        return every

    def _kill_browser(self) -> None:
        self.browser.kill()
        self._open_again()

    def _kill_server(self) -> None:
        self.server.kill()
        self.server.start()

    def _open_again(self) -> None:
        """The line may be gone at that very moment: the application itself must start all the same."""
        self.browser.open("/phone/#outbox")

    def _wait(self, count: int, begun: float) -> None:
        while self._arrived() < count:
            _give_up_after(begun)
            time.sleep(0.2)

    def _wait_for_the_phone(self, begun: float) -> None:
        """Photos come after their reports, and the phone hears last."""
        while left := sum(one["state"] not in {"numbered", "refused"} for one in outbox.read(self.browser.page)):
            _say(f"{time.monotonic() - begun:5.0f} s: {left} of {self.load.reports} are not wholly there")
            _give_up_after(begun)
            time.sleep(1)

    def _arrived(self) -> int:
        return taken_in(self.here)

    def _photo_kilobytes(self) -> float:
        files = [path.stat().st_size for path in (self.here.folder / "photos").rglob("*") if path.is_file()]
        return round(sum(files) / max(1, len(files)) / 1000, 1)


def _timed(act: Callable[[], None]) -> float:
    begun = time.monotonic()
    act()
    return round(time.monotonic() - begun, 1)


def _give_up_after(begun: float) -> None:
    if time.monotonic() - begun > _LONGEST:
        raise RuntimeError("the outbox did not empty itself in three hours")


def _say(words: str) -> None:
    print(words, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phone.torture", description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--photos", type=int, default=2)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between drops of the line; 0: it holds")
    parser.add_argument("--kills", type=int, default=20, help="of the browser, and as many of the server")
    parser.add_argument("--poisoned", type=int, default=-1, help="the report that no server takes")
    parser.add_argument("--database", choices=DATABASES, default=SQLITE)
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    load = Load(asked.reports, asked.photos, asked.every, asked.kills, asked.poisoned)
    told = json.dumps(asdict(torture(load, asked.database)), indent=1, ensure_ascii=False)
    print(told)
    if asked.results:
        asked.results.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
