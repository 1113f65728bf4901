from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.graph import Piece, is_connected
from benchmarks.optima import Case, cases, connected_sets, optimum, value
from benchmarks.score import Request, marks
from tests.benchmarks.lattice import lattice


def cut_and_balance(size, area, perimeter, metres, priced):
    return priced / 200 + np.abs(size - 30) / 30 + 1 - 4 * np.pi * area / perimeter**2


def all_connected(piece: Piece, low: int, high: int) -> set[tuple[bool, ...]]:
    every = [np.array(flags) for flags in product([False, True], repeat=len(piece.size)) if any(flags)]
    fits = [flags for flags in every if low <= piece.size[flags].sum() <= high]
    return {tuple(flags.tolist()) for flags in fits if is_connected(piece, np.flatnonzero(flags))}


def cheapest_by_trying_all(case: Case) -> float:
    best = np.inf
    for names in product(range(case.request.count), repeat=len(case.piece.size) - 1):
        label = np.array([0, *names])
        found = marks(case.piece, label)
        fits = (found.size >= case.request.low) & (found.size <= case.request.high)
        if len(found.size) == case.request.count and fits.all() and not found.broken.any():
            best = min(best, value(case.piece, label, cut_and_balance))
    return best


@given(st.lists(st.integers(0, 20), min_size=6, max_size=6), st.integers(5, 40), st.integers(0, 40))
def test_every_connected_set_within_bounds_is_found_once(sizes, low, more):
    piece = lattice(3, 2, sizes)
    found = connected_sets(piece, low, low + more, most=1000)
    rows = [tuple(row.tolist()) for row in found] if len(found) else []
    assert len(rows) == len(set(rows))
    assert set(rows) == all_connected(piece, low, low + more)


def test_too_many_sets_are_given_up():
    assert connected_sets(lattice(3, 3), 10, 90, most=20) is None


@pytest.mark.parametrize("sizes", [[10] * 8, [5, 20, 10, 5, 15, 10, 5, 10], [0, 30, 0, 10, 10, 10, 0, 30]])
def test_the_optimum_is_what_trying_everything_finds(sizes):
    case = Case(lattice(4, 2, sizes), Request(3, 20, 40, 30))
    best = optimum(case, cut_and_balance)
    assert best is not None
    assert best.cost == pytest.approx(cheapest_by_trying_all(case))
    assert value(case.piece, best.label, cut_and_balance) == pytest.approx(best.cost)
    assert not marks(case.piece, best.label).broken.any()


def test_knowing_a_division_does_not_change_the_optimum():
    case = Case(lattice(4, 3), Request(4, 20, 40, 30))
    rows = value(case.piece, np.array([0, 1, 2, 3] * 3), cut_and_balance)
    free, told = optimum(case, cut_and_balance), optimum(case, cut_and_balance, rows)
    assert free is not None
    assert told is not None
    assert told.cost == pytest.approx(free.cost)
    assert told.cost <= rows + 1e-9


def test_no_tiling_is_no_optimum():
    assert optimum(Case(lattice(3, 1, [10, 100, 10]), Request(2, 50, 70, 60)), cut_and_balance) is None


def test_cases_are_connected_pieces_with_a_band_around_their_own_mean():
    found = list(cases([lattice(6, 6, list(range(36))), lattice(5, 5)], 2, most=12))
    assert [(case.request.count, len(case.piece.size)) for case in found] == [(2, 6), (3, 9)]
    for case in found:
        assert is_connected(case.piece, np.arange(len(case.piece.size)))
        assert case.request.low * case.request.count <= case.piece.size.sum() <= case.request.high * case.request.count
