"""The compiled search: what it reports is what its labels cost, its grids stay connected, same seed same labels."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gridding.chessboards import Labels, assert_pieces, chessboard, is_connected
from wangge.gridding.search.anneal import Schedule, anneal, first_division
from wangge.gridding.search.chance import below, chance_of, uniform
from wangge.gridding.search.effort import EFFORTS
from wangge.gridding.search.graph import CUT, PERIMETER, SIZE, Graph, graph_of, grids_of, row_cost, total_cost
from wangge.gridding.search.moves import accepted, try_handing_over, try_splitting_again
from wangge.gridding.search.objective import Objective, grid_cost
from wangge.gridding.search.tree import Desk, best_split, desk_for, other_side, take_subtree

OBJECTIVE = Objective(250.0, 200.0, 300.0, 100.0, 1.55, 0.65, 20.0)
A, B = np.int32(0), np.int32(1)


def schedule(steps: int) -> Schedule:
    return Schedule(steps=steps, split_every=24, hot=0.5, cold=0.02)


class Board(NamedTuple):
    graph: Graph
    count: int
    seed: int


@st.composite
def boards(draw: st.DrawFn) -> Board:
    """Up to 30 units of any size; some had a home among the grids, which it costs to leave."""
    wide, high = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    size = draw(st.lists(st.integers(0, 120), min_size=1, max_size=7))
    worth = draw(st.lists(st.sampled_from([1.0, 0.45, 0.25, 0.15]), min_size=1, max_size=5))
    count = draw(st.integers(1, min(5, wide * high)))
    home = draw(st.lists(st.integers(-1, count - 1), min_size=1, max_size=7))
    stay = draw(st.sampled_from([0.0, 0.05, 3.0]))
    graph = graph_of(chessboard(wide, high, size, worth), draw(st.sampled_from([0.0, 0.25])))
    n = wide * high
    graph = graph._replace(home=np.resize(np.array(home, dtype=np.int32), n), worth=stay * np.arange(n, dtype=float))
    return Board(graph, count, draw(st.integers(0, 10**9)))


def cost_of(graph: Graph, label: Labels, count: int) -> float:
    """The cost of a labelling by plain Python, from the definition."""
    total = 0.0
    for grid in range(count):
        inside = label == grid
        size, area, perimeter, cut = graph.unit[inside, :4].sum(axis=0)
        for u in np.flatnonzero(inside):
            edges = slice(graph.first[u], graph.first[u + 1])
            within = inside[graph.neighbour[edges]]
            perimeter -= graph.length[edges][within].sum()
            cut -= graph.price[edges][within].sum()
        over = max(0.0, size - OBJECTIVE.high, OBJECTIVE.low - size) / OBJECTIVE.target
        round_ = 4 * np.pi * area / max(perimeter, 1e-4) ** 2
        total += cut / (2 * OBJECTIVE.scale) + OBJECTIVE.balance * abs(size - OBJECTIVE.target) / OBJECTIVE.target
        total += OBJECTIVE.bound * over + OBJECTIVE.compact * (1 - round_)
    return total + float(graph.worth[(graph.home >= 0) & (graph.home != label)].sum())


@given(boards())
@settings(max_examples=60)
def test_after_many_moves_the_reported_cost_is_that_of_the_labels(board: Board):
    graph, count, seed = board
    chance = chance_of(seed)
    start = first_division(graph, count, 4, OBJECTIVE, chance)
    label, cost = anneal(graph, start, count, schedule(4000), OBJECTIVE, chance)
    assert_pieces(graph, label)
    assert set(label.tolist()) == set(start.tolist())
    assert cost == pytest.approx(total_cost(graph, label, grids_of(graph, label, count), OBJECTIVE))
    assert cost == pytest.approx(cost_of(graph, label, count))
    assert cost <= cost_of(graph, start, count) + 1e-9


def random_moves(graph: Graph, label: Labels, grids: np.ndarray, seed: int, many: int) -> float:
    """``many`` moves of both kinds at a great heat; the sum of the changes of the cost that they report."""
    chance, desk, total = chance_of(seed), desk_for(len(label)), 0.0
    for step in range(many):
        if step % 5:
            total += try_handing_over(graph, label, grids, 9.0, OBJECTIVE, desk, chance)
        else:
            total += try_splitting_again(graph, label, grids, 9.0, OBJECTIVE, desk, chance)
    return total


@given(boards())
@settings(max_examples=40)
def test_the_changes_that_moves_report_add_up_and_the_measures_of_the_grids_keep_pace(board: Board):
    graph, count, seed = board
    label = first_division(graph, count, 4, OBJECTIVE, chance_of(seed))
    grids, before = grids_of(graph, label, count), cost_of(graph, label, count)
    change = random_moves(graph, label, grids, seed, 150)
    assert_pieces(graph, label)
    assert before + change == pytest.approx(cost_of(graph, label, count), abs=1e-6)
    assert grids == pytest.approx(grids_of(graph, label, count), abs=1e-6)


@given(boards())
@settings(max_examples=30)
def test_the_first_division_is_of_connected_grids_and_no_more_than_wanted(board: Board):
    graph, count, seed = board
    label = first_division(graph, count, 4, OBJECTIVE, chance_of(seed))
    assert_pieces(graph, label)
    assert set(label.tolist()) <= set(range(count))


@given(boards())
@settings(max_examples=30)
def test_the_same_seed_gives_the_same_labels_and_leaves_the_start_as_it_was(board: Board):
    graph, count, seed = board
    found = []
    for _again in range(2):
        chance = chance_of(seed)
        start = first_division(graph, count, 3, OBJECTIVE, chance)
        before = start.copy()
        found.append(anneal(graph, start, count, schedule(600), OBJECTIVE, chance))
        assert (start == before).all()
    assert found[0][0].tolist() == found[1][0].tolist()
    assert found[0][1] == found[1][1]


def halves(graph: Graph, desk: Desk, members: Labels, top: int) -> Labels:
    """Labels after the subtree at ``top`` has become A and the rest B; 2 outside of ``members``."""
    label = np.full(len(graph.unit), 2, dtype=np.int32)
    take_subtree(desk, len(members), np.int32(top), label, A, B)
    return label


def split_cost(graph: Graph, label: Labels, straight: bool, parts: tuple[float, float]) -> float:
    """What both sides cost by their labels; kept homes are worth something."""
    names = (0, 1) if straight else (1, 0)
    turned = label if straight else np.where(label == A, B, np.where(label == B, A, label)).astype(np.int32)
    rows = grids_of(graph, label, 3)
    cost = sum(row_cost(rows, at, parts[names[at]], OBJECTIVE) for at in range(2))
    kept = (graph.home == turned) & (turned < 2)
    return cost - float(graph.worth[kept].sum())


def some_members(graph: Graph, count: int) -> Labels:
    """The first ``count`` units that a walk from unit 0 meets: a connected set."""
    found = [0]
    for u in found:
        found += [v for v in graph.neighbour[graph.first[u] : graph.first[u + 1]].tolist() if v not in found]
    return np.array(found[:count], dtype=np.int32)


@given(boards(), st.integers(2, 30), st.sampled_from([(1.0, 1.0), (1.0, 2.0), (2.0, 3.0)]))
@settings(max_examples=60)
def test_a_split_is_priced_as_its_labels_are_and_is_the_best_of_its_tree(
    board: Board, many: int, parts: tuple[float, float]
):
    graph = board.graph
    members, desk = some_members(graph, many), desk_for(len(graph.unit))
    cost, top, straight = best_split(graph, members, (A, B), parts, OBJECTIVE, desk, chance_of(board.seed))
    if len(members) == 1:
        assert (top, cost) == (-1, np.inf)
        return
    every = [
        split_cost(graph, halves(graph, desk, members, int(at)), way, parts)
        for at in desk.order[1 : len(members)]
        for way in (True, False)
    ]
    assert cost == pytest.approx(min(every))
    assert cost == pytest.approx(split_cost(graph, halves(graph, desk, members, top), straight, parts))
    assert not desk.inside.any()


@given(boards(), st.integers(2, 30))
@settings(max_examples=60)
def test_both_sides_of_a_split_are_connected_and_measured_as_their_labels_are(board: Board, many: int):
    graph = board.graph
    members, desk = some_members(graph, many), desk_for(len(graph.unit))
    _cost, top, _straight = best_split(graph, members, (A, B), (1.0, 1.0), OBJECTIVE, desk, chance_of(board.seed))
    if top < 0:
        return
    label = halves(graph, desk, members, top)
    fresh = grids_of(graph, label, 3)
    rest = np.zeros((1, 5))
    other_side(desk, desk.order[0], np.int32(top), rest, 0)
    assert desk.below[top] == pytest.approx(fresh[0])
    assert rest[0] == pytest.approx(fresh[1])
    assert set(np.flatnonzero(label < 2)) == set(members.tolist())
    assert is_connected(graph, np.flatnonzero(label == A))
    assert is_connected(graph, np.flatnonzero(label == B))


def test_the_measures_of_a_grid_are_those_of_its_outline():
    graph = graph_of(chessboard(3, 2, [10, 20, 30], [0.45]), tilt=0.25)
    rows = grids_of(graph, np.array([0, 0, 1, 0, 0, 1], dtype=np.int32), 2)
    assert rows[:, SIZE].tolist() == [60, 60]
    assert rows[:, PERIMETER].tolist() == [400, 300]
    assert rows[:, CUT] == pytest.approx(100 * (0.45 - 0.25))


def test_a_grid_outside_the_band_costs_for_each_target_that_it_misses():
    plain = grid_cost(300.0, 1e4, 400.0, 0.0, 1.0, OBJECTIVE)
    beyond = grid_cost(325.0, 1e4, 400.0, 0.0, 1.0, OBJECTIVE)
    assert beyond - plain == pytest.approx(0.1 * (OBJECTIVE.balance + OBJECTIVE.bound))
    assert grid_cost(500.0, 1e4, 400.0, 0.0, 2.0, OBJECTIVE) == pytest.approx(OBJECTIVE.compact * (1 - np.pi / 4))


def test_a_square_of_the_right_size_without_inner_border_costs_what_it_lacks_to_a_circle():
    assert grid_cost(250.0, 1e4, 400.0, 0.0, 1.0, OBJECTIVE) == pytest.approx(0.65 * (1 - np.pi / 4))


def test_a_unit_alone_is_one_grid():
    graph = graph_of(chessboard(1, 1, [250], [1.0]), tilt=0.25)
    label, cost = anneal(graph, np.zeros(1, np.int32), 1, schedule(100), OBJECTIVE, chance_of(1))
    assert label.tolist() == [0]
    assert cost == pytest.approx(cost_of(graph, label, 1))


def test_homes_that_are_dear_to_leave_are_kept():
    graph = graph_of(chessboard(4, 4, [33], [1.0]), tilt=0.0)
    home = np.where(np.arange(16) % 4 < 1, 0, 1).astype(np.int32)
    held = graph._replace(home=home, worth=np.full(16, 1000.0))
    label, _cost = anneal(held, home, 2, schedule(4000), OBJECTIVE, chance_of(7))
    assert label.tolist() == home.tolist()
    free, _cost = anneal(graph, home, 2, schedule(4000), OBJECTIVE, chance_of(7))
    assert free.tolist() != home.tolist()


def test_chance_lies_in_its_range_and_follows_its_seed():
    chance, again, other = chance_of(5), chance_of(5), chance_of(6)
    drawn = [uniform(chance) for _ in range(2000)]
    assert drawn == [uniform(again) for _ in range(2000)]
    assert drawn != [uniform(other) for _ in range(2000)]
    assert 0 <= min(drawn) < 0.01
    assert 0.99 < max(drawn) < 1
    assert np.mean(drawn) == pytest.approx(0.5, abs=0.03)
    assert {below(chance, 3) for _ in range(100)} == {0, 1, 2}


@given(st.integers())
def test_any_whole_number_is_a_seed(seed: int):
    assert chance_of(seed)[0] > 0


def test_what_lowers_the_cost_is_always_accepted_and_what_raises_it_the_less_the_colder():
    chance = chance_of(3)
    assert all(accepted(-0.1, 0.01, chance) for _ in range(50))
    warm, cold = (sum(accepted(0.1, heat, chance) for _ in range(2000)) for heat in (0.1, 0.03))
    assert 2000 * np.exp(-1) == pytest.approx(warm, abs=150)
    assert cold < 200


def test_the_long_search_tries_harder_than_the_short_one():
    assert list(EFFORTS) == ["short", "long"]
    assert EFFORTS["long"].steps > 5 * EFFORTS["short"].steps
