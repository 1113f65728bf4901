import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely

from benchmarks.outside.edges import ARTERIAL, LANE, STREET, class_of_street
from benchmarks.outside.verdict import Bounds, Verdict, judge, some_k_fits
from tests.benchmarks.lattice import CRS, line, square, write_layer

WEST, EAST = "420599001001", "420599001002"
BOUNDS = Bounds(low=20, high=30, target=25)


class Town:
    """Two communities of 400 x 200 m side by side, each of two grids of 200 x 200 m with three buildings.

    The border between the western grids is a residential street over its whole length; between the eastern ones a
    footway over half of it.
    """

    def __init__(self, folder: Path) -> None:
        self.town, self.plan, self.former = folder / "town.gpkg", folder / "plan.gpkg", folder / "former.gpkg"
        self.communities = [square(0, 0, 400, 200), square(400, 0, 400, 200)]
        self.streets = [line((200, -50), (200, 250)), line((600, 0), (600, 100))]
        self.grids = [square(200 * at, 0, 200, 200) for at in range(4)]
        self.codes = [f"{WEST}001", f"{WEST}002", f"{EAST}001", f"{EAST}002"]
        self.homes = [WEST, WEST, EAST, EAST]
        self.buildings = [square(200 * at + 30 * turn + 20, 90, 10, 10) for at in range(4) for turn in range(3)]
        self.households = [10, 10, 5] * 3 + [5, 5, 5]
        self.listed = [self.codes[at // 3] for at in range(12)]
        self.told = [25, 25, 25, 15]
        self.notes = ["", "", "", ""]
        self.crs = CRS

    def verdict(self, former: Path | None = None) -> Verdict:
        return judge(self.write(self.town, self.plan)[0], self.plan, BOUNDS, former)

    def write(self, town: Path, plan: Path) -> tuple[Path, Path]:
        move = pyproj.Transformer.from_crs(CRS, self.crs, always_xy=True)

        def put(shapes: list) -> list:
            return [shapely.transform(shape, lambda xy: np.column_stack(move.transform(*xy.T))) for shape in shapes]

        write_layer(town, "communities", put(self.communities), self.crs, code=[WEST, EAST], name=["Elm", "Fir"])
        write_layer(
            town, "streets", put(self.streets), self.crs, **{"class": ["residential", "footway"]}, name=["", ""]
        )
        people = [3 * count for count in self.households]
        sizes = {"households": self.households, "people": people}
        write_layer(town, "buildings", put(self.buildings), self.crs, **sizes)
        grids = {"code": self.codes, "community": self.homes, "households": self.told, "note": self.notes}
        write_layer(plan, "grids", put(self.grids), self.crs, **grids)
        write_layer(plan, "buildings", put(self.buildings), self.crs, **sizes, grid=self.listed)
        return town, plan


@pytest.fixture
def town(tmp_path):
    return Town(tmp_path)


def test_a_plan_without_fault_has_the_measures_worked_out_by_hand(town):
    found = town.verdict()
    assert (found.communities, found.communities_without_k, found.grids) == (2, 0, 4)
    assert found.in_bounds == 0.75
    assert found.deviation_mean == pytest.approx(0.4 / 4)
    assert found.deviation_max == pytest.approx(0.4)
    assert found.polsby_popper_mean == pytest.approx(math.pi / 4)
    assert found.polsby_popper_p10 == pytest.approx(math.pi / 4)
    assert found.inner_km == pytest.approx(0.4)
    # 200 m of street, 100 m of footway (half a metre more at its end), 100 m of block
    assert found.street_share == pytest.approx((200 * 0.85 + 100 * 0.6) / 400, abs=0.002)
    assert found.priced_cut_km == pytest.approx((200 * 0.25 + 100 * 0.45 + 100) / 1000, abs=0.001)
    faults = (found.broken, found.gap_m2, found.overlap_m2, found.across, found.invalid, found.buildings_in_none)
    assert faults == (0, 0.0, 0.0, 0, 0, 0)
    assert (found.buildings_in_two, found.buildings_elsewhere, found.sizes_told_wrong) == (0, 0, 0)
    assert found.moved is None


def test_a_grid_outside_the_band_is_unexplained_until_it_has_a_note(town):
    assert town.verdict().outside_unexplained == 1
    town.town.unlink()
    town.plan.unlink()
    town.notes[3] = "too few households"
    assert town.verdict().outside_unexplained == 0


def test_a_plan_in_degrees_is_measured_in_metres(town):
    town.crs = "EPSG:4326"
    found = town.verdict()
    assert found.inner_km == pytest.approx(0.4, rel=1e-4)
    assert found.street_share == pytest.approx(0.575, abs=0.003)
    assert (found.gap_m2, found.overlap_m2, found.across) == (0.0, 0.0, 0)


def test_a_gap_of_five_centimetres_is_seen_and_one_of_three_is_none(town):
    town.grids[0] = square(0, 0, 199.95, 200)
    assert town.verdict().gap_m2 == pytest.approx(10, rel=0.01)
    town.town.unlink()
    town.plan.unlink()
    town.grids[0] = square(0, 0, 199.97, 200)
    assert town.verdict().gap_m2 == 0


def test_an_enclave_that_no_grid_covers_is_a_gap(town):
    town.grids[0] = square(0, 0, 200, 200) - square(100, 100, 50, 50)
    assert town.verdict().gap_m2 == pytest.approx(2500)


def test_an_overlap_of_a_square_metre_is_seen(town):
    town.grids[0] = square(0, 0, 200, 200) | square(200, 50, 1, 1)
    assert town.verdict().overlap_m2 == pytest.approx(1)


def test_a_grid_that_reaches_into_the_next_community_is_across(town):
    town.grids[1] = square(200, 0, 201, 200)
    found = town.verdict()
    assert found.across == 1
    assert found.overlap_m2 == pytest.approx(200)


def test_a_grid_of_an_unknown_community_is_across(town):
    town.homes[0] = "420599001009"
    assert town.verdict().across == 1


def test_a_grid_of_two_parts_in_one_part_of_its_community_is_broken(town):
    town.grids[0] = square(0, 0, 100, 200) | square(150, 0, 50, 200)
    town.grids[1] = square(100, 0, 50, 200) | square(200, 0, 200, 200)
    assert town.verdict().broken == 2


def test_a_grid_of_two_parts_in_two_parts_of_its_community_is_whole(town):
    island = square(1000, 0, 50, 50)
    town.communities[1] |= island
    town.grids[3] |= island
    found = town.verdict()
    assert (found.broken, found.across, found.gap_m2) == (0, 0, 0.0)


def test_a_building_listed_for_no_grid_is_in_none(town):
    town.listed[4] = ""
    found = town.verdict()
    assert found.buildings_in_none == 1
    assert found.sizes_told_wrong == 1


def test_a_building_on_ground_of_no_grid_is_in_none(town):
    town.grids[0] = square(0, 0, 200, 200) - square(15, 85, 20, 20)
    found = town.verdict()
    assert (found.buildings_in_none, found.buildings_elsewhere) == (1, 1)


def test_a_building_inside_two_grids_is_in_two(town):
    town.grids[0] = square(0, 0, 235, 200)
    assert town.verdict().buildings_in_two == 1


def test_a_building_listed_for_a_grid_elsewhere_is_told(town):
    town.listed[0] = town.codes[3]
    found = town.verdict()
    assert found.buildings_elsewhere == 1
    assert found.sizes_told_wrong == 2


def test_the_order_of_the_buildings_in_the_plan_does_not_matter(town):
    expected = town.verdict()
    town.plan.unlink()
    grids = {"code": town.codes, "community": town.homes, "households": town.told, "note": town.notes}
    write_layer(town.plan, "grids", town.grids, **grids)
    write_layer(town.plan, "buildings", town.buildings[::-1], grid=town.listed[::-1])
    assert judge(town.town, town.plan, BOUNDS) == expected


def test_households_whose_grid_has_another_code_have_moved(town):
    town.write(town.town, town.former)
    town.town.unlink()
    town.listed[0] = town.codes[1]
    found = town.verdict(town.former)
    assert found.moved == pytest.approx(10 / 90)
    assert found.moved_at_best == pytest.approx(10 / 90)


def test_grids_that_only_changed_names_have_moved_but_not_with_the_best_names(town):
    town.write(town.town, town.former)
    town.town.unlink()
    town.codes[0], town.codes[1] = town.codes[1], town.codes[0]
    town.listed[:6] = [town.codes[0]] * 3 + [town.codes[1]] * 3
    found = town.verdict(town.former)
    assert found.moved == pytest.approx(50 / 90)
    assert found.moved_at_best == pytest.approx(0)


def test_a_street_half_a_metre_away_counts_and_a_metre_away_does_not(town):
    town.streets[0] = line((200.4, -50), (200.4, 250))
    near = town.verdict().street_share
    town.town.unlink()
    town.plan.unlink()
    town.streets[0] = line((201, -50), (201, 250))
    assert near == pytest.approx(0.575, abs=0.002)
    assert town.verdict().street_share == pytest.approx(60 / 400, abs=0.002)


def test_the_border_between_communities_is_no_inner_boundary(town):
    town.grids = [square(0, 0, 400, 200), square(400, 0, 400, 200)]
    town.codes, town.homes, town.told, town.notes = town.codes[::2], [WEST, EAST], [50, 40], ["", ""]
    town.listed = [town.codes[0]] * 6 + [town.codes[1]] * 6
    found = town.verdict()
    assert found.inner_km == 0
    assert math.isnan(found.street_share)


@pytest.mark.parametrize(
    ("size", "fits"), [(0, False), (199, False), (200, True), (300, True), (301, False), (399, False), (400, True)]
)
def test_some_number_of_grids_fits_by_arithmetic(size, fits):
    assert some_k_fits(size, 200, 300) is fits


@pytest.mark.parametrize(
    ("word", "kind"),
    [("primary_link", ARTERIAL), ("trunk", ARTERIAL), ("residential", STREET), ("living_street", LANE), ("", LANE)],
)
def test_a_highway_word_has_its_class(word, kind):
    assert class_of_street(word) == kind


def test_the_judge_answers_in_json(town):
    town.write(town.town, town.plan)
    asked = [sys.executable, "-m", "benchmarks.outside", str(town.town), str(town.plan)]
    bounds = ["--target", "25", "--low", "20", "--high", "30"]
    said = subprocess.run([*asked, *bounds], capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2])
    assert json.loads(said.stdout)["in_bounds"] == 0.75


def test_the_judge_knows_nothing_of_the_engine():
    folder = Path(__file__).parents[2] / "benchmarks" / "outside"
    sources = [path.read_text() for path in folder.glob("*.py")]
    assert len(sources) > 3
    assert not any("import wangge" in source or "from wangge" in source for source in sources)
