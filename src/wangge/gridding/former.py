"""A plan that was in force before: what re-division and import need of it. Read by ``files.former``."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from scipy.spatial import KDTree

from wangge.gridding.codes import COMMUNITY_DIGITS, is_provisional, provisional_codes
from wangge.gridding.town import Buildings, Geometries, Integers, Texts, Town, TownError
from wangge.language import _

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


def with_former_codes(town: Town, former: FormerPlan) -> Town:
    """``town`` whose provisional communities are called as in ``former``, where it had the same ground.

    A community keeps the provisional code of the one with which it shares most ground, each code once; the others get
    numbers that were never given. TownError if the plan lies elsewhere altogether.
    """
    known = town.communities
    if not shapely.intersects(shapely.union_all(known.boundary), shapely.union_all(former.boundary)):
        raise TownError(_("layer grids: the former plan lies outside of this town; give the plan of this town"))
    wanted = np.flatnonzero(known.provisional)
    kept = _kept_codes(known.boundary[wanted], former)
    code = known.code.copy()
    code[wanted] = [kept.get(row, "") for row in range(len(wanted))]
    new = wanted[code[wanted] == ""]
    given = {*code.tolist(), *(text[:COMMUNITY_DIGITS] for text in (*former.code, *former.retired))}
    points = shapely.get_coordinates(shapely.point_on_surface(known.boundary[new]))
    code[new] = provisional_codes(points, given)
    return replace(town, communities=replace(known, code=code))


def _kept_codes(boundary: Geometries, former: FormerPlan) -> dict[int, str]:
    shared: dict[tuple[int, str], float] = {}
    for row, grid in zip(*shapely.STRtree(former.boundary).query(boundary, predicate="intersects"), strict=True):
        code = str(former.code[grid])[:COMMUNITY_DIGITS]
        if is_provisional(code):
            area = float(shapely.area(shapely.intersection(boundary[row], former.boundary[grid])))
            shared[int(row), code] = shared.get((int(row), code), 0.0) + area
    kept: dict[int, str] = {}
    for (row, code), area in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if area > 0 and row not in kept and code not in kept.values():
            kept[row] = code
    return kept


def former_code_at(former: FormerPlan, points: Geometries) -> Texts:
    """The former grid that each point (n,) lies in, "" for none."""
    code = np.full(len(points), "", dtype=object)
    at, grid = shapely.STRtree(former.boundary).query(points, predicate="within")
    code[at] = former.code[grid]
    return code
