"""The log never holds what opens somebody's report, nor who was looked at."""

import logging
from collections.abc import Iterator
from copy import deepcopy
from io import StringIO
from logging.config import DictConfigurator

import pytest
from django.test import Client

from tests.api.knocking import browser
from tests.city import City
from wangge.config.settings import LOGGING

SECRET = "kX9-secret_of-a-link"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the console of an installation gets."""
    told = DictConfigurator(deepcopy(LOGGING))
    for name, kind in told.config["filters"].items():
        told.config["filters"][name] = told.configure_filter(kind)
    told.config["formatters"]["line"] = told.configure_formatter(told.config["formatters"]["line"])
    handler = told.configure_handler(told.config["handlers"]["console"])
    written = StringIO()
    handler.setStream(written)
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


PATHS = [
    "/my/{}/",
    "/my/{}/photo/",
    "/my//{}",
    "/My/{}/",
    "/track/{}",
    "/track/{}/",
    "/api/v1/track/{}",
    "/api/v1/track/{}/photos",
    "/office/people/{}/",
    "/office/people/{}/password/",
    "/office/sealed/{}/discard/",
    "/api/v1/people/{}/end",
    "/accounts/confirm-email/{}/",
]


@pytest.mark.parametrize("path", PATHS)
def test_the_path_of_a_refusal_is_written_without_its_secret(city: City, log: StringIO, path: str):
    for client in (Client(), browser(city, "administrator")):
        for ask in (client.get, client.post, client.put):
            ask(path.format(SECRET))
    assert SECRET not in log.getvalue()
    assert path.rsplit("{}", maxsplit=1)[0] + "…" in log.getvalue()


def test_no_logger_and_no_way_of_writing_it_tells_it(log: StringIO):
    address = f"/my/{SECRET}/photo/"
    logging.getLogger("django.security.csrf").warning(
        "Forbidden (%s): %s", f"Referer https://a.example{address}", address
    )
    logging.getLogger("anything").error("of %(path)s", {"path": address})
    whole = f"{address} 100% gone"
    logging.getLogger("anything").error(whole)
    try:
        raise ValueError(address)
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", address)
    assert SECRET not in log.getvalue()
    assert log.getvalue().count("/my/…/photo/") == 6
    assert "ValueError" in log.getvalue()


def test_other_words_stay_as_they_are(log: StringIO):
    logging.getLogger("django.request").warning("Not Found: %s", "/cases/001-002-003-4/photos/")
    assert log.getvalue().endswith("WARNING django.request Not Found: /cases/001-002-003-4/photos/\n")


def test_a_message_that_does_not_fit_its_gaps_stops_nothing(log: StringIO, monkeypatch):
    monkeypatch.setattr(logging, "raiseExceptions", False)  # logging itself prints it otherwise
    two_gaps = "%s and %s"
    logging.getLogger("anything").error(two_gaps, "one")
    assert log.getvalue() == ""
