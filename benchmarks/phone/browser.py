"""Chromium as a process of our own, with a profile on the disk that outlives it."""

import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page

from benchmarks.pages.visits import chromium
from benchmarks.phone.pieces import ATTEMPTS

_QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--no-first-run",
    "--lang=zh-CN",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-crash-restore-bubble",
    "--use-fake-device-for-media-stream",  # a turning clock stands for the street
    "--remote-debugging-port=0",
)
_SIZE = {"width": 360, "height": 740}
_PATIENCE = 60  # seconds


class Chromium:
    """``open()``, ``kill()``, and ``open()`` again with all that lies in the profile."""

    def __init__(self, kind: BrowserType, profile: Path, site: str, where: dict[str, Any]) -> None:
        self._kind, self._profile, self.site = kind, profile, site
        self._where = {name: where[name] for name in ("longitude", "latitude")}
        self.kills = 0

    def open(self, path: str = "/phone/") -> Page:
        """A new process with one page at the application."""
        self.begin()
        self.page.goto(self.site + path)
        return self.page

    def begin(self) -> BrowserContext:
        """A new process with an empty page."""
        told = self._profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        self._profile.mkdir(parents=True, exist_ok=True)
        command = [chromium(), *_QUIET, f"--user-data-dir={self._profile}", "about:blank"]
        with (self._profile.parent / "chromium.log").open("a") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        self._browser = self._kind.connect_over_cdp(f"http://127.0.0.1:{_port(told)}")
        self.context = self._browser.contexts[0]
        self.context.add_init_script(ATTEMPTS)
        self.context.grant_permissions(["geolocation"], origin=self.site)
        self.context.set_geolocation({**self._where, "accuracy": 8})
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.set_viewport_size(_SIZE)  # type: ignore[arg-type]  # a dictionary with these two
        return self.context

    @property
    def process(self) -> int:
        """The first of its processes."""
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL to its first process; the others end as they lose it."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=_PATIENCE)
        self.kills += 1

    def close(self) -> None:
        """As by hand."""
        self._process.terminate()
        self._process.wait(timeout=_PATIENCE)


def _port(told: Path) -> int:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        lines = told.read_text().splitlines() if told.exists() else []
        if len(lines) > 1:
            return int(lines[0])
        time.sleep(0.05)
    raise RuntimeError("Chromium did not begin within a minute")
