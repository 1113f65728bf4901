"""spopt's regions: max-p with a lower bound, and k-means grown over neighbours. Neither knows an upper bound."""

import geopandas  # noqa: TID251  # spopt takes nothing else
import numpy as np
import shapely
from libpysal.weights import W
from spopt.region import MaxPHeuristic, RegionKMeansHeuristic

from benchmarks.graph import Integers, UnitGraph, neighbours
from benchmarks.score import Request


def max_p(units: UnitGraph, request: Request, seed: int) -> Integers:
    """As many regions as hold ``low``, alike in place; spopt draws from numpy's global generator, so that is seeded."""
    if units.size.sum() < 2 * request.low:
        return np.zeros(len(units.size), dtype=np.int64)  # one region; spopt refuses to look
    np.random.seed(seed)  # noqa: NPY002  # spopt offers no other way
    place = {"x": units.point[:, 0], "y": units.point[:, 1], "size": units.size}
    frame = geopandas.GeoDataFrame(place, geometry=shapely.points(units.point))
    model = MaxPHeuristic(frame, _weights(units), ["x", "y"], "size", request.low, max_iterations_construction=10)
    model.solve()
    return np.asarray(model.labels_, dtype=np.int64)


def k_means(units: UnitGraph, request: Request, seed: int) -> Integers:
    """``count`` regions, alike in place."""
    model = RegionKMeansHeuristic(units.point, request.count, _weights(units), seed=seed)
    model.solve()
    return np.asarray(model.labels_, dtype=np.int64)


def _weights(units: UnitGraph) -> W:
    graph = neighbours(units)
    rows = np.split(graph.indices, graph.indptr[1:-1])
    return W({unit: row.tolist() for unit, row in enumerate(rows)}, silence_warnings=True)
