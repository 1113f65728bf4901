"""Small towns and plans drawn by hand, whose figures can be reckoned on paper."""

from collections.abc import Sequence

import numpy as np
import shapely

from wangge.gridding.plan import Plan
from wangge.gridding.town import (
    Barriers,
    Buildings,
    Communities,
    Dedicated,
    Geometries,
    Integers,
    Stairwells,
    Streets,
    Town,
)

FIRST, SECOND = "420502002021", "420502002022"


def shapes(*items: shapely.Geometry) -> Geometries:
    return np.array(items, dtype=np.object_)


def texts(*items: str) -> Geometries:
    return np.array(items, dtype=np.object_)


def counts(*items: int) -> Integers:
    return np.array(items, dtype=np.int64)


def box(west: float, south: float, east: float, north: float) -> shapely.Geometry:
    return shapely.box(west, south, east, north)


def line(*points: tuple[float, float]) -> shapely.Geometry:
    return shapely.linestrings(points)


def town_of(
    communities: Sequence[shapely.Geometry],
    streets: Sequence[tuple[shapely.Geometry, str, str]] = (),
    buildings: Sequence[tuple[shapely.Geometry, int, int]] = (),
    barriers: Sequence[tuple[shapely.Geometry, str]] = (),
) -> Town:
    """A town of communities 420502002021 and on; streets have line, class, name, buildings shape and sizes."""
    number = range(len(communities))
    return Town(
        name="柳溪镇",
        communities=Communities(
            texts(*(f"{420502002021 + i}" for i in number)),
            texts(*(f"柳溪{'一二三四'[i]}社区" for i in number)),
            shapes(*communities),
            np.zeros(len(communities), dtype=np.bool_),
        ),
        streets=Streets(*_columns(streets, 3)),
        buildings=Buildings(
            shapes(*(shape for shape, _h, _p in buildings)),
            counts(*(households for _s, households, _p in buildings)),
            counts(*(people for _s, _h, people in buildings)),
            np.arange(len(buildings)),
        ),
        barriers=Barriers(*_columns(barriers, 2)),
        dedicated=Dedicated(shapes(), texts()),
        stairwells=Stairwells(shapes(), counts(), counts(), counts()),
        metric_crs="EPSG:32649",
        source_crs="EPSG:32649",
    )


def plan_of(
    grids: Sequence[tuple[int, shapely.Geometry]],
    grid_of_building: Sequence[int] = (),
    dedicated: Sequence[int] = (),
    infeasible: dict[str, str] | None = None,
) -> Plan:
    """A plan of (community row, boundary); serials run through the plan."""
    return Plan(
        code=texts(*(f"{420502002021 + row}{serial:03d}" for serial, (row, _b) in enumerate(grids, 1))),
        community=counts(*(row for row, _b in grids)),
        boundary=shapes(*(boundary for _r, boundary in grids)),
        note=texts(*("" for _ in grids)),
        dedicated=np.isin(np.arange(len(grids)), dedicated),
        grid_of_building=counts(*grid_of_building),
        infeasible=infeasible or {},
    )


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[Geometries]:
    return [np.array([row[column] for row in rows] or [], dtype=np.object_) for column in range(width)]
