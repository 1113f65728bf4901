"""One scorer for every solver: what a labelling of units is worth, by the measures of the table."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks.graph import Integers, Reals, UnitGraph


@dataclass(frozen=True)
class Request:
    """What every solver is asked for in one community: ``count`` grids within [low, high] around ``target``."""

    count: int
    low: int
    high: int
    target: int


@dataclass(frozen=True)
class Marks:
    """The grids of one community: arrays (k,), and the metres cut once each."""

    size: Integers
    round_: Reals  # Polsby-Popper
    broken: NDArray[np.bool_]
    cut: float
    priced: float
    shared: float


@dataclass(frozen=True)
class Score:
    """All communities together; shares and indices 0-1."""

    grids: int
    in_bounds: float
    deviation_mean: float
    deviation_max: float
    broken: int
    polsby_popper: float
    street_share: float
    priced_cut_km: float


def allowance(units: UnitGraph, request: Request) -> float:
    """How far a grid may be from the mean of its community on the band's narrower side, as a share of the mean."""
    mean = max(float(units.size.sum()), 1.0) / request.count
    return max(min(request.high / mean - 1, 1 - request.low / mean), 0.001)


def marks(units: UnitGraph, label: Integers) -> Marks:
    """The measures of ``label`` (n,); labels need not be consecutive, an unused one is no grid."""
    label = np.unique(label, return_inverse=True)[1]
    k = int(label.max()) + 1
    ends = label[units.edge]
    parted = ends[:, 0] != ends[:, 1]
    crossing = np.bincount(ends[parted].ravel(), np.repeat(units.length[parted], 2), k)
    perimeter = np.bincount(label, units.outline, k) + crossing
    return Marks(
        size=np.bincount(label, units.size, k).astype(np.int64),
        round_=4 * np.pi * np.bincount(label, units.area, k) / np.maximum(perimeter, 1e-9) ** 2,
        broken=_parts(units, label, ~parted, k) > 1,
        cut=float(units.length[parted].sum()),
        priced=float(units.price[parted].sum()),
        shared=float(units.share[parted].sum()),
    )


def total(every: Sequence[Marks], band: Request) -> Score:
    """The score of a town; every grid counts alike."""
    size = np.concatenate([one.size for one in every])
    away = np.abs(size - band.target) / band.target
    cut = sum(one.cut for one in every)
    return Score(
        grids=len(size),
        in_bounds=float(((size >= band.low) & (size <= band.high)).mean()),
        deviation_mean=float(away.mean()),
        deviation_max=float(away.max()),
        broken=int(sum(one.broken.sum() for one in every)),
        polsby_popper=float(np.concatenate([one.round_ for one in every]).mean()),
        street_share=sum(one.shared for one in every) / cut if cut else float("nan"),
        priced_cut_km=sum(one.priced for one in every) / 1000,
    )


def _parts(units: UnitGraph, label: Integers, kept: NDArray[np.bool_], k: int) -> Integers:
    """How many connected parts each grid has, (k,)."""
    u, v = units.edge[kept].T
    n = len(label)
    part = connected_components(coo_array((np.ones(len(u)), (u, v)), shape=(n, n)), directed=False)[1]
    return np.bincount(label[np.unique(part, return_index=True)[1]], minlength=k).astype(np.int64)
