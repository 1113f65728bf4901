"""Units and the graph between them: sizes, metres, what the metres lie on, remnants joined, parts tied together."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tests.gridding.hand_made import box, line, town_of
from tests.gridding.small_towns import block_town, houses_in, units_in, with_barriers, with_dedicated
from wangge.gridding.classes import PRICE, SHARE, EdgeClass
from wangge.gridding.town import Town
from wangge.gridding.units import Units, without_dedicated


def ground(units: Units) -> list[shapely.Geometry]:
    """The place of each unit."""
    return [shapely.union_all(units.cell[units.unit_of_cell == unit]) for unit in range(len(units.size))]


def components(units: Units) -> int:
    n = len(units.size)
    graph = coo_array((np.ones(len(units.edge)), units.edge.T), shape=(n, n))
    return int(connected_components(graph, directed=False)[0])


def border(units: Units, u: int, v: int) -> tuple[float, float, float]:
    """Metres, priced metres and share metres between two units."""
    (at,) = np.flatnonzero((units.edge == sorted((u, v))).all(axis=1))
    return float(units.length[at]), float(units.price[at]), float(units.share[at])


def at_place(units: Units, x: float, y: float) -> int:
    """The unit at a place."""
    (cell,) = np.flatnonzero(shapely.intersects(units.cell, shapely.Point(x, y)))
    return int(units.unit_of_cell[cell])


def assert_consistent(units: Units, town: Town) -> None:
    """Every cell, building and metre once."""
    n = len(units.size)
    assert set(units.unit_of_cell.tolist()) == set(range(n))
    assert units.size.sum() == town.buildings.households[: len(units.unit_of_building)].sum()
    assert ((units.unit_of_building >= 0) & (units.unit_of_building < n)).all()
    assert units.area == pytest.approx(shapely.area(ground(units)))
    around = units.outline + np.bincount(units.edge.ravel(), np.repeat(units.length, 2), n)
    assert around == pytest.approx(shapely.length(ground(units)), abs=0.05)
    assert (units.edge[:, 0] < units.edge[:, 1]).all()
    assert len(np.unique(units.edge, axis=0)) == len(units.edge)
    assert (units.price <= units.length + 1e-9).all()
    assert (units.share <= units.length + 1e-9).all()
    assert components(units) == 1


def test_four_blocks_have_the_figures_that_paper_gives():
    units = units_in(block_town([[10, 20], [30, 40]], ["primary"], ["service"]))
    south_west, south_east = at_place(units, 50, 50), at_place(units, 150, 50)
    north_west, north_east = at_place(units, 50, 150), at_place(units, 150, 150)
    assert units.size[[south_west, south_east, north_west, north_east]].tolist() == [10, 20, 30, 40]
    assert units.area.tolist() == [10_000] * 4
    assert units.outline.tolist() == [200] * 4
    assert border(units, south_west, south_east) == pytest.approx((100, 15, 100))
    assert border(units, south_west, north_west) == pytest.approx((100, 45, 60))
    assert len(units.edge) == 4
    assert units.point[south_west].tolist() == [50, 50]
    assert set(units.part) == {0}
    assert set(units.dedicated) == {-1}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("motorway", EdgeClass.ARTERIAL),
        ("secondary_link", EdgeClass.ARTERIAL),
        ("residential", EdgeClass.STREET),
        ("footway", EdgeClass.LANE),
        ("a word that nobody knows", EdgeClass.LANE),
    ],
)
def test_a_border_on_a_street_is_priced_by_its_class(word: str, kind: EdgeClass):
    units = units_in(block_town([[10, 20]], [word]))
    assert border(units, 0, 1) == pytest.approx((100, 100 * PRICE[kind], 100 * SHARE[kind]))


def test_a_border_through_a_block_is_dear_and_on_a_wall_it_is_cheap():
    town = town_of([box(0, 0, 200, 100)], (), [(box(60, 10, 90, 90), 40, 0), (box(110, 10, 140, 90), 40, 0)])
    assert border(units_in(town), 0, 1) == pytest.approx((100, 100, 0), abs=1)
    walled = with_barriers(town, (line((100, -10), (100, 110)), "wall"))
    assert border(units_in(walled), 0, 1) == pytest.approx((100, 15, 100))


def test_where_two_streets_share_the_place_the_better_one_counts():
    town = town_of(
        [box(0, 0, 200, 100)],
        [(line((100, -9), (100, 109)), "footway", ""), (line((100.3, -9), (100.3, 109)), "primary", "")],
    )
    units = units_in(town)
    assert units.price.sum() == pytest.approx(15, abs=0.1)


def test_the_strip_between_the_carriageways_of_a_dual_road_is_no_unit():
    carriageways = [(line((x, -9), (x, 109)), "primary", "") for x in (99.2, 100.8)]
    houses = houses_in(0, 0, 90, 100, [20]) + houses_in(110, 0, 200, 100, [20])
    units = units_in(town_of([box(0, 0, 200, 100)], carriageways, houses))
    assert len(units.size) == 2
    assert border(units, 0, 1) == pytest.approx((100, 15, 100), abs=0.1)


def test_the_remnants_of_lanes_that_nearly_meet_are_no_units():
    lanes = [(line((-9, 50), (209, 50)), "service", ""), (line((-9, 50.9), (209, 49.1)), "footway", "")]
    houses = houses_in(0, 0, 200, 48, [20]) + houses_in(0, 52, 200, 100, [20])
    town = town_of([box(0, 0, 200, 100)], lanes, houses)
    units = units_in(town)
    assert len(units.size) == 2
    assert_consistent(units, town)


def test_a_wide_green_strip_stays_a_unit_of_its_own():
    roads = [(line((x, -9), (x, 109)), "primary", "") for x in (90, 110)]
    assert len(units_in(town_of([box(0, 0, 200, 100)], roads)).size) == 3


def test_a_remnant_joins_the_neighbour_on_its_side_of_the_street():
    streets = [(line((100, -9), (100, 109)), "primary", "")]
    houses = [(box(10, 10, 40, 90), 40, 0), (box(50, 10, 80, 90), 40, 0), (box(140, 10, 190, 90), 10, 0)]
    town = with_barriers(town_of([box(0, 0, 200, 100)], streets, houses))
    units = units_in(town)
    assert len(units.size) == 3
    assert at_place(units, 99, 99) != at_place(units, 101, 99)


def test_a_dead_end_lane_is_the_border_of_the_units_that_it_separates():
    lane = line((110, -10), (110, 60))
    houses = [(box(60, 10, 90, 40), 40, 0), (box(115, 10, 145, 40), 40, 0), (box(90, 75, 120, 95), 40, 0)]
    units = units_in(town_of([box(0, 0, 200, 100)], [(lane, "service", "")], houses))
    west, east = at_place(units, 75, 25), at_place(units, 130, 25)
    length, price, _share = border(units, west, east)
    assert at_place(units, 109, 20) == west
    assert price == pytest.approx(0.45 * length, rel=0.25)


def test_parts_of_a_community_are_tied_by_edges_without_length():
    parts = shapely.union_all([box(0, 0, 50, 50), box(100, 0, 150, 50), box(400, 0, 450, 50)])
    units = units_in(town_of([parts], (), houses_in(0, 0, 50, 50, [7])))
    assert sorted(units.part) == [0, 1, 2]
    assert units.length.tolist() == [0, 0]
    near = sorted(tuple(sorted((units.point[u, 0], units.point[v, 0]))) for u, v in units.edge)
    assert near == [(25, 125), (125, 425)]
    assert components(units) == 1


def test_parts_that_touch_in_a_corner_alone_are_two():
    units = units_in(town_of([shapely.union(box(0, 0, 50, 50), box(50, 50, 100, 100))]))
    assert sorted(units.part) == [0, 1]
    assert units.length.tolist() == [0]


def test_dedicated_units_are_known_and_left_out_where_the_rest_is_divided():
    town = with_dedicated(block_town([[10, 20, 30]], ["primary", "service"]), box(100, 0, 200, 100))
    units = units_in(town)
    assert units.dedicated[at_place(units, 150, 50)] == 0
    free = without_dedicated(units)
    assert sorted(free.size) == [10, 30]
    assert free.outline.tolist() == [400, 400]
    assert free.length.tolist() == [0]
    assert sorted(free.part) == [0, 1]
    assert len(free.cell) == len(units.cell)


def test_without_dedicated_grids_the_units_are_as_they_were():
    units = units_in(block_town([[10, 20]], ["primary"]))
    assert without_dedicated(units) is units


@pytest.mark.parametrize(("west", "area"), [(0.8, 10_000), (3.0, 9_700)])
def test_a_sliver_between_a_dedicated_grid_and_the_border_joins_it_and_a_strip_does_not(west, area):
    units = units_in(with_dedicated(block_town([[10, 20]], ["primary"]), box(west, 0, 100, 100)))
    (campus,) = np.flatnonzero(units.dedicated == 0)
    assert units.area[campus] == pytest.approx(area)


@pytest.mark.parametrize("kind", ["wall", "railway", "water"])
def test_no_unit_reaches_across_a_barrier_that_runs_through_a_block(kind: str):
    barrier = line((-10, 37), (90, 55), (210, 41))
    houses = houses_in(0, 0, 200, 100, [30] * 12, wide=4)
    for block_size in (60, 900):
        units = units_in(with_barriers(town_of([box(0, 0, 200, 100)], (), houses), (barrier, kind)), block_size)
        crossed = [barrier.intersection(shapely.buffer(place, -0.1)).length for place in ground(units)]
        assert max(crossed) == 0


def test_no_unit_reaches_across_a_wall_that_ends_inside_a_block_where_houses_stand_on_both_sides():
    wall = line((100, -10), (100, 70))
    houses = [(box(x, y, x + 30, y + 25), 4, 0) for x in (60, 110) for y in (5, 40)]
    units = units_in(with_barriers(town_of([box(0, 0, 200, 100)], (), houses), (wall, "wall")))
    sides = [at_place(units, x + 15, y + 12) for x in (60, 110) for y in (5, 40)]
    assert not {sides[0], sides[1]} & {sides[2], sides[3]}
    crossed = [wall.intersection(shapely.buffer(place, -0.1)).length for place in ground(units)]
    assert max(crossed) < 15  # beyond the last houses the wall's end may lie within a unit


@pytest.mark.parametrize("walls", [[1.0], [50.0, 51.0]], ids=["beside the border", "two beside each other"])
def test_a_strip_along_a_wall_is_not_joined_to_what_lies_beyond_the_wall(walls: list[float]):
    barrier = shapely.multilinestrings([line((-5, y), (205, y)) for y in walls])
    houses = houses_in(0, 2, 200, 49, [5] * 4) + houses_in(0, 52, 200, 100, [5] * 4)
    units = units_in(with_barriers(town_of([box(0, 0, 200, 100)], (), houses), (barrier, "wall")))
    crossed = [barrier.intersection(shapely.buffer(place, -0.1)).length for place in ground(units)]
    assert max(crossed) == 0


def test_no_unit_reaches_across_water_and_its_banks_are_good_borders():
    river = box(-10, 40, 210, 60)
    units = units_in(with_barriers(block_town([[40, 20]], ["primary"]), (river, "water")))
    south, north = at_place(units, 50, 20), at_place(units, 50, 80)
    water = at_place(units, 50, 50)
    assert len({south, north, water}) == 3
    assert border(units, south, water) == pytest.approx((100, 15, 100))


def test_buildings_with_no_households_make_units_of_size_nought():
    units = units_in(town_of([box(0, 0, 200, 100)], (), houses_in(0, 0, 200, 100, [0] * 9)))
    assert units.size.tolist() == [0]


def test_a_town_of_no_area_beside_the_street_has_its_unit():
    thin = units_in(town_of([box(0, 0, 100, 0.5)], [(line((-5, 0.25), (105, 0.25)), "service", "")]))
    assert len(thin.size) >= 1
    assert thin.area.sum() == pytest.approx(50)


words = st.sampled_from(["", "primary", "residential", "service"])
households = st.lists(st.integers(0, 130), min_size=3, max_size=3)


@given(
    st.lists(households, min_size=1, max_size=3),
    st.lists(words, max_size=2),
    st.lists(words, max_size=2),
    st.integers(1, 7),
    st.lists(st.tuples(st.integers(-30, 330), st.integers(-30, 330)), max_size=6),
)
@settings(max_examples=40)
def test_every_cell_building_and_metre_is_counted_once(rows: list, upright: list, level: list, houses: int, wall: list):
    town = block_town(rows, upright, level[: len(rows) - 1], houses)
    walls = [(line(one, two), "wall") for one, two in pairwise(wall) if one != two]
    town = with_barriers(town, *walls)
    assert_consistent(units_in(town), town)
