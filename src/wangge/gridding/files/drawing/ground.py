"""What the map shows, as a few collections for thousands of features: areas, streets, barriers, marks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.path import Path

from wangge.gridding.classes import EdgeClass, class_of_streets
from wangge.gridding.figures import Reals
from wangge.gridding.files.drawing.lettering import DPI
from wangge.gridding.plan import Plan
from wangge.gridding.town import Barriers, Flags, Geometries, Streets

OUT_OF_BAND, DEDICATED, WATER, BARRIER = "#a50026", "#5e3c99", "#7fb2dd", "#6b4a2b"
MARKER = {"▲": "^", "▼": "v", "■": "s"}  # nothing is told by colour alone
MARK_COLOUR = {"▲": OUT_OF_BAND, "▼": OUT_OF_BAND, "■": DEDICATED}
STREET_CASING = "#6e6e6e"
STREET_INK = {EdgeClass.ARTERIAL: "#f2a33a", EdgeClass.STREET: "#ffffff", EdgeClass.LANE: "#ffffff"}
STREET_WIDTH = {EdgeClass.ARTERIAL: 6.0, EdgeClass.STREET: 3.6, EdgeClass.LANE: 1.1}  # pixels on the map of a city

_WET = ("water", "river", "stream", "canal", "lake", "drain", "ditch", "reservoir", "coast", "basin", "pond", "dock")


def points(pixels: float) -> float:
    """Pixels in matplotlib's unit of line width."""
    return pixels * 72 / DPI


def areas(axes: Axes, shapes: Geometries, colours: str | Sequence[str], zorder: float) -> None:
    """Fill polygons with their holes left open."""
    _put(axes, PathCollection(_paths(shapes), facecolors=colours, edgecolors="none"), zorder)


def outlines(axes: Axes, shapes: Geometries, colour: str, pixels: float, zorder: float) -> None:
    """Draw the rings of polygons."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    _put(axes, LineCollection(_lines(rings), colors=colour, linewidths=points(pixels), capstyle="round"), zorder)


def streets(axes: Axes, known: Streets, magnified: float) -> None:
    """Draw streets by class: lanes below streets below arterials, the larger ones with a dark casing."""
    grade = class_of_streets(known.kind)
    for kind in (EdgeClass.LANE, EdgeClass.STREET, EdgeClass.ARTERIAL):
        lines = _lines(known.line[grade == kind])
        width = STREET_WIDTH[kind] * magnified
        casing = LineCollection(lines, colors=STREET_CASING, linewidths=points(width + 1.2), capstyle="round")
        inner = LineCollection(lines, colors=STREET_INK[kind], linewidths=points(width), capstyle="round")
        if kind > EdgeClass.LANE or magnified > 1:
            _put(axes, casing, 3 + kind / 10)
        _put(axes, inner, 3.05 + kind / 10)


def barriers(axes: Axes, known: Barriers, magnified: float) -> None:
    """Draw water blue, railways and walls as broken brown lines."""
    wet = np.array([any(word in str(kind).lower() for word in _WET) for kind in known.kind], dtype=np.bool_)
    areal = shapely.get_dimensions(known.shape) == 2
    areas(axes, known.shape[areal & wet], WATER, 2)
    areas(axes, known.shape[areal & ~wet], "#cfc6bd", 2)
    width = points(1.8 * magnified)
    _put(axes, LineCollection(_lines(known.shape[~areal & wet]), colors=WATER, linewidths=width * 1.5), 2.5)
    dry = LineCollection(_lines(known.shape[~areal & ~wet]), colors=BARRIER, linewidths=width, linestyles=[(0, (4, 2))])
    _put(axes, dry, 3.6)


def hatches(axes: Axes, plan: Plan, outside: Flags, dedicated: Flags, pixels: float) -> None:
    """Hatch and frame the grids outside the band and the dedicated ones."""
    _hatch(axes, plan.boundary[outside], OUT_OF_BAND, "////", pixels)
    _hatch(axes, plan.boundary[dedicated], DEDICATED, "....", pixels)


def symbols(axes: Axes, places: Reals, marker: str, colour: str, pixels: float) -> None:
    """Set a symbol at each place, (N, 2) metres."""
    size = points(pixels) ** 2
    axes.scatter(
        places[:, 0], places[:, 1], s=size, marker=marker, color=colour, edgecolors="white", linewidths=1.0, zorder=8
    )


def _hatch(axes: Axes, shapes: Geometries, colour: str, pattern: str, pixels: float) -> None:
    hatched = PathCollection(
        _paths(shapes), facecolors="none", edgecolors=colour, hatch=pattern, linewidths=points(pixels)
    )
    _put(axes, hatched, 6)


def _put(axes: Axes, collection: Collection, zorder: float) -> None:
    collection.set_zorder(zorder)
    axes.add_collection(collection, autolim=False)


def _lines(shapes: Geometries) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    parts = shapely.get_parts(shapes)
    coordinates, row = shapely.get_coordinates(parts, return_index=True)
    return np.split(coordinates, np.flatnonzero(np.diff(row)) + 1) if len(row) else []


def _paths(shapes: Geometries) -> list[Path]:
    """One path for each shape: all its rings, shells and holes told apart by their direction."""
    parts, shape = shapely.get_parts(shapely.orient_polygons(shapes), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    pieces = [Path(ring, closed=True) for ring in _lines(rings)]
    of_ring = shape[part] if len(part) else shape
    ends = np.searchsorted(of_ring, np.arange(len(shapes) + 1)).tolist()
    return [Path.make_compound_path(*pieces[a:b]) for a, b in pairwise(ends)]
