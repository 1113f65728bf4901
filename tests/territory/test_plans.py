"""Areas and plans from files: every defect by name, adopted by a second person at a date to come (R-05, R-07, R-08)."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from tests.gridding.town_files import CRS, Sheet, block, communities, point, write_sheet, write_town_file
from tests.territory.small_city import (
    AT,
    CITY,
    EASTERN,
    WEST,
    city_with_communities,
    drafted,
    grids,
    lead,
    place,
    plan_file,
    planner,
    with_grid,
    without_grid,
)
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.cli.main import main
from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.territory.actions.areas import import_areas
from wangge.territory.actions.plans import (
    draft_plan,
    judge_plan,
)
from wangge.territory.actors import system
from wangge.territory.datum import Datum
from wangge.territory.defects import PlanDefects
from wangge.territory.models import Area, Grid, GridPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path: Path) -> Area:
    return city_with_communities(tmp_path)


def kinds(folder: Path, city: Area, sheet: Sheet, **options: object) -> list[tuple[str, str]]:
    """What is wrong with a plan of these grids: kind and code of each defect."""
    found = judge_plan(path=plan_file(folder, sheet), city=city, by=planner(), **options)
    return [(defect.kind, defect.code) for defect in found]


def in_degrees(sheet: Sheet, *, gcj02: bool = False) -> Sheet:
    to_degrees = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)

    def turned(places: np.ndarray) -> np.ndarray:
        found = np.column_stack(to_degrees.transform(places[:, 0], places[:, 1]))
        return wgs84_to_gcj02(found) if gcj02 else found

    shapes = [shapely.transform(shape, turned) for shape in sheet.shape]
    return Sheet(shapes, sheet.columns, "EPSG:4326")


def test_a_sound_plan_becomes_a_draft_with_its_grids(tmp_path, city):
    plan = drafted(tmp_path, city)
    assert (plan.state, plan.source, plan.drafted_at, plan.begins_at) == ("draft", "plan.gpkg", AT, None)
    grid = plan.grids.get(code=f"{EASTERN}002")
    assert (grid.community.code, grid.households, grid.people) == (EASTERN, 250, 625)
    assert grid.square_metres == pytest.approx(40_000)
    assert (grid.west, grid.south) == pytest.approx(place(600, 200), abs=1e-5)
    assert plan.grids.count() == 8
    assert AuditEntry.objects.filter(action="draft_plan", subject=f"plan:{plan.pk}").count() == 1


def test_a_plan_that_wangge_divide_wrote_is_sound(tmp_path, city):
    town = write_town_file(tmp_path / "homes.gpkg", buildings=houses())
    out = tmp_path / "divided.gpkg"
    assert main(["divide", str(town), "--out", str(out), "--jobs", "1", "--quiet"]) == 0
    assert judge_plan(path=out, city=city, by=planner()) == ()
    plan = draft_plan(path=out, city=city, title="2026", by=planner())
    assert sum(plan.grids.values_list("households", flat=True)) == 960
    assert "Bridge Street" in plan.grids.order_by("code")[0].streets


def houses() -> Sheet:
    shapes = [block(x, y, x + 20, y + 20) for x in range(40, 800, 100) for y in (50, 150, 250, 350)]
    return Sheet(shapes, {"households": np.full(32, 30), "people": np.full(32, 75)})


def test_grids_of_any_vector_file_are_taken(tmp_path, city):
    path = plan_file(tmp_path, in_degrees(grids()), "grids.geojson", "GeoJSON")
    plan = draft_plan(path=path, city=city, title="from elsewhere", by=planner())
    assert plan.grids.count() == 8


def test_a_plan_of_several_cities_in_one_code_space_is_refused_by_row(tmp_path, city):
    assert kinds(tmp_path, city, with_grid(2, code="110101001001003", community="")) == [
        ("code-of-other-city", "110101001001003")
    ]


def test_a_malformed_code_is_named(tmp_path, city):
    assert kinds(tmp_path, city, with_grid(2, code="42059900100100")) == [("code-malformed", "42059900100100")]


def test_a_code_that_stands_twice_is_named_at_both_rows(tmp_path, city):
    sheet = with_grid(2, code=f"{WEST}001")
    assert kinds(tmp_path, city, sheet) == [("code-twice", f"{WEST}001")] * 2


def test_a_code_of_another_community_than_the_column_is_named(tmp_path, city):
    assert kinds(tmp_path, city, with_grid(2, community=EASTERN)) == [("code-of-other-community", f"{WEST}003")]


def test_a_community_that_is_not_known_is_named(tmp_path, city):
    sheet = with_grid(2, code="420599001009001", community="")
    assert kinds(tmp_path, city, sheet) == [("community-unknown", "420599001009001")]


def test_an_overlap_is_named_and_a_slight_one_is_mild(tmp_path, city):
    (defect,) = judge_plan(path=plan_file(tmp_path, with_grid(0, block(0, 200, 220, 400))), city=city, by=planner())
    assert (defect.kind, defect.code, defect.row, defect.fatal) == ("overlap", f"{WEST}001", 1, True)
    assert f"overlaps grid {WEST}002 by 4000 m²" in str(defect)
    (slight,) = judge_plan(path=plan_file(tmp_path, with_grid(0, block(0, 200, 200.5, 400))), city=city, by=planner())
    assert (slight.kind, slight.fatal) == ("overlap", False)


def test_a_gap_to_the_community_is_named_with_its_share(tmp_path, city):
    (defect,) = judge_plan(path=plan_file(tmp_path, without_grid(2)), city=city, by=planner())
    assert (defect.kind, defect.row, defect.code, defect.fatal) == ("gap", None, WEST, True)
    assert "40000 m² (25.0 per cent of it) lie in no grid" in str(defect)
    (slight,) = judge_plan(path=plan_file(tmp_path, with_grid(0, block(0, 202, 200, 400))), city=city, by=planner())
    assert (slight.kind, slight.fatal) == ("gap", False)


def test_a_community_without_any_grid_is_a_gap(tmp_path, city):
    sheet = grids()
    half = Sheet(sheet.shape[:4], {name: values[:4] for name, values in sheet.columns.items()})
    assert kinds(tmp_path, city, half) == [("gap", EASTERN)]


def test_a_grid_across_communities_is_named(tmp_path, city):
    sheet = with_grid(1, block(200, 200, 450, 400), sheet=with_grid(4, block(450, 200, 600, 400)))
    assert ("across-communities", f"{WEST}002") in kinds(tmp_path, city, sheet)


def test_a_boundary_that_crosses_itself_is_named(tmp_path, city):
    x, y = shapely.get_coordinates(block(0, 200, 200, 400))[0]
    bow = shapely.Polygon([(x, y), (x + 200, y + 200), (x, y + 200), (x + 200, y)])
    (defect,) = judge_plan(path=plan_file(tmp_path, with_grid(0, bow)), city=city, by=planner())
    assert (defect.kind, defect.row) == ("boundary-invalid", 1)
    assert "Self-intersection" in str(defect)


def test_a_grid_that_is_no_area_or_not_drawn_is_named(tmp_path, city):
    assert kinds(tmp_path, city, with_grid(0, point(100, 300))) == [("no-area", f"{WEST}001")]
    sheet = grids()
    assert kinds(tmp_path, city, grids(shape=[None, *sheet.shape[1:]])) == [("without-boundary", f"{WEST}001")]


def test_grids_in_gcj02_that_do_not_say_so_are_questioned(tmp_path, city):
    shifted = in_degrees(grids(), gcj02=True)
    (defect,) = judge_plan(path=plan_file(tmp_path, shifted), city=city, by=planner())
    assert (defect.kind, defect.fatal) == ("datum", True)
    assert "import them as GCJ-02" in str(defect)
    assert kinds(tmp_path, city, shifted, datum=Datum.GCJ02) == []


def test_communities_in_gcj02_that_did_not_say_so_are_questioned(tmp_path):
    path = tmp_path / "shifted.gpkg"
    write_sheet(path, "communities", in_degrees(communities(), gcj02=True))
    city = import_areas(path=path, city_code=CITY, city_name="柳城", by=system(AT))
    (defect,) = judge_plan(path=plan_file(tmp_path), city=city, by=planner())
    assert defect.kind == "datum"
    assert "import the communities again as GCJ-02" in str(defect)


def test_a_file_without_a_coordinate_system_is_refused_until_it_is_said(tmp_path, city):
    sheet = grids(crs=None)
    with pytest.raises(PlanDefects, match="coordinate system is not known"):
        kinds(tmp_path, city, sheet)
    assert kinds(tmp_path, city, sheet, crs=CRS) == []


@pytest.mark.parametrize("content", [b"", b"no map at all"])
def test_a_file_that_is_no_map_is_refused(tmp_path, city, content):
    path = tmp_path / "plan.gpkg"
    path.write_bytes(content)
    with pytest.raises(PlanDefects, match="cannot be read as a map"):
        draft_plan(path=path, city=city, title="2026", by=planner())


@pytest.mark.parametrize("ending", ["geojson", "gpkg"])
def test_a_file_that_only_names_another_one_is_refused(tmp_path, city, ending):
    """GDAL would go by the content: a pipeline, whatever the ending says, reads the other file."""
    other = plan_file(tmp_path, in_degrees(grids()), "grids.geojson", "GeoJSON")
    path = tmp_path / f"plan.{ending}"
    path.write_text(f'{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {other}"}}')
    with pytest.raises(PlanDefects, match="cannot be read as a map"):
        draft_plan(path=path, city=city, title="2026", by=planner())


def test_a_fatal_defect_leaves_nothing_behind_and_all_are_listed(tmp_path, city):
    sheet = with_grid(2, code="1", sheet=with_grid(5, community=WEST))
    with pytest.raises(PlanDefects, match="has 2 defects") as refused:
        drafted(tmp_path, city, sheet)
    assert [defect.kind for defect in refused.value.defects] == ["code-malformed", "code-of-other-community"]
    assert not GridPlan.objects.exists()
    assert not Grid.objects.exists()


def test_mild_defects_do_not_stop_a_plan(tmp_path, city):
    assert drafted(tmp_path, city, with_grid(0, block(0, 202, 200, 400))).grids.count() == 8


def test_only_who_plans_grids_of_the_city_drafts_and_judges(tmp_path, city):
    for by in (lead(), planner(code="110100000000")):
        with pytest.raises(NotAllowed, match="no posting at 柳城"):
            draft_plan(path=plan_file(tmp_path), city=city, title="2026", by=by)
        with pytest.raises(NotAllowed):
            judge_plan(path=plan_file(tmp_path), city=city, by=by)


@pytest.mark.parametrize("title", ["", "  ", "x" * 81])
def test_a_plan_has_a_title_of_fair_length(tmp_path, city, title):
    with pytest.raises(Unusable, match="title has 1 to 80 characters"):
        draft_plan(path=plan_file(tmp_path), city=city, title=title, by=planner())


def test_a_plan_divides_a_city_and_no_part_of_it(tmp_path, city):
    community = Area.objects.get(code=WEST)
    with pytest.raises(Unusable, match="Plum Lane is no city"):
        draft_plan(path=plan_file(tmp_path), city=community, title="2026", by=planner())


def test_a_name_that_is_too_long_is_named(tmp_path, city):
    sheet = grids()
    sheet.columns["name"] = ["x" * 61, *[""] * 7]
    assert kinds(tmp_path, city, sheet) == [("name-too-long", f"{WEST}001")]


def test_a_retired_code_that_is_none_is_refused(tmp_path, city):
    path = plan_file(tmp_path)
    write_sheet(path, "retired", Sheet([None], {"code": ["5"]}))
    with pytest.raises(PlanDefects, match='grid code "5": 15 digits are wanted'):
        draft_plan(path=path, city=city, title="2026", by=planner())
