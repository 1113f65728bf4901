"""Towns from OpenStreetMap: which tags count as what, and a small real town."""

import gzip
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy as np
import pytest
import shapely

from tests.gridding.town_files import communities, write_sheet
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.read import buildings_as_read, read_town
from wangge.gridding.households import HouseholdRule
from wangge.gridding.town import Town, TownError

# Degrees to metres at the test's place, near 30° N.
EAST_M, NORTH_M = 96_486.0, 110_852.0
Place = tuple[float, float]


class Extract:
    """An OSM XML file in the making; places are metres from 111° E 30° N."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.ways: list[str] = []
        self.relations: list[str] = []

    def way(self, places: list[Place], **tags: str) -> int:
        first = len(self.nodes) + 1
        for number, (x, y) in enumerate(places):
            position = f'lat="{30 + y / NORTH_M:.9f}" lon="{111 + x / EAST_M:.9f}"'
            self.nodes.append(f'<node id="{first + number}" version="1" {position}/>')
        ends = [first] if places[0] == places[-1] and len(places) > 3 else [first + len(places) - 1]
        numbers = [*range(first, first + len(places) - 1), *ends]
        references = "".join(f'<nd ref="{number}"/>' for number in numbers)
        self.ways.append(f'<way id="{len(self.ways) + 1}" version="1">{references}{_tags(tags)}</way>')
        return len(self.ways)

    def box(self, west: float, south: float, width: float, depth: float, **tags: str) -> int:
        east, north = west + width, south + depth
        return self.way([(west, south), (east, south), (east, north), (west, north), (west, south)], **tags)

    def boundary(self, level: int, name: str, west: float, south: float, width: float, depth: float) -> None:
        ring = self.box(west, south, width, depth)
        tags = {"type": "boundary", "boundary": "administrative", "admin_level": str(level), "name": name}
        member = f'<member type="way" ref="{ring}" role="outer"/>'
        number = len(self.relations) + 1
        self.relations.append(f'<relation id="{number}" version="1">{member}{_tags(tags)}</relation>')

    def write(self, path: Path) -> Path:
        body = "\n".join([*self.nodes, *self.ways, *self.relations])
        text = f'<?xml version="1.0"?>\n<osm version="0.6">\n{body}\n</osm>\n'
        path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
        return path


def _tags(tags: dict[str, str]) -> str:
    named = {name.replace("__", ":"): value for name, value in tags.items()}
    return "".join(f"<tag k={quoteattr(name)} v={quoteattr(value)}/>" for name, value in named.items())


def small_town() -> Extract:
    """Two municipalities of level 8 side by side in one district of level 6, a street, three houses."""
    extract = Extract()
    extract.way([(0, 100), (800, 100)], highway="residential", name="桥街")
    for x in (50, 150, 550):
        extract.box(x, 50, 20, 11, building="house")
    extract.boundary(8, "West", 0, 0, 400, 400)
    extract.boundary(8, "East", 400, 0, 400, 400)
    extract.boundary(6, "Both", 0, 0, 800, 400)
    extract.boundary(10, "Corner", 500, 0, 100, 100)
    return extract


@pytest.fixture(params=["town.osm", "town.osm.gz"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Town:
    return read_town(small_town().write(tmp_path / request.param))


def test_a_town_is_read_from_plain_and_from_packed_xml(town: Town):
    assert (town.name, town.source_crs, town.metric_crs) == ("town", "EPSG:4326", "EPSG:32649")
    assert town.streets.name.tolist() == ["桥街"]
    assert town.buildings.households.tolist() == [3, 3, 3]  # 220 m² × 2 floors × 0.75 / 110
    assert town.buildings.people.tolist() == [8, 8, 8]


def test_communities_are_the_deepest_boundaries_that_hold_most_buildings(town: Town):
    assert sorted(town.communities.name) == ["East", "West"]
    assert town.communities.provisional.all()
    codes = dict(zip(town.communities.name, town.communities.code, strict=True))
    assert codes == {"West": "990000000001", "East": "990000000002"}


def test_the_level_can_be_said_and_one_that_is_not_there_is_an_error(tmp_path: Path):
    path = small_town().write(tmp_path / "town.osm")
    assert read_town(path, ReadOptions(admin_level=6)).communities.name.tolist() == ["Both"]
    with pytest.raises(TownError, match=r"no boundaries of admin_level 9 \(there are: 10, 6, 8\); choose"):
        read_town(path, ReadOptions(admin_level=9))


def test_without_boundaries_the_extent_is_one_community(tmp_path: Path):
    extract = Extract()
    extract.way([(0, 100), (800, 100)], highway="residential")
    extract.box(50, 50, 20, 11, building="yes")
    extract.box(300, 250, 20, 11, building="yes")
    town = read_town(extract.write(tmp_path / "town.osm"))
    assert len(town.communities.code) == 1
    assert shapely.covers(town.communities.boundary[0], town.buildings.shape).all()
    assert "extent_as_community" in [notice.kind for notice in town.notices]


def test_communities_may_come_from_a_file(tmp_path: Path):
    path = small_town().write(tmp_path / "town.osm")
    boundary = shapely.box(110.999, 29.999, 111.02, 30.01)
    sheet = communities(shape=[boundary], columns={"code": ["420599001001"], "name": ["A"]}, crs="EPSG:4326")
    write_sheet(tmp_path / "areas.geojson", "areas", sheet, "GeoJSON")
    town = read_town(path, ReadOptions(communities_file=tmp_path / "areas.geojson"))
    assert town.communities.code.tolist() == ["420599001001"]
    assert not town.communities.provisional.any()


STREETS = {
    "primary": {},
    "residential": {}, "footway": {}, "steps": {}, "track": {}, "service": {"tunnel": "building_passage"},
}  # fmt: skip
NO_STREETS = [
    {"highway": "proposed"}, {"highway": "construction"}, {"highway": "platform"}, {"highway": "corridor"},
    {"highway": "elevator"}, {"highway": "primary", "tunnel": "yes"}, {"highway": "footway", "indoor": "yes"},
    {"aerialway": "gondola"},
]  # fmt: skip


def test_highways_that_can_bound_a_grid_are_streets(tmp_path: Path):
    extract = small_town()
    for row, (kind, tags) in enumerate(STREETS.items()):
        extract.way([(0, 200 + row), (800, 200 + row)], highway=kind, **tags)
    for row, tags in enumerate(NO_STREETS):
        extract.way([(0, 300 + row), (800, 300 + row)], **tags)
    extract.box(600, 300, 50, 50, highway="pedestrian", area="yes")
    town = read_town(extract.write(tmp_path / "town.osm"))
    assert sorted(town.streets.kind) == sorted(["residential", *STREETS])


BARRIERS = [
    ("railway", {"railway": "rail"}, 10),
    ("railway", {"railway": "light_rail"}, 10), ("water", {"waterway": "river"}, 10),
    ("water", {"waterway": "canal"}, 10), ("wall", {"barrier": "wall"}, 150), ("wall", {"barrier": "city_wall"}, 30),
]  # fmt: skip
NO_BARRIERS = [
    {"railway": "rail", "service": "yard"}, {"railway": "rail", "tunnel": "yes"}, {"railway": "abandoned"},
    {"waterway": "stream"}, {"waterway": "river", "tunnel": "culvert"}, {"barrier": "wall"}, {"barrier": "fence"},
]  # fmt: skip


def test_rails_rivers_long_walls_and_large_water_are_barriers(tmp_path: Path):
    extract = small_town()
    for row, (_kind, tags, length) in enumerate(BARRIERS):
        extract.way([(0, 200 + row), (length, 200 + row)], **tags)
    for row, tags in enumerate(NO_BARRIERS):
        extract.way([(0, 300 + row), (50, 300 + row)], **tags)
    extract.box(600, 300, 50, 50, natural="water")
    extract.box(700, 300, 20, 20, natural="water")
    town = read_town(extract.write(tmp_path / "town.osm"))
    assert sorted(town.barriers.kind) == sorted([*(kind for kind, _tags, _length in BARRIERS), "water"])
    areas = shapely.area(town.barriers.shape)
    assert areas[areas > 0].tolist() == pytest.approx([2500], rel=0.01)


def test_floors_and_kind_decide_the_households_and_others_keep_none(tmp_path: Path):
    extract = Extract()
    for row, tags in enumerate(
        [
            {"building": "house", "building__levels": "4"},
            {"building": "house", "building__levels": "2.4;3"},
            {"building": "apartments"},
            {"building": "apartments", "building__levels": "many"},
            {"building": "school", "building__levels": "4"},
        ]
    ):
        extract.box(50 * row, 0, 20, 11, **tags)
    extract.box(0, 100, 60, 30, building="yes")
    extract.box(100, 100, 6, 6, building="yes")
    extract.box(200, 100, 30, 30, building="no")
    path = extract.write(tmp_path / "town.osm")
    assert sorted(read_town(path).buildings.households) == sorted([6, 4, 6, 6, 0, 0, 0])
    rule = HouseholdRule(floors=1.0, apartment_floors=1.0, smallest_m2=0.0, largest_untagged_m2=1e9, household_m2=55.0)
    assert sorted(read_town(path, ReadOptions(rule=rule)).buildings.households) == sorted([12, 7, 3, 3, 0, 25, 1])


def test_a_buildings_row_is_the_one_in_the_file(town: Town, tmp_path: Path):
    source = buildings_as_read(next(tmp_path.iterdir()))
    ways = source.columns["osm_way_id"][town.buildings.source]
    assert ways.tolist() == ["2", "3", "4"]


def test_an_extract_without_buildings_or_torn_is_refused_in_a_sentence(tmp_path: Path):
    extract = Extract()
    extract.way([(0, 100), (800, 100)], highway="residential")
    with pytest.raises(TownError, match="has no buildings; give"):
        read_town(extract.write(tmp_path / "empty.osm"))
    whole = small_town().write(tmp_path / "whole.osm").read_bytes()
    (tmp_path / "torn.osm").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.osm.pbf").write_bytes(b"no map")
    for name in ("torn.osm", "text.osm.pbf", "nowhere.osm.gz"):
        with pytest.raises(TownError, match=name) as raised:
            read_town(tmp_path / name)
        assert "\n" not in str(raised.value)


def test_a_small_real_town_is_read(real_town: Path):
    town = read_town(real_town)
    assert len(town.buildings.shape) > 2_200
    assert len(town.streets.line) > 300
    assert town.metric_crs == "EPSG:32635"
    assert 3_000 < town.buildings.households.sum() < 5_000
    assert np.isfinite(shapely.get_coordinates(town.buildings.shape)).all()
