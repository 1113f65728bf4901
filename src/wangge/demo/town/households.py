"""Households and people: every community gets a total of the right order, shared out over its buildings."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from wangge.demo.town.chart import Floats
from wangge.demo.town.footprints import Footprints
from wangge.gridding.town import Flags, Geometries, Integers, Stairwells

_MEAN = 2300.0  # households of a community
_LEAST, _MOST = 1000, 4200  # of an ordinary one
_SMALL = 700  # below it a community counts as small and may stay so
_STRETCH = (0.45, 2.2)  # how far a community's buildings may be emptied or filled
# Totals that grids of 200-300 only just fit, for a few small communities.
_AWKWARD = (206, 295, 427, 568, 587, 655, 693)
_CLOSE = 120  # how far a small total is shifted to an awkward one
_INFEASIBLE = 331  # between one grid and two
_ORDINARY = 240  # households that an ordinary building holds at most
_TOWER = (260, 300)  # households of a tower that fills a grid
_PEOPLE = (2.5, 0.3)  # in a household: mean and spread between buildings


@dataclass(frozen=True)
class Living:
    """Households and people of each building, (B,), and the stairwells of some large towers."""

    households: Integers
    people: Integers
    stairwells: Stairwells


def settle(buildings: Footprints, community: Integers, estate: Flags, count: int, rng: np.random.Generator) -> Living:
    """Fill the buildings; ``community`` and ``estate`` (tower estates) are by building, ``count`` communities."""
    room = np.bincount(community, buildings.homes, count).astype(np.float64)
    totals = _totals(room, rng)
    households = np.zeros(len(community), dtype=np.int64)
    for number in range(count):
        rows = np.flatnonzero((community == number) & (buildings.homes > 0))
        households[rows] = np.minimum(_shared(buildings.homes[rows], int(totals[number])), _ORDINARY)
    towers = _large_towers(households, community, estate, totals)
    households[towers] = rng.integers(*_TOWER, len(towers), endpoint=True)
    people = _people(households, rng)
    return Living(households, people, _stairwells(buildings.shape, households, people, towers[::2], rng))


def _totals(room: Floats, rng: np.random.Generator) -> Integers:
    """Households of each community, (N,): near its room, mostly 1,000-4,200, never between one grid and two.

    In a city of 60 communities and more, one cannot be divided into grids of 200-300, as in life.
    """
    wish = room * _MEAN * len(room) * rng.uniform(0.95, 1.05) / max(room.sum(), 1.0)
    small = wish < _SMALL
    low_end, high_end = _LEAST + rng.integers(0, 260, len(room)), _MOST - rng.integers(0, 900, len(room))
    wish = np.where(small, wish, np.clip(wish, low_end, high_end))
    wish = np.clip(wish, _STRETCH[0] * room, _STRETCH[1] * room)
    totals = np.round(wish).astype(np.int64)
    awkward = list(_AWKWARD)
    for row in np.flatnonzero((room > 0) & (totals < _SMALL)):
        nearest = min(awkward, key=lambda total: abs(total - int(totals[row])), default=0)
        close = abs(nearest - int(totals[row])) < _CLOSE
        totals[row] = awkward.pop(awkward.index(nearest)) if close else rng.integers(430, 590)
    if len(room) >= 60:
        totals[np.argmin(np.where(totals < _LEAST, np.abs(totals - _INFEASIBLE), _MOST))] = _INFEASIBLE
    return np.asarray(totals)


def _shared(room: Floats, total: int) -> Integers:
    """``total`` households over buildings in the proportion of their room, at least one each if they suffice."""
    if not len(room):
        return np.empty(0, dtype=np.int64)
    spare = max(0, total - len(room))
    exact = room / room.sum() * spare
    whole = np.floor(exact).astype(np.int64)
    most = np.argsort(whole - exact, kind="stable")[: spare - int(whole.sum())]
    whole[most] += 1
    return np.asarray(whole + (np.arange(len(room)) < total))


def _large_towers(households: Integers, community: Integers, estate: Flags, totals: Integers) -> Integers:
    """The greatest tower buildings of a few different large communities: each comes to fill a grid."""
    able = np.flatnonzero(estate & (households > 60) & (totals[community] > 1.5 * _LEAST))
    able = able[np.argsort(-households[able], kind="stable")]
    _, first = np.unique(community[able], return_index=True)
    wanted = max(1, len(totals) // 15)
    return np.asarray(able[np.sort(first)][:wanted], dtype=np.int64)


def _people(households: Integers, rng: np.random.Generator) -> Integers:
    rate = rng.normal(*_PEOPLE, len(households)).clip(1.2, 4.0)
    return np.asarray(np.maximum(households, np.round(households * rate).astype(np.int64)))


def _stairwells(
    shape: Geometries, households: Integers, people: Integers, towers: Integers, rng: np.random.Generator
) -> Stairwells:
    """Two to four stairwells side by side in each of ``towers`` (rows); their counts sum to the building's."""
    parts = rng.integers(2, 5, len(towers))
    cuts = [_slices(shape[tower], int(number)) for tower, number in zip(towers, parts, strict=True)]
    return Stairwells(
        shape=np.array([piece for cut in cuts for piece in cut], dtype=object),
        households=_split(households[towers], parts),
        people=_split(people[towers], parts),
        building=np.repeat(towers, parts),
    )


def _slices(tower: shapely.Polygon, number: int) -> list[shapely.Polygon]:
    """The pieces of a tower along its longer axis."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(tower))[:4]
    if np.hypot(*(corners[1] - corners[0])) < np.hypot(*(corners[2] - corners[1])):
        corners = np.roll(corners, -1, axis=0)
    start, along, across = corners[0], corners[1] - corners[0], corners[3] - corners[0]
    ends = np.linspace(-0.01, 1.01, number + 1)
    boxes = [
        shapely.Polygon([start + a * along - across, start + b * along - across,
                         start + b * along + 2 * across, start + a * along + 2 * across])
        for a, b in pairwise(ends)
    ]  # fmt: skip
    return [tower.intersection(box) for box in boxes]


def _split(total: Integers, parts: Integers) -> Integers:
    """Each total in so many parts that differ by one at most."""
    number = np.concatenate([np.empty(0, dtype=np.int64), *[np.arange(count) for count in parts]]).astype(np.int64)
    whole, rest = np.repeat(total // parts, parts), np.repeat(total % parts, parts)
    return np.asarray(whole + (number < rest), dtype=np.int64)
