"""Somebody at a browser: signs in as people do, looks at pages, and fails where a page is at fault."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.contracts.repository import TOP
from wangge.accounts.models import User
from wangge.accounts.vaults import vault
from wangge.demo.traffic.codes import one_time_code

PATIENCE = 30.0  # seconds, as everything that a visitor waits for
PASSWORD = "correct horse battery"
_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}


def until(page: Page, holds: Callable[[], object], what: str = "it") -> None:
    """Wait for what a page or the server says only when it is asked; ``what`` is told where it does not come.

    ``page.wait_for_function`` does not do it: a promise counts as true before it is kept.
    """
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, f"{what} did not come"
        page.wait_for_timeout(50)


class Visitor:
    """A context of the browser, signed in as ``name`` if one is given. Every page is watched for faults."""

    def __init__(
        self, browser: Browser, site: str, name: str = "", *, width: int = 1440, language: str = "zh", js: bool = True
    ) -> None:
        self.site, self.width, self.language, self.js = site, width, language, js
        self.context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 700 else 740},
            locale=_LANGUAGES[language],
            timezone_id="Asia/Shanghai",
            java_script_enabled=js,
            has_touch=width < 700,
        )
        self.context.set_default_timeout(30_000)
        self.faults: list[str] = []
        self.page: Page = self.new_page()
        if name:
            self.sign_in(name)

    def new_page(self) -> Page:
        """One more window of the same browser, watched as the first."""
        page = self.context.new_page()
        page.on("console", lambda told: self._hear(told.type, told.text))
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("request", lambda asked: self._stay_here(asked.url))
        return page

    def sign_in(self, name: str, path: str = "/accounts/login/") -> None:
        """With password and, where the team needs one, a one-time code."""
        user = User.objects.get(username=name)
        if user.needs_second_factor:
            Authenticator.objects.get_or_create(
                user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": vault().seal(_SECRET).decode()}}
            )
        cache.clear()  # a code is used once only, and the tests do not wait for the next
        self.go(path)
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form button[type=submit] >> nth=0")
        if user.needs_second_factor:
            self._enter_code()
            if self.page.locator("input[name=code]").count():  # its half minute ran out while it was typed
                self._enter_code()
        self.page.wait_for_load_state()
        assert "/accounts/" not in self.page.url, self.page.inner_text("main")

    def _enter_code(self) -> None:
        self.page.fill("input[name=code]", one_time_code(_SECRET, datetime.now(UTC)))
        self.page.click("main form button[type=submit] >> nth=0")
        self.page.wait_for_load_state()

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def look(self, name: str) -> None:
        """Ask axe, see that nothing sticks out sideways and that nothing failed; keep a picture in build/screens.

        Without scripts nobody can ask axe: it waits for an answer of the page that never comes.
        """
        folder = Path(os.environ.get("WANGGE_SCREENS") or TOP / "build" / "screens")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_load_state()  # the page that a tap led to, not the one that it left
        if self.js:
            self.page.wait_for_selector(".awaited", state="detached")  # parts that come after the page
        self._take(folder / f"{name}-{self.width}-{self.language}{'' if self.js else '-plain'}.png")
        assert self.faults == [], self.faults
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px wider than the screen"
        if self.js:
            found = Axe().run(self.page)
            assert found.violations_count == 0, found.generate_report()

    def _take(self, path: Path) -> None:
        """A browser without a graphics card may let a picture wait for a map that starts: then once more."""
        try:
            self.page.screenshot(path=path, full_page=True, timeout=10_000)
        except PlaywrightTimeout:
            self.page.screenshot(path=path, full_page=True, timeout=60_000)

    def leave(self) -> None:
        self.context.close()
        assert self.faults == [], self.faults

    def _hear(self, kind: str, text: str) -> None:
        expected = "Failed to load resource: the server responded with a status of 4"  # refusals are answers
        if kind == "error" and not text.startswith(expected):
            self.faults.append(text)

    def _stay_here(self, url: str) -> None:
        if not url.startswith((self.site, "blob:", "data:")):
            self.faults.append(f"a request left the machine: {url}")
