"""A map that somebody sends makes the server neither call nor open anything else."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pyogrio
import pytest

from wangge.gridding.town import TownError
from wangge.territory.mapfiles import source_of

POINT = {
    "type": "Feature",
    "properties": {"crs": "a word"},
    "geometry": {"type": "Point", "coordinates": [111.3, 30.7]},
}
HREF = "http://127.0.0.1:{port}/system"
CALLING = {
    "link": {"crs": {"type": "link", "properties": {"href": HREF, "type": "proj4"}}},
    "address": {"crs": {"type": "URL", "properties": {"url": HREF}}},
    "large letters": {"CRS": {"type": "link", "properties": {"href": HREF}}},
    "large letters within": {"crs": {"TYPE": "link", "properties": {"href": HREF}}},
}


@pytest.fixture
def elsewhere():
    """The port of somebody who notes who called."""
    called = []

    class Notes(BaseHTTPRequestHandler):
        def do_GET(self):
            called.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"EPSG:3857")

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Notes)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, called
    server.shutdown()
    server.server_close()


def written(folder, **members):
    path = folder / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": [POINT]}))
    return path


@pytest.mark.parametrize("members", CALLING.values(), ids=CALLING)
def test_a_system_that_lies_elsewhere_is_refused_and_nobody_is_called(tmp_path, elsewhere, members):
    port, called = elsewhere
    path = written(tmp_path, **json.loads(json.dumps(members).replace("{port}", str(port))))
    with pytest.raises(TownError, match="takes its coordinate system from another place"):
        source_of(path)
    assert called == []


def test_gdal_would_have_called(tmp_path, elsewhere):
    """Else the refusal would be for nothing."""
    port, called = elsewhere
    members = json.loads(json.dumps(CALLING["link"]).replace("{port}", str(port)))
    assert pyogrio.read_info(f"GeoJSON:{written(tmp_path, **members)}")["crs"] == "EPSG:3857"
    assert called == ["/system"]


@pytest.mark.parametrize("system", [None, {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}])
def test_a_named_system_is_taken(tmp_path, system):
    source = source_of(written(tmp_path, crs=system) if system else written(tmp_path))
    assert pyogrio.read_info(source)["crs"] == ("EPSG:3857" if system else "EPSG:4326")


def test_a_very_large_one_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "map.geojson"
    with path.open("wb") as file:
        file.truncate(60_000_001)
    with pytest.raises(TownError, match="more than 60 MB; save it as a GeoPackage"):
        source_of(path)


@pytest.mark.parametrize("text", ['{"crs": 1, "crs": 2}', "load({})", "[" * 100_000, ""])
def test_what_is_no_plain_json_is_refused(tmp_path, text):
    path = tmp_path / "map.json"
    path.write_text(text)
    with pytest.raises(TownError, match="is not JSON, or names a member twice"):
        source_of(path)
