"""Lanes inside blocks: in by one gate, along a spine, with dead ends between the rows; and the walls of estates."""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.demo.town.chart import Floats
from wangge.demo.town.land import walled
from wangge.demo.town.network import Network
from wangge.demo.town.plots import Plot
from wangge.demo.town.strokes import PLOT
from wangge.gridding.town import Geometries, Texts

_LEAST = 12.0  # metres: no shorter dead end
_GATE = 4.0  # half the opening in a wall
_WALL = 3.5  # from the border of the block
_RINGED = 0.4  # share of estates with a wall of their own on the street sides too


@dataclass(frozen=True)
class Lanes:
    """L lanes in metres with their highway words, and the gate lane of each face that has one."""

    line: Geometries
    kind: Texts
    gate: dict[int, shapely.LineString]  # by face: from the street through the gate to the last turning


def make_lanes(network: Network, plots: list[Plot], inset: Geometries, rng: np.random.Generator) -> Lanes:
    """The lanes of all plots; each begins at a vertex of a street and leads nowhere else."""
    lines: list[shapely.LineString] = []
    kinds: list[str] = []
    gates = {}
    for plot in plots:
        if plot.gate is None:
            continue
        stops = _stops(plot, inset[plot.face])
        spine = _spine(network.face[plot.face], plot.gate, plot.to_metres(stops))
        if spine is None:
            continue
        gates[plot.face] = spine
        branches = _branches(plot, stops[1:], inset[plot.face], rng)
        lines += [spine, *branches]
        kinds += [plot.style.spine] + [plot.style.branch] * len(branches)
    return Lanes(np.array(lines, dtype=object), np.array(kinds, dtype=object), gates)


def make_walls(network: Network, use: Texts, lanes: Lanes, rng: np.random.Generator) -> Geometries:
    """Walls along plot borders of estates, and rings with an opening at the gate around some of them."""
    behind = np.append(walled(use), False)  # -1: outside the city
    borders = network.edge[(network.kind == PLOT) & behind[network.sides].any(axis=1)]
    gated = np.array([face for face in np.flatnonzero(walled(use)) if face in lanes.gate], dtype=np.int64)
    ringed = rng.permutation(gated)[: int(np.ceil(_RINGED * len(gated)))]
    if not len(ringed):
        return np.asarray(borders)
    inner = shapely.get_exterior_ring(
        shapely.get_parts(shapely.buffer(network.face[ringed], -_WALL, join_style="mitre"))
    )
    gates = shapely.union_all(shapely.buffer([lanes.gate[face] for face in ringed], _GATE, cap_style="flat"))
    rings = shapely.get_parts(shapely.line_merge(shapely.difference(inner, gates)))
    return np.concatenate([borders, shapely.transform(rings, lambda points: np.round(points, 2))])


def _stops(plot: Plot, inset: shapely.Polygon) -> Floats:
    """Where the spine passes, in local points from the gate inwards: just inside, then each aisle, (N, 2)."""
    aisles = plot.aisles()[:-1]
    levels = np.r_[plot.rows[0] - 1.0, aisles]
    if plot.far:
        levels = np.r_[plot.rows[-1] + plot.depth + 1.0, aisles[::-1]]
    stops = np.c_[np.full(len(levels), plot.spine), levels]
    inside = shapely.contains_xy(inset, plot.to_metres(stops))
    first = int(np.argmax(inside))
    after = np.flatnonzero(~inside[first:])
    return np.asarray(stops[first : first + after[0]] if len(after) else stops[first:])


def _spine(face: shapely.Polygon, gate: Floats, stops: Floats) -> shapely.LineString | None:
    """From the gate to the last stop; None if it would leave the block or be too short."""
    if len(stops) < 2:
        return None
    spine = shapely.LineString(np.vstack([gate, stops]))
    return spine if spine.length > _LEAST and face.covers(spine) else None


def _branches(plot: Plot, stops: Floats, inset: shapely.Polygon, rng: np.random.Generator) -> list[shapely.LineString]:
    """Dead ends to either side of the spine, within the inset."""
    found = []
    for x, y in stops:
        for side in (-1.0, 1.0):
            if rng.random() >= plot.style.branches:
                continue
            reach = (plot.half[0] - side * x) * rng.uniform(0.6, 0.92)
            whole = shapely.LineString(plot.to_metres(np.array([(x, y), (x + side * reach, y)])))
            part = whole.intersection(inset)
            starts = part.geom_type == "LineString" and part.length > _LEAST and part.coords[0] == whole.coords[0]
            if starts:
                found.append(shapely.LineString(np.round(part.coords, 2)))
    return found
