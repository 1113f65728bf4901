"""What is written: layers that GDAL opens, in the input's coordinates, whole or not at all; and read again."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from tests.gridding.test_read import in_degrees, in_gcj02
from tests.gridding.town_files import (
    CRS,
    Sheet,
    block,
    buildings,
    communities,
    line,
    point,
    streets,
    write_sheet,
    write_town_file,
)
from wangge.gridding.clean import clean
from wangge.gridding.figures import GridFigures
from wangge.gridding.files.atomic import replacing
from wangge.gridding.files.former import read_plan
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.read import buildings_as_read, read_town
from wangge.gridding.files.write import write_plan, write_town
from wangge.gridding.plan import Plan
from wangge.gridding.towers import split_towers
from wangge.gridding.town import Town, TownError


def texts(*words: str) -> np.ndarray:
    return np.array(words, dtype=object)


def plan_of(town: Town) -> tuple[Plan, GridFigures]:
    """Each community as one grid; the last building is in none."""
    centres = shapely.point_on_surface(town.buildings.shape)
    first = shapely.intersects(town.communities.boundary[0], centres)
    grid = np.where(first, 0, 1)
    grid[-1] = -1
    plan = Plan(
        code=texts("420599001001001", "420599001002001"),
        community=np.array([0, 1]),
        boundary=town.communities.boundary,
        note=texts("", "too few households"),
        dedicated=np.zeros(2, dtype=bool),
        grid_of_building=grid,
        infeasible={},
    )
    figures = GridFigures(
        households=np.array([40, 40]),
        people=np.array([100, 100]),
        area_m2=np.array([160_000.0, 160_000.0]),
        street_share=np.array([0.75, np.nan]),
        polsby_popper=np.array([0.785, 0.785]),
        in_band=np.array([True, False]),
        streets=texts("Bridge Street", ""),
    )
    return plan, figures


def layer(path: Path, name: str) -> tuple[str, np.ndarray, dict[str, np.ndarray]]:
    meta, _fids, shapes, columns = pyogrio.raw.read(path, layer=name)
    return meta["crs"], shapely.from_wkb(shapes), dict(zip(meta["fields"], columns, strict=True))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    source = write_town_file(tmp_path / "town.gpkg")
    town = clean(read_town(source))
    write_plan(tmp_path / "plan.gpkg", town, *plan_of(town), buildings_as_read(source))
    return tmp_path / "plan.gpkg"


def test_gdal_reads_the_grids_with_their_figures(written: Path):
    crs, shapes, columns = layer(written, "grids")
    assert crs == CRS
    names = "code community households people area_m2 street_share polsby_popper in_band note streets"
    assert list(columns) == names.split()
    assert columns["code"].tolist() == ["420599001001001", "420599001002001"]
    assert columns["community"].tolist() == ["420599001001", "420599001002"]
    assert np.isnan(columns["street_share"][1])
    assert columns["in_band"].tolist() == [True, False]
    assert shapes[0].equals(block(0, 0, 400, 400))


def test_the_buildings_keep_their_rows_columns_and_geometry_and_say_their_grid(written: Path):
    _crs, shapes, columns = layer(written, "buildings")
    assert [shape.equals_exact(given, 0.0) for shape, given in zip(shapes, buildings().shape, strict=True)] == [
        True
    ] * 8
    assert columns["use"].tolist() == ["flat"] * 8
    assert columns["grid"].tolist() == ["420599001001001"] * 4 + ["420599001002001"] * 3 + [""]
    assert columns["households"].tolist() == [10] * 8


def test_without_the_source_buildings_are_written_all_the_same(tmp_path: Path):
    town = clean(read_town(write_town_file(tmp_path / "town.gpkg")))
    write_plan(tmp_path / "plan.gpkg", town, *plan_of(town))
    assert list(layer(tmp_path / "plan.gpkg", "buildings")[2]) == ["households", "people", "grid"]


def test_a_split_tower_stays_one_row_and_its_stairwells_say_their_grids(tmp_path: Path):
    stairs = Sheet([point(55, 60), point(75, 60)], {"households": [6, 4], "people": [15, 10]})
    source = write_town_file(tmp_path / "town.gpkg", stairwells=stairs)
    town = split_towers(clean(read_town(source)), 9, "households")
    plan, figures = plan_of(town)
    write_plan(tmp_path / "plan.gpkg", town, plan, figures, buildings_as_read(source))
    _crs, shapes, columns = layer(tmp_path / "plan.gpkg", "buildings")
    assert columns["households"].tolist() == [10] * 8
    assert shapely.area(shapes[0]) == pytest.approx(600)
    assert columns["grid"].tolist()[0] == "420599001001001"
    assert layer(tmp_path / "plan.gpkg", "stairwells")[2]["grid"].tolist() == ["420599001001001"] * 2


@pytest.mark.parametrize("change", [in_degrees, in_gcj02])
def test_the_plan_lies_in_the_coordinates_of_the_input(tmp_path: Path, change):
    sheets = {"communities": change(communities()), "streets": change(streets()), "buildings": change(buildings())}
    source = write_town_file(tmp_path / "town.gpkg", **sheets)
    town = clean(read_town(source, ReadOptions(gcj02=change is in_gcj02)))
    write_plan(tmp_path / "plan.gpkg", town, *plan_of(town))
    crs, shapes, _columns = layer(tmp_path / "plan.gpkg", "grids")
    assert crs == "EPSG:4326"
    given = sheets["communities"].shape[0]
    assert shapely.hausdorff_distance(shapes[0], given) < 1e-7  # a centimetre
    assert (
        shapely.hausdorff_distance(layer(tmp_path / "plan.gpkg", "buildings")[1], sheets["buildings"].shape).max()
        < 1e-7
    )


def test_the_same_plan_is_the_same_file(tmp_path: Path):
    source = write_town_file(tmp_path / "town.gpkg")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        town = clean(read_town(source))
        write_plan(tmp_path / name / "plan.gpkg", town, *plan_of(town), buildings_as_read(source))
    assert (tmp_path / "one" / "plan.gpkg").read_bytes() == (tmp_path / "two" / "plan.gpkg").read_bytes()


def test_columns_of_any_kind_are_kept_or_made_text(tmp_path: Path):
    columns = {
        "households": np.full(8, 10),
        "grid": ["old"] * 8,
        "built": np.array(["1999-05-01"] * 8, dtype="datetime64[D]"),
        "floors": np.array([1.5] * 8),
        "listed": np.array([True] * 8),
        "photo": [None] * 8,
    }
    source = write_town_file(tmp_path / "town.gpkg", buildings=buildings(columns=columns))
    town = clean(read_town(source))
    write_plan(tmp_path / "plan.gpkg", town, *plan_of(town), buildings_as_read(source))
    found = layer(tmp_path / "plan.gpkg", "buildings")[2]
    assert found["grid"].tolist()[0] == "420599001001001"
    assert str(found["built"][0]) == "1999-05-01"
    assert (found["floors"][0], found["listed"][0], found["photo"][0]) == (1.5, True, None)


def test_a_list_in_a_column_becomes_text(tmp_path: Path):
    for name, sheet in {"communities": communities(), "streets": streets()}.items():
        write_sheet(tmp_path / f"{name}.geojson", name, in_degrees(sheet), "GeoJSON")
    house = shapely.to_geojson(in_degrees(buildings()).shape[0])
    houses = [
        f'{{"type": "Feature", "properties": {{"households": 5, "doors": [1, {n}]}}, "geometry": {house}}}'
        for n in "23"
    ]
    (tmp_path / "buildings.geojson").write_text(f'{{"type": "FeatureCollection", "features": [{", ".join(houses)}]}}')
    town = clean(read_town(tmp_path))
    write_plan(tmp_path / "plan.gpkg", town, *plan_of(town), buildings_as_read(tmp_path))
    assert layer(tmp_path / "plan.gpkg", "buildings")[2]["doors"].tolist() == ["[1 2]", "[1 3]"]


@pytest.mark.parametrize("change", [lambda sheet: sheet, in_degrees, in_gcj02])
def test_a_town_that_is_written_is_read_the_same(tmp_path: Path, change):
    source = write_town_file(
        tmp_path / "town.gpkg",
        communities=change(communities()),
        streets=change(streets()),
        buildings=change(buildings()),
        barriers=change(Sheet([line((0, 300), (800, 300)), block(10, 10, 40, 40)], {"class": ["railway", "water"]})),
        dedicated=change(Sheet([block(0, 0, 100, 100)], {"name": ["Campus"]})),
        stairwells=change(Sheet([point(55, 60)], {"households": [4], "people": [9]})),
    )
    options = ReadOptions(gcj02=change is in_gcj02)
    town = read_town(source, options)
    (tmp_path / "copy").mkdir()
    write_town(tmp_path / "copy" / "town.gpkg", town)
    _assert_same(read_town(tmp_path / "copy" / "town.gpkg", options), town)
    assert layer(tmp_path / "copy" / "town.gpkg", "stairwells")[2]["building"].tolist() == [0]


def _assert_same(one: Town, two: Town) -> None:
    for part in ("communities", "streets", "buildings", "barriers", "dedicated", "stairwells"):
        first, second = getattr(one, part), getattr(two, part)
        for column in (field.name for field in fields(first)):
            if column in ("shape", "line", "boundary"):
                assert shapely.equals_exact(getattr(first, column), getattr(second, column), tolerance=0.002).all()
            else:
                assert getattr(first, column).tolist() == getattr(second, column).tolist()


def test_a_town_without_the_optional_layers_is_written_and_read_too(tmp_path: Path):
    town = read_town(write_town_file(tmp_path / "town.gpkg"))
    write_town(tmp_path / "again.gpkg", town)
    again = read_town(tmp_path / "again.gpkg")
    assert replace(again, name="town").notices == ()
    assert len(again.stairwells.shape) == 0


def test_a_plan_takes_the_place_of_the_former_one_at_once(written: Path):
    before = written.read_bytes()
    town = clean(read_town(written.parent / "town.gpkg"))
    plan, figures = plan_of(town)
    write_plan(written, town, replace(plan, note=texts("x", "y")), figures)
    assert written.read_bytes() != before
    assert sorted(path.name for path in written.parent.iterdir()) == ["plan.gpkg", "town.gpkg"]


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path):
    town = clean(read_town(write_town_file(tmp_path / "town.gpkg")))
    with pytest.raises(TownError, match=r"nowhere/plan\.gpkg cannot be written \(No such file.*choose another place"):
        write_plan(tmp_path / "nowhere" / "plan.gpkg", town, *plan_of(town))


def test_a_target_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path):
    town = clean(read_town(write_town_file(tmp_path / "town.gpkg")))
    (tmp_path / "plan.gpkg").mkdir()
    with pytest.raises(TownError, match=r"plan\.gpkg cannot be written"):
        write_plan(tmp_path / "plan.gpkg", town, *plan_of(town))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.gpkg", "town.gpkg"]


def test_columns_that_gdal_refuses_leave_the_former_plan_and_nothing_else(written: Path):
    before = written.read_bytes()
    town = clean(read_town(written.parent / "town.gpkg"))
    plan, figures = plan_of(town)
    with pytest.raises(TownError, match="layer grids cannot be written"):
        write_plan(written, town, plan, replace(figures, people=np.array([1])))
    assert written.read_bytes() == before
    assert sorted(path.name for path in written.parent.iterdir()) == ["plan.gpkg", "town.gpkg"]


def test_any_error_while_writing_leaves_nothing(tmp_path: Path):
    def interrupted() -> None:
        with replacing(tmp_path / "report.json") as draft:
            draft.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_rights_of_any_other(written: Path):
    other = written.parent / "other"
    other.touch()
    assert written.stat().st_mode == other.stat().st_mode


def test_only_geopackages_are_written(tmp_path: Path):
    town = clean(read_town(write_town_file(tmp_path / "town.gpkg")))
    with pytest.raises(TownError, match=r"must end in \.gpkg"):
        write_plan(tmp_path / "plan.shp", town, *plan_of(town))


def test_a_plan_is_read_again_for_redivision(written: Path):
    former = read_plan(written, CRS)
    assert former.code.tolist() == ["420599001001001", "420599001002001"]
    assert former.households.tolist() == [40, 40]
    assert former.boundary[0].equals(block(0, 0, 400, 400))


def test_a_plan_in_gcj02_is_read_in_the_metres_of_the_town(tmp_path: Path):
    sheets = {
        "communities": in_gcj02(communities()),
        "streets": in_gcj02(streets()),
        "buildings": in_gcj02(buildings()),
    }
    town = clean(read_town(write_town_file(tmp_path / "town.gpkg", **sheets), ReadOptions(gcj02=True)))
    write_plan(tmp_path / "plan.gpkg", town, *plan_of(town))
    former = read_plan(tmp_path / "plan.gpkg", town.metric_crs, gcj02=True)
    assert shapely.hausdorff_distance(former.boundary, town.communities.boundary).max() < 0.01


GRID = {"code": ["420599001001001"], "households": np.array([250])}
BAD_PLANS = {
    "malformed": (Sheet([block(0, 0, 9, 9)], GRID | {"code": ["42"]}), "feature 1: its code is no grid's code"),
    "twice": (
        Sheet([block(0, 0, 9, 9)] * 2, {"code": GRID["code"] * 2, "households": np.array([1, 2])}),
        "feature 2: its code stands in the plan twice",
    ),
    "line": (Sheet([line((0, 0), (9, 9))], GRID), "feature 1: is no polygon"),
    "uncounted": (Sheet([block(0, 0, 9, 9)], {"code": GRID["code"]}), "no column households"),
    "empty cell": (
        Sheet([block(0, 0, 9, 9)], GRID | {"households": np.array([np.nan])}),
        "feature 1: households is empty",
    ),
}


@pytest.mark.parametrize("name", BAD_PLANS)
def test_a_plan_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, name: str):
    sheet, sentence = BAD_PLANS[name]
    write_sheet(tmp_path / "plan.gpkg", "grids", sheet)
    with pytest.raises(TownError, match=f"layer grids.*{sentence}"):
        read_plan(tmp_path / "plan.gpkg", CRS)


def test_a_town_is_no_plan(tmp_path: Path):
    with pytest.raises(TownError, match="has no layer grids; give a plan"):
        read_plan(write_town_file(tmp_path / "town.gpkg"), CRS)
