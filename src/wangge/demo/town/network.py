"""From strokes to a planar map: streets noded where they cross, faces between them, who adjoins whom.

Nodes and faces are found in the chart and bent afterwards, so that neighbours share every vertex to the centimetre.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.demo.town.chart import Chart, Floats, in_metres
from wangge.demo.town.strokes import NO_STREET, OUTLINE, Stroke
from wangge.gridding.town import Flags, Geometries, Integers, Texts

_SNAP = 0.5  # metres: no two nodes lie closer, no face is thinner
_VERTEX_EVERY = 35.0  # metres


@dataclass(frozen=True)
class Network:
    """E edges between nodes and F faces between edges, in metres; ``place`` is where a face lies in the chart."""

    edge: Geometries
    kind: Texts  # (E,) highway word or one of NO_STREET
    road: Integers  # (E,)
    source: Integers  # (E,) the stroke
    sides: Integers  # (E, 2) the faces of an edge, -1 outside the city
    face: Geometries
    place: Floats  # (F, 2)


def make_network(chart: Chart, strokes: list[Stroke]) -> Network:
    """Clip the strokes to the city, node them and find the faces."""
    strokes = [*strokes, Stroke(shapely.LineString(chart.outline.exterior), OUTLINE, -1)]
    lines = np.array([one.line for one in strokes], dtype=object)
    drawn = _noded(chart, lines)
    source = _nearest(lines, drawn)
    drawn = shapely.segmentize(drawn, _VERTEX_EVERY)
    faces = shapely.get_parts(shapely.polygonize(drawn))
    edge, face = in_metres(chart, drawn), in_metres(chart, faces)
    return Network(
        edge=edge,
        kind=np.array([strokes[row].kind for row in source], dtype=object),
        road=np.array([strokes[row].road for row in source], dtype=np.int64),
        source=source,
        sides=_sides(edge, face),
        face=face,
        place=shapely.get_coordinates(shapely.point_on_surface(faces)),
    )


def street_edges(network: Network) -> Flags:
    """Which edges are streets, (E,)."""
    return ~np.isin(network.kind.astype(str), NO_STREET)


def _noded(chart: Chart, lines: Geometries) -> Geometries:
    shapely.prepare(chart.outline)
    ring = lines[-1]
    clipped = shapely.intersection(lines[:-1], chart.outline)
    return np.asarray(shapely.get_parts(shapely.union_all(np.r_[clipped, ring], grid_size=_SNAP)), dtype=object)


def _nearest(lines: Geometries, drawn: Geometries) -> Integers:
    """The stroke of each edge: the one on which its middle lies."""
    middle = shapely.line_interpolate_point(drawn, 0.5, normalized=True)
    return np.asarray(shapely.STRtree(lines).nearest(middle), dtype=np.int64)


def _sides(edge: Geometries, face: Geometries) -> Integers:
    """The one or two faces on an edge, found by their common vertices, (E, 2)."""
    of_edge, edge_row = _segments(edge)
    of_face, face_row = _segments(shapely.get_exterior_ring(face))
    _, key = np.unique(np.r_[of_edge, of_face], axis=0, return_inverse=True)
    edge_of_key = np.full(key.max() + 1, -1)
    edge_of_key[key[: len(edge_row)]] = edge_row
    pairs = np.unique(np.c_[edge_of_key[key[len(edge_row) :]], face_row], axis=0)
    pairs = pairs[pairs[:, 0] >= 0]
    first = np.r_[True, pairs[1:, 0] != pairs[:-1, 0]]
    sides = np.full((len(edge), 2), -1, dtype=np.int64)
    sides[pairs[first, 0], 0] = pairs[first, 1]
    sides[pairs[~first, 0], 1] = pairs[~first, 1]
    return sides


def _segments(lines: Geometries) -> tuple[Integers, Integers]:
    """Segments as whole centimetres with their ends in order, (N, 4), and the line of each, (N,)."""
    points, row = shapely.get_coordinates(lines, return_index=True)
    grid = np.round(points * 100).astype(np.int64)
    joined = row[1:] == row[:-1]
    a, b = grid[:-1][joined], grid[1:][joined]
    swap = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    ordered = np.where(swap[:, None], np.c_[b, a], np.c_[a, b])
    return np.asarray(ordered), np.asarray(row[1:][joined], dtype=np.int64)
