"""Faces of streets, barriers and border, big blocks cut between their buildings: they tile the community."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gridding.hand_made import box, line, shapes, town_of
from tests.gridding.small_towns import Building, block_town, houses_in, quarter_of, with_barriers, with_dedicated
from wangge.gridding.cells import Cells, cells_of
from wangge.gridding.quarters import Quarter
from wangge.gridding.tessellation import lines_between_buildings

BLOCK = box(0, 0, 200, 100)


def cells_in(quarter: Quarter, block_size: int = 60) -> Cells:
    cells = cells_of(quarter, block_size)
    assert_tiles(cells, quarter)
    return cells


def assert_tiles(cells: Cells, quarter: Quarter) -> None:
    """By area and by a point inside each: a buffer of 2 cm is known to fill holes."""
    assert shapely.is_valid(cells.shape).all()
    assert shapely.intersects(quarter.boundary, shapely.point_on_surface(cells.shape)).all()
    assert shapely.area(cells.shape).sum() == pytest.approx(quarter.boundary.area, abs=0.02 * quarter.boundary.length)
    assert shapely.coverage_is_valid(cells.shape)
    assert ((cells.home >= 0) & (cells.home < len(cells.shape))).all()
    places = shapely.points(quarter.point)
    assert (shapely.distance(cells.shape[cells.home], places) < 0.02).all()


def one_block(buildings: list[Building], streets: list = ()) -> Quarter:
    return quarter_of(town_of([BLOCK], streets, buildings))


def test_the_blocks_between_the_streets_are_the_cells():
    cells = cells_in(quarter_of(block_town([[20, 20, 20], [20, 20, 20]], ["primary"] * 2, ["service"])))
    assert shapely.area(cells.shape).tolist() == pytest.approx([10_000] * 6)
    assert np.bincount(cells.home).tolist() == [4] * 6
    assert not cells.spare.any()


def test_only_a_block_above_the_limit_is_cut_between_its_buildings():
    cells = cells_in(quarter_of(block_town([[60, 61]], ["primary"])))
    assert sorted(np.round(shapely.area(cells.shape)).tolist()) == [2500, 2500, 2500, 2500, 10_000]


def test_a_block_with_one_building_is_not_cut_however_large_it_is():
    assert len(cells_in(one_block([(box(50, 20, 150, 80), 900, 2000)])).shape) == 1


def test_a_community_with_neither_streets_nor_buildings_is_one_cell():
    assert len(cells_in(one_block([])).shape) == 1


def test_a_community_with_no_streets_is_cut_between_its_buildings():
    cells = cells_in(one_block(houses_in(0, 0, 200, 100, [40] * 6)))
    assert np.bincount(cells.home).tolist() == [1] * 6


def test_a_dead_end_lane_in_a_big_block_becomes_an_edge_where_it_separates_buildings():
    # The lane ends in the block, off the middle between the houses, so no line half-way between them is on it.
    lane = line((110, -10), (110, 60))
    houses = [(box(60, 10, 90, 40), 40, 0), (box(115, 10, 145, 40), 40, 0), (box(90, 75, 120, 95), 40, 0)]
    cells = cells_in(one_block(houses, [(lane, "service", "")]))
    inner = shapely.intersection(shapely.union_all(shapely.boundary(cells.shape)), lane)
    assert inner.length > 40


def test_a_dead_end_lane_in_a_small_block_is_no_edge():
    cells = cells_in(one_block(houses_in(0, 0, 200, 100, [4, 4]), [(line((100, -10), (100, 60)), "service", "")]))
    assert len(cells.shape) == 1


def test_a_wall_that_ends_inside_a_block_parts_the_buildings_on_both_sides_of_it():
    wall = line((100, 0), (100, 70))
    houses = [(box(60, 10, 95, 40), 4, 0), (box(105, 10, 140, 40), 4, 0)]
    cells = cells_in(quarter_of(with_barriers(town_of([BLOCK], (), houses), (wall, "wall"))))
    assert len(set(cells.home.tolist())) == 2


def test_water_is_a_cell_of_its_own():
    pond = box(80, 20, 120, 80)
    cells = cells_in(quarter_of(with_barriers(town_of([BLOCK], (), []), (pond, "water"))))
    assert sorted(np.round(shapely.area(cells.shape)).tolist()) == [2400, 17_600]


def test_a_dedicated_grid_is_cut_out_along_its_outline():
    quarter = quarter_of(with_dedicated(town_of([BLOCK], (), []), box(20, 20, 60, 60)))
    assert sorted(np.round(shapely.area(cells_in(quarter).shape)).tolist()) == [1600, 18_400]


def test_a_hole_stays_a_hole():
    host = box(0, 0, 400, 400).difference(box(100, 100, 300, 300))
    houses = houses_in(0, 0, 400, 90, [40] * 8, wide=4)
    cells = cells_in(quarter_of(town_of([host], [(line((50, -9), (50, 409)), "service", "")], houses)))
    assert not shapely.intersects(cells.shape, shapely.Point(200, 200)).any()


def test_streets_beyond_the_border_are_of_no_effect():
    far = [(line((300, 0), (400, 90)), "primary", ""), (line((-90, 120), (290, 120)), "primary", "")]
    assert len(cells_in(one_block([], far)).shape) == 1


@pytest.mark.parametrize("aside", [0.0, 0.03, -0.03])
def test_a_street_on_the_border_or_three_centimetres_beside_it_leaves_cells_that_tile(aside: float):
    streets = [(line((-10, aside), (210, aside)), "primary", ""), (line((100, -10), (100, 110)), "primary", "")]
    cells = cells_in(one_block([], streets))
    assert (shapely.area(cells.shape) > 9_000).sum() == 2


@pytest.mark.parametrize(("east", "north"), [(0, 0), (530_000, 3_400_000), (833_000, 9_990_000), (-4e6, -3e6)])
def test_cells_are_the_same_wherever_the_town_lies(east: float, north: float):
    def at(shape: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(shape, lambda places: places + np.array([east, north]))

    houses = [(at(shape), size, people) for shape, size, people in houses_in(0, 0, 200, 100, [33] * 12, wide=4)]
    town = town_of([at(BLOCK)], [(at(line((93, -10), (107, 110))), "service", "")], houses)
    areas = np.sort(shapely.area(cells_in(quarter_of(town)).shape))
    plain = [(line((93, -10), (107, 110)), "service", "")]
    here = cells_in(one_block(houses_in(0, 0, 200, 100, [33] * 12, wide=4), plain))
    assert areas == pytest.approx(np.sort(shapely.area(here.shape)), abs=2.0)


PLACES = {
    "many": [(1 + 7 * (at % 28), 1 + 3 * (at // 28)) for at in range(28 * 32)],
    "two in one place": [(50, 50), (50, 50), (150, 50)],
    "all in one place": [(50, 50)] * 5,
    "in a row": [(10 + 20 * at, 50) for at in range(9)],
    "on a slope": [(10 + 20 * at, 10 + 9 * at) for at in range(9)],
    "on the border": [(0, 0), (200, 0), (0, 50), (100, 100)],
    "a hair apart": [(50, 50), (50.004, 50), (50.012, 50), (50, 50.02), (150, 50)],
}


@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES)
def test_buildings_that_are_points_are_parted_wherever_they_stand(places: list[tuple[float, float]]):
    quarter = one_block([(shapely.Point(place), 40, 0) for place in places])
    cells = cells_in(quarter)
    apart = len({(round(x, 1), round(y, 1)) for x, y in places})
    assert len(set(cells.home.tolist())) >= apart


def test_footprints_that_are_the_same_or_lie_in_each_other_do_no_harm():
    twin, inner = box(40, 40, 60, 60), box(45, 45, 55, 55)
    houses = [(shape, 40, 0) for shape in (twin, twin, inner, box(140, 40, 160, 60), twin.boundary.convex_hull)]
    assert len(set(cells_in(one_block(houses)).home.tolist())) >= 2


def test_lines_between_buildings_are_half_way_and_blocks_do_not_see_each_other():
    blocks = shapes(box(0, 0, 100, 50), box(100, 0, 200, 50))
    houses = shapes(box(10, 10, 30, 40), box(70, 10, 90, 40), box(110, 10, 120, 40), box(180, 10, 190, 40))
    lines = lines_between_buildings(blocks, houses, np.array([0, 0, 1, 1]))
    for middle in (50, 150):
        near = lines[np.abs(shapely.get_coordinates(shapely.centroid(lines))[:, 0] - middle) < 2]
        assert shapely.length(near).sum() == pytest.approx(50, abs=1)
    assert shapely.length(lines).sum() == pytest.approx(100, abs=2)


metres = st.integers(-20, 220)
place = st.tuples(metres, metres)
drawn_lines = st.lists(st.lists(place, min_size=2, max_size=4), max_size=6)
drawn_houses = st.lists(st.tuples(place, st.integers(1, 30), st.integers(1, 30), st.integers(0, 70)), max_size=9)


@given(drawn_lines, drawn_houses, st.booleans())
@settings(max_examples=50)
def test_any_lines_and_houses_leave_cells_that_tile_the_community(lines: list, houses: list, holed: bool):
    whole = box(0, 0, 200, 200).difference(box(70, 70, 130, 130)) if holed else box(0, 0, 200, 200)
    streets = [(line(*places), "service", "") for places in lines]
    shapes_of = [(box(x, y, x + w, y + h), size, size) for (x, y), w, h, size in houses]
    cells_in(quarter_of(town_of([whole], streets, shapes_of)), block_size=50)
