"""Feasibility: never called impossible where a division exists, and a reason that can be checked where none does."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tests.gridding.unit_graphs import chain, lattice, star, units_from
from wangge.gridding import feasibility
from wangge.gridding.band import Band
from wangge.gridding.counts import counts_in_order
from wangge.gridding.feasibility import Verdict, judge
from wangge.gridding.units import Units

BAND = Band(250, 200, 300)


def verdict_on(units: Units, band: Band = BAND) -> Verdict:
    return judge(units, counts_in_order(int(units.size.sum()), band), band)


def is_division(units: Units, label: np.ndarray, band: Band) -> bool:
    """Whether every grid of ``label`` is in the band and connected."""
    n, count = len(units.size), len(np.unique(label))
    inner = units.edge[label[units.edge[:, 0]] == label[units.edge[:, 1]]]
    pieces = connected_components(coo_array((np.ones(len(inner)), inner.T), shape=(n, n)), directed=False)[0]
    return len(label) == n and pieces == count and bool(band.holds(np.bincount(label, units.size)).all())


def has_division(units: Units, band: Band) -> bool:
    """By looking at every way to part the units, connected or not; masks of up to nine of them."""
    n = len(units.size)
    grids = [mask for mask in range(1, 1 << n) if _is_grid(units, mask, band)]
    divisible = {0}
    for mask in range(1, 1 << n):  # every mask after those that it contains
        if any(grid & mask == grid and mask ^ grid in divisible for grid in grids):
            divisible.add(mask)
    return (1 << n) - 1 in divisible


def _is_grid(units: Units, mask: int, band: Band) -> bool:
    inside = [unit for unit in range(len(units.size)) if mask >> unit & 1]
    reached = {inside[0]}
    for _ in inside:
        ends = [(u, v) for u, v in units.edge.tolist() if u in inside and v in inside and {u, v} & reached]
        reached.update(*ends)
    return len(reached) == len(inside) and band.low <= sum(units.size[inside]) <= band.high


@st.composite
def small_units(draw: st.DrawFn) -> Units:
    n = draw(st.integers(1, 8))
    tree = [(draw(st.integers(0, unit - 1)), unit) for unit in range(1, n)]
    more = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda edge: edge[0] < edge[1])))
    sizes = draw(st.lists(st.integers(0, 9), min_size=n, max_size=n))
    return units_from(sizes, sorted({*tree, *more}))


@st.composite
def small_bands(draw: st.DrawFn) -> Band:
    low = draw(st.integers(1, 9))
    high = low + draw(st.integers(0, 5))
    return Band((low + high) // 2, low, high)


@settings(max_examples=200)
@given(small_units(), small_bands())
@example(star(0, 2, 2), Band(2, 2, 2))  # the empty middle can go to one tip
@example(chain(2, 0, 2), Band(2, 2, 2))
@example(star(2, 1, 1, 1), Band(2, 1, 3))
@example(units_from([0, 3, 0, 3], [(0, 1), (1, 2), (2, 3), (0, 3)]), Band(3, 3, 3))
def test_the_verdict_on_a_small_graph_is_the_truth(units: Units, band: Band):
    verdict = verdict_on(units, band)
    assert (verdict.label is None) == bool(verdict.reason), "decided, one way or the other"
    assert has_division(units, band) == (verdict.label is not None)
    assert verdict.label is None or is_division(units, verdict.label, band)


def test_looking_at_every_way_finds_what_is_there_and_nothing_else():
    assert has_division(chain(200, 100, 100), BAND)
    assert not has_division(star(100, 150, 150), BAND)
    assert not is_division(chain(100, 200, 100), np.array([0, 1, 0]), BAND)


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        (chain(0, 0), "there are no households"),
        (chain(90, 60), "150 households: a grid needs at least 200"),
        (chain(150, 60, 140), "350 households: one grid holds at most 300, two need at least 400"),
        (star(40, 250, 310), "a block of 310 households cannot be divided, and a grid holds at most 300"),
    ],
)
def test_arithmetic_is_told_in_its_figures(units: Units, sentence: str):
    assert verdict_on(units) == Verdict(sentence, None)


def test_more_grids_and_people_are_told_as_well():
    band = Band(105, 100, 110, "people")
    sentence = "335 people: 3 grids hold at most 330, 4 need at least 400"
    assert verdict_on(chain(*[67] * 5), band) == Verdict(sentence, None)


def test_corners_that_only_a_large_block_leads_to_cannot_be_parted_from_it():
    verdict = verdict_on(star(150, 110, 120, 30))
    assert verdict.reason.startswith("410 households cannot be parted, and a grid holds at most 300: ")


def test_a_corner_of_several_blocks_is_too_small_as_a_whole():
    """The triangle 1, 2, 3 has 190 households, and beyond unit 0 lies enough for a grid."""
    units = units_from([120, 70, 60, 60, 250], [(0, 1), (1, 2), (1, 3), (2, 3), (0, 4)])
    assert verdict_on(units).reason.startswith("310 households cannot be parted")


def test_blocks_of_one_size_may_add_up_to_no_grid():
    sentence = "the sizes of the blocks cannot be added up to grids of 200 to 230 households"
    assert verdict_on(lattice(6, 6, [60] * 36), Band(215, 200, 230)) == Verdict(sentence, None)


def test_every_division_is_tried_where_blocks_add_up_but_lie_apart():
    """100 goes with 150 only, by size; in the ring they do not touch."""
    ring = units_from([100, 101, 150, 149], [(0, 1), (1, 2), (2, 3), (0, 3)])
    sentence = "every connected division was tried, and none has only grids of 250 to 250 households"
    assert verdict_on(ring, Band(250, 250, 250)) == Verdict(sentence, None)
    crossed = units_from([100, 101, 150, 149], [(0, 2), (1, 2), (1, 3), (0, 3)])
    assert verdict_on(crossed, Band(250, 250, 250)).reason == ""


@pytest.mark.parametrize("spare", [1, 2, 5, 10, 20, 40])
@pytest.mark.parametrize("seed", range(5))
def test_three_grids_with_hardly_a_household_to_spare_are_found(spare: int, seed: int):
    chance = np.random.default_rng(seed)
    sizes = 8 + chance.multinomial(200 + spare, [1 / 50] * 50)
    verdict = verdict_on(lattice(10, 5, sizes.tolist()))
    assert verdict.reason == ""
    assert verdict.label is not None
    assert is_division(lattice(10, 5, sizes.tolist()), verdict.label, BAND)


def test_empty_blocks_and_long_chains_of_them_do_no_harm():
    sizes = [0] * 100 + [200] + [0] * 100 + [210] + [0] * 100
    verdict = verdict_on(chain(*sizes))
    assert verdict.label is not None
    assert is_division(chain(*sizes), verdict.label, BAND)


def test_what_takes_too_long_to_know_stays_open(monkeypatch: pytest.MonkeyPatch):
    units = lattice(6, 5, [20] * 29 + [21])
    assert verdict_on(units, Band(200, 200, 201)).label is not None
    monkeypatch.setattr(feasibility, "SHORT", 0)
    monkeypatch.setattr(feasibility, "LONG", 0)
    assert verdict_on(units, Band(200, 200, 201)) == Verdict("", None)


def test_the_same_units_get_the_same_division():
    sizes = np.random.default_rng(7).integers(5, 25, 60).tolist()
    first, second = (verdict_on(lattice(10, 6, sizes)).label for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.tolist() == second.tolist()
