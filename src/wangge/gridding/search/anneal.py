"""Simulated annealing of one community: from a first division by trees to the best one met on the way."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from wangge.gridding.search.chance import Chance
from wangge.gridding.search.graph import Graph, grids_of, total_cost
from wangge.gridding.search.moves import try_handing_over, try_splitting_again
from wangge.gridding.search.objective import Objective
from wangge.gridding.search.tree import Desk, best_split, desk_for, take_subtree


class Schedule(NamedTuple):
    """How long and how hot: ``steps`` attempts while the heat falls evenly (geometrically) between its two ends."""

    steps: int
    split_every: int  # steps; the others try to hand over a unit
    hot: float
    cold: float


@njit(cache=True)
def first_division(graph: Graph, count: int, trees: int, objective: Objective, chance: Chance) -> NDArray[np.int32]:
    """Cut all units in two, and again, until there are ``count`` grids: the best of ``trees`` trees each time."""
    n = len(graph.unit)
    label, wanted = np.zeros(n, np.int32), np.zeros(count, np.int32)
    wanted[0], used = count, np.int64(1)
    desk, trial = desk_for(n), np.zeros(n, np.int32)
    for g in range(count):
        while wanted[g] > 1:
            members = _labelled(label, g)
            half = wanted[g] // 2
            parts = (float(half), float(wanted[g] - half))
            if not split_off(graph, members, parts, used, trees, objective, label, trial, desk, chance):
                break
            wanted[used], wanted[g] = half, wanted[g] - half
            used += 1
    return label


@njit(cache=True)
def split_off(
    graph: Graph,
    members: NDArray[np.int32],
    parts: tuple[float, float],
    name: np.int64,
    trees: int,
    objective: Objective,
    label: NDArray[np.int32],
    trial: NDArray[np.int32],
    desk: Desk,
    chance: Chance,
) -> bool:
    """Name the side of ``parts[0]`` grids of the best of many splits ``name``; False if nothing can be split."""
    best, nobody = np.inf, np.int32(-2)
    for _ in range(trees):
        cost, top, straight = best_split(graph, members, (nobody, nobody), parts, objective, desk, chance)
        if top >= 0 and cost < best:
            best = cost
            take_subtree(desk, len(members), top, trial, np.int32(straight), np.int32(not straight))
    if best < np.inf:
        for u in members:
            if trial[u] == 1:
                label[u] = name
    return best < np.inf


@njit(cache=True)
def anneal(
    graph: Graph, start: NDArray[np.int32], count: int, schedule: Schedule, objective: Objective, chance: Chance
) -> tuple[NDArray[np.int32], float]:
    """The best labelling met from ``start`` (n,) in ``schedule``, every grid connected as it was, and its cost.

    The cost includes what it cost to take units from their homes.
    """
    n = len(start)
    label, best, grids = np.zeros(n, np.int32), np.zeros(n, np.int32), grids_of(graph, start, count)
    _copy(start, label)
    _copy(start, best)
    desk, stack, seen, trial = desk_for(n), np.zeros(n, np.int32), np.zeros(n + 1, np.int32), np.zeros((2, 5))
    cost = total_cost(graph, label, grids, objective)
    lowest = cost
    cooling = (schedule.cold / schedule.hot) ** (1.0 / max(schedule.steps, 1))
    heat = schedule.hot
    for step in range(schedule.steps):
        if step % schedule.split_every == 0:
            cost += try_splitting_again(graph, label, grids, heat, objective, desk, stack, chance)
        else:
            cost += try_handing_over(graph, label, grids, heat, objective, trial, stack, seen, chance)
        heat *= cooling
        if cost < lowest - 1e-9:
            lowest = cost
            _copy(label, best)
    return best, total_cost(graph, best, grids_of(graph, best, count), objective)


@njit(cache=True)
def _labelled(label: NDArray[np.int32], name: int) -> NDArray[np.int32]:
    members, count = np.zeros(len(label), np.int32), 0
    for u in range(len(label)):
        if label[u] == name:
            members[count] = u
            count += 1
    return members[:count]


@njit(cache=True)
def _copy(source: NDArray[np.int32], target: NDArray[np.int32]) -> None:
    for u in range(len(source)):
        target[u] = source[u]
