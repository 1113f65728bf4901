"""Areas side by side, found by a point: the grids of a plan, or communities. Pure; no database, no clock.

The tree is read only once it stands and nothing is prepared lazily, so that threads may share it.
"""

from collections.abc import Sequence
from math import cos, radians

import numpy as np
import shapely
from numpy.typing import NDArray

_REACH_M = 1.0  # seams gape by so much where two files draw the same border
_METRES_A_DEGREE = 111_195.0

Positions = NDArray[np.float64]  # (N, 2): longitude, latitude, WGS 84
Rows = NDArray[np.int64]


class Tiles:
    """``code`` of each area, sorted, and its boundary in WGS 84; -1 is the row of a place in none."""

    def __init__(self, codes: Sequence[str], boundaries: Sequence[shapely.Geometry]) -> None:
        """Take areas in any order; a place on a common border belongs to the smallest code."""
        order = sorted(range(len(codes)), key=lambda row: codes[row])
        self.code = tuple(codes[row] for row in order)
        self.boundary = np.array([boundaries[row] for row in order], dtype=object)
        self._tree = shapely.STRtree(self.boundary)
        self._row = {code: row for row, code in enumerate(self.code)}
        self._adjoining: dict[str, tuple[str, ...]] = {}

    def __contains__(self, code: str) -> bool:
        return code in self._row

    def row_at(self, longitude: float, latitude: float) -> int:
        """Return the row of the area that holds the point, or lies within a metre of it."""
        found = self._tree.query(shapely.Point(longitude, latitude), predicate="intersects")
        return int(found.min()) if len(found) else self._nearly_at(longitude, latitude)

    def rows_at(self, positions: Positions) -> Rows:
        """Return the row of each point (N, 2), as ``row_at`` does for one."""
        rows = np.full(len(positions), len(self.code), dtype=np.int64)
        point, row = self._tree.query(shapely.points(positions), predicate="intersects")
        np.minimum.at(rows, point, row)
        rows[rows == len(self.code)] = -1
        for missed in np.flatnonzero(rows < 0):
            rows[missed] = self._nearly_at(*positions[missed].tolist())
        return rows

    def boundary_of(self, code: str) -> shapely.Geometry:
        """Return the boundary; KeyError for a code that is not here."""
        return self.boundary[self._row[code]]

    def rows_touching(self, shape: shapely.Geometry) -> Rows:
        """Return the rows of the areas that have a point in common with a shape, sorted."""
        return np.sort(self._tree.query(shape, predicate="intersects")).astype(np.int64)

    def adjoining(self, code: str) -> tuple[str, ...]:
        """Return the codes around an area, longest common border first; of one that lies alone, the nearest.

        KeyError for a code that is not here.
        """
        if code not in self._adjoining:
            self._adjoining[code] = self._neighbours(self._row[code])
        return self._adjoining[code]

    def _nearly_at(self, longitude: float, latitude: float) -> int:
        east, north = _degrees(_REACH_M, latitude)
        around = shapely.box(longitude - east, latitude - north, longitude + east, latitude + north)
        rows = np.sort(self._tree.query(around))
        if not len(rows):
            return -1
        here = np.array([longitude, latitude])
        distance = shapely.distance(metres_from(self.boundary[rows], here), shapely.Point(0, 0))
        nearest = int(np.argmin(distance))  # the first, hence the smallest code, among equals
        return int(rows[nearest]) if distance[nearest] <= _REACH_M else -1

    def _neighbours(self, row: int) -> tuple[str, ...]:
        here = np.array(shapely.get_coordinates(shapely.centroid(self.boundary[row]))[0])
        east, north = _degrees(_REACH_M, float(here[1]))
        west, south, right, top = shapely.bounds(self.boundary[row])
        rows = self._tree.query(shapely.box(west - east, south - north, right + east, top + north))
        others = metres_from(self.boundary[rows[rows != row]], here)
        near = shapely.buffer(metres_from(self.boundary[[row]], here)[0], _REACH_M)
        border = shapely.length(shapely.intersection(shapely.boundary(others), near))
        found = sorted(zip((-np.rint(border)).tolist(), rows[rows != row].tolist(), strict=True))
        adjoining = tuple(self.code[other] for length, other in found if length < 0)
        return adjoining or self._nearest(row)

    def _nearest(self, row: int) -> tuple[str, ...]:
        found = self._tree.query_nearest(self.boundary[row], exclusive=True)
        return (self.code[int(found.min())],) if len(found) else ()


def metres_from(boundary: NDArray[np.object_], origin: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return boundaries in metres around ``origin``: true to a thousandth over the few kilometres of a grid."""
    scale = _METRES_A_DEGREE * np.array([cos(radians(float(origin[1]))), 1.0])
    return np.asarray(shapely.transform(boundary, lambda places: (places - origin) * scale), dtype=object)


def _degrees(metres: float, latitude: float) -> tuple[float, float]:
    """So many metres as degrees of longitude and of latitude."""
    north = metres / _METRES_A_DEGREE
    return north / max(cos(radians(latitude)), 1e-6), north
