"""Towns from layers: what is read, in which metres, and one sentence for everything that cannot be."""

import re
import shutil
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from tests.gridding.town_files import (
    CRS,
    Sheet,
    block,
    buildings,
    collection_bytes,
    communities,
    line,
    point,
    polygon_bytes,
    streets,
    write_sheet,
    write_town_file,
)
from wangge.gridding.clean import clean
from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.read import read_town
from wangge.gridding.town import Town, TownError

TO_DEGREES = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def in_degrees(sheet: Sheet, crs: str | None = "EPSG:4326") -> Sheet:
    return replace(sheet, shape=[_in_degrees(shape) for shape in sheet.shape], crs=crs)


def _in_degrees(shape: Any) -> Any:
    return shapely.transform(shape, lambda xy: np.column_stack(TO_DEGREES.transform(*xy.T)))


def in_gcj02(sheet: Sheet) -> Sheet:
    shifted = in_degrees(sheet)
    return replace(shifted, shape=[shapely.transform(shape, wgs84_to_gcj02) for shape in shifted.shape])


def _three(change: Any) -> dict[str, Sheet]:
    return {"communities": change(communities()), "streets": change(streets()), "buildings": change(buildings())}


def test_a_town_is_read_as_it_stands_in_the_file(tmp_path: Path):
    town = read_town(write_town_file(tmp_path / "plum.gpkg"))
    assert (town.name, town.metric_crs, town.source_crs) == ("plum", CRS, CRS)
    assert town.communities.code.tolist() == ["420599001001", "420599001002"]
    assert town.communities.name.tolist() == ["Plum Lane", "桂花"]
    assert town.streets.kind.tolist() == ["tertiary", "residential"]
    assert town.streets.name.tolist() == ["Bridge Street", ""]
    assert town.buildings.households.sum() == 80
    assert town.buildings.source.tolist() == list(range(8))
    assert town.buildings.shape[-1].equals(point(660, 260))
    assert not town.communities.provisional.any()
    assert town.notices == ()


def test_optional_layers_are_read_and_stairwells_find_their_building(tmp_path: Path):
    path = write_town_file(
        tmp_path / "town.gpkg",
        barriers=Sheet([line((0, 300), (800, 300)), block(10, 10, 40, 40)], {"class": ["railway", "water"]}),
        dedicated=Sheet([block(0, 0, 100, 100)], {"name": ["Campus"]}),
        stairwells=Sheet([point(55, 60), point(75, 60), point(390, 390)], {"households": [4, 6, 1]}),
    )
    town = read_town(path)
    assert town.barriers.kind.tolist() == ["railway", "water"]
    assert town.dedicated.name.tolist() == ["Campus"]
    assert town.stairwells.building.tolist() == [0, 0]
    assert town.stairwells.households.tolist() == [4, 6]
    assert [notice.kind for notice in town.notices] == ["stairwell_without_building"]


@pytest.mark.parametrize(("suffix", "driver"), [("geojson", "GeoJSON"), ("shp", "ESRI Shapefile")])
def test_a_folder_with_a_file_for_each_layer_is_a_town(tmp_path: Path, suffix: str, driver: str):
    footprints = buildings(shape=[block(50, 50, 80, 70)] * 8)
    for name, sheet in {"communities": communities(), "streets": streets(), "buildings": footprints}.items():
        write_sheet(tmp_path / f"{name}.{suffix}", name, in_degrees(sheet), driver)
    town = read_town(tmp_path)
    assert town.metric_crs == CRS
    assert town.communities.name.tolist() == ["Plum Lane", "桂花"]
    assert town.buildings.people.sum() == 200


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4490"])
def test_degrees_become_metres_of_the_place(tmp_path: Path, crs: str):
    path = write_town_file(tmp_path / "town.gpkg", **_three(lambda sheet: in_degrees(sheet, crs)))
    town = read_town(path)
    assert (town.metric_crs, town.source_crs) == (CRS, crs)
    assert shapely.hausdorff_distance(town.communities.boundary[0], block(0, 0, 400, 400)) < 0.001


def test_the_false_metres_of_web_maps_become_true_ones(tmp_path: Path):
    forth = Transformer.from_crs(CRS, "EPSG:3857", always_xy=True)

    def stretched(sheet: Sheet) -> Sheet:
        shapes = [shapely.transform(s, lambda xy: np.column_stack(forth.transform(*xy.T))) for s in sheet.shape]
        return replace(sheet, shape=shapes, crs="EPSG:3857")

    town = read_town(write_town_file(tmp_path / "town.gpkg", **_three(stretched)))
    assert town.metric_crs == CRS
    assert town.communities.boundary[0].area == pytest.approx(160_000, rel=1e-6)


def test_gcj02_is_brought_to_where_it_is(tmp_path: Path):
    path = write_town_file(tmp_path / "town.gpkg", **_three(in_gcj02))
    town = read_town(path, ReadOptions(gcj02=True))
    assert shapely.hausdorff_distance(town.communities.boundary[0], block(0, 0, 400, 400)) < 0.01
    displaced = read_town(path)
    assert shapely.distance(displaced.buildings.shape[0], town.buildings.shape[0]) > 200


def test_layers_in_different_systems_meet(tmp_path: Path):
    town = read_town(write_town_file(tmp_path / "town.gpkg", streets=in_degrees(streets())))
    assert shapely.hausdorff_distance(town.streets.line[0], line((0, 200), (800, 200))) < 0.001


def test_a_file_that_does_not_know_its_system_is_told(tmp_path: Path):
    path = write_town_file(tmp_path / "town.gpkg", **_three(lambda sheet: in_degrees(sheet, None)))
    with pytest.raises(TownError, match=r"layer \w+: .*coordinate system.*--crs"):
        read_town(path)
    assert read_town(path, ReadOptions(crs="EPSG:4326")).metric_crs == CRS


def test_communities_and_dedicated_grids_may_come_from_files_of_their_own(tmp_path: Path):
    path = write_town_file(tmp_path / "town.gpkg", communities=None)
    write_sheet(tmp_path / "areas.geojson", "areas", in_degrees(communities()), "GeoJSON")
    write_sheet(tmp_path / "campus.geojson", "x", in_degrees(Sheet([block(0, 0, 9, 9)], {"name": ["C"]})), "GeoJSON")
    options = ReadOptions(communities_file=tmp_path / "areas.geojson", dedicated_file=tmp_path / "campus.geojson")
    town = read_town(path, options)
    assert town.communities.code.tolist() == ["420599001001", "420599001002"]
    assert town.dedicated.name.tolist() == ["C"]


def test_streets_of_several_parts_are_taken_apart_and_other_shapes_counted(tmp_path: Path):
    both = shapely.MultiLineString([line((0, 10), (9, 10)), line((0, 20), (9, 20))])
    mixed = shapely.GeometryCollection([both, point(1, 1)])
    sheet = Sheet([both, point(5, 5), mixed], {"class": ["path", "steps", "service"], "name": ["a", "b", "c"]})
    town = read_town(write_town_file(tmp_path / "town.gpkg", streets=sheet))
    assert town.streets.kind.tolist() == ["path", "path", "service", "service"]
    assert [(notice.kind, notice.count) for notice in town.notices] == [("street_without_line", 1)]


def test_heights_are_dropped_and_curves_straightened(tmp_path: Path):
    lifted = shapely.force_3d(line((0, 200), (800, 200)), 55.0)
    curve = bytes.fromhex("010800000003000000") + np.array([530_000.0, 0, 5, 5, 9, 0], dtype="<f8").tobytes()
    sheet = Sheet([lifted, curve], {"class": ["path", "path"]})
    town = read_town(write_town_file(tmp_path / "town.gpkg", streets=sheet))
    assert not shapely.has_z(town.streets.line).any()
    assert len(town.streets.line[1].coords) > 3


def test_a_building_of_several_parts_is_one_building(tmp_path: Path):
    parts = shapely.MultiPolygon([block(0, 0, 30, 20), block(40, 0, 50, 5)])
    sheet = Sheet([parts, shapely.MultiPoint([point(1, 1), point(3, 1)])], {"households": np.array([7, 3])})
    town = read_town(write_town_file(tmp_path / "town.gpkg", buildings=sheet))
    assert town.buildings.shape[0].equals(block(0, 0, 30, 20))
    assert town.buildings.shape[1].equals(point(2, 1))


@pytest.mark.parametrize(
    ("given", "households", "people", "notice"),
    [
        ({"households": np.array([10, 0])}, [10, 0], [25, 0], "people_estimated"),
        ({"people": np.array([25, 0])}, [10, 0], [25, 0], "households_estimated"),
        ({"households": np.array([np.nan, 4]), "people": np.array([25, 9])}, [10, 4], [25, 9], "households_estimated"),
        ({"households": np.array([9.6, 0.0]), "people": np.array([25, 0])}, [10, 0], [25, 0], "rounded"),
        ({"HouseHolds": ["12", " 0 "], "people": np.array([25, 0])}, [12, 0], [25, 0], None),
    ],
)
def test_counts_are_taken_or_estimated(
    tmp_path: Path, given: dict[str, Any], households: list[int], people: list[int], notice: str | None
):
    sheet = Sheet([block(0, 0, 20, 20), block(50, 0, 70, 20)], given)
    town = read_town(write_town_file(tmp_path / "town.gpkg", buildings=sheet))
    assert town.buildings.households.tolist() == households
    assert town.buildings.people.tolist() == people
    assert [found.kind for found in town.notices] == ([notice] if notice else [])


def test_communities_without_codes_get_provisional_ones_whatever_their_order(tmp_path: Path):
    first = read_town(write_town_file(tmp_path / "a.gpkg", communities=communities(columns={"name": ["A", "B"]})))
    turned = communities(shape=communities().shape[::-1], columns={"name": ["B", "A"]})
    second = read_town(write_town_file(tmp_path / "b.gpkg", communities=turned))
    assert first.communities.provisional.all()
    assert all(len(code) == 12 and code.startswith("99") for code in first.communities.code)
    assert second.communities.code.tolist() == first.communities.code.tolist()[::-1]


def test_a_code_that_a_spreadsheet_made_a_number_is_still_a_code(tmp_path: Path):
    columns = {"code": np.array([420599001001.0, 420599001002.0]), "name": ["A", "B"]}
    town = read_town(write_town_file(tmp_path / "town.gpkg", communities=communities(columns=columns)))
    assert town.communities.code.tolist() == ["420599001001", "420599001002"]


NO_PLACE = [None, shapely.Point(np.nan, 5.0), shapely.Polygon()]
SQUARE = block(0, 0, 20, 20)
ONE = {"households": np.array([5])}

WRONG = {
    "no communities": ({"communities": None}, "has no layer communities.*add it"),
    "no streets": ({"streets": None}, "has no layer streets.*add it"),
    "no buildings": ({"buildings": None}, "has no layer buildings.*add it"),
    "empty communities": ({"communities": Sheet([], {"code": []})}, "layer communities is empty; draw"),
    "empty buildings": ({"buildings": Sheet([], {"households": np.zeros(0, int)})}, "layer buildings"),
    "code too short": (
        {"communities": communities(columns={"code": ["4205", "420599001002"]})},
        "layer communities, feature 1: the code “4205” has not 12 digits; give",
    ),
    "code twice": (
        {"communities": communities(columns={"code": ["420599001001"] * 2})},
        "layer communities, feature 2: the code 420599001001 stands at feature 1 too; give",
    ),
    "community without shape": (
        {"communities": communities(shape=[SQUARE, None])},
        "layer communities, feature 2: has no usable geometry; draw",
    ),
    "community as a line": (
        {"communities": communities(shape=[SQUARE, line((0, 0), (5, 5))])},
        "layer communities, feature 2: is no polygon; draw",
    ),
    "streets as points": ({"streets": Sheet([point(0, 0)], {"class": ["path"]})}, "layer streets, feature 1: .* lines"),
    "building as a line": (
        {"buildings": Sheet([SQUARE, line((0, 0), (5, 5))], {"households": np.array([1, 1])})},
        "layer buildings, feature 2: is neither polygon nor point; draw",
    ),
    "no households": (
        {"buildings": Sheet([SQUARE], {"use": ["flat"]})},
        "layer buildings: .*no column households; add",
    ),
    "negative": ({"buildings": Sheet([SQUARE], {"households": np.array([-3])})}, "feature 1: households is -3; give"),
    "absurd": (
        {"buildings": Sheet([SQUARE], {"households": np.array([10**9])})},
        "feature 1: households is 1000000000",
    ),
    "infinite": ({"buildings": Sheet([SQUARE], {"people": np.array([np.inf])})}, "feature 1: people is inf; give"),
    "empty cell": (
        {"buildings": Sheet([SQUARE, SQUARE], {"households": np.array([4.0, np.nan])})},
        "layer buildings, feature 2: households is empty; give",
    ),
    "words": (
        {"buildings": Sheet([SQUARE], {"households": ["many"]})},
        "feature 1: households is “many”; give a number",
    ),
    "dedicated as a point": (
        {"dedicated": Sheet([point(1, 1)], {"name": ["Mall"]})},
        "layer dedicated, feature 1: is no polygon; draw",
    ),
    "degrees said to be metres": (
        {"buildings": Sheet([SQUARE], ONE, crs="EPSG:4326")},
        "layer buildings, feature 1: its coordinates do not fit EPSG:4326; say .*--crs",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_in_one_sentence_with_layer_feature_and_remedy(tmp_path: Path, name: str):
    sheets, sentence = WRONG[name]
    with pytest.raises(TownError, match=sentence) as raised:
        read_town(write_town_file(tmp_path / "town.gpkg", **sheets))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("nowhere", NO_PLACE)
def test_a_building_without_a_place_is_an_error_only_if_somebody_lives_there(tmp_path: Path, nowhere: Any):
    lived_in = Sheet([SQUARE, nowhere], {"households": np.array([1, 4])})
    with pytest.raises(TownError, match="layer buildings, feature 2: has no usable geometry; draw"):
        read_town(write_town_file(tmp_path / "a.gpkg", buildings=lived_in))
    empty = Sheet([nowhere, SQUARE], {"households": np.array([0, 4])})
    town = read_town(write_town_file(tmp_path / "b.gpkg", buildings=empty))
    assert town.buildings.source.tolist() == [1]
    assert "building_without_place" in [notice.kind for notice in town.notices]


def test_files_that_are_no_maps_are_refused_in_one_sentence(tmp_path: Path):
    whole = write_town_file(tmp_path / "whole.gpkg").read_bytes()
    for name, content in {"text.gpkg": b"no map", "empty.gpkg": b"", "torn.gpkg": whole[: len(whole) // 3]}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(TownError, match=name) as raised:
            read_town(tmp_path / name)
        assert "\n" not in str(raised.value)


def test_a_missing_file_and_an_empty_folder_are_said_to_be_so(tmp_path: Path):
    with pytest.raises(TownError, match="no such file"):
        read_town(tmp_path / "nowhere.gpkg")
    (tmp_path / "folder").mkdir()
    with pytest.raises(TownError, match="has no layer communities"):
        read_town(tmp_path / "folder")


def test_nothing_is_printed_while_a_bad_town_is_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    for name, sheet in {"communities": communities(), "streets": streets()}.items():
        write_sheet(tmp_path / f"{name}.geojson", name, in_degrees(sheet), "GeoJSON")
    unclosed = '{"type": "Polygon", "coordinates": [[[111.3, 30.7], [111.4, 30.7], [111.3, 30.8]]]}'
    feature = f'{{"type": "Feature", "properties": {{"households": 0}}, "geometry": {unclosed}}}'
    whole = feature.replace("[111.3, 30.8]]]", "[111.3, 30.8], [111.3, 30.7]]]")
    features = ", ".join([feature] * 500 + [whole])
    (tmp_path / "buildings.geojson").write_text(f'{{"type": "FeatureCollection", "features": [{features}]}}')
    town = read_town(tmp_path)
    assert capfd.readouterr() == ("", "")
    assert len(town.notices) <= 3


numbers = st.one_of(st.floats(-1e3, 1e3), st.sampled_from([0.0, 100.0, np.nan, np.inf, 1e300]))
rings = st.lists(st.tuples(numbers, numbers), min_size=3, max_size=7)


@st.composite
def shapes(draw: st.DrawFn) -> Any:
    """Anything a file may hold: crossing, folded, far away, of no extent, of no numbers."""
    places = [(530_000 + x, 3_400_000 + y) for x, y in draw(rings)]
    kind = draw(st.sampled_from(["polygon", "multi", "line", "point", "none", "collection"]))
    if kind == "none":
        return None
    if kind == "point":
        return shapely.Point(places[0])
    if kind == "line":
        return struct.pack("<BII", 1, 2, len(places)) + np.array(places, dtype="<f8").tobytes()
    ends = [places[0]] if draw(st.booleans()) else []
    area = polygon_bytes([*places, *ends], *([[*places[::-1], *ends]] if draw(st.booleans()) else []))
    if kind == "polygon":
        return area
    return collection_bytes(6, area, area) if kind == "multi" else collection_bytes(7, area, shapely.to_wkb(SQUARE))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(area=shapes(), street=shapes(), house=shapes(), barrier=shapes(), stairwell=shapes())
def test_no_shape_whatever_ends_in_anything_but_a_sentence(
    tmp_path: Path, area: Any, street: Any, house: Any, barrier: Any, stairwell: Any
):
    folder = tmp_path / "fuzz"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = write_town_file(
        folder / "town.gpkg",
        communities=communities(shape=[block(0, 0, 400, 400), area]),
        streets=streets(shape=[line((0, 9), (9, 9)), street]),
        buildings=Sheet([SQUARE, house], {"households": np.array([3, 0])}),
        barriers=Sheet([barrier], {"class": ["wall"]}),
        stairwells=Sheet([stairwell], {"households": np.array([3])}),
    )
    town = _town_or_sentence(path)
    if isinstance(town, str):
        assert re.fullmatch(r"layer \w+.*; .*", town)
    else:
        assert shapely.is_valid(town.communities.boundary).all()
        assert shapely.is_valid(town.buildings.shape).all()


def _town_or_sentence(path: Path) -> Town | str:
    try:
        return clean(read_town(path))
    except TownError as error:
        return str(error)
