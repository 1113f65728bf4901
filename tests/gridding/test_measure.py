import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gridding.hand_made import FIRST, box, line, plan_of, texts, town_of
from wangge.gridding.band import Band
from wangge.gridding.measure import Measures, figures, measure, survey

BAND = Band(target=250, low=200, high=300)
HALVES = [(0, box(0, 0, 100, 100)), (0, box(100, 0, 200, 100))]
WHOLE = [box(0, 0, 200, 100)]


def defects(found: Measures) -> dict[str, float]:
    return {
        "broken": found.broken,
        "gap": round(found.gap_m2, 3),
        "overlap": round(found.overlap_m2, 3),
        "across": found.across_communities,
        "in no grid": found.buildings_in_no_grid,
        "in two": found.buildings_in_two_grids,
        "elsewhere": found.buildings_listed_elsewhere,
    }


def defective(**other: float) -> dict[str, float]:
    none = {"broken": 0, "gap": 0, "overlap": 0, "across": 0, "in no grid": 0, "in two": 0, "elsewhere": 0}
    return none | {name.replace("_", " "): amount for name, amount in other.items()}


def test_two_halves_have_the_figures_that_arithmetic_gives() -> None:
    town = town_of(
        WHOLE,
        streets=[(line((100, -20), (100, 120)), "residential", "柳溪路")],
        buildings=[(box(10, 10, 30, 30), 240, 600), (box(150, 10, 170, 30), 310, 800)],
    )
    found, known = survey(town, plan_of(HALVES, [0, 1]), BAND)
    assert defects(found) == defective()
    assert (found.grids, found.judged_grids, found.out_of_band, found.in_bounds) == (2, 2, 1, 0.5)
    assert found.deviation_mean == pytest.approx((0.04 + 0.24) / 2)
    assert found.deviation_max == pytest.approx(0.24)
    assert found.polsby_popper_mean == pytest.approx(math.pi / 4)
    assert found.inner_boundary_km == pytest.approx(0.1)
    assert found.street_share == pytest.approx(0.85)
    assert found.priced_cut_km == pytest.approx(0.025)
    assert known.households.tolist() == [240, 310]
    assert known.people.tolist() == [600, 800]
    assert known.area_m2.tolist() == [10_000, 10_000]
    assert known.in_band.tolist() == [True, False]
    assert known.streets.tolist() == ["柳溪路", "柳溪路"]
    assert known.street_share.tolist() == pytest.approx([0.85, 0.85])


def test_people_are_measured_where_the_band_says_so() -> None:
    town = town_of(WHOLE, buildings=[(box(10, 10, 30, 30), 10, 250), (box(150, 10, 170, 30), 250, 10)])
    known = figures(town, plan_of(HALVES, [0, 1]), replace(BAND, measure="people"))
    assert known.in_band.tolist() == [True, False]


@pytest.mark.parametrize(("thickness", "is_one"), [(0.01, False), (0.039, False), (0.041, True), (1.0, True)])
def test_a_gap_counts_from_four_centimetres_on(thickness: float, is_one: bool) -> None:
    grids = [HALVES[0], (0, box(100 + thickness, 0, 200, 100))]
    found = measure(town_of(WHOLE), plan_of(grids), BAND)
    assert defects(found) == defective(gap=round(100 * thickness, 3) if is_one else 0)


@pytest.mark.parametrize(("thickness", "is_one"), [(0.01, False), (0.039, False), (0.041, True), (1.0, True)])
def test_an_overlap_counts_from_four_centimetres_on(thickness: float, is_one: bool) -> None:
    grids = [HALVES[0], (0, box(100 - thickness, 0, 200, 100))]
    found = measure(town_of(WHOLE), plan_of(grids), BAND)
    assert defects(found) == defective(overlap=round(100 * thickness, 3) if is_one else 0)


def test_a_large_gap_is_told_apart_from_the_snapped_edges_around_it() -> None:
    grids = [(0, shapely.difference(box(0.005, 0.005, 100, 100), box(40, 40, 50, 50))), HALVES[1]]
    assert measure(town_of(WHOLE), plan_of(grids), BAND).gap_m2 == pytest.approx(100)


def test_a_community_without_any_grid_is_a_gap_with_its_enclave_left_out() -> None:
    enclave = box(50, 20, 70, 40)
    town = town_of([shapely.difference(WHOLE[0], enclave), enclave])
    assert measure(town, plan_of([(1, enclave)]), BAND).gap_m2 == pytest.approx(20_000 - 400)


def test_a_grid_of_two_pieces_in_one_community_is_broken() -> None:
    pieces = shapely.union_all([box(0, 0, 50, 100), box(150, 0, 200, 100)])
    found = measure(town_of(WHOLE), plan_of([(0, pieces), (0, box(50, 0, 150, 100))]), BAND)
    assert defects(found) == defective(broken=1)


def test_pieces_that_touch_at_a_corner_only_are_broken() -> None:
    pieces = shapely.multipolygons([box(0, 0, 100, 50), box(100, 50, 200, 100)])
    rest = shapely.difference(WHOLE[0], pieces)
    assert measure(town_of(WHOLE), plan_of([(0, pieces), (0, rest)]), BAND).broken == 2


def test_a_grid_over_an_exclave_is_broken_only_inside_a_part_of_the_community() -> None:
    exclave = box(300, 0, 400, 100)
    town = town_of([shapely.union_all([WHOLE[0], exclave])])
    one_a_part = [HALVES[0], (0, shapely.union_all([HALVES[1][1], exclave]))]
    assert measure(town, plan_of(one_a_part), BAND).broken == 0
    two_in_one = shapely.union_all([box(0, 0, 50, 100), box(150, 0, 200, 100), exclave])
    assert measure(town, plan_of([(0, two_in_one), (0, box(50, 0, 150, 100))]), BAND).broken == 1


def test_a_grid_on_both_sides_of_a_dedicated_one_is_not_broken() -> None:
    campus, sides = box(50, 0, 150, 100), shapely.union_all([box(0, 0, 50, 100), box(150, 0, 200, 100)])
    found = measure(town_of(WHOLE), plan_of([(0, sides), (0, campus)], dedicated=[1]), BAND)
    assert (found.broken, found.dedicated_grids, found.judged_grids) == (0, 1, 1)


def test_a_grid_beyond_its_community_is_across_and_no_gap() -> None:
    town = town_of([box(0, 0, 100, 100), box(100, 0, 200, 100)])
    grids = [(0, box(0, 0, 110, 100)), (1, box(110, 0, 200, 100))]
    assert defects(measure(town, plan_of(grids), BAND)) == defective(across=1)


def test_buildings_in_no_grid_in_two_and_outside_are_told_apart() -> None:
    houses = [box(x, 40, x + 4, 44) for x in (10, 96, 105, 150, 500)]
    town = town_of(WHOLE, buildings=[(house, 1, 2) for house in houses])
    grids = [(0, box(0, 0, 103, 100)), (0, box(90, 0, 140, 100))]
    found = measure(town, plan_of(grids, [0, 0, 1, -1, -1]), BAND)
    assert (found.buildings_in_no_grid, found.buildings_in_two_grids, found.buildings_outside) == (1, 1, 1)


def test_a_building_that_the_plan_lists_elsewhere_is_found_and_counts_where_it_stands() -> None:
    town = town_of(WHOLE, buildings=[(box(10, 10, 30, 30), 240, 600)])
    found, known = survey(town, plan_of(HALVES, [1]), BAND)
    assert defects(found) == defective(elsewhere=1)
    assert known.households.tolist() == [240, 0]


def test_a_point_on_the_border_belongs_to_the_grid_that_the_plan_lists() -> None:
    town = town_of(WHOLE, buildings=[(shapely.Point(100, 50), 7, 20)])
    found, known = survey(town, plan_of(HALVES, [1]), BAND)
    assert defects(found) == defective()
    assert known.households.tolist() == [0, 7]


def test_grids_of_infeasible_communities_and_dedicated_ones_are_not_judged() -> None:
    town = town_of([box(0, 0, 100, 100), box(100, 0, 200, 100)], buildings=[(box(10, 10, 20, 20), 250, 600)])
    grids = [(0, box(0, 0, 50, 100)), (0, box(50, 0, 100, 100)), (1, box(100, 0, 200, 100))]
    found = measure(town, plan_of(grids, [0], dedicated=[1], infeasible={f"{int(FIRST) + 1}": "empty"}), BAND)
    assert (found.judged_grids, found.in_bounds, found.infeasible_communities) == (1, 1.0, 1)
    assert found.deviation_max == 1.0


def test_only_the_part_of_a_boundary_that_lies_on_a_street_counts() -> None:
    town = town_of(WHOLE, streets=[(line((100, 0), (100, 39.5)), "primary", "")])  # and half a metre beyond its end
    found = measure(town, plan_of(HALVES), BAND)
    assert found.street_share == pytest.approx(0.40)
    assert found.priced_cut_km == pytest.approx((40 * 0.15 + 60) / 1000)


@pytest.mark.parametrize(("aside", "share"), [(0.0, 0.6), (0.49, 0.6), (0.51, 0.0)])
def test_a_boundary_lies_on_a_street_within_half_a_metre(aside: float, share: float) -> None:
    town = town_of(WHOLE, streets=[(line((100 + aside, -5), (100 + aside, 105)), "service", "")])
    assert measure(town, plan_of(HALVES), BAND).street_share == pytest.approx(share)


def test_the_best_class_wins_and_no_metre_counts_twice() -> None:
    streets = [(line((100, 0), (100, 100)), kind, "") for kind in ("service", "residential", "footway")]
    streets.append((line((100, 0), (100, 49.5)), "secondary", ""))
    assert measure(town_of(WHOLE, streets), plan_of(HALVES), BAND).street_share == pytest.approx((50 + 50 * 0.85) / 100)


def test_a_wall_and_the_inside_and_bank_of_a_lake_are_barriers() -> None:
    walled = town_of(WHOLE, barriers=[(line((100, -1), (100, 101)), "wall")])
    assert measure(walled, plan_of(HALVES), BAND).street_share == pytest.approx(1.0)
    lake = town_of(WHOLE, barriers=[(box(80, 20, 120, 70), "water")])
    assert measure(lake, plan_of(HALVES), BAND).street_share == pytest.approx(0.51)  # 50 m of water, 2 x 0.5 m of bank
    bank = town_of(WHOLE, barriers=[(box(100, 0, 120, 100), "water")])
    assert measure(bank, plan_of(HALVES), BAND).street_share == pytest.approx(1.0)


def test_the_outer_border_and_the_border_of_two_communities_are_no_inner_boundary() -> None:
    town = town_of([box(0, 0, 100, 100), box(100, 0, 200, 100)], streets=[(line((100, 0), (100, 100)), "primary", "")])
    found, known = survey(town, plan_of([(0, HALVES[0][1]), (1, HALVES[1][1])]), BAND)
    assert found.inner_boundary_km == 0
    assert math.isnan(found.street_share)
    assert np.isnan(known.street_share).all()


def test_a_grid_around_another_has_its_hole_as_inner_boundary() -> None:
    inside = box(50, 30, 60, 40)
    town = town_of(WHOLE, streets=[(shapely.boundary(inside), "primary", "")])
    found = measure(town, plan_of([(0, shapely.difference(WHOLE[0], inside)), (0, inside)]), BAND)
    assert defects(found) == defective()
    assert (found.inner_boundary_km, found.street_share) == pytest.approx((0.04, 1.0))


def test_vertices_that_do_not_match_cost_no_metre_of_inner_boundary() -> None:
    left = shapely.polygons([(0, 0), (100, 0), (100, 33.3), (100.003, 71), (100, 100), (0, 100)])
    town = town_of(WHOLE, streets=[(line((100, 0), (100, 100)), "residential", "")])
    found = measure(town, plan_of([(0, left), HALVES[1]]), BAND)
    assert defects(found) == defective()
    assert (found.inner_boundary_km, found.street_share) == pytest.approx((0.1, 0.85), rel=1e-4)


def test_one_long_edge_against_two_short_ones_counts_each_metre_once() -> None:
    grids = [HALVES[0], (0, box(100, 0, 200, 40)), (0, box(100, 40, 200, 100))]
    assert measure(town_of(WHOLE), plan_of(grids), BAND).inner_boundary_km == pytest.approx(0.2)


@settings(max_examples=40, deadline=None)
@given(
    cuts=st.lists(st.integers(1, 99), max_size=6, unique=True), turn=st.floats(0, 360), far=st.integers(0, 5_000_000)
)
def test_inner_metres_do_not_depend_on_vertices_place_or_direction(cuts: list[int], turn: float, far: int) -> None:
    ring = [(100.0, float(y)) for y in [0, *sorted(cuts), 100]] + [(0.0, 100.0), (0.0, 0.0)]

    def moved(shape: shapely.Geometry) -> shapely.Geometry:
        angle = np.deg2rad(turn)
        matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        return shapely.transform(shape, lambda points: points @ matrix + far)

    plan = plan_of([(0, moved(shapely.polygons(ring))), (0, moved(HALVES[1][1]))])
    street = moved(line((100, 0), (100, 50)))
    found = measure(town_of([moved(WHOLE[0])], [(street, "primary", "")]), plan, BAND)
    assert found.inner_boundary_km == pytest.approx(0.1, abs=1e-4)
    assert found.street_share == pytest.approx(0.505, abs=1e-3)
    assert defects(found) == defective()


def test_households_that_moved_are_those_of_known_buildings_under_another_code() -> None:
    houses = [(box(x, 40, x + 4, 44), households, 0) for x, households in ((10, 5), (60, 7), (120, 11), (180, 13))]
    plan = plan_of(HALVES, [0, 0, 1, 1])
    former = texts(f"{FIRST}001", f"{FIRST}002", f"{FIRST}002", "")
    found = measure(town_of(WHOLE, buildings=houses), plan, BAND, former)
    assert (found.surviving_households, found.moved_households) == (23, 7)
    assert found.moved_share == pytest.approx(7 / 23)
    assert measure(town_of(WHOLE, buildings=houses), plan, BAND).moved_share is None


def test_streets_of_a_grid_are_those_that_run_in_or_along_it() -> None:
    town = town_of(
        WHOLE,
        streets=[
            (line((100, 0), (100, 100)), "residential", "柳溪路"),
            (line((0, 50), (60, 50)), "service", "石桥巷"),
            (line((0, 20), (60, 20)), "service", ""),
            (line((200, 100), (300, 200)), "primary", "only meets a corner"),
        ],
    )
    assert figures(town, plan_of(HALVES), BAND).streets.tolist() == ["柳溪路; 石桥巷", "柳溪路"]


def test_a_plan_without_grids_has_no_figures_rather_than_good_ones() -> None:
    found = measure(town_of(WHOLE, buildings=[(shapely.Point(5, 5), 1, 1)]), plan_of([], [-1]), BAND)
    assert math.isnan(found.in_bounds)
    assert math.isnan(found.polsby_popper_mean)
    assert (found.gap_m2, found.buildings_in_no_grid) == (20_000, 1)


def test_the_order_of_rows_changes_no_figure() -> None:
    houses = [(box(x, 40, x + 4, 44), households, 0) for x, households in ((10, 5), (60, 7), (120, 11))]
    streets = [(line((100, 0), (100, 70)), "primary", "a"), (line((100, 60), (100, 90)), "service", "b")]
    forth = measure(town_of(WHOLE, streets, houses), plan_of(HALVES, [0, 0, 1]), BAND)
    back = measure(town_of(WHOLE, streets[::-1], houses[::-1]), plan_of(HALVES[::-1], [0, 1, 1]), BAND)
    assert forth == back
