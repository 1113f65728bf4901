"""GCJ-02, the shifted coordinates of Chinese map applications, to WGS 84 and back. Longitudes and latitudes only.

Inside a box around China a position is moved by a smooth pseudo-random field of 100-700 m; outside it is left.
"""

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.float64]  # (N, 2): longitude, latitude in degrees

# Krassovsky 1940, the ellipsoid that the shift in metres is turned into degrees with.
_RADIUS_M = 6378245.0
_ECCENTRICITY2 = 0.00669342162296594323
# West, south, east, north of the area where positions are shifted.
_BOX = (72.004, 0.8293, 137.8347, 55.8271)
_ROUNDS = 12  # each round of the inverse gains about three digits; 4 are enough, at the edge of the box more


def wgs84_to_gcj02(positions: Positions) -> Positions:
    """The GCJ-02 position of each WGS 84 position, (N, 2) degrees."""
    return np.asarray(positions + _shift(positions), dtype=np.float64)


def gcj02_to_wgs84(positions: Positions) -> Positions:
    """The WGS 84 position of each GCJ-02 position, (N, 2) degrees, to less than a millimetre."""
    found = positions - _shift(positions)
    for _ in range(_ROUNDS):
        error = wgs84_to_gcj02(found) - positions
        if not np.any(np.abs(error) > 1e-12):
            break
        found = found - error
    return np.asarray(found, dtype=np.float64)


def _shift(positions: Positions) -> Positions:
    """Degrees to add to WGS 84 positions; zero outside the box."""
    east_m, north_m = _field(positions[:, 0] - 105.0, positions[:, 1] - 35.0)
    latitude = np.radians(positions[:, 1])
    flattening = 1.0 - _ECCENTRICITY2 * np.sin(latitude) ** 2
    prime_vertical = _RADIUS_M / np.sqrt(flattening)
    meridian = _RADIUS_M * (1.0 - _ECCENTRICITY2) / flattening**1.5
    shift = np.degrees(np.column_stack([east_m / (prime_vertical * np.cos(latitude)), north_m / meridian]))
    return np.where(_inside(positions)[:, None], shift, 0.0)


def _field(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The published shift in metres, east and north, at ``x`` and ``y`` degrees from 105° E, 35° N."""
    root = 0.1 * np.sqrt(np.abs(x))
    ripple = _waves(x, (20.0, 6.0), (20.0, 2.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + root
    east += (ripple + _waves(x, (20.0, 1.0), (40.0, 1 / 3)) + _waves(x, (150.0, 1 / 12), (300.0, 1 / 30))) * 2 / 3
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 2.0 * root
    north += (ripple + _waves(y, (20.0, 1.0), (40.0, 1 / 3)) + _waves(y, (160.0, 1 / 12), (320.0, 1 / 30))) * 2 / 3
    return east, north


def _waves(degrees: NDArray[np.float64], *waves: tuple[float, float]) -> NDArray[np.float64]:
    heights = [height * np.sin(degrees * often * np.pi) for height, often in waves]
    return np.asarray(np.sum(heights, axis=0), dtype=np.float64)


def _inside(positions: Positions) -> NDArray[np.bool_]:
    west, south, east, north = _BOX
    longitude, latitude = positions[:, 0], positions[:, 1]
    inside = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    return np.asarray(inside, dtype=np.bool_)
