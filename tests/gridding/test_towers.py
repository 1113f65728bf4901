"""Towers above a grid's size, taken apart by stairwell."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.gridding.town_files import CRS, EAST, block, point
from wangge.gridding.towers import split_towers
from wangge.gridding.town import Barriers, Buildings, Communities, Dedicated, Stairwells, Streets, Town

NONE = np.zeros(0, dtype=object)


def shapes(*given: shapely.Geometry) -> np.ndarray:
    result = np.empty(len(given), dtype=object)
    result[:] = given
    return result


def tower_town(tower: shapely.Geometry, stairs: list[tuple[shapely.Geometry, int, int]]) -> Town:
    """A small house, a tower of 600 households and 1,500 people with stairwells, and another house."""
    buildings = Buildings(
        shapes(block(500, 0, 510, 10), tower, block(520, 0, 530, 10)),
        np.array([10, 600, 20]),
        np.array([25, 1500, 50]),
        np.array([4, 5, 7]),
    )
    stairwells = Stairwells(
        shapes(*(shape for shape, _h, _p in stairs), point(525, 5)),
        np.array([*(households for _s, households, _p in stairs), 20]),
        np.array([*(people for _s, _h, people in stairs), 50]),
        np.array([*(1 for _ in stairs), 2]),
    )
    return Town(
        "tower",
        Communities(NONE, NONE, NONE, np.zeros(0, dtype=bool)),
        Streets(NONE, NONE, NONE),
        buildings,
        Barriers(NONE, NONE),
        Dedicated(NONE, NONE),
        stairwells,
        CRS,
        CRS,
    )


THREE = [(point(15, 10), 250, 600), (point(85, 10), 150, 400), (point(50, 10), 200, 500)]
SLAB = block(0, 0, 100, 20)


def test_a_tower_above_the_band_becomes_its_stairwells_in_its_place():
    town = split_towers(tower_town(SLAB, THREE), 300, "households")
    assert town.buildings.households.tolist() == [10, 250, 200, 150, 20]
    assert town.buildings.people.tolist() == [25, 600, 500, 400, 50]
    assert town.buildings.source.tolist() == [4, 5, 5, 5, 7]
    assert town.stairwells.building.tolist() == [1, 3, 2, 4]
    pieces = town.buildings.shape[1:4]
    assert shapely.union_all(pieces).symmetric_difference(SLAB).area == pytest.approx(0, abs=1e-6)
    assert all(piece.covers(point(x, 10)) for piece, x in zip(pieces, (15, 50, 85), strict=True))
    assert [notice.kind for notice in town.notices] == ["tower_split"]


def test_a_tower_within_the_band_stays_whole():
    town = tower_town(SLAB, THREE)
    assert split_towers(town, 600, "households") is town
    assert split_towers(town, 1500, "people") is town
    assert len(split_towers(town, 1499, "people").buildings.shape) == 5


def test_a_tower_with_one_stairwell_stays_whole():
    town = tower_town(SLAB, [(point(15, 10), 600, 1500), (point(15, 10), 0, 0)])
    assert split_towers(town, 300, "households") is town


def test_a_tower_given_as_a_point_becomes_the_points_of_its_stairwells():
    town = split_towers(tower_town(point(50, 10), THREE), 300, "households")
    assert [shape.x - EAST for shape in town.buildings.shape[1:4]] == [15, 50, 85]


def test_stairwells_may_be_areas():
    areas = [(block(0, 0, 30, 20), 300, 700), (block(30, 0, 100, 20), 300, 800)]
    town = split_towers(tower_town(SLAB, areas), 300, "households")
    assert town.buildings.households.tolist() == [10, 300, 300, 20]


def test_counts_that_differ_are_the_stairwells_and_told():
    town = split_towers(tower_town(SLAB, [(point(15, 10), 250, 600), (point(85, 10), 150, 400)]), 300, "households")
    assert town.buildings.households[1:3].tolist() == [250, 150]
    notice = next(notice for notice in town.notices if notice.kind == "stairwells_differ")
    assert notice.examples == ("row 5: 600 households, its stairwells 400",)


def test_stairwells_without_counts_share_the_towers():
    town = split_towers(tower_town(SLAB, [(shape, 0, 0) for shape, _h, _p in THREE]), 300, "households")
    assert town.buildings.households[1:4].tolist() == [200, 200, 200]
    assert town.buildings.people[1:4].tolist() == [500, 500, 500]


def test_people_that_are_not_told_follow_the_households():
    town = split_towers(
        tower_town(SLAB, [(shape, households, 0) for shape, households, _p in THREE]), 300, "households"
    )
    assert town.buildings.people[1:4].tolist() == [625, 500, 375]


def test_a_part_cut_off_by_a_bend_stays_with_the_piece_that_it_touches():
    # A U whose western leg's upper end is nearer to the eastern stairwell across the court.
    horseshoe = block(0, 0, 60, 60).difference(block(10, 10, 50, 60))
    town = split_towers(tower_town(horseshoe, [(point(30, 5), 300, 750), (point(45, 55), 300, 750)]), 300, "households")
    pieces = town.buildings.shape[1:3]
    assert [piece.geom_type for piece in pieces] == ["Polygon", "Polygon"]
    assert shapely.area(pieces).sum() == pytest.approx(horseshoe.area)


places = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20)), min_size=2, max_size=8, unique=True)


@given(places, st.randoms(use_true_random=False))
def test_every_place_of_the_footprint_stays_in_one_piece_and_the_order_of_stairwells_is_nothing(drawn, chance):
    stairs = [(point(x, y), 100 + x, 250 + x) for x, y in drawn]
    town = split_towers(tower_town(SLAB, stairs), 300, "households")
    own = town.buildings.source == 5
    assert shapely.area(town.buildings.shape[own]).sum() == pytest.approx(SLAB.area, rel=1e-9)
    assert town.buildings.households[own].sum() == sum(households for _s, households, _p in stairs)
    again = split_towers(tower_town(SLAB, chance.sample(stairs, len(stairs))), 300, "households")
    assert again.buildings.households.tolist() == town.buildings.households.tolist()
    assert shapely.equals_exact(again.buildings.shape, town.buildings.shape, tolerance=1e-6).all()


def test_other_towns_are_left_alone():
    town = tower_town(SLAB, THREE)
    bare = replace(town, stairwells=Stairwells(NONE, *(np.zeros(0, dtype=np.int64) for _ in range(3))))
    assert split_towers(bare, 300, "households") is bare
