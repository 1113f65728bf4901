"""One community divided: how many grids, all connected and in the band where that can be, a reason where it cannot."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gridding.chessboards import assert_pieces, chessboard
from tests.gridding.small_towns import BAND, SETTINGS, block_town, units_in
from wangge.gridding.band import Band
from wangge.gridding.counts import counts_in_order, least_deviation, possible_counts
from wangge.gridding.division import Division, all_counts, divide_units, outside_band
from wangge.gridding.search.effort import SHORT
from wangge.gridding.search.graph import graph_of
from wangge.gridding.units import Units

EFFORT = SETTINGS.effort


def divided(units: Units, band: Band = BAND, seed: int = 0) -> Division:
    division = divide_units(units, band, EFFORT, seed)
    assert sorted(set(division.label.tolist())) == list(range(division.count))
    assert_pieces(graph_of(units, 0.0), division.label)
    return division


def sizes(units: Units, division: Division) -> list[int]:
    return sorted(np.bincount(division.label, units.size).astype(int).tolist())


def can_be_divided(units: Units, band: Band) -> bool:
    """Whether a connected division in the band exists, by trying every set of units; for a handful of units."""
    near = {u: set() for u in range(len(units.size))}
    for u, v in units.edge.tolist():
        near[u].add(v)
        near[v].add(u)
    grids = [grid for grid in _sets(len(units.size)) if _fits(grid, units, band) and _holds_together(grid, near)]
    return _covers(frozenset(near), grids)


def _sets(n: int) -> list[frozenset[int]]:
    return [frozenset(one) for many in range(1, n + 1) for one in combinations(range(n), many)]


def _fits(grid: frozenset[int], units: Units, band: Band) -> bool:
    return band.low <= sum(int(units.size[u]) for u in grid) <= band.high


def _holds_together(grid: frozenset[int], near: dict[int, set[int]]) -> bool:
    found = [min(grid)]
    for u in found:
        found += [v for v in near[u] if v in grid and v not in found]
    return len(found) == len(grid)


def _covers(left: frozenset[int], grids: list[frozenset[int]]) -> bool:
    if not left:
        return True
    return any(_covers(left - grid, grids) for grid in grids if min(left) in grid and grid <= left)


def test_the_counts_that_arithmetic_allows():
    assert [list(possible_counts(size, BAND)) for size in (0, 199, 200, 300, 301, 399, 400, 600, 601)] == [
        [], [], [1], [1], [], [], [2], [2, 3], [3]
    ]  # fmt: skip
    assert counts_in_order(1000, BAND) == [4, 5]
    assert counts_in_order(700, BAND) == [3]
    assert counts_in_order(560, BAND) == [2]
    assert counts_in_order(1180, BAND) == [5, 4]
    assert least_deviation(600, 2, BAND) == pytest.approx(0.2)


@pytest.mark.parametrize(("size", "count"), [(0, 1), (150, 1), (301, 1), (349, 1), (360, 2), (399, 2)])
def test_where_no_count_fits_the_one_that_misses_least_is_taken(size: int, count: int):
    assert counts_in_order(size, BAND) == [count]


@given(st.integers(0, 5000), st.integers(50, 200), st.integers(0, 100), st.integers(0, 100))
def test_every_possible_count_and_no_other_keeps_the_band(size: int, low: int, more: int, most: int):
    band = Band(low + more, low, low + more + most)
    fits = [count for count in range(1, size + 2) if count * band.low <= size <= count * band.high]
    assert list(possible_counts(size, band)) == fits


def test_a_community_of_the_right_size_is_one_grid():
    units = units_in(block_town([[80, 80], [40, 50]], ["primary"], ["service"]))
    division = divided(units)
    assert (division.count, division.infeasible) == (1, "")


def test_one_unit_is_one_grid():
    assert divided(chessboard(1, 1, [250], [1.0])).count == 1


def test_units_of_a_grids_size_are_a_grid_each_however_many_they_are():
    for units in (
        chessboard(4, 4, [250], [1.0, 0.25]),
        chessboard(1, 9, [200], [1.0]),
        chessboard(5, 2, [300], [0.45]),
    ):
        assert divided(units).count == len(units.size)


def test_small_units_are_joined_and_large_ones_left_alone():
    units = chessboard(4, 4, [240, 60, 60, 60], [1.0])
    assert outside_band(units, divided(units).label, BAND) == 0


def test_the_cheaper_of_two_borders_is_taken():
    # A row of four: the arterial parts it two and two, and every other border runs through a block.
    units = chessboard(4, 1, [125], [1.0, 0.15, 1.0])
    assert divided(units).label.tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])


def test_a_deviation_is_borne_for_an_arterial():
    units = chessboard(8, 4, [31] * 16 + [31] * 16, [1.0])
    west = np.array([u % 8 < 3 for u in range(32)])
    on_arterial = west[units.edge[:, 0]] != west[units.edge[:, 1]]
    units.price[on_arterial] *= 0.15
    wide = Band(496, 350, 650)
    label = divide_units(units, wide, SHORT, 0).label
    assert sorted(np.bincount(label).tolist()) == [12, 20]


@pytest.mark.parametrize("total", [0, 1, 150, 199, 301, 350, 399])
def test_a_community_between_the_bounds_is_told_with_its_reason(total: int):
    units = chessboard(2, 1, [total // 2, total - total // 2], [1.0])
    division = divided(units)
    assert division.infeasible
    assert division.count in (1, 2)


@pytest.mark.parametrize("total", [200, 300, 400, 600])
def test_a_community_on_a_bound_is_divided_and_no_reason_is_given(total: int):
    units = chessboard(10, 1, [total // 10], [1.0])
    division = divided(units)
    assert division.infeasible == ""
    assert outside_band(units, division.label, BAND) == 0


def test_units_that_cannot_be_joined_to_grids_of_the_band_are_proven_so():
    # A star: the middle is a grid already, and each arm alone is too small, so all must go with the middle.
    units = chessboard(3, 1, [150, 250, 150], [1.0])
    division = divided(units)
    assert division.infeasible
    assert division.count == 2


def test_a_tower_above_the_band_is_a_grid_of_its_own_and_the_others_are_in_the_band():
    units = chessboard(4, 2, [700, 60, 65, 65, 65, 60, 65, 70], [1.0])
    division = divided(units)
    (tower,) = np.flatnonzero(units.size == 700)
    assert (division.label == division.label[tower]).sum() == 1
    assert division.count == 3
    assert outside_band(units, division.label, BAND) == 0


def test_nothing_but_towers_is_a_grid_for_each():
    units = chessboard(3, 1, [400, 500, 301], [1.0])
    assert all_counts(units, BAND) == [3]
    assert sizes(units, divided(units)) == [301, 400, 500]


def test_what_misses_the_band_is_counted_in_households():
    units = chessboard(4, 1, [100, 90, 310, 400], [1.0])
    assert outside_band(units, np.array([0, 0, 1, 2]), BAND) == 10
    assert outside_band(units, np.array([0, 0, 0, 1]), BAND) == 190
    assert outside_band(units, np.array([0, 1, 1, 1]), BAND) == 100 + 400


def test_people_and_another_band_are_served_alike():
    units = chessboard(6, 6, [33], [1.0, 0.45])
    division = divided(units, Band(600, 500, 700, "people"))
    assert sizes(units, division) == [594, 594]


def test_the_same_seed_gives_the_same_division():
    units = chessboard(6, 5, [20, 50, 35, 60], [1.0, 0.45, 0.25])
    one, two = divided(units, seed=9), divided(units, seed=9)
    assert one.label.tolist() == two.label.tolist()


@given(st.integers(1, 4), st.integers(1, 2), st.lists(st.integers(0, 260), min_size=1, max_size=8), st.integers(0, 99))
@settings(max_examples=40)
def test_a_small_community_is_in_the_band_exactly_where_that_can_be(wide: int, high: int, size: list, seed: int):
    units = chessboard(wide, high, size, [1.0, 0.45, 0.15])
    division = divided(units, seed=seed)
    assert bool(division.infeasible) == (not can_be_divided(units, BAND))
    assert (outside_band(units, division.label, BAND) == 0) == can_be_divided(units, BAND)


@given(st.integers(2, 7), st.integers(2, 6), st.lists(st.integers(0, 90), min_size=1, max_size=9), st.integers(0, 99))
@settings(max_examples=30)
def test_every_grid_is_connected_and_a_reason_is_given_where_one_misses_the_band(
    wide: int, high: int, size: list, seed: int
):
    units = chessboard(wide, high, size, [1.0, 0.45, 0.25])
    division = divided(units, seed=seed)
    assert outside_band(units, division.label, BAND) == 0 or division.infeasible
