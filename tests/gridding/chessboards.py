"""Square units in rows, their borders of any worth, for tests of the search; and whether grids are in one piece."""

from dataclasses import replace

import numpy as np

from tests.gridding.unit_graphs import lattice
from wangge.gridding.search.graph import Graph
from wangge.gridding.units import Units

SIDE = 50.0  # metres of a unit

Labels = np.ndarray


def chessboard(wide: int, high: int, size: list[int], worth: list[float]) -> Units:
    """``wide`` x ``high`` units, row by row; sizes and the prices of a metre of border are taken again and again."""
    n = wide * high
    x, y = np.arange(n) % wide, np.arange(n) // wide
    plain = lattice(wide, high, np.resize(size, n).tolist())
    length = np.full(len(plain.edge), SIDE)
    price = length * np.resize(np.array(worth), len(plain.edge))
    return replace(
        plain,
        area=np.full(n, SIDE * SIDE),
        outline=SIDE * ((x == 0) * 1.0 + (x == wide - 1) + (y == 0) + (y == high - 1)),
        point=np.column_stack([x, y]) * SIDE,
        length=length,
        price=price,
        share=length - price,
    )


def is_connected(graph: Graph, members: Labels) -> bool:
    inside, found = set(members.tolist()), [int(members[0])]
    for u in found:
        near = graph.neighbour[graph.first[u] : graph.first[u + 1]].tolist()
        found += [v for v in near if v in inside and v not in found]
    return len(found) == len(inside)


def assert_pieces(graph: Graph, label: Labels) -> None:
    """Every grid is in one piece."""
    assert all(is_connected(graph, np.flatnonzero(label == grid)) for grid in set(label.tolist()))
