"""The unit graph of one community as every solver gets it, and pieces cut out of it. Who makes it is not known."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

Integers = NDArray[np.int64]
Small = NDArray[np.int32]
Reals = NDArray[np.float64]


class UnitGraph(Protocol):
    """n units and m borders between them; metres and square metres. Virtual borders have length 0."""

    @property
    def size(self) -> Integers: ...  # (n,)
    @property
    def area(self) -> Reals: ...  # (n,)
    @property
    def outline(self) -> Reals: ...  # (n,) metres on the border of the community
    @property
    def point(self) -> Reals: ...  # (n, 2)
    @property
    def edge(self) -> Small: ...  # (m, 2)
    @property
    def length(self) -> Reals: ...  # (m,)
    @property
    def price(self) -> Reals: ...  # (m,) priced metres
    @property
    def share(self) -> Reals: ...  # (m,) weighted metres


@dataclass(frozen=True)
class Piece:
    """A unit graph with nothing else on it."""

    size: Integers
    area: Reals
    outline: Reals
    point: Reals
    edge: Small
    length: Reals
    price: Reals
    share: Reals


def neighbours(units: UnitGraph, weight: Reals | None = None) -> csr_array:
    """The symmetric (n, n) matrix of ``weight`` (m,), ones if not given; explicit zeros stay."""
    n, value = len(units.size), np.ones(len(units.edge)) if weight is None else weight
    u, v = units.edge.T
    both = (np.append(u, v), np.append(v, u))
    return coo_array((np.append(value, value), both), shape=(n, n)).tocsr()


def is_connected(units: UnitGraph, members: Integers) -> bool:
    """Whether ``members`` (rows) hang together."""
    inside = neighbours(units)[members][:, members]
    return len(members) > 0 and connected_components(inside, directed=False)[0] == 1


def cut_out(units: UnitGraph, members: Integers) -> Piece:
    """The graph of ``members`` alone: borders to the others become outline."""
    row = np.full(len(units.size), -1)
    row[members] = np.arange(len(members))
    ends = row[units.edge]
    kept, edge_out = (ends >= 0).all(axis=1), (ends >= 0).sum(axis=1) == 1
    lost = np.bincount(ends[edge_out].max(axis=1), units.length[edge_out], len(members))
    return Piece(
        units.size[members],
        units.area[members],
        units.outline[members] + lost,
        units.point[members],
        ends[kept].astype(np.int32),
        units.length[kept],
        units.price[kept],
        units.share[kept],
    )


def connected_piece(units: UnitGraph, start: int, count: int) -> Integers:
    """The rows of ``count`` units around ``start``, nearest first, always hanging together."""
    graph, found, seen = neighbours(units), [start], {start}
    far = np.hypot(*(units.point - units.point[start]).T)
    border = set(graph.indices[graph.indptr[start] : graph.indptr[start + 1]].tolist()) - seen
    while border and len(found) < count:
        nearest = min(border, key=lambda unit: (far[unit], unit))
        found.append(nearest)
        seen.add(nearest)
        border |= set(graph.indices[graph.indptr[nearest] : graph.indptr[nearest + 1]].tolist())
        border -= seen
    return np.array(sorted(found), dtype=np.int64)
