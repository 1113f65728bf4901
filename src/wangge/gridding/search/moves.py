"""The two moves of the annealing: hand one unit to a neighbouring grid; merge two grids and split them again."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from wangge.gridding.search.chance import Chance, below, uniform
from wangge.gridding.search.graph import CUT, PERIMETER, Graph, row_cost
from wangge.gridding.search.objective import Objective
from wangge.gridding.search.tree import Desk, best_split, other_side, take_subtree


@njit(cache=True)
def accepted(change: float, heat: float, chance: Chance) -> bool:
    """Metropolis' rule."""
    return change <= 0.0 or uniform(chance) < np.exp(-change / heat)


@njit(cache=True)
def try_handing_over(
    graph: Graph,
    label: NDArray[np.int32],
    grids: NDArray[np.float64],
    heat: float,
    objective: Objective,
    desk: Desk,
    chance: Chance,
) -> float:
    """Offer a random unit to a grid next to it; the change of the cost, 0 if it stays."""
    u = below(chance, len(label))
    degree = graph.first[u + 1] - graph.first[u]
    if degree == 0:
        return 0.0
    v = graph.neighbour[graph.first[u] + below(chance, degree)]
    giver, taker = label[u], label[v]
    if giver == taker or grids[giver, 4] < 1.5:
        return 0.0
    change = _change(graph, label, grids, u, giver, taker, objective, desk.rest)
    if not accepted(change, heat, chance) or not _stays_connected(graph, label, u, desk.stack, desk.seen):
        return 0.0
    for column in range(5):
        grids[giver, column], grids[taker, column] = desk.rest[0, column], desk.rest[1, column]
    label[u] = taker
    return change


@njit(cache=True)
def try_splitting_again(
    graph: Graph,
    label: NDArray[np.int32],
    grids: NDArray[np.float64],
    heat: float,
    objective: Objective,
    desk: Desk,
    chance: Chance,
) -> float:
    """Merge the grids on both sides of a random border and split them by a new tree; the change of the cost."""
    u = below(chance, len(label))
    degree = graph.first[u + 1] - graph.first[u]
    if degree == 0:
        return 0.0
    v = graph.neighbour[graph.first[u] + below(chance, degree)]
    a, b = label[u], label[v]
    if a == b:
        return 0.0
    members = _members(graph, label, u, a, b, desk)
    cost, top, straight = best_split(graph, members, (a, b), (1.0, 1.0), objective, desk, chance)
    change = cost - row_cost(grids, a, 1.0, objective) - row_cost(grids, b, 1.0, objective)
    change += _staying(graph, label, members)
    if top < 0 or not accepted(change, heat, chance):
        return 0.0
    if not straight:
        a, b = b, a
    for column in range(5):
        grids[a, column] = desk.below[top, column]
    other_side(desk, desk.order[0], top, grids, b)
    take_subtree(desk, len(members), top, label, a, b)
    return change


@njit(cache=True)
def _staying(graph: Graph, label: NDArray[np.int32], members: NDArray[np.int32]) -> float:
    worth = 0.0
    for u in members:
        if graph.home[u] == label[u]:
            worth += graph.worth[u]
    return worth


@njit(cache=True)
def _change(
    graph: Graph,
    label: NDArray[np.int32],
    grids: NDArray[np.float64],
    u: int,
    giver: int,
    taker: int,
    objective: Objective,
    trial: NDArray[np.float64],
) -> float:
    """What it costs that ``u`` changes hands; the measures of both grids afterwards go to ``trial`` (2, 5)."""
    for column in range(5):
        trial[0, column] = grids[giver, column] - graph.unit[u, column]
        trial[1, column] = grids[taker, column] + graph.unit[u, column]
    for at in range(graph.first[u], graph.first[u + 1]):
        other = label[graph.neighbour[at]]
        if other == giver:
            trial[0, PERIMETER] += 2.0 * graph.length[at]
            trial[0, CUT] += 2.0 * graph.price[at]
        elif other == taker:
            trial[1, PERIMETER] -= 2.0 * graph.length[at]
            trial[1, CUT] -= 2.0 * graph.price[at]
    change = row_cost(trial, 0, 1.0, objective) + row_cost(trial, 1, 1.0, objective)
    change -= row_cost(grids, giver, 1.0, objective) + row_cost(grids, taker, 1.0, objective)
    if graph.home[u] == giver:
        change += graph.worth[u]
    elif graph.home[u] == taker:
        change -= graph.worth[u]
    return change


@njit(cache=True)
def _stays_connected(
    graph: Graph, label: NDArray[np.int32], u: int, stack: NDArray[np.int32], seen: NDArray[np.int32]
) -> bool:
    """Whether u's grid is still one without u: all its neighbours of that grid are reached from the first one."""
    seen[-1] += 1
    mark, wanted, top = seen[-1], 0, 0
    for at in range(graph.first[u], graph.first[u + 1]):
        v = graph.neighbour[at]
        if label[v] == label[u]:
            wanted += 1
            if wanted == 1:
                stack[0], top = v, 1
                seen[v] = mark
    seen[u] = mark
    found = 0
    while top > 0:
        top -= 1
        v = stack[top]
        for at in range(graph.first[v], graph.first[v + 1]):
            w = graph.neighbour[at]
            if w == u:
                found += 1
            elif seen[w] != mark and label[w] == label[u]:
                seen[w] = mark
                stack[top] = w
                top += 1
        if found == wanted:
            return True
    return wanted > 0 and found == wanted


@njit(cache=True)
def _members(graph: Graph, label: NDArray[np.int32], start: int, a: int, b: int, desk: Desk) -> NDArray[np.int32]:
    stack, count, at = desk.stack, 1, 0
    stack[0] = start
    desk.inside[start] = 1
    while at < count:
        u = stack[at]
        at += 1
        for edge in range(graph.first[u], graph.first[u + 1]):
            v = graph.neighbour[edge]
            if desk.inside[v] == 0 and (label[v] == a or label[v] == b):
                desk.inside[v] = 1
                stack[count] = v
                count += 1
    return stack[:count]
