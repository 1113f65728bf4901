"""The graph of units as the compiled loops read it: neighbours in compressed rows, one row of measures a unit."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from wangge.gridding.search.objective import Objective, grid_cost
from wangge.gridding.units import Units

Floats = NDArray[np.float64]

# Columns of a row of measures, of a unit as of a grid.
SIZE, AREA, PERIMETER, CUT, COUNT = range(5)


class Graph(NamedTuple):
    """n units; the neighbours of u are ``neighbour[first[u]:first[u + 1]]``."""

    first: NDArray[np.int32]  # (n + 1,)
    neighbour: NDArray[np.int32]  # (2 m,)
    length: NDArray[np.float64]  # (2 m,) metres
    price: NDArray[np.float64]  # (2 m,) priced metres
    grip: NDArray[np.float64]  # (2 m,) how readily a random tree takes the edge
    unit: NDArray[np.float64]  # (n, 5) size, area, perimeter, priced perimeter inside the community, 1
    home: NDArray[np.int32]  # (n,) the grid that the unit belonged to before, -1 for none
    worth: NDArray[np.float64]  # (n,) what it costs to take the unit from its home


def graph_of(units: Units, tilt: float) -> Graph:
    """The graph of ``units``; ``tilt`` is taken off the price of each metre (see Effort)."""
    n, edge = len(units.size), units.edge
    ends, others = np.append(edge[:, 0], edge[:, 1]), np.append(edge[:, 1], edge[:, 0])
    order = np.lexsort((others, ends))
    length, price = np.tile(units.length, 2)[order], np.tile(units.price, 2)[order]
    perimeter = units.outline + np.bincount(ends[order], length, n)
    cut = np.bincount(ends[order], price - tilt * length, n)
    return Graph(
        np.searchsorted(ends[order], np.arange(n + 1)).astype(np.int32),
        others[order].astype(np.int32),
        length,
        price - tilt * length,
        _grip(length, price),
        np.column_stack([units.size, units.area, perimeter, cut, np.ones(n)]),
        np.full(n, -1, dtype=np.int32),
        np.zeros(n),
    )


def _grip(length: Floats, price: Floats) -> Floats:
    """Trees hold together what is dear to cut: long borders through blocks; streets are where they part."""
    dear = np.clip(price / np.maximum(length, 0.01), 0.0, 1.0)
    mean = max(float(length.mean()), 0.01) if len(length) else 1.0
    return np.asarray((0.05 + dear**2) * (1.0 + 2.0 * length / mean))


def grids_of(graph: Graph, label: NDArray[np.int32], count: int) -> Floats:
    """The measures of each grid of a labelling, (count, 5)."""
    grids = np.zeros((count, 5))
    sum_grids(graph, label, grids)
    return grids


@njit(cache=True)
def sum_grids(graph: Graph, label: NDArray[np.int32], grids: Floats) -> None:
    """Fill ``grids`` (count, 5) with the measures of each grid of a labelling."""
    for g in range(len(grids)):
        for column in range(5):
            grids[g, column] = 0.0
    for u in range(len(label)):
        g = label[u]
        add_row(grids, g, graph.unit, u)
        for at in range(graph.first[u], graph.first[u + 1]):
            if label[graph.neighbour[at]] == g:
                grids[g, PERIMETER] -= graph.length[at]
                grids[g, CUT] -= graph.price[at]


@njit(cache=True)
def add_row(rows: Floats, to: int, others: Floats, what: int) -> None:
    """Add row ``what`` of ``others`` to row ``to`` of ``rows``."""
    for column in range(rows.shape[1]):
        rows[to, column] += others[what, column]


@njit(cache=True)
def row_cost(rows: Floats, at: int, grids: float, objective: Objective) -> float:
    """The cost of one row of measures."""
    return grid_cost(rows[at, SIZE], rows[at, AREA], rows[at, PERIMETER], rows[at, CUT], grids, objective)


@njit(cache=True)
def total_cost(graph: Graph, label: NDArray[np.int32], grids: Floats, objective: Objective) -> float:
    """The cost of a division, with what it cost to take units from their homes."""
    total = 0.0
    for g in range(len(grids)):
        total += row_cost(grids, g, 1.0, objective)
    for u in range(len(label)):
        if graph.home[u] >= 0 and graph.home[u] != label[u]:
            total += graph.worth[u]
    return total
