"""Proven optima of small cases: every connected set of units in bounds, and the cheapest way to tile with them.

What a set costs is given as a function; which solver is measured against the optimum is not known here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array

from benchmarks.graph import Integers, Piece, Reals, UnitGraph, connected_piece, cut_out, neighbours
from benchmarks.score import Request

Flags = NDArray[np.bool_]

# (size, area, perimeter, cut metres, priced cut) of s sets, each (s,) -> cost (s,). A cut belongs to both its sides.
Figures = tuple[Reals, Reals, Reals, Reals, Reals]
Cost = Callable[[Reals, Reals, Reals, Reals, Reals], Reals]

MOST_SETS = 500_000
_SECONDS = 60.0
_GAP = 1e-6


@dataclass(frozen=True)
class Case:
    """A piece of a community, and what is asked of it."""

    piece: Piece
    request: Request


@dataclass(frozen=True)
class Optimum:
    """The least cost that any connected division within bounds has, and one that has it, (n,)."""

    cost: float
    label: Integers
    sets: int


def cases(graphs: Sequence[UnitGraph], count: int, most: int = 24) -> Iterator[Case]:
    """``count`` pieces around the heaviest unit of every so many a community: 2, 3 or 4 grids of up to ``most`` units.

    Fewer units for fewer grids: half of a piece can be chosen in too many ways. So few units seldom hold two grids of
    the city's band, so that the target is the piece's own mean, the band a fifth to either side of it: the form of the
    problem and the weights stay.
    """
    large = [graph for graph in graphs if len(graph.size) > most]
    for turn, graph in enumerate(large[:: max(1, len(large) // count)][:count]):
        grids = 2 + turn % 3
        members = connected_piece(graph, int(np.argmax(graph.size)), most - 3 * (4 - grids))
        piece = cut_out(graph, members)
        mean = max(float(piece.size.sum()) / grids, 1.0)
        yield Case(piece, Request(grids, int(np.ceil(0.8 * mean)), int(1.2 * mean), round(mean)))


def optimum(case: Case, cost: Cost, known: float = np.inf, most: int = MOST_SETS) -> Optimum | None:
    """The proven optimum for the case's number of grids; None if there are too many sets, no tiling, or no proof.

    ``known`` is the cost of some division within bounds: sets that cannot be in a cheaper one are left out early.
    """
    sets = connected_sets(case.piece, case.request.low, case.request.high, most)
    if sets is None or not len(sets):
        return None
    sets = sets[_leaves_room(case, sets)]
    price = cost(*figures(case.piece, sets))
    relaxed = linprog(price, A_eq=_tiling(sets), b_eq=_once(case, sets), method="highs")
    if not relaxed.success:
        return None
    reduced = price - _tiling(sets).T @ relaxed.eqlin.marginals
    hopeful = relaxed.fun + reduced <= known + 1e-6
    return _cheapest(case, sets[hopeful], price[hopeful], len(sets))


def value(piece: UnitGraph, label: Integers, cost: Cost) -> float:
    """What a labelling (n,) costs by the same function."""
    members = np.unique(label, return_inverse=True)[1] == np.arange(len(np.unique(label)))[:, None]
    return float(cost(*figures(piece, members)).sum())


def figures(piece: UnitGraph, sets: Flags) -> Figures:
    """Size, area, perimeter, cut metres and priced cut of each set (s, n) of flags."""
    inside = sets.astype(float)
    parted = (sets[:, piece.edge[:, 0]] != sets[:, piece.edge[:, 1]]).astype(float)
    cut = parted @ piece.length
    perimeter = inside @ piece.outline + cut
    return inside @ piece.size.astype(float), inside @ piece.area, perimeter, cut, parted @ piece.price


def _cheapest(case: Case, sets: Flags, price: Reals, of: int) -> Optimum | None:
    once = _once(case, sets)
    found = milp(
        price,
        constraints=LinearConstraint(_tiling(sets), once, once),
        integrality=np.ones(len(sets)),
        bounds=Bounds(0, 1),
        options={"time_limit": _SECONDS, "mip_rel_gap": _GAP},
    )
    if not found.success:
        return None
    chosen = np.flatnonzero(found.x > 0.5)
    return Optimum(float(price[chosen].sum()), sets[chosen].argmax(axis=0).astype(np.int64), of)


def _tiling(sets: Flags) -> csc_array:
    """Rows: every unit once, and the number of grids."""
    return csc_array(np.vstack([sets.T, np.ones(len(sets))]).astype(float))


def _once(case: Case, sets: Flags) -> Reals:
    return np.append(np.ones(sets.shape[1]), case.request.count)


def _leaves_room(case: Case, sets: Flags) -> Flags:
    """Whether each connected part of what a set leaves over can be some whole number of grids, (s,)."""
    size, request, others = case.piece.size, case.request, case.request.count - 1
    rest = size.sum() - sets @ size
    room = (rest >= others * request.low) & (rest <= others * request.high)
    beside, bit = _beside(case.piece), 1 << np.arange(len(size))
    for row in np.flatnonzero(room):
        left = int((~sets[row]) @ bit)
        room[row] = all(_fits(_total(part, size), request) for part in _parts(left, beside))
    return room


def _fits(size: int, request: Request) -> bool:
    return size > 0 and -(-size // request.high) <= size // max(request.low, 1)


def _total(members: int, size: Integers) -> int:
    return sum(int(one) for unit, one in enumerate(size) if members >> unit & 1)


def _parts(left: int, beside: list[int]) -> Iterator[int]:
    """The connected parts of a set of units, as numbers."""
    while left:
        part, border = 0, left & -left
        while border:
            bit = border & -border
            part |= bit
            border = (border | (beside[bit.bit_length() - 1] & left)) & ~part
        yield part
        left &= ~part


def _beside(piece: UnitGraph) -> list[int]:
    """For each unit the units beside it, as a number."""
    graph = neighbours(piece)
    rows = np.split(graph.indices, graph.indptr[1:-1])
    return [sum(1 << int(unit) for unit in row) for row in rows]


def connected_sets(piece: UnitGraph, low: int, high: int, most: int) -> Flags | None:
    """Every connected set whose size is in [low, high], once, as flags (s, n); None if there are more than ``most``.

    Sets are numbers, bit u for unit u. From the lowest unit of a set on: the next unit beside it is in or out for good.
    """
    n, beside = len(piece.size), _beside(piece)
    size, found = piece.size.tolist(), []
    for first in range(n):
        below = (1 << (first + 1)) - 1
        stack = [(1 << first, below, beside[first] & ~below, size[first])]
        while stack:
            members, closed, border, total = stack.pop()
            if total > high:
                continue
            if not border:
                if total >= low:
                    found.append(members)
                    if len(found) > most:
                        return None
                continue
            bit = border & -border
            unit = bit.bit_length() - 1
            stack.append((members, closed | bit, border & ~bit, total))
            stack.append((members | bit, closed | bit, (border | beside[unit]) & ~(closed | bit), total + size[unit]))
    bits = np.array(found, dtype=np.uint64)[:, None] >> np.arange(n, dtype=np.uint64)
    return (bits & np.uint64(1)).astype(bool)
