"""Towers above a grid's size taken apart by stairwell (单元). Which grid a stairwell gets is not decided here.

The stairwells' own counts win over the tower's where both are given, for they say where people live.
"""

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.town import Buildings, Geometries, Integers, Notice, Town
from wangge.language import _

_POLYGON = 3


def split_towers(town: Town, high: int, measure: str) -> Town:
    """Every building above ``high`` ("households" or "people") with two stairwells or more becomes those stairwells.

    ``town`` is cleaned. The new rows stand where the tower's was, from west to east, with its ``source``; a footprint
    is cut so that each place goes to the nearest stairwell, a position becomes the positions of the stairwells.
    """
    size = town.buildings.people if measure == "people" else town.buildings.households
    pieces: dict[int, Buildings] = {}
    owner = np.full(len(town.stairwells.building), -1, dtype=np.int64)  # the piece that a stairwell belongs to
    for row in np.unique(town.stairwells.building[size[town.stairwells.building] > high]):
        split = _split(town, int(row))
        if split is not None:
            pieces[int(row)], piece_of_stairwell = split
            owner[town.stairwells.building == row] = piece_of_stairwell
    if not pieces:
        return town
    buildings, new_row = _rows_replaced(town.buildings, pieces)
    stairwells = replace(town.stairwells, building=new_row[town.stairwells.building] + np.maximum(owner, 0))
    return replace(town, buildings=buildings, stairwells=stairwells, notices=town.notices + _notices(town, pieces))


def _split(town: Town, row: int) -> tuple[Buildings, Integers] | None:
    """The stairwells of a tower as buildings, and the one that each is in; None with fewer than two places."""
    own = np.flatnonzero(town.stairwells.building == row)
    middles = np.round(shapely.get_coordinates(shapely.centroid(town.stairwells.shape[own])), 2)
    places, place = np.unique(middles, axis=0, return_inverse=True)
    if len(places) < 2:
        return None
    shape = _cut(town.buildings.shape[row], places)
    households, people = _counts(town, row, own, place.reshape(-1), len(places))
    source = np.full(len(places), town.buildings.source[row])
    return Buildings(shape, households, people, source), place.reshape(-1)


def _counts(town: Town, row: int, own: Integers, place: Integers, count: int) -> tuple[Integers, Integers]:
    """Households and people of each place; what the stairwells do not say is shared out from the tower's."""
    households, people = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.add.at(households, place, town.stairwells.households[own])
    np.add.at(people, place, town.stairwells.people[own])
    if households.sum() == 0:
        households = _shared(int(town.buildings.households[row]), np.bincount(place, minlength=count))
    if people.sum() == 0:
        people = _shared(int(town.buildings.people[row]), households)
    return households, people


def _shared(total: int, weight: Integers) -> Integers:
    """``total`` in whole numbers by weight: what rounding leaves goes to the largest remainders, then the first."""
    weight = weight if weight.sum() > 0 else np.ones(len(weight), dtype=np.int64)
    exact = total * weight / weight.sum()
    result: Integers = np.floor(exact).astype(np.int64)
    order = np.argsort(result - exact, kind="stable")
    result[order[: total - int(result.sum())]] += 1
    return result


def _cut(footprint: shapely.Geometry, places: NDArray[np.float64]) -> Geometries:
    """A piece of the footprint for each place, its own point where none is left for it."""
    points = np.asarray(shapely.points(places), dtype=object)
    if footprint.geom_type != "Polygon":
        return points
    cells = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=footprint, ordered=True)
    cut = shapely.intersection(shapely.get_parts(cells), footprint)
    parts, owner = shapely.get_parts(cut, return_index=True)
    area = shapely.get_type_id(parts) == _POLYGON
    return _gathered(parts[area], owner[area], points)


def _gathered(parts: Geometries, owner: Integers, points: Geometries) -> Geometries:
    """The largest part of each owner; parts cut off by a bend go to the piece that they touch longest."""
    order = np.argsort(-shapely.area(parts), kind="stable")
    result = points.copy()
    strays = []
    for part, row in zip(parts[order], owner[order], strict=True):
        if result[row] is points[row]:
            result[row] = part
        else:
            strays.append(part)
    for stray in strays:
        touch = shapely.length(shapely.intersection(result, stray))
        joined = shapely.union(result[np.argmax(touch)], stray)
        if joined.geom_type == "Polygon":
            result[np.argmax(touch)] = joined
    return result


def _rows_replaced(buildings: Buildings, pieces: dict[int, Buildings]) -> tuple[Buildings, Integers]:
    """The buildings with the towers' rows replaced, and where each old row (a tower's first piece) is now."""
    sizes = np.ones(len(buildings.shape), dtype=np.int64)
    for row, piece in pieces.items():
        sizes[row] = len(piece.shape)
    new_row = np.cumsum(sizes) - sizes
    shape, source = np.repeat(buildings.shape, sizes), np.repeat(buildings.source, sizes)
    households, people = np.repeat(buildings.households, sizes), np.repeat(buildings.people, sizes)
    for row, piece in pieces.items():
        place = slice(new_row[row], new_row[row] + sizes[row])
        shape[place], households[place], people[place] = piece.shape, piece.households, piece.people
    return Buildings(shape, households, people, source), new_row


def _notices(town: Town, pieces: dict[int, Buildings]) -> tuple[Notice, ...]:
    count = sum(len(piece.shape) for piece in pieces.values())
    split = _("{towers} buildings above a grid's size were taken apart into {count} stairwells").format(
        towers=len(pieces), count=count
    )
    notices = (Notice("tower_split", split, len(pieces)),)
    differing = [row for row, piece in pieces.items() if _differs(town.buildings, row, piece)]
    if not differing:
        return notices
    line = _("row {row}: {building} households, its stairwells {stairwells}")
    examples = tuple(
        line.format(
            row=town.buildings.source[row],
            building=town.buildings.households[row],
            stairwells=int(pieces[row].households.sum()),
        )
        for row in differing[:3]
    )
    sentence = _("{count} buildings have other counts than their stairwells together; the stairwells' were taken")
    return (*notices, Notice("stairwells_differ", sentence.format(count=len(differing)), len(differing), examples))


def _differs(buildings: Buildings, row: int, piece: Buildings) -> bool:
    households, people = int(piece.households.sum()), int(piece.people.sum())
    return bool(households != buildings.households[row] or people != buildings.people[row])
