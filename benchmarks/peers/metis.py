"""METIS by pymetis: k-way with contiguous parts, the same at length, and recursive bisection."""

import numpy as np
import pymetis

from benchmarks.graph import Integers, UnitGraph, neighbours
from benchmarks.score import Request, allowance, marks

_CUTS = 20
_TENTHS = 10  # METIS takes integers: prices in tenths of a metre, a virtual border costs the least there is


def contiguous(units: UnitGraph, request: Request, seed: int) -> Integers:
    """One call allowing a tenth above the mean: of the usual allowances the one with the most grids in bounds."""
    return _k_way(units, request, 0.1, seed)


def contiguous_in_band(units: UnitGraph, request: Request, seed: int) -> Integers:
    """One call allowing what the band allows: cheaper cuts, but METIS has no lower bound and lets grids fall below."""
    return _k_way(units, request, allowance(units, request), seed)


def contiguous_at_length(units: UnitGraph, request: Request, seed: int) -> Integers:
    """Five allowances and two seeds: the labelling with the fewest grids out of bounds, then the lowest priced cut."""
    allowed = allowance(units, request)
    tried = [_k_way(units, request, allowed * step / 5, seed + shift) for step in range(1, 6) for shift in range(2)]
    return min(tried, key=lambda label: _badness(units, request, label))


def recursive(units: UnitGraph, request: Request, seed: int) -> Integers:
    """Recursive bisection: each of its levels may use its share of the allowance."""
    levels = max(1, int(np.ceil(np.log2(request.count))))
    options = pymetis.Options(ncuts=_CUTS, seed=seed, ufactor=_thousandths(allowance(units, request) / levels))
    return _run(units, request.count, options, straight=False)


def _k_way(units: UnitGraph, request: Request, allowed: float, seed: int) -> Integers:
    options = pymetis.Options(ncuts=_CUTS, seed=seed, ufactor=_thousandths(allowed))
    return _run(units, request.count, options, straight=True)


def _run(units: UnitGraph, count: int, options: pymetis.Options, *, straight: bool) -> Integers:
    """``straight`` is k-way with contiguous parts, else recursive bisection."""
    if count < 2:
        return np.zeros(len(units.size), dtype=np.int64)
    graph = neighbours(units, np.maximum(np.round(units.price * _TENTHS), 1))
    if straight:
        options.contig = True
    part = pymetis.part_graph(
        count,
        pymetis.CSRAdjacency(graph.indptr.tolist(), graph.indices.tolist()),
        vweights=units.size.tolist(),
        eweights=graph.data.astype(np.int64).tolist(),
        recursive=not straight,
        options=options,
    )
    return np.asarray(part.vertex_part, dtype=np.int64)


def _thousandths(allowed: float) -> int:
    return max(1, int(allowed * 1000))


def _badness(units: UnitGraph, request: Request, label: Integers) -> tuple[int, float]:
    found = marks(units, label)
    outside = (found.size < request.low) | (found.size > request.high)
    return int(outside.sum() + found.broken.sum()) + abs(len(found.size) - request.count), found.priced
