"""Which grid each building stands in, by its representative point; buildings that stand in none or in two."""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.gridding.plan import Plan
from wangge.gridding.town import Flags, Geometries, Integers, Town

_ON_THE_EDGE = 0.02  # metres: a point so near to a boundary is not held against the plan


@dataclass(frozen=True)
class Whereabouts:
    """Where the B buildings of a town stand in a plan."""

    grid: Integers  # (B,) row in the plan, -1 if in none
    in_none: Flags  # (B,) in a community but in no grid
    in_two: Flags  # (B,)
    outside: Flags  # (B,) in no community
    listed_elsewhere: Flags  # (B,) the plan lists another grid than the one where the building stands


def whereabouts(town: Town, plan: Plan) -> Whereabouts:
    """Find every building again by its place; on an edge, the grid that the plan lists is believed."""
    points = shapely.point_on_surface(town.buildings.shape)
    building, grid = shapely.STRtree(plan.boundary).query(points, predicate="dwithin", distance=_ON_THE_EDGE)
    count = np.bincount(building, minlength=len(points))
    found = np.full(len(points), -1)
    found[building[::-1]] = grid[::-1]
    as_listed = np.zeros(len(points), dtype=np.bool_)
    as_listed[building[plan.grid_of_building[building] == grid]] = True
    found[as_listed] = plan.grid_of_building[as_listed]
    outside = ~_inside(points, town.communities.boundary) & (count == 0)
    listed = plan.grid_of_building >= 0
    elsewhere = ~as_listed & (listed | (count > 0))
    return Whereabouts(found, (count == 0) & ~outside, _in_two(points, building, grid, plan), outside, elsewhere)


def _in_two(points: Geometries, building: Integers, grid: Integers, plan: Plan) -> Flags:
    """Whether each point lies well inside of two grids or more."""
    shared = np.bincount(building, minlength=len(points))[building] > 1
    building, grid = building[shared], grid[shared]
    edge = shapely.distance(points[building], shapely.boundary(plan.boundary[grid]))
    deep = (edge > _ON_THE_EDGE) & shapely.intersects(plan.boundary[grid], points[building])
    return np.bincount(building[deep], minlength=len(points)) > 1


def _inside(points: Geometries, boundary: Geometries) -> Flags:
    inside = np.zeros(len(points), dtype=np.bool_)
    inside[shapely.STRtree(boundary).query(points, predicate="intersects")[0]] = True
    return inside
