"""Simulated annealing of one community: from a first division by trees to the best one met on the way."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from wangge.gridding.search.chance import Chance
from wangge.gridding.search.graph import Graph, sum_grids, total_cost
from wangge.gridding.search.moves import try_handing_over, try_splitting_again
from wangge.gridding.search.objective import Objective
from wangge.gridding.search.tree import Desk, best_split, desk_for, take_subtree

Labels = NDArray[np.int32]


class Schedule(NamedTuple):
    """How long and how hot: ``steps`` attempts while the heat falls evenly (geometrically) between its two ends."""

    steps: int
    split_every: int  # steps; the others try to hand over a unit
    hot: float
    cold: float


def first_division(graph: Graph, count: int, trees: int, objective: Objective, chance: Chance) -> Labels:
    """Cut all units in two, and again, until there are ``count`` grids: the best of ``trees`` trees each time."""
    label, trial = np.zeros(len(graph.unit), np.int32), np.zeros(len(graph.unit), np.int32)
    wanted, desk = [count], desk_for(len(label))
    for name in range(count):
        while name < len(wanted) and wanted[name] > 1:
            members, half = np.flatnonzero(label == name).astype(np.int32), wanted[name] // 2
            parts, new = (float(half), float(wanted[name] - half)), np.int64(len(wanted))
            if not split_off(graph, members, parts, new, trees, objective, label, trial, desk, chance):
                break
            wanted[name] -= half
            wanted.append(half)
    return label


def anneal(
    graph: Graph, start: Labels, count: int, schedule: Schedule, objective: Objective, chance: Chance
) -> tuple[Labels, float]:
    """The best labelling met from ``start`` (n,) in ``schedule``, every grid connected as it was, and its cost.

    The cost includes what it cost to take units from their homes.
    """
    best, grids = start.copy(), np.zeros((count, 5))
    sum_grids(graph, best, grids)
    desk = desk_for(len(start))
    _anneal(graph, start.copy(), best, grids, schedule, objective, desk, chance)
    sum_grids(graph, best, grids)
    return best, total_cost(graph, best, grids, objective)


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
def _anneal(
    graph: Graph,
    label: NDArray[np.int32],
    best: NDArray[np.int32],
    grids: NDArray[np.float64],
    schedule: Schedule,
    objective: Objective,
    desk: Desk,
    chance: Chance,
) -> None:
    """Move ``label`` and its measures through the schedule; ``best`` becomes the best one met."""
    cost = total_cost(graph, label, grids, objective)
    lowest, heat = cost, schedule.hot
    cooling = (schedule.cold / schedule.hot) ** (1.0 / max(schedule.steps, 1))
    for step in range(schedule.steps):
        if step % schedule.split_every == 0:
            cost += try_splitting_again(graph, label, grids, heat, objective, desk, chance)
        else:
            cost += try_handing_over(graph, label, grids, heat, objective, desk, chance)
        heat *= cooling
        if cost < lowest - 1e-9:
            lowest = cost
            for u in range(len(label)):
                best[u] = label[u]
