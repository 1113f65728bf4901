"""A real browser on a real server: the system's Chromium, headless, with an empty profile for everybody."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.city import City, at, build_city
from tests.days.conftest import open_day
from tests.days.people import Day
from tests.journeys.phone_maps import furnish
from tests.journeys.phones import Phone
from tests.journeys.visitor import Visitor
from tests.territory.drawn_town import drawn_town
from wangge.territory import pages
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import system

_QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
expect.set_options(timeout=30_000)  # as everything else that a visitor waits for
_CAMERA = "--use-fake-device-for-media-stream"  # a turning clock stands for the street


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in this thread; the tests do not share it
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "The journeys need Chromium; on Debian: apt install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=[*_QUIET, _CAMERA])
        yield opened
        opened.close()


@pytest.fixture
def city(transactional_db: None) -> City:
    """The small city, seen by the server's threads too."""
    return build_city()


@pytest.fixture
def visitor(browser: Browser, live_server) -> Iterator[Callable[..., Visitor]]:
    """Make somebody at a browser of their own: ``visitor("intake", width=360, language="en")``."""
    made: list[Visitor] = []

    def visit(name: str = "", **how) -> Visitor:
        made.append(Visitor(browser, live_server.url, name, **how))
        return made[-1]

    yield visit
    for one in made:
        one.leave()


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> None:
    """What is kept in files lies in the test's own folder."""
    settings.PHOTO_FOLDER, settings.BLOB_FOLDER = tmp_path / "photos", tmp_path / "blobs"


@pytest.fixture
def phone(browser: Browser, live_server, folders: None) -> Iterator[Callable[..., Phone]]:
    """Make a phone: ``phone(language="en")``."""
    made: list[Phone] = []

    def make(site: str = "", **how) -> Phone:
        made.append(Phone(browser, site or live_server.url, **how))
        return made[-1]

    yield make
    for one in made:
        one.leave()


@pytest.fixture
def basemap(city: City, tmp_path: Path, settings: Any) -> None:
    """Of the small city."""
    settings.DATA_FOLDER = tmp_path
    make_basemap(path=drawn_town(tmp_path), by=system(at("2026-03-11")))


@pytest.fixture
def furnished(city: City) -> City:
    """The small city, with something of everything that a map shows in the first grid."""
    furnish(city)
    return city


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The clock of all pages, at nine in the morning of the tests' day; ``clock.at = ...`` moves it."""
    moment = SimpleNamespace(at=at("2026-03-11", "09:00"))
    monkeypatch.setattr(pages, "timezone", SimpleNamespace(now=lambda: moment.at))
    return moment


@pytest.fixture
def day(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Day:
    """The two days' city and people; pages and doors have one clock, ``day.at("2026-03-11", "08:06")``."""
    opened = open_day(monkeypatch, settings, tmp_path)
    monkeypatch.setattr(pages, "timezone", SimpleNamespace(now=lambda: opened.now))
    return opened
