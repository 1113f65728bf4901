"""People at a browser for the tests of pages, signed in with their second factor, at a minute that the test says."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.api.knocking import browser
from tests.city import City, at
from wangge.territory import pages


@pytest.fixture
def signed_in(city: City) -> Callable[[str], Client]:
    """``signed_in("intake")``: somebody of the cast at a browser, whom pages answer in English."""

    def sign_in(name: str) -> Client:
        client = browser(city, name)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return sign_in


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The clock of all pages; ``clock.at = ...`` moves it."""
    moment = SimpleNamespace(at=at("2026-03-11", "09:00"))

    def now() -> datetime:
        return moment.at

    monkeypatch.setattr(pages, "timezone", SimpleNamespace(now=now))
    return moment


@pytest.fixture
def nine_thirty(clock: SimpleNamespace) -> None:
    """The clock of the pages stands at half past nine of the Wednesday of the two days."""
    clock.at = at("2026-03-11", "09:30")


@pytest.fixture
def photo_folder(tmp_path: Path, settings: Any) -> Path:
    """Where this test's photos lie; not there before the first."""
    settings.PHOTO_FOLDER = tmp_path / "photos"
    return tmp_path / "photos"
