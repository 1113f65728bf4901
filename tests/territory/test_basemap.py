"""The basemap: what is in its tiles at which zoom, where it lies, and that a bad file leaves the former one alone."""

import gzip
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pyogrio
import pytest
import shapely
from pmtiles.reader import MemorySource, Reader, all_tiles

from tests.city import SOUTH, STEP, WEST
from tests.gridding.town_files import Sheet
from tests.territory.drawn_town import DEGREES, EAST, NORTH, drawn_town
from tests.territory.small_city import AT, planner
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import NotAllowed
from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import reporter, system
from wangge.territory.basemap.archive import basemap_file, basemap_version
from wangge.territory.basemap.drawing import has_streets
from wangge.territory.datum import Datum
from wangge.territory.tables import TableError

_NONE: dict = {"features": []}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.DATA_FOLDER = tmp_path / "data"
    settings.DATA_FOLDER.mkdir()


def archive() -> Reader:
    return Reader(MemorySource(basemap_file().read_bytes()))


def tiles(zoom: int) -> list[dict]:
    """The decoded tiles of a zoom."""
    reader = archive()
    found = [content for (z, _x, _y), content in all_tiles(reader.get_bytes) if z == zoom]
    return [mapbox_vector_tile.decode(gzip.decompress(content)) for content in found]


def told(zoom: int, layer: str) -> set[tuple[str, str]]:
    """Kinds and names of a layer at a zoom."""
    features = [feature for tile in tiles(zoom) for feature in tile.get(layer, _NONE)["features"]]
    return {(one["properties"].get("kind", ""), one["properties"].get("name", "")) for one in features}


def lies() -> tuple[float, ...]:
    header = archive().header()
    return tuple(header[name] / 1e7 for name in ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"))


def test_near_by_everything_is_drawn_and_from_afar_only_what_leads_through_the_city(tmp_path):
    make_basemap(path=drawn_town(tmp_path), by=system(AT))
    assert told(10, "streets") == {("arterial", "滨江大道")}
    assert told(10, "buildings") == set()
    streets = {
        ("arterial", "滨江大道"),
        ("street", "桥头路"),
        ("street", "柳荫路"),
        ("street", "河滨路"),
        ("lane", "柳巷"),
    }
    assert told(15, "streets") == streets
    assert told(15, "water") == {("water", "黄柏河")}
    assert told(15, "railways") == {("railway", "")}
    assert told(15, "walls") == {("wall", "")}
    houses = [one for tile in tiles(15) for one in tile.get("buildings", _NONE)["features"]]
    assert len(houses) >= 48


def test_pieces_of_a_street_are_one_line_so_that_its_name_has_room(tmp_path):
    make_basemap(path=drawn_town(tmp_path), by=system(AT))
    arterial = [
        one for tile in tiles(12) for one in tile["streets"]["features"] if one["properties"]["kind"] == "arterial"
    ]
    assert [one["geometry"]["type"] for one in arterial] == ["LineString"] * len(tiles(12))


def test_the_file_says_where_it_lies(tmp_path):
    make_basemap(path=drawn_town(tmp_path), by=system(AT))
    assert lies() == pytest.approx((WEST, SOUTH, EAST, NORTH + 0.75 * STEP), abs=1e-6)


def test_positions_of_chinese_map_applications_are_brought_to_wgs84(tmp_path):
    town = drawn_town(tmp_path)
    make_basemap(path=town, by=system(AT))
    true = lies()
    shifted = {name: _shifted(town, name) for name in ("communities", "streets", "buildings", "barriers")}
    (tmp_path / "shifted").mkdir()
    make_basemap(path=drawn_town(tmp_path / "shifted", **shifted), datum=Datum.GCJ02, by=system(AT))
    assert lies() == pytest.approx(true, abs=1e-5)


def _shifted(town: Path, layer: str) -> Sheet:
    meta, _fids, shapes, columns = pyogrio.raw.read(town, layer=layer)
    moved = shapely.transform(shapely.from_wkb(shapes), wgs84_to_gcj02)
    return Sheet(list(moved), dict(zip(meta["fields"], map(list, columns), strict=True)), DEGREES)


def test_an_extract_of_openstreetmap_gives_green_and_houses_too(real_town):
    make_basemap(path=real_town, by=system(AT))
    layers = {name for tile in tiles(14) for name in tile}
    assert layers >= {"streets", "buildings", "green"}


def test_the_same_file_makes_the_same_map(tmp_path, real_town):
    make_basemap(path=real_town, by=system(AT))
    first, version = basemap_file().read_bytes(), basemap_version()
    make_basemap(path=real_town, by=system(AT))
    assert basemap_file().read_bytes() == first
    assert basemap_version() != version


@pytest.mark.parametrize("layer", ["streets", "everything"])
def test_a_file_without_streets_leaves_the_former_map(tmp_path, layer):
    make_basemap(path=drawn_town(tmp_path), by=system(AT))
    version = basemap_version()
    (tmp_path / "bad").mkdir()
    bad = drawn_town(tmp_path / "bad", streets=None)
    if layer == "everything":
        bad.write_bytes(b"no map at all")
    with pytest.raises(TableError):
        make_basemap(path=bad, by=system(AT))
    assert basemap_version() == version
    assert list(basemap_file().parent.iterdir()) == [basemap_file()]


def test_something_that_lies_on_another_continent_is_questioned(tmp_path):
    stray = Sheet([shapely.LineString([(0, 0), (WEST, SOUTH)])], {"class": ["primary"], "name": ["?"]}, DEGREES)
    with pytest.raises(TableError, match="spans more than a city"):
        make_basemap(path=drawn_town(tmp_path, streets=stray), by=system(AT))


def test_shapes_that_cross_themselves_are_drawn_as_what_is_left_of_them(tmp_path):
    bow = shapely.Polygon([(WEST, SOUTH), (WEST + STEP, NORTH), (WEST + STEP, SOUTH), (WEST, NORTH)])
    line = shapely.Polygon([(WEST, SOUTH), (WEST + STEP, SOUTH), (WEST, SOUTH)])
    houses = Sheet([bow, line, None], {"households": [1, 1, 1]}, DEGREES)
    make_basemap(path=drawn_town(tmp_path, buildings=houses), by=system(AT))
    shapes = [
        shapely.geometry.shape(one["geometry"])
        for tile in tiles(15)
        for one in tile.get("buildings", _NONE)["features"]
    ]
    assert np.all(shapely.is_valid(shapes))
    assert {shape.geom_type for shape in shapes} <= {"Polygon", "MultiPolygon"}


def test_only_who_plans_grids_makes_the_map_and_it_is_audited(tmp_path):
    town = drawn_town(tmp_path)
    with pytest.raises(NotAllowed):
        make_basemap(path=town, by=reporter(AT))
    assert basemap_version() == ""
    make_basemap(path=town, by=planner())
    assert AuditEntry.objects.filter(action="make_basemap", reason="drawn.gpkg").count() == 1


def test_tables_and_plans_have_no_streets(tmp_path):
    table = tmp_path / "areas.csv"
    table.write_text("code,name\n")
    assert not has_streets(table)
    assert has_streets(drawn_town(tmp_path))
