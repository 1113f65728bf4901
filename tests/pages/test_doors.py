"""Every page has its door: strangers are led to the sign-in, and a case of the neighbour's is not there.

A page that stands in neither list fails, so that none comes without somebody having decided whose it is.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.knocking import browser
from tests.cases.ways import dispatched
from tests.city import City

FOR_EVERYBODY = {
    "home", "set_language", "components", "front", "report", "my_report", "mine", "tracked", "near", "public_case",
    "me_too", "worker", "figures", "open_lists", "basemap", "communities", "grids", "slip", "public_places",
    "phone", "phone_keeper", "phone_manifest",
    "my_report_sent", "my_answer", "my_reopen", "my_photo", "my_withdraw", "my_language",
}  # fmt: skip
_SAMPLES = {
    "number": "000-000-001-3", "verb": "file", "username": "lin", "deed": "password", "what": "edition",
    "token": "nothing", "table": "hops",
}  # fmt: skip


def pages(patterns=None, before: str = "") -> Iterator[tuple[str, str]]:
    """Name and path of each page, those of the API and of the sign-in left out."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = before + str(pattern.pattern)
        if path.startswith(("api/", "accounts/", "static/")):
            continue
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or path, "/" + _filled(path)


def _filled(path: str) -> str:
    for name, value in _SAMPLES.items():
        path = path.replace(f"<str:{name}>", value).replace(f"<{name}>", value)
    while "<int:" in path:
        begin = path.index("<int:")
        path = path[:begin] + "1" + path[path.index(">", begin) + 1 :]
    return path


PAGES = dict(pages())


def test_every_page_has_a_name_and_a_path_without_gaps():
    assert {name: path for name, path in PAGES.items() if "<" in path or "/" in name} == {}
    assert set(PAGES) >= FOR_EVERYBODY


@pytest.mark.parametrize("name", sorted(set(PAGES) - FOR_EVERYBODY))
def test_a_stranger_is_led_to_the_sign_in(city: City, name: str):
    for answer in (Client().get(PAGES[name]), Client().post(PAGES[name])):
        assert answer.status_code in {302, 405}, name
        assert answer.status_code == 405 or answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", sorted(FOR_EVERYBODY))
def test_what_is_for_everybody_opens_without_a_sign_in(city: City, name: str):
    answer = Client().get(PAGES[name])
    assert answer.status_code in {200, 302, 404, 405}, name
    assert not answer.headers.get("Location", "").startswith("/accounts/")


@pytest.mark.parametrize("name", sorted(name for name, path in PAGES.items() if _SAMPLES["number"] in path))
def test_the_case_of_a_neighbour_is_not_there(city: City, name: str):
    case = dispatched(city)
    path = PAGES[name].replace(_SAMPLES["number"], case.number)
    if name in FOR_EVERYBODY:
        return
    for who in ("far", "other_community", "drainage", "planner", "administrator", "xu"):
        client = browser(city, who)
        assert {client.get(path).status_code, client.post(path).status_code} <= {403, 404, 405}, (name, who)
