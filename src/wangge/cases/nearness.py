"""Places as conditions on cases: around a point, inside a box; by ranges of place codes, which an index finds."""

from dataclasses import dataclass

from django.db.models import Q

from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.territory.placecodes import Ranges, ranges_in, ranges_near


@dataclass(frozen=True)
class Box:
    """A piece of the map, degrees of WGS 84."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> "Box":
        """Read ``west,south,east,north``; Unusable for anything else."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            west = south = east = north = float("nan")
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            sentence = _("{text} is no box: give west,south,east,north in degrees, the smaller ones first")
            raise Unusable(sentence.format(text=text[:80]))
        return cls(west, south, east, north)


def around(longitude: float, latitude: float, metres: float, *, only_open: bool = False) -> Q:
    """What lies in the squares that cover a circle, and more than that: measure what it finds.

    ``only_open`` where only open cases are looked for.
    """
    return _in_ranges(ranges_near(longitude, latitude, metres), only_open)


def inside(box: Box, *, only_open: bool = False) -> Q:
    """What lies in the box, and nothing else; ``only_open`` where only open cases are looked for."""
    ranges = _in_ranges(ranges_in(box.west, box.south, box.east, box.north), only_open)
    return ranges & Q(
        longitude__gte=box.west, longitude__lte=box.east, latitude__gte=box.south, latitude__lte=box.north
    )


def _in_ranges(ranges: Ranges, only_open: bool) -> Q:  # noqa: FBT001 (both callers name it)
    """Said beside each range: SQLite looks at each part of an OR alone for an index of open cases."""
    state, found = {"open": True} if only_open else {}, Q()
    for first, last in ranges:
        found |= Q(place_code__gte=first, place_code__lte=last, **state)
    return found
