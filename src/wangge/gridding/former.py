"""A plan that was in force before: what re-division and import need of it. Read by ``files.former``."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import KDTree

from wangge.gridding.town import Buildings, Geometries, Integers, Texts

SAME_PLACE = 1.0  # metres between the centres of a building then and now
SAME_AREA = 0.05  # of the footprint by which it may have changed


@dataclass(frozen=True)
class FormerPlan:
    """G grids of an earlier plan with its F buildings, in the metres of the town that is divided again."""

    code: Texts  # (G,) 15 digits, each once
    boundary: Geometries  # (G,) Polygon or MultiPolygon
    households: Integers  # (G,) as they were then
    retired: tuple[str, ...]  # codes that this plan or one before it took out of force
    building: Geometries  # (F,)
    building_code: Texts  # (F,) "" for none


def former_code_of(former: FormerPlan, buildings: Buildings) -> Texts:
    """The former grid of each building (B,) that stood then already, found by place and footprint; "" for a new one.

    The stairwells of a split tower are found by the former grid they stand in.
    """
    code = np.full(len(buildings.shape), "", dtype=object)
    if not len(former.building) or not len(code):
        return code
    centre = shapely.get_coordinates(shapely.centroid(former.building))
    distance, row = KDTree(centre).query(shapely.get_coordinates(shapely.centroid(buildings.shape)))
    before, now = shapely.area(former.building)[row], shapely.area(buildings.shape)
    same = (distance <= SAME_PLACE) & (np.abs(before - now) <= SAME_AREA * np.maximum(before, now))
    code[same] = former.building_code[row[same]]
    pieces = np.flatnonzero(np.bincount(buildings.source)[buildings.source] > 1)
    inside = shapely.point_on_surface(buildings.shape[pieces])
    stood = np.unique(shapely.STRtree(former.building).query(inside, predicate="dwithin", distance=SAME_PLACE)[0])
    code[pieces[stood]] = former_code_at(former, inside[stood])
    return code


def former_code_at(former: FormerPlan, points: Geometries) -> Texts:
    """The former grid that each point (n,) lies in, "" for none."""
    code = np.full(len(points), "", dtype=object)
    at, grid = shapely.STRtree(former.boundary).query(points, predicate="within")
    code[at] = former.code[grid]
    return code
