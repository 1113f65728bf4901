"""A town taken apart: a quarter is one community with the streets, barriers and buildings in it, in a fixed order."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.town import Barriers, Communities, Geometries, Integers, Streets, Town

SHARE_OF_DEDICATED = 0.1  # of a dedicated grid: less of it beyond a border is a drawing's inaccuracy


@dataclass(frozen=True)
class Quarter:
    """One community and what lies in it. Rows are sorted by place, so that the order of the input has no effect."""

    community: int  # row in town.communities
    code: str
    boundary: shapely.Geometry
    streets: Streets
    barriers: Barriers
    dedicated: Geometries
    building: Integers  # (b,) rows in town.buildings
    shape: Geometries  # (b,) footprints or points
    point: NDArray[np.float64]  # (b, 2) a point on each building
    size: Integers  # (b,) households or people, as the measure says


def quarters(town: Town, measure: str) -> list[Quarter]:
    """Every community of a clean ``town``; ``measure`` is "households" or "people". Each building is in at most one."""
    points = shapely.point_on_surface(town.buildings.shape)
    home = community_of_points(town.communities, points)
    size = town.buildings.people if measure == "people" else town.buildings.households
    streets = _touching(town.communities.boundary, town.streets.line)
    barriers = _touching(town.communities.boundary, town.barriers.shape)
    dedicated = _mostly_in(town.communities.boundary, town.dedicated.boundary)
    rows = _rows_by(home, len(town.communities.code))
    return [
        _quarter(town, at, points, size, rows[at], streets[at], barriers[at], dedicated[at])
        for at in range(len(town.communities.code))
    ]


def community_of_points(communities: Communities, points: Geometries) -> Integers:
    """The row of the community that each point lies in, -1 for none; on a border the lower code has it."""
    home = np.full(len(points), -1)
    at, community = shapely.STRtree(communities.boundary).query(points, predicate="intersects")
    rank = np.argsort(np.argsort(communities.code.astype(str), kind="stable"))
    for point, row in sorted(zip(at, community, strict=True), key=lambda pair: -rank[pair[1]]):
        home[point] = row
    return home


def _touching(boundaries: Geometries, shapes: Geometries) -> list[Integers]:
    if not len(shapes):
        return [np.empty(0, dtype=np.int64)] * len(boundaries)
    community, shape = shapely.STRtree(shapes).query(boundaries, predicate="intersects")
    return _split(community, shape, len(boundaries))


def _mostly_in(boundaries: Geometries, dedicated: Geometries) -> list[Integers]:
    """The dedicated grids of each community: those of which it holds a tenth or more."""
    return [
        rows[
            shapely.area(shapely.intersection(dedicated[rows], boundary))
            >= SHARE_OF_DEDICATED * shapely.area(dedicated[rows])
        ]
        for boundary, rows in zip(boundaries, _touching(boundaries, dedicated), strict=True)
    ]


def _rows_by(home: Integers, count: int) -> list[Integers]:
    inside = np.flatnonzero(home >= 0)
    return _split(home[inside], inside, count)


def _split(key: Integers, value: Integers, count: int) -> list[Integers]:
    order = np.lexsort((value, key))
    return np.split(value[order], np.searchsorted(key[order], np.arange(1, count)))


def _quarter(
    town: Town,
    at: int,
    points: Geometries,
    size: Integers,
    building: Integers,
    street: Integers,
    barrier: Integers,
    dedicated: Integers,
) -> Quarter:
    place = shapely.get_coordinates(points[building])
    order = np.lexsort((size[building], place[:, 1], place[:, 0]))
    building = building[order]
    street, barrier = (
        _by_place(town.streets.line, street, town.streets.kind),
        _by_place(town.barriers.shape, barrier, town.barriers.kind),
    )
    return Quarter(
        at,
        str(town.communities.code[at]),
        town.communities.boundary[at],
        Streets(town.streets.line[street], town.streets.kind[street], town.streets.name[street]),
        Barriers(town.barriers.shape[barrier], town.barriers.kind[barrier]),
        town.dedicated.boundary[_by_place(town.dedicated.boundary, dedicated, town.dedicated.name)],
        building,
        shapely.normalize(town.buildings.shape[building]),
        place[order],
        size[building],
    )


def _by_place(shapes: Geometries, rows: Integers, kind: NDArray[np.object_]) -> Integers:
    keys = [(shapely.normalize(shapes[row]).wkb, str(kind[row])) for row in rows]
    return rows[sorted(range(len(rows)), key=keys.__getitem__)]
