"""Where a plan is not seamless: gaps, overlaps, broken grids and grids across a community's border.

From geometry alone. Edges that were snapped to a grid of centimetres leave slivers, which are no defects.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from wangge.gridding.figures import Reals
from wangge.gridding.plan import Plan
from wangge.gridding.town import Communities, Geometries, Integers

_HALF_THICKNESS = 0.02  # metres: what is nowhere thicker than 4 cm is no gap and no overlap
_LEAST_AREA = np.pi * _HALF_THICKNESS**2  # m2: nothing smaller holds a disc of that thickness
_POLYGON = 3  # shapely's type number


@dataclass(frozen=True)
class Seams:
    """The defects of a plan's geometry; all zero and empty in a good one."""

    gap_m2: float  # of communities, in no grid
    overlap_m2: float  # in two grids; a piece in three counts for each pair
    broken: Integers  # rows in the plan
    crossing: Integers  # rows in the plan


def seams(communities: Communities, plan: Plan) -> Seams:
    """The gaps and overlaps thicker than 4 cm, and the grids that are broken or go beyond their community.

    A grid is broken if it has two or more pieces, not joined by an edge, inside one connected part of what its
    community has left beside the dedicated grids. Dedicated grids are as they were given and never broken.
    """
    broken = [grid for grid in _of_several_pieces(plan) if _is_broken(grid, communities, plan)]
    return Seams(
        gap_m2=_gaps(communities.boundary, plan),
        overlap_m2=_overlaps(plan.boundary),
        broken=np.array(broken, dtype=np.int64),
        crossing=_crossing(communities.boundary, plan),
    )


def _gaps(boundary: Geometries, plan: Plan) -> float:
    """Square metres of the communities outside all grids."""
    bare = shapely.difference(boundary, _grounds(len(boundary), plan))
    suspect = np.flatnonzero(_thick_area(bare))
    tree = shapely.STRtree(plan.boundary)
    for row in suspect:  # a neighbour's grid may lie there: that is a crossing, not a gap
        bare[row] = shapely.difference(bare[row], shapely.union_all(plan.boundary[tree.query(bare[row])]))
    return float(_thick_area(bare[suspect]).sum())


def _grounds(count: int, plan: Plan) -> Geometries:
    """What the grids of each community cover together, (count,)."""
    order = np.argsort(plan.community, kind="stable")
    ends = np.searchsorted(plan.community[order], np.arange(count + 1)).tolist()
    grids = plan.boundary[order]
    unions = [shapely.union_all(grids[a:b]) for a, b in pairwise(ends)]
    return np.array(unions, dtype=np.object_)


def _overlaps(boundary: Geometries) -> float:
    one, other = shapely.STRtree(boundary).query(boundary, predicate="intersects")
    pairs = one < other
    shared = shapely.intersection(boundary[one[pairs]], boundary[other[pairs]])
    return float(_thick_area(shared).sum())


def _crossing(boundary: Geometries, plan: Plan) -> Integers:
    own = boundary[plan.community]
    suspect = np.flatnonzero(~shapely.covers(own, plan.boundary))
    beyond = shapely.difference(plan.boundary[suspect], own[suspect])
    return suspect[_thick_area(beyond) > 0]


def _thick_area(shapes: Geometries) -> Reals:
    """Square metres of each shape, leaving out its pieces that are nowhere thicker than 4 cm."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    pieces, part = shapely.get_parts(parts, return_index=True)  # a collection may hold a multipolygon
    area = shapely.area(pieces)
    large = np.flatnonzero((shapely.get_type_id(pieces) == _POLYGON) & (area >= _LEAST_AREA))
    thick = large[~shapely.is_empty(shapely.buffer(pieces[large], -_HALF_THICKNESS))]
    return np.bincount(shape[part[thick]], area[thick], minlength=len(shapes)).astype(np.float64)


def _of_several_pieces(plan: Plan) -> list[int]:
    several = (shapely.get_num_geometries(plan.boundary) > 1) & ~plan.dedicated
    return [int(grid) for grid in np.flatnonzero(several)]


def _is_broken(grid: int, communities: Communities, plan: Plan) -> bool:
    pieces = shapely.get_parts(plan.boundary[grid])
    pieces = pieces[_thick_area(pieces) > 0]
    parts = shapely.get_parts(_free_ground(int(plan.community[grid]), communities, plan))
    part_of_piece = shapely.STRtree(parts).nearest(shapely.point_on_surface(pieces))
    return len(np.unique(part_of_piece)) < len(pieces)


def _free_ground(community: int, communities: Communities, plan: Plan) -> shapely.Geometry:
    """A community without its dedicated grids: what the other grids cover, for a difference would leave hairlines."""
    own = plan.community == community
    if not plan.dedicated[own].any():
        return communities.boundary[community]
    return shapely.union_all(plan.boundary[own & ~plan.dedicated])
