"""Where the names of streets may stand: along the longest stretch of each street in view."""

import numpy as np
import shapely

from wangge.gridding.files.drawing.lettering import Label, outline
from wangge.gridding.town import Streets

_PIXELS = 17.0
_PLACES = (0.5, 0.3, 0.7)  # along the stretch: should one be taken, there are others


def street_labels(streets: Streets, view: shapely.Geometry, metres_a_pixel: float) -> list[list[Label]]:
    """For each name in view the places where it may stand, none if its street is too short; the longest first."""
    seen = np.flatnonzero((streets.name != "") & shapely.intersects(streets.line, view))
    stretches: list[tuple[float, str, shapely.Geometry]] = []
    for name in sorted(set(streets.name[seen].tolist())):
        lines = shapely.intersection(streets.line[seen[streets.name[seen] == name]], view)
        parts = shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))
        longest = parts[np.argmax(shapely.length(parts))]
        stretches.append((-shapely.length(longest), name, longest))
    ordered = sorted(stretches, key=lambda stretch: stretch[:2])
    return [_along(name, line, metres_a_pixel) for _length, name, line in ordered]


def _along(name: str, line: shapely.Geometry, metres_a_pixel: float) -> list[Label]:
    """The name at each of a few places where the line is straight for the length of the name, the straightest first."""
    box = outline(Label(name, 0.0, 0.0, _PIXELS), metres_a_pixel)
    half = (shapely.bounds(box)[2] - shapely.bounds(box)[0]) / 2
    found = [_at(name, line, place * shapely.length(line), half) for place in _PLACES]
    return [label for _bend, label in sorted((pair for pair in found if pair), key=lambda pair: pair[0])]


def _at(name: str, line: shapely.Geometry, middle: float, half: float) -> tuple[float, Label] | None:
    if middle < half or middle + half > shapely.length(line):
        return None
    ends = shapely.get_coordinates(shapely.line_interpolate_point(line, [middle - half, middle, middle + half]))
    way = ends[2] - ends[0]
    bend = round(1 - float(np.hypot(*way)) / (2 * half), 3)  # rounded: a straight street has its name in the middle
    if bend > 0.03:
        return None
    angle = (float(np.rad2deg(np.arctan2(way[1], way[0]))) + 90) % 180 - 90  # never upside down
    return bend, Label(name, float(ends[1][0]), float(ends[1][1]), _PIXELS, angle, "#5a2d00")
