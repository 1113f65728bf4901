"""Community E-link from files under hashed names, as an installation serves them: all is kept, the map is drawn."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Response

from tests.city import GRIDS
from tests.journeys.collected import collect, forget_names, serve
from tests.journeys.phone_maps import drawn, kept, opened_map
from wangge.fieldwork.shell import assets, map_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+$")
_KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    found[name] = (await cache.keys()).map((one) => new URL(one.url).pathname);
  }
  return found;
}"""
_STYLED = "getComputedStyle(document.querySelector('.maplibregl-ctrl-bottom-right')).position"
_SCREENS = ("report", "outbox", "me", "grid", "dwellings", "today")


@pytest.fixture
def site(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of a server with collected files."""
    collect(settings, tmp_path_factory.getbasetemp() / "collected")
    server = serve()
    yield server.url
    server.stop()
    forget_names()


def fetched(page: Page) -> list[Response]:
    """Scripts and sheets that the page gets from here on."""
    told: list[Response] = []
    page.on("response", lambda one: told.append(one) if one.url.endswith((".mjs", ".js", ".css")) else None)
    return told


def test_with_hashed_names_all_is_kept_and_the_map_is_drawn_without_network(furnished, basemap, site, phone):
    worker = phone(site)
    files = fetched(worker.page)
    page = worker.enrol(furnished, "lin")
    kept(page)
    page.wait_for_selector("a.card")
    lying = page.evaluate(_KEPT)
    assert sorted(map(len, lying.values())) == sorted([len(map_files()["files"]), len(assets()) + 1])  # and the page
    assert set().union(*lying.values()) == {"/phone/", *assets(), *map_files()["files"]}
    worker.context.set_offline(True)
    page.reload()
    page.wait_for_selector("#tabs a[aria-current]")
    found = opened_map(page)
    assert drawn(found, "grid", "code") == {GRIDS[0]}
    assert drawn(found, "street-street", "name") & {"桥头路"}
    assert drawn(found, "cases", "mark") == {"case", "work", "done", "urgent"}
    assert page.evaluate(_STYLED) == "absolute"
    worker.look("phone-collected-map")
    for name in _SCREENS:
        page.evaluate("(name) => { document.querySelector('#screen h1').remove(); location.hash = name; }", name)
        page.wait_for_selector("#screen h1")
    plain = {one.url for one in files if not _HASHED.search(one.url)}
    assert plain == {f"{site}/phone/map-worker.mjs"}  # which its keeper answers
    assert {one.status for one in files} == {200}


def test_each_file_that_is_kept_is_served_packed_and_for_ever(furnished, site, client):
    for address in (*assets(), *map_files()["files"]):
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        answer.close()
        assert answer.status_code == 200, address
        assert "immutable" in answer["Cache-Control"], address
        assert answer.get("Content-Encoding") == "gzip" or address.endswith((".png", ".svg")), address
