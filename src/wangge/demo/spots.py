"""Places inside a boundary, by lot: where somebody stands who reports, where a lamp stands. Pure."""

from random import Random

import shapely

_TRIES = 50

Spot = tuple[float, float]  # longitude, latitude; six digits, which is about ten centimetres


def spot_inside(boundary: shapely.Geometry, chance: Random) -> Spot:
    """A place well inside; in a very narrow boundary one that certainly lies in it."""
    west, south, east, north = boundary.bounds
    shapely.prepare(boundary)
    for _try in range(_TRIES):
        spot = round(chance.uniform(west, east), 6), round(chance.uniform(south, north), 6)
        if shapely.contains_xy(boundary, *spot):
            return spot
    return spot_in_the_middle(boundary)


def spot_in_the_middle(boundary: shapely.Geometry) -> Spot:
    """Always the same, as far from the edge as half of its width there allows."""
    point = shapely.point_on_surface(boundary)
    return round(point.x, 6), round(point.y, 6)
