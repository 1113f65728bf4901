"""What has gone wrong in divisions of real towns, each as a small town."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from tests.gridding.hand_made import FIRST, SECOND, box, counts, line, shapes, texts, town_of
from tests.gridding.small_towns import (
    BAND,
    SETTINGS,
    assert_sound,
    block_town,
    houses_in,
    moved_to,
    plan_for,
    sizes_of,
    with_barriers,
    with_dedicated,
)
from wangge.gridding.clean import clean
from wangge.gridding.divide import divide
from wangge.gridding.measure import measure
from wangge.gridding.plan import Plan
from wangge.gridding.towers import split_towers
from wangge.gridding.town import Buildings, Stairwells, Streets, Town


def sound_plan(town: Town) -> tuple[Town, Plan]:
    cleaned, plan = plan_for(town)
    assert_sound(cleaned, plan)
    return cleaned, plan


def in_band(town: Town, plan: Plan) -> bool:
    return bool(BAND.holds(np.array(sizes_of(town, plan))).all())


def at_place(plan: Plan, x: float, y: float) -> list[int]:
    return np.flatnonzero(shapely.intersects(plan.boundary, shapely.Point(x, y))).tolist()


# Enclaves, holes, exclaves, islands


def test_a_hole_of_four_hectares_is_filled_by_no_grid():
    host = box(0, 0, 600, 600).difference(box(200, 200, 400, 400))
    houses = [house for y in (20, 420) for house in houses_in(0, y, 600, y + 160, [25] * 15, wide=5)]
    town, plan = sound_plan(town_of([host], [(line((-9, 300), (609, 300)), "primary", "")], houses))
    assert at_place(plan, 300, 300) == []
    assert shapely.area(plan.boundary).sum() == pytest.approx(320_000)
    assert in_band(town, plan)


def test_an_enclave_of_another_community_is_in_none_of_its_hosts_grids():
    enclave = box(200, 200, 400, 400)
    host = box(0, 0, 600, 600).difference(enclave)
    houses = houses_in(0, 0, 600, 190, [30] * 16, wide=8) + houses_in(200, 200, 400, 400, [24] * 10, wide=5)
    town, plan = sound_plan(town_of([host, enclave], (), houses))
    (grid,) = at_place(plan, 300, 300)
    assert plan.code[grid].startswith(SECOND)
    assert sizes_of(town, plan)[-1] == 240


def test_an_exclave_is_judged_by_itself_and_its_grid_reaches_over_to_the_main_part():
    parts = shapely.union(box(0, 0, 200, 100), box(400, 0, 450, 50))
    houses = [*houses_in(0, 0, 200, 100, [23] * 20, wide=10), (box(410, 10, 430, 30), 40, 0)]
    town, plan = sound_plan(town_of([parts], (), houses))
    assert sorted(shapely.get_num_geometries(plan.boundary)) == [1, 2]
    assert in_band(town, plan)


def test_islands_of_a_grids_size_are_a_grid_each():
    islands = [box(x, 0, x + 80, 80) for x in (0, 200, 500, 900)]
    houses = [house for x in (0, 200, 500, 900) for house in houses_in(x, 0, x + 80, 80, [62] * 4, wide=2)]
    town, plan = sound_plan(town_of([shapely.union_all(islands)], (), houses))
    assert [grid.equals(island) for grid, island in zip(plan.boundary, islands, strict=True)] == [True] * 4
    assert (sizes_of(town, plan), plan.infeasible) == ([248] * 4, {})


def test_islands_too_small_for_a_grid_share_one():
    islands = shapely.union_all([box(x, 0, x + 80, 80) for x in (0, 100, 200)])
    houses = [house for x in (0, 100, 200) for house in houses_in(x, 0, x + 80, 80, [20] * 4, wide=2)]
    _town, plan = sound_plan(town_of([islands], (), houses))
    assert shapely.get_num_geometries(plan.boundary).tolist() == [3]
    assert measure(_town, plan, BAND).in_bounds == 1.0


def test_a_grid_is_never_broken_inside_a_part_though_the_community_has_several():
    parts = shapely.union(box(0, 0, 400, 100), box(0, 200, 400, 300))
    houses = houses_in(0, 0, 400, 100, [30] * 18, wide=9) + houses_in(0, 200, 400, 300, [25] * 18, wide=9)
    town, plan = sound_plan(town_of([parts], (), houses))
    for grid in plan.boundary:
        pieces = shapely.point_on_surface(shapely.get_parts(grid))
        assert len(pieces) == len({shapely.get_y(piece) > 150 for piece in pieces})
    assert in_band(town, plan)


# Voronoi of awkward points

PLACES = {
    "many": [(3 + 9 * (at % 33), 3 + 7.5 * (at // 33)) for at in range(33 * 39)],
    "each twice": [(20 + 40 * (at % 7), 20 + 40 * (at // 14)) for at in range(98)],
    "all in one place": [(150, 150)] * 500,
    "in a row": [(2 + 3 * at, 150) for at in range(99)],
    "on a circle": [(150 + 90 * np.cos(at), 150 + 90 * np.sin(at)) for at in range(60)],
    "on a chessboard": [(30 * x, 30 * y) for x in range(11) for y in range(11)],
}


@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES)
def test_buildings_that_are_points_are_divided_wherever_they_stand(places: list[tuple[float, float]]):
    size = [1000 // len(places) + 1] * len(places)
    houses = [(shapely.Point(place), number, 0) for place, number in zip(places, size, strict=True)]
    town, plan = sound_plan(town_of([box(0, 0, 300, 300)], (), houses))
    assert in_band(town, plan) or plan.note.all()
    assert in_band(town, plan) == (len(set(places)) > 1)


# Slivers


def test_dual_carriageways_leave_no_grid_without_a_house():
    streets = [(line((x, -9), (x + 2, 609)), "primary", "") for x in (199, 200.5, 399, 400.2, 401.4)]
    streets += [(line((-9, y), (609, y)), "service", "") for y in (300, 300.7)]
    houses = [house for x in (0, 205, 405) for house in houses_in(x, 5, x + 190, 595, [11] * 21)]
    town, plan = sound_plan(town_of([box(0, 0, 600, 600)], streets, houses))
    assert sizes_of(town, plan) == [231] * 3
    assert measure(town, plan, BAND).street_share > 0.99


def test_a_street_on_the_border_of_the_community_or_beside_it_changes_no_grid():
    plain = block_town([[125, 125], [125, 125]], ["primary"], ["service"])
    _town, expected = plan_for(plain)
    for aside in (0.0, 0.03, -0.03, 0.4):
        along = line((-9, aside), (209, aside)), "residential", ""
        streets = Streets(
            np.append(plain.streets.line, along[0]), np.append(plain.streets.kind, along[1]), texts("", "", "")
        )
        _town, plan = sound_plan(replace(plain, streets=streets))
        assert [
            one.symmetric_difference(two).area < 1 for one, two in zip(plan.boundary, expected.boundary, strict=True)
        ]


def test_a_street_that_leaves_and_enters_the_community_again_divides_it_where_it_is_inside():
    wavy = line((50, -50), (100, 50), (230, 50), (100, 60), (100, 150), (-20, 160))
    houses = houses_in(0, 0, 90, 200, [40] * 6, wide=2) + houses_in(110, 62, 200, 200, [40] * 6, wide=2)
    town, plan = sound_plan(town_of([box(0, 0, 200, 200)], [(wavy, "primary", "")], houses))
    assert in_band(town, plan)


def test_a_street_across_the_tip_of_a_needle_breaks_no_grid():
    needle = shapely.Polygon([(-0.39, 100), (0, 160), (100, 0.02)])
    sound_plan(town_of([needle], [(line((160, 0.0402), (0.0001, 0.0451)), "service", "")]))


# Dead ends


def test_a_dead_end_lane_is_where_a_big_block_is_parted():
    houses = houses_in(0, 0, 107, 100, [21] * 12) + houses_in(113, 0, 200, 100, [21] * 12)
    lane = line((110, -9), (110, 80))
    town, plan = sound_plan(town_of([box(0, 0, 200, 100)], [(lane, "residential", "")], houses))
    assert sizes_of(town, plan) == [252, 252]
    assert measure(town, plan, BAND).street_share > 0.6


# Communities that cannot be divided


@pytest.mark.parametrize(
    ("households", "grids", "words"),
    [
        (120, 1, ("120", "200")),
        (0, 1, ()),
        (340, 1, ("340", "300", "400")),
        (375, 2, ("375", "300", "400")),
    ],
)
def test_an_infeasible_community_is_divided_as_well_as_can_be_and_told_with_its_reason(
    households: int, grids: int, words: tuple[str, ...]
):
    neighbour = block_town([[100, 150]], ["primary"])
    houses = houses_in(200, 0, 400, 100, [households // 12 + (at < households % 12) for at in range(12)], wide=4)
    both = town_of([box(0, 0, 200, 100), box(200, 0, 400, 100)], (), houses)
    every = [np.append(neighbour.buildings.shape, both.buildings.shape)]
    every += [np.append(neighbour.buildings.households, both.buildings.households)] * 2
    town, plan = sound_plan(replace(both, buildings=Buildings(*every, np.arange(len(every[0])))))
    assert list(plan.infeasible) == [SECOND]
    assert all(word in plan.infeasible[SECOND] for word in words)
    assert (plan.community == 1).sum() == grids
    assert set(plan.note[plan.community == 1]) == {plan.infeasible[SECOND]}
    assert (sizes_of(town, plan)[0], plan.note[0]) == (250, "")
    assert measure(town, plan, BAND).in_bounds == 1.0


def test_a_community_that_is_too_small_is_not_repaired_with_its_neighbours_households():
    houses = houses_in(0, 0, 100, 100, [25] * 12) + houses_in(100, 0, 200, 100, [10] * 12)
    _town, plan = sound_plan(town_of([box(0, 0, 100, 100), box(100, 0, 200, 100)], (), houses))
    assert plan.code.tolist() == [f"{FIRST}001", f"{SECOND}001"]
    assert [box(100, 0, 200, 100).equals(grid) for grid in plan.boundary] == [False, True]


# Towers


def tower_town(stairwells: int) -> Town:
    """Houses of 240 households and a tower of 480 with so many stairwells."""
    town = town_of(
        [box(0, 0, 300, 100)], (), [(box(220, 40, 280, 60), 480, 1200), *houses_in(0, 0, 200, 100, [20] * 12)]
    )
    stairs = [shapely.Point(220 + 60 * (at + 0.5) / stairwells, 50) for at in range(stairwells)]
    each = counts(*[480 // max(stairwells, 1)] * stairwells)
    return replace(town, stairwells=Stairwells(shapes(*stairs), each, each * 2, counts(*[0] * stairwells)))


def test_a_tower_above_a_grid_without_stairwells_is_a_grid_of_its_own_and_listed():
    town, plan = sound_plan(tower_town(0))
    assert sorted(sizes_of(town, plan)) == [240, 480]
    (tower,) = np.flatnonzero(plan.note != "")
    assert "480" in plan.note[tower]
    assert at_place(plan, 250, 50) == [tower]


def test_a_tower_above_a_grid_is_split_by_its_stairwells():
    town = split_towers(clean(tower_town(4)), BAND.high, BAND.measure)
    plan, _lineage = divide(town, SETTINGS)
    assert_sound(town, plan)
    assert (sizes_of(town, plan), plan.infeasible) == ([240] * 3, {})
    assert set(plan.note) == {""}


# Areas drawn badly


def test_overlapping_communities_share_no_grid_and_lose_no_house():
    houses = houses_in(0, 0, 150, 100, [28] * 9) + houses_in(150, 0, 300, 100, [28] * 9)
    town, plan = sound_plan(town_of([box(0, 0, 160, 100), box(140, 0, 300, 100)], (), houses))
    assert (plan.grid_of_building >= 0).all()
    assert shapely.area(plan.boundary).sum() == pytest.approx(30_000)
    assert "overlap_removed" in [notice.kind for notice in town.notices]


def test_a_community_that_crosses_itself_is_mended_and_divided():
    bow = shapely.Polygon([(0, 0), (200, 200), (200, 0), (0, 200)])
    houses = houses_in(0, 60, 60, 140, [60] * 4, wide=2) + houses_in(140, 60, 200, 140, [60] * 4, wide=2)
    town, plan = sound_plan(town_of([bow], (), houses))
    assert sizes_of(town, plan) == [240, 240]


# Barriers


def test_a_wall_through_a_block_is_the_border_of_its_grids():
    wall = line((-9, 60), (209, 40))
    houses = houses_in(0, 0, 200, 36, [24] * 10, wide=5) + houses_in(0, 64, 200, 100, [24] * 10, wide=5)
    town, plan = sound_plan(with_barriers(town_of([box(0, 0, 200, 100)], (), houses), (wall, "wall")))
    assert sizes_of(town, plan) == [240, 240]
    assert measure(town, plan, BAND).street_share == pytest.approx(1.0)


def test_a_river_that_parts_a_community_is_the_border_of_its_grids():
    river = shapely.buffer(line((-50, 150), (150, 170), (350, 140)), 20)
    houses = houses_in(0, 0, 300, 115, [16] * 15, wide=5) + houses_in(0, 195, 300, 300, [16] * 15, wide=5)
    town, plan = sound_plan(with_barriers(town_of([box(0, 0, 300, 300)], (), houses), (river, "water")))
    assert sizes_of(town, plan) == [240, 240]
    assert measure(town, plan, BAND).street_share == pytest.approx(1.0)


# Dedicated grids


def test_a_campus_stays_whole_and_is_given_as_it_is():
    campus = box(110, 20, 190, 80)
    houses = (
        houses_in(0, 0, 100, 100, [25] * 9) + houses_in(200, 0, 300, 100, [25] * 9) + [(box(120, 30, 150, 60), 900, 0)]
    )
    town, plan = sound_plan(with_dedicated(town_of([box(0, 0, 300, 100)], (), houses), campus))
    (given,) = np.flatnonzero(plan.dedicated)
    assert plan.boundary[given].equals(campus)
    assert plan.note[given]
    assert sorted(sizes_of(town, plan)) == [225, 225, 900]
    assert plan.infeasible == {}


def test_a_campus_that_parts_the_rest_leaves_a_rest_that_is_divided_by_its_parts():
    campus = box(100, -10, 200, 110)
    houses = houses_in(0, 0, 100, 100, [25] * 9) + houses_in(200, 0, 300, 100, [26] * 9)
    town, plan = sound_plan(with_dedicated(town_of([box(0, 0, 300, 100)], (), houses), campus))
    assert shapely.get_num_geometries(plan.boundary).tolist() == [1, 1, 1]
    assert sorted(sizes_of(town, plan)) == [0, 225, 234]


def test_a_rest_in_several_parts_too_small_for_grids_of_their_own_is_one_grid():
    campus = box(40, -10, 260, 110)
    houses = houses_in(0, 0, 40, 100, [20] * 6, wide=2) + houses_in(260, 0, 300, 100, [20] * 6, wide=2)
    _town, plan = sound_plan(with_dedicated(town_of([box(0, 0, 300, 100)], (), houses), campus))
    assert shapely.get_num_geometries(plan.boundary[~plan.dedicated]).tolist() == [2]
    assert plan.infeasible == {}


def test_a_campus_over_the_border_of_two_communities_is_a_dedicated_grid_in_each():
    houses = houses_in(0, 0, 60, 100, [25] * 9) + houses_in(140, 0, 200, 100, [25] * 9)
    town = town_of([box(0, 0, 100, 100), box(100, 0, 200, 100)], (), houses)
    _town, plan = sound_plan(with_dedicated(town, box(70, 20, 130, 80)))
    assert plan.community[plan.dedicated].tolist() == [0, 1]
    assert shapely.area(plan.boundary[plan.dedicated]).tolist() == pytest.approx([1800, 1800])


def test_a_campus_that_is_the_whole_community_is_its_only_grid():
    town, plan = sound_plan(with_dedicated(block_town([[40, 60]], ["primary"]), box(-5, -5, 205, 105)))
    assert plan.dedicated.tolist() == [True]
    assert plan.boundary[0].equals(town.communities.boundary[0])


def test_a_campus_that_cuts_the_rest_in_two_askew_breaks_no_grid():
    community = shapely.Polygon([(0, 40), (20, 0), (3, 0)])
    _town, plan = plan_for(with_dedicated(town_of([community]), shapely.Polygon([(0, 0), (0, 20), (20, 40)])))
    assert shapely.get_num_geometries(plan.boundary).tolist() == [1, 2]
    assert measure(_town, plan, BAND).broken == 0


def test_two_campuses_beside_each_other_are_two_grids():
    town = with_dedicated(block_town([[250, 10, 10]], ["primary"] * 2), box(100, 0, 200, 100), box(200, 0, 300, 100))
    _town, plan = sound_plan(town)
    assert plan.dedicated.tolist() == [False, True, True]


# Towns in which nearly nothing is


def test_a_community_with_no_streets_is_divided_between_its_houses():
    town, plan = sound_plan(town_of([box(0, 0, 300, 200)], (), houses_in(0, 0, 300, 200, [20] * 50, wide=10)))
    assert in_band(town, plan)
    assert measure(town, plan, BAND).street_share == 0


@pytest.mark.parametrize("houses", [[], [(box(10, 10, 20, 20), 7, 0)], houses_in(0, 0, 200, 100, [0] * 9)])
def test_a_community_with_no_house_one_house_or_empty_houses_is_one_grid_with_a_reason(houses: list):
    town, plan = sound_plan(town_of([box(0, 0, 200, 100)], [(line((90, -9), (90, 109)), "primary", "")], houses))
    assert plan.boundary[0].equals(town.communities.boundary[0])
    assert list(plan.infeasible) == [FIRST]


def test_a_single_huge_block_of_many_houses_is_divided():
    town, plan = sound_plan(town_of([box(0, 0, 900, 700)], (), houses_in(0, 0, 900, 700, [9] * 400, wide=20)))
    assert in_band(town, plan)
    assert len(plan.code) in range(12, 19)


def test_a_village_of_a_few_metres_and_a_town_at_the_edge_of_its_zone_are_divided():
    village = town_of([box(0, 0, 12, 8)], (), houses_in(0, 0, 12, 8, [40] * 12, wide=4))
    for east, north in ((0, 0), (833_978, 9_997_965)):
        town, plan = sound_plan(moved_to(village, east, north))
        assert in_band(town, plan)


def test_a_town_of_communities_without_neighbours_streets_and_buildings_has_a_plan():
    _town, plan = sound_plan(town_of([box(0, 0, 50, 50), box(9000, 0, 9050, 50)]))
    assert plan.code.tolist() == [f"{FIRST}001", f"{SECOND}001"]
