"""Whether the grids tile the communities: gaps, overlaps, grids across borders, grids of several parts.

Only what is thicker than 4 cm counts. Nothing is ever made larger to see whether it covers: a buffer outwards by a
hair can fill a large hole. Differences are taken as they are, and only the pieces that are left are thinned.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.outside.files import Papers, Shapes

THICK = 0.04  # metres
_LEAST_AREA = 1e-3  # square metres: less cannot be 4 cm thick both ways
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Cover:
    """Areas in square metres, the rest numbers of grids."""

    gap: float
    overlap: float
    across: int
    broken: int
    invalid: int


def cover(papers: Papers, home: Rows) -> Cover:
    """``home`` is the row of each grid's community, (G,), -1 for an unknown code (counts as across)."""
    grids, communities = papers.grids.shape, papers.communities.shape
    return Cover(
        gap=_gap(communities, grids),
        overlap=_overlap(grids),
        across=sum(at < 0 or thick_area(grid - communities[at]) > 0 for grid, at in zip(grids, home, strict=True)),
        broken=sum(at >= 0 and is_broken(grid, communities[at]) for grid, at in zip(grids, home, strict=True)),
        invalid=int((~shapely.is_valid(grids)).sum()),
    )


def thick_area(left: shapely.Geometry) -> float:
    """The area of those pieces of ``left`` that are somewhere thicker than 4 cm."""
    return float(shapely.area(thick_parts(left)).sum())


def thick_parts(left: shapely.Geometry) -> Shapes:
    """The polygons among the pieces of ``left`` in which a disc of 4 cm has room."""
    parts = shapely.get_parts(shapely.get_parts([left]))
    parts = parts[shapely.area(parts) > _LEAST_AREA]
    return parts[~shapely.is_empty(shapely.buffer(parts, -THICK / 2))]


def is_broken(grid: shapely.Geometry, community: shapely.Geometry) -> bool:
    """Whether two parts of ``grid`` lie in the same part of its community."""
    parts = thick_parts(grid)
    if len(parts) < 2:
        return False
    where = shapely.STRtree(shapely.get_parts(community)).query_nearest(
        shapely.point_on_surface(parts), all_matches=False
    )[1]
    return len(np.unique(where)) < len(parts)


def _gap(communities: Shapes, grids: Shapes) -> float:
    tree = shapely.STRtree(grids)
    near = [tree.query(community, predicate="intersects") for community in communities]
    return sum(
        thick_area(_sound(community) - shapely.union_all(_sound(grids[rows])))
        for community, rows in zip(communities, near, strict=True)
    )


def _overlap(grids: Shapes) -> float:
    sound = _sound(grids)
    one, other = shapely.STRtree(sound).query(sound, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.intersection(sound[one], sound[other])
    return sum(thick_area(piece) for piece in shared[shapely.area(shared) > _LEAST_AREA])


def _sound(shape: Shapes) -> Shapes:
    """Invalid shapes made valid, so that they can be subtracted; that they were invalid is told elsewhere."""
    return np.where(shapely.is_valid(shape), shape, shapely.make_valid(shape))[()]
