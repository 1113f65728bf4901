"""Rings of polygons as straight segments on the 1 cm grid: which two cells share each, and what it lies on."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.classes import EdgeClass, class_of_streets
from wangge.gridding.town import Barriers, Geometries, Integers, Streets

ON_STREET = 0.5  # metres from a centre line within which a boundary lies on the street


@dataclass(frozen=True)
class Segments:
    """M straight pieces; ``left`` and ``right`` are cells, ``right`` is -1 where only one cell has the piece."""

    left: Integers  # (M,)
    right: Integers  # (M,)
    start: NDArray[np.float64]  # (M, 2)
    end: NDArray[np.float64]  # (M, 2)

    @property
    def length(self) -> NDArray[np.float64]:
        """Metres, (M,)."""
        return np.asarray(np.hypot(*(self.end - self.start).T))


def shared_segments(cells: Geometries) -> Segments:
    """Each piece of the cells' rings once, found by its end points rounded to 1 cm; cells (n,) are polygons."""
    owner, start, end = _ring_segments(cells)
    keys = np.sort(np.stack([_point_key(start), _point_key(end)], axis=1), axis=1)
    order = np.lexsort((owner, keys[:, 1], keys[:, 0]))
    keys, owner, start, end = keys[order], owner[order], start[order], end[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    paired = np.append(first[1:] == 0, False)[first] if len(keys) else first
    at = np.flatnonzero(first)
    right = np.where(paired, owner[np.minimum(at + 1, len(owner) - 1)], -1) if len(at) else at
    return Segments(owner[at], right, start[at], end[at])


def class_of_segments(segments: Segments, streets: Streets, barriers: Barriers) -> NDArray[np.int8]:
    """The best EdgeClass within half a metre of each segment's middle, (M,)."""
    found = np.full(len(segments.left), EdgeClass.NONE, dtype=np.int8)
    middle = shapely.points((segments.start + segments.end) / 2)
    shapes = np.concatenate([streets.line, barriers.shape])
    classes = np.concatenate([class_of_streets(streets.kind), np.full(len(barriers.shape), EdgeClass.BARRIER)])
    if len(shapes) and len(middle):
        at, shape = shapely.STRtree(shapes).query(middle, predicate="dwithin", distance=ON_STREET)
        np.maximum.at(found, at, classes[shape].astype(np.int8))
    return found


def _ring_segments(cells: Geometries) -> tuple[Integers, NDArray[np.float64], NDArray[np.float64]]:
    rings, cell_of_ring = shapely.get_rings(cells, return_index=True)
    points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    inside = ring_of_point[1:] == ring_of_point[:-1]
    owner = cell_of_ring[ring_of_point[:-1][inside]]
    return owner, points[:-1][inside], points[1:][inside]


def _point_key(points: NDArray[np.float64]) -> NDArray[np.int64]:
    centimetres = np.rint(points * 100).astype(np.int64)
    return np.asarray(centimetres[:, 0] * (1 << 31) + centimetres[:, 1])
