"""A balanced power diagram on the units' points, then reconnected. Ours, for want of a package."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from benchmarks.graph import Integers, Reals, UnitGraph, neighbours
from benchmarks.score import Request

_ROUNDS = 40
_WEIGHINGS = 30


def power_diagram(units: UnitGraph, request: Request, seed: int) -> Integers:
    """Centres move to the middle of their grid, weights move until sizes are even; strays join a neighbour."""
    centre = _first_centres(units, request.count, np.random.default_rng(seed))
    weight = np.zeros(request.count)
    label = np.zeros(len(units.size), dtype=np.int64)
    for _ in range(_ROUNDS):
        label, weight = _weighed(units, centre, weight)
        before, centre = centre, _middles(units, label, centre)
        if np.allclose(before, centre, atol=0.1):
            break
    return reconnected(units, label, request.count)


def reconnected(units: UnitGraph, label: Integers, count: int) -> Integers:
    """Each grid keeps its largest part; the others join the smallest grid beside them, part by part."""
    label = _largest_parts(units, label, count)
    graph = neighbours(units)
    while (label < 0).any():
        size = np.bincount(label[label >= 0], units.size[label >= 0], count)
        touched = [
            (int(unit), label[graph.indices[graph.indptr[unit] : graph.indptr[unit + 1]]])
            for unit in np.flatnonzero(label < 0)
        ]
        beside = [(unit, near[near >= 0]) for unit, near in touched if (near >= 0).any()]
        if not beside:
            label[label < 0] = 0
            break
        unit, near = max(beside, key=lambda pair: (units.size[pair[0]], -pair[0]))
        label[unit] = min(near.tolist(), key=lambda grid: (size[grid], grid))
    return label


def _first_centres(units: UnitGraph, count: int, chance: np.random.Generator) -> Reals:
    """As k-means++ does, by households."""
    heavy = np.maximum(units.size, 1e-3)
    centre = [units.point[chance.choice(len(heavy), p=heavy / heavy.sum())]]
    for _ in range(count - 1):
        far = np.min([((units.point - one) ** 2).sum(axis=1) for one in centre], axis=0) * heavy
        spread = far / far.sum() if far.sum() > 0 else heavy / heavy.sum()
        centre.append(units.point[chance.choice(len(heavy), p=spread)])
    return np.array(centre)


def _weighed(units: UnitGraph, centre: Reals, weight: Reals) -> tuple[Integers, Reals]:
    """Labels (n,) and weights (k,) after weighing: too large a grid loses weight, square metres a step."""
    far = ((units.point[:, None, :] - centre[None, :, :]) ** 2).sum(axis=2)
    mean = max(float(units.size.sum()) / len(centre), 1.0)
    step = float(units.area.sum()) / len(centre) * 0.3
    best, least = (far - weight).argmin(axis=1), np.inf
    kept = weight
    for turn in range(_WEIGHINGS):
        label = (far - weight).argmin(axis=1)
        excess = np.bincount(label, units.size, len(centre)) / mean - 1
        if (worst := float(np.abs(excess).sum())) < least:
            best, least, kept = label, worst, weight
        weight = weight - step * excess / (1 + turn / 6)
    return best.astype(np.int64), kept


def _middles(units: UnitGraph, label: Integers, centre: Reals) -> Reals:
    heavy = units.size + 1e-3
    mass = np.bincount(label, heavy, len(centre))
    middle = np.stack([np.bincount(label, heavy * axis, len(centre)) for axis in units.point.T], axis=1)
    return np.where(mass[:, None] > 0, middle / np.maximum(mass, 1e-9)[:, None], centre)


def _largest_parts(units: UnitGraph, label: Integers, count: int) -> Integers:
    """Labels with -1 for what is not in the largest part of its grid."""
    u, v = units.edge[label[units.edge[:, 0]] == label[units.edge[:, 1]]].T
    n = len(label)
    part = connected_components(coo_array((np.ones(len(u)), (u, v)), shape=(n, n)), directed=False)[1]
    size = np.bincount(part, units.size + 1e-6)
    kept = label.copy()
    for grid in range(count):
        mine = np.unique(part[label == grid])
        if len(mine) > 1:
            largest = mine[np.argmax(size[mine])]
            kept[(label == grid) & (part != largest)] = -1
    return kept
