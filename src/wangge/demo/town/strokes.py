"""Strokes: the lines of which the city's map is drawn in the chart. Only the word, shared by those who draw."""

from typing import NamedTuple

import shapely

# Kinds of strokes that are no street.
PLOT = "plot"  # the border of two estates without a street
BANK = "bank"
MIDSTREAM = "midstream"
RAILWAY = "railway"
OUTLINE = "outline"
NO_STREET = (PLOT, BANK, MIDSTREAM, RAILWAY, OUTLINE)

# Numbers of roads: rows and columns of the arterials lie below the bridges, or above them; blocks' streets far above.
BRIDGES = range(2_000, 10_000)


class Stroke(NamedTuple):
    """One line of the drawing; strokes of one ``road`` bear one name."""

    line: shapely.LineString
    kind: str  # a highway word, or one of NO_STREET
    road: int


def stroke(kind: str, road: int, *points: tuple[float, float]) -> Stroke:
    """A stroke through the points (u, v) of the chart."""
    return Stroke(shapely.LineString(points), kind, road)
