"""Colours of the picture: light ones that colour-blind people tell apart, no two grids alike side by side."""

from itertools import pairwise

import numpy as np
import shapely

from wangge.gridding.town import Geometries, Integers

# Paul Tol's "light" scheme mixed with white, so that streets and letters stand out on them.
GRID_COLOURS = ("#abc9e8", "#f5b8a4", "#f6eeb8", "#fccdd6", "#c4ecff", "#8fd6c4", "#d9e08a", "#dcdcdc")

_SIDE_BY_SIDE = 0.05  # metres


def grid_colours(boundary: Geometries) -> Integers:
    """An index into GRID_COLOURS for each grid (G,), another one for each grid that it touches, even at a corner.

    The grid with most neighbours chooses first. Should all colours be taken around a grid, the rarest there is used.
    """
    one, other = shapely.STRtree(boundary).query(boundary, predicate="dwithin", distance=_SIDE_BY_SIDE)
    beside = [other[a:b] for a, b in _runs(one, len(boundary))]
    colour = np.full(len(boundary), -1, dtype=np.int64)
    used = np.zeros(len(GRID_COLOURS))
    for grid in np.argsort([-len(neighbours) for neighbours in beside], kind="stable"):
        taken = colour[beside[grid]]
        around = np.bincount(taken[taken >= 0], minlength=len(GRID_COLOURS))
        colour[grid] = np.lexsort((used, around))[0]  # of the free ones the least used: all colours appear alike
        used[colour[grid]] += 1
    return colour


def _runs(sorted_rows: Integers, count: int) -> list[tuple[int, int]]:
    ends = np.searchsorted(sorted_rows, np.arange(count + 1)).tolist()
    return list(pairwise(ends))
