"""What tests of pages stand on: people at a browser, with their second factor where the team needs one."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from tests.api.knocking import browser
from tests.city import City, at
from wangge.territory import pages


@pytest.fixture
def signed_in(city: City) -> Callable[[str], Client]:
    """Sign somebody of the cast in: ``signed_in("dispatcher")``; pages answer them in English."""

    def sign_in(name: str) -> Client:
        client = browser(city, name)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return sign_in


@pytest.fixture
def nine_thirty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the pages stands at half past nine of the Wednesday of the two days."""
    monkeypatch.setattr(pages, "timezone", SimpleNamespace(now=lambda: at("2026-03-11", "09:30")))
