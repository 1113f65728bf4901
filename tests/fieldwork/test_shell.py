"""The phone's page, what keeps it, and how it is installed: small, the same for everybody, whole without a network."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.contracts.repository import TOP
from wangge.fieldwork.shell import assets, map_files, version_of
from wangge.fieldwork.spoken import chinese, texts

_SCRIPTS = TOP / "src" / "wangge" / "fieldwork" / "static" / "phone"
_MOST_KB = 100
_DRAWS = "/static/phone/map/draw.mjs"
_SHARED = {
    "idb.mjs": "vendor", "maplibre-gl.mjs": "vendor", "look.mjs": "screens/map", "parts.mjs": "screens/map",
    "symbols.mjs": "screens/map",
}  # fmt: skip
_IMPORTED = re.compile(r'(?:from|import)\s*\(?"(\.{1,2}/[^"]+)"')


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    return Path(found)


def test_the_page_is_the_same_for_everybody_and_kept_until_it_changes(client):
    answer = client.get("/phone/")
    assert answer.status_code == 200
    assert not answer.cookies
    again = client.get("/phone/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def named_in(script: Path) -> set[str]:
    """Addresses of what a script imports."""
    static = next(folder for folder in script.parents if folder.name == "static")
    found = {(script.parent / relative).resolve() for relative in _IMPORTED.findall(script.read_text())}
    return {address_of(path) if path.name in _SHARED else f"/static/{path.relative_to(static)}" for path in found}


def address_of(path: Path) -> str:
    """What other rooms give is not beside the phone's own folder, but is served as if it were."""
    return f"/static/{_SHARED[path.name]}/{path.name}"


def test_what_is_kept_is_all_that_the_page_and_its_scripts_name(client):
    keeper = client.get("/phone/sw.js").content.decode()
    kept = set(json.loads(re.search(r"const ASSETS = (\[.*?\]);", keeper)[1]))
    later = set(map_files()["files"])
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/phone/").content.decode()))
    for script in _SCRIPTS.rglob("*.mjs"):
        of_the_map = script.parent.name == "map"
        missing = named_in(script) - kept - later if of_the_map else named_in(script) - kept - {_DRAWS}
        assert missing == set(), script.name
    assert named <= kept
    assert all(file_of(address).is_file() for address in kept | later)


def test_what_draws_maps_comes_later_and_whole(client):
    told = map_files()
    assert {told["worker"], told["reader"], *told["sheets"]} <= set(told["files"])
    assert not set(told["files"]) & set(assets())
    assert f'"name": "{told["name"]}"' in client.get("/phone/sw.js").content.decode()
    for address in told["files"]:
        if address.startswith("/static/screens/map/") and address.endswith(".mjs"):
            assert named_in(file_of(address)) <= set(told["files"])


def test_another_page_is_another_version_and_the_keeper_says_which(client):
    page = client.get("/phone/").content.decode()
    assert f'const VERSION = "{version_of(page)}"' in client.get("/phone/sw.js").content.decode()
    assert version_of(page) != version_of(page + " ")


def test_all_of_it_until_today_and_report_work_is_small(client):
    parts = [file_of(address).read_bytes() for address in assets()]
    parts += [client.get(path).content for path in ("/phone/", "/phone/sw.js", "/phone/manifest.webmanifest")]
    packed = sum(len(gzip.compress(part, 9)) for part in parts)
    assert packed <= _MOST_KB * 1000, f"{packed / 1000:.0f} kB"


def test_what_today_imports_is_asked_for_at_once_and_is_kept(client):
    asked = re.findall(r'rel="modulepreload" href="([^"]+)"', client.get("/phone/").content.decode())
    assert {"/static/phone/vault.mjs", "/static/phone/screens/lines.mjs", "/static/vendor/idb.mjs"} <= set(asked)
    assert set(asked) <= set(assets())


def test_it_can_be_installed(client):
    about = client.get("/phone/manifest.webmanifest").json()
    assert (about["start_url"], about["scope"], about["display"]) == ("/phone/", "/phone/", "standalone")
    assert {one["sizes"] for one in about["icons"]} == {"192x192", "512x512"}
    assert all(file_of(one["src"]).read_bytes().startswith(b"\x89PNG") for one in about["icons"])


def test_every_sentence_of_the_scripts_has_its_chinese():
    assert len(texts()) > 50
    assert [text for text in texts() if chinese()[text] == text] == []


@pytest.mark.parametrize("path", sorted(_SCRIPTS.rglob("*.mjs"), key=str), ids=lambda path: path.name)
def test_no_script_writes_markup_or_asks_another_machine(path):
    script = path.read_text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|https?://", script)
