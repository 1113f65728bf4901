"""A plan that was in force before: what re-division and import need of it. Read by ``files.former``."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import KDTree

from wangge.gridding.town import Geometries, Integers, Texts

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


def former_code_of(former: FormerPlan, buildings: Geometries) -> Texts:
    """The former grid of each building (B,) that stood then already, found by place and footprint; "" for a new one."""
    code = np.full(len(buildings), "", dtype=object)
    if not len(former.building) or not len(buildings):
        return code
    centre = shapely.get_coordinates(shapely.centroid(former.building))
    distance, row = KDTree(centre).query(shapely.get_coordinates(shapely.centroid(buildings)))
    before, now = shapely.area(former.building)[row], shapely.area(buildings)
    same = (distance <= SAME_PLACE) & (np.abs(before - now) <= SAME_AREA * np.maximum(before, now))
    code[same] = former.building_code[row[same]]
    return code
