"""Splitting a connected set of units in two by the best edge of a random spanning tree, every edge priced exactly."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from wangge.gridding.search.chance import Chance, below, uniform
from wangge.gridding.search.graph import CUT, PERIMETER, Graph, add_row, row_cost
from wangge.gridding.search.objective import Objective


class Desk(NamedTuple):
    """Working space for trees over up to n units; what lies on it between calls means nothing."""

    inside: NDArray[np.int32]  # (n,) 1 in the set, 2 in the tree already
    parent: NDArray[np.int32]  # (n,)
    depth: NDArray[np.int32]  # (n,)
    order: NDArray[np.int32]  # (n,) parents before their children
    stack: NDArray[np.int32]  # (n,) units still to be looked at
    seen: NDArray[np.int32]  # (n + 1,) the last walk that came by; how many walks there were
    below: NDArray[np.float64]  # (n, 5) measures of the subtree that hangs at a unit
    cross: NDArray[np.float64]  # (n, 2) metres and priced metres from the subtree to the rest of the set
    stay: NDArray[np.float64]  # (n, 2) what it is worth to give the subtree the first name, or the second
    rest: NDArray[np.float64]  # (2, 5) measures of grids that a move would make


def desk_for(n: int) -> Desk:
    """Working space for a graph of ``n`` units."""
    inside, parent, depth, order, stack = (np.zeros(n, np.int32) for _ in range(5))
    below, cross, stay, rest = (np.zeros(shape) for shape in ((n, 5), (n, 2), (n, 2), (2, 5)))
    return Desk(inside, parent, depth, order, stack, np.zeros(n + 1, np.int32), below, cross, stay, rest)


@njit(cache=True)
def best_split(
    graph: Graph,
    members: NDArray[np.int32],
    names: tuple[np.int32, np.int32],
    parts: tuple[float, float],
    objective: Objective,
    desk: Desk,
    chance: Chance,
) -> tuple[float, np.int32, bool]:
    """The best tree edge to split ``members`` into sides called ``names`` that are to hold ``parts`` grids.

    Returns the cost of both sides, the unit at which the cut subtree hangs (-1: none) and whether the subtree is the
    side of the first name. The tree stays on ``desk``; `take_subtree` reads it.
    """
    for u in members:
        desk.inside[u] = 1
    _grow_tree(graph, members, desk, chance)
    _sum_subtrees(graph, members, names, desk)
    root = desk.order[0]
    best, where, straight = np.inf, np.int32(-1), True
    for at in range(1, len(members)):
        u = desk.order[at]
        other_side(desk, root, u, desk.rest, 0)
        for way in range(2):
            cost = row_cost(desk.below, u, parts[way], objective)
            cost += row_cost(desk.rest, 0, parts[1 - way], objective)
            cost += desk.stay[u, 1 - way] - desk.stay[root, 1 - way] - desk.stay[u, way]
            if cost < best:
                best, where, straight = cost, u, way == 0
    for u in members:
        desk.inside[u] = 0
    return best, where, straight


@njit(cache=True)
def take_subtree(
    desk: Desk, count: int, top: np.int32, label: NDArray[np.int32], name: np.int32, other: np.int32
) -> None:
    """Label the subtree of the last tree (of ``count`` units) that hangs at ``top`` ``name``, the rest ``other``."""
    for at in range(count):
        u = desk.order[at]
        label[u] = name if u == top or (at > 0 and u != top and label[desk.parent[u]] == name) else other


@njit(cache=True)
def other_side(desk: Desk, root: np.int32, u: np.int32, rows: NDArray[np.float64], at: int) -> None:
    """Put the measures of the set without the subtree at ``u`` into row ``at``; what is cut is in both perimeters."""
    for column in range(5):
        rows[at, column] = desk.below[root, column] - desk.below[u, column]
    rows[at, PERIMETER] += 2.0 * desk.cross[u, 0]
    rows[at, CUT] += 2.0 * desk.cross[u, 1]


@njit(cache=True)
def _grow_tree(graph: Graph, members: NDArray[np.int32], desk: Desk, chance: Chance) -> None:
    """Wilson's loop-erased walks, a step being likelier over a border that is dear to cut."""
    root = members[below(chance, len(members))]
    desk.inside[root] = 2
    desk.parent[root] = root
    desk.depth[root] = 0
    desk.order[0] = root
    count = np.int64(1)
    for start in members:
        u = start
        while desk.inside[u] == 1:
            desk.parent[u] = _step(graph, u, desk.inside, chance)
            u = desk.parent[u]
        count = _add_path(desk, start, count)


@njit(cache=True)
def _add_path(desk: Desk, start: int, count: np.int64) -> np.int64:
    length, u = 0, start
    while desk.inside[u] == 1:
        length += 1
        desk.inside[u] = 2
        u = desk.parent[u]
    depth, u = desk.depth[u] + length, start
    for back in range(length):
        desk.order[count + length - 1 - back] = u
        desk.depth[u] = depth - back
        u = desk.parent[u]
    return count + length


@njit(cache=True)
def _step(graph: Graph, u: int, inside: NDArray[np.int32], chance: Chance) -> int:
    total = 0.0
    for at in range(graph.first[u], graph.first[u + 1]):
        if inside[graph.neighbour[at]] > 0:
            total += graph.grip[at]
    left = uniform(chance) * total
    chosen = u
    for at in range(graph.first[u], graph.first[u + 1]):
        if inside[graph.neighbour[at]] > 0:
            chosen = graph.neighbour[at]
            left -= graph.grip[at]
            if left < 0.0:
                break
    return chosen


@njit(cache=True)
def _sum_subtrees(graph: Graph, members: NDArray[np.int32], names: tuple[np.int32, np.int32], desk: Desk) -> None:
    """``below`` and ``cross`` of every subtree, each inner edge counted where its two ends' paths meet."""
    for u in members:
        for column in range(5):
            desk.below[u, column] = graph.unit[u, column]
        for way in range(2):
            desk.cross[u, way] = 0.0
            desk.stay[u, way] = graph.worth[u] if graph.home[u] == names[way] else 0.0
    for u in members:
        for at in range(graph.first[u], graph.first[u + 1]):
            v = graph.neighbour[at]
            if desk.inside[v] == 2:
                desk.cross[u, 0] += graph.length[at]
                desk.cross[u, 1] += graph.price[at]
                if u < v:
                    _count_inner(desk, _meeting(desk, u, v), graph.length[at], graph.price[at])
    for back in range(len(members) - 1):
        u = desk.order[len(members) - 1 - back]
        add_row(desk.below, desk.parent[u], desk.below, u)
        add_row(desk.cross, desk.parent[u], desk.cross, u)
        add_row(desk.stay, desk.parent[u], desk.stay, u)


@njit(cache=True)
def _count_inner(desk: Desk, where: int, length: float, price: float) -> None:
    desk.below[where, PERIMETER] -= 2.0 * length
    desk.below[where, CUT] -= 2.0 * price
    desk.cross[where, 0] -= 2.0 * length
    desk.cross[where, 1] -= 2.0 * price


@njit(cache=True)
def _meeting(desk: Desk, u: int, v: int) -> int:
    while u != v:
        if desk.depth[u] >= desk.depth[v]:
            u = desk.parent[u]
        else:
            v = desk.parent[v]
    return u
