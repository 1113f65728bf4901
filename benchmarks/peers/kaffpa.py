"""KaHIP's multilevel partitioner in its strong setting, by the kahip wheel."""

import kahip
import numpy as np

from benchmarks.graph import Integers, UnitGraph, neighbours
from benchmarks.score import Request, allowance

_STRONG = 2
_TENTHS = 10


def strong(units: UnitGraph, request: Request, seed: int) -> Integers:
    """One call, allowing what the band allows on its narrower side."""
    if request.count < 2:
        return np.zeros(len(units.size), dtype=np.int64)
    graph = neighbours(units, np.maximum(np.round(units.price * _TENTHS), 1))
    _, label = kahip.kaffpa(
        units.size.tolist(),
        graph.indptr.tolist(),
        graph.data.astype(np.int64).tolist(),
        graph.indices.tolist(),
        request.count,
        allowance(units, request),
        True,  # noqa: FBT003  # the wheel has no names for its arguments: this one suppresses its output
        seed,
        _STRONG,
    )
    return np.asarray(label, dtype=np.int64)
