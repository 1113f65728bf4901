"""A NUL in an address leads nowhere, on every database, and in what is asked for it is a space."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.api.knocking import browser

_FILLED = {"int": "1", "uuid": "00000000-0000-7000-8000-000000000000"}
_PART = re.compile(r"<(?:(\w+):)?\w+>")
_TEXT = re.compile(r"<(?:str:)?\w+>")


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address below it, as it is written with its converters."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        yield from routes(one, route) if isinstance(one, URLResolver) else [route]


def with_nul(route: str) -> str:
    """The address with a NUL in the place of each text."""
    return "/" + _PART.sub(lambda part: _FILLED.get(part[1], "%00"), route)


ADDRESSES = sorted({with_nul(route) for route in routes(get_resolver()) if _TEXT.search(route) and "(?P" not in route})


def test_there_are_such_addresses_of_pages_and_of_the_api():
    assert {"/office/people/%00/", "/cases/%00/", "/api/v1/cases/%00"} <= set(ADDRESSES)


@pytest.mark.parametrize("name", ["administrator", "supervisor", "sanitation", "lin", ""])
def test_whoever_asks_finds_nothing_there(city, name):
    client = browser(city, name) if name else Client()
    assert {address: client.get(address).status_code for address in ADDRESSES} == dict.fromkeys(ADDRESSES, 404)


def test_a_page_says_so_as_a_page_and_the_api_as_the_api(city, signed_in):
    client = signed_in("administrator")
    page, problem = client.get("/office/people/%00/"), client.get("/api/v1/cases/%00")
    assert "There is nothing at this address" in page.content.decode()
    assert "Content-Security-Policy" in page
    assert problem["Content-Type"].startswith("application/problem+json")
    assert problem.json()["title"] == "not-found"


@pytest.mark.parametrize("asked", ["q=%00", "area=42%0005", "q=%%0000", "%00q=%00&%00", "after=%00&state=%00"])
def test_behind_the_question_mark_it_is_a_space(city, signed_in, asked):
    client = signed_in("supervisor")
    for path in ("/cases/", "/near/", "/figures/", "/centre/"):
        assert client.get(f"{path}?{asked}").status_code in {200, 404, 422}, path
