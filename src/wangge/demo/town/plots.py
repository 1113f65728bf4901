"""The frame of each built-up block: its axes, its rows, the aisle positions, and where the lane comes in.

Rows of buildings (``footprints``) and lanes (``lanes``) are laid out in the same frame, so that they never meet.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.demo.town.chart import Floats
from wangge.demo.town.network import Network, street_edges
from wangge.demo.town.styles import CLEARANCE, STYLES, Style
from wangge.gridding.town import Geometries, Texts

_ROWS_FOR_A_LANE = 3
_BUFFERED = 4.0  # metres: setbacks see to smaller clearances


@dataclass(frozen=True)
class Plot:
    """One face with its style; local x runs along the rows, local y across them, both from the middle."""

    face: int
    style: Style
    middle: Floats  # (2,)
    axes: Floats  # (2, 2): rows are the unit vectors of x and y
    half: tuple[float, float]  # extents
    spine: float  # x of the lane
    gate: Floats | None  # (2,) where the lane leaves a street, in metres; None without a lane
    far: bool  # the gate is beyond the last row, not before the first
    depth: float  # of the rows
    rows: Floats  # (R,) lower y of each row

    def aisles(self) -> Floats:
        """The y of the middle of the gap above each row, (R,)."""
        return self.rows + self.depth + self.style.aisle / 2

    def to_metres(self, points: Floats) -> Floats:
        """Local points (..., 2) in metres, rounded to 1 cm."""
        return np.asarray(np.round(self.middle + points @ self.axes, 2))


def make_plots(network: Network, use: Texts, rng: np.random.Generator) -> list[Plot]:
    """A plot for each face that is built on."""
    built = np.flatnonzero(np.isin(use.astype(str), list(STYLES)))
    corners = shapely.get_coordinates(shapely.oriented_envelope(network.face[built])).reshape(-1, 5, 2)
    street = set(map(tuple, shapely.get_coordinates(network.edge[street_edges(network)]).tolist()))
    plots = []
    for row, box in zip(built, corners, strict=True):
        ring = [point for point in network.face[row].exterior.coords[:-1] if point in street]
        plots.append(_plot(int(row), STYLES[use[row]], box, np.array(ring).reshape(-1, 2), rng))
    return plots


def insets(network: Network, use: Texts) -> Geometries:
    """The part of each face in which buildings may stand, clear of its streets; empty where none may, (F,)."""
    setback = np.array([STYLES[word].setback if word in STYLES else 1e6 for word in use])
    inset = np.asarray(shapely.buffer(network.face, -setback, join_style="mitre"), dtype=object)
    clearance = np.array([CLEARANCE.get(str(word), 0.0) for word in network.kind])
    for distance in sorted({value for value in CLEARANCE.values() if value > _BUFFERED}):
        edge, side = np.nonzero((clearance == distance)[:, None] & (network.sides >= 0))
        order = np.argsort(network.sides[edge, side], kind="stable")
        face, row = np.unique(network.sides[edge, side][order], return_inverse=True)
        streets = shapely.multilinestrings(network.edge[edge[order]], indices=row)
        inset[face] = shapely.difference(inset[face], shapely.buffer(streets, distance + 0.05, quad_segs=2))
    return inset


def _plot(face: int, style: Style, corners: Floats, street: Floats, rng: np.random.Generator) -> Plot:
    axes, half = _axes(corners)
    middle = corners[:4].mean(axis=0)
    depth = rng.uniform(*style.depth)
    pitch = depth + style.aisle
    room = 2 * half[1] - 2 * style.setback
    count = max(0, int((room + style.aisle) // pitch))
    first = -half[1] + style.setback + max(0.0, room + style.aisle - count * pitch) / 2
    rows = np.asarray(first + pitch * np.arange(count), dtype=np.float64)
    gate = _gate((street - middle) @ axes.T, half, rng) if style.spine and count >= _ROWS_FOR_A_LANE else None
    return Plot(
        face=face,
        style=style,
        middle=middle,
        axes=axes,
        half=half,
        spine=-half[0] if gate is None else float(gate[0]),
        gate=None if gate is None else street[int(gate[2])],
        far=gate is not None and bool(gate[1] > 0),
        depth=depth,
        rows=rows,
    )


def _gate(street: Floats, half: tuple[float, float], rng: np.random.Generator) -> Floats | None:
    """A vertex of a street before or behind the rows: local x, y and its row in ``street``; None if there is none."""
    x, y = np.abs(street).T
    fit = np.flatnonzero((x < 0.6 * half[0]) & (y > 0.75 * half[1]))
    if not len(fit):
        return None
    chosen = rng.choice(fit)
    return np.array([*street[chosen], chosen])


def _axes(corners: Floats) -> tuple[Floats, tuple[float, float]]:
    """Unit vectors of a box and its half extents; x is the axis nearer to east, for rows look south."""
    sides = corners[1:3] - corners[:2]
    lengths = np.hypot(*sides.T)
    axes = sides / lengths[:, None]
    x = int(np.argmax(np.abs(axes[:, 0])))
    along = axes[x] * np.sign(axes[x, 0] or 1.0)
    return np.array([along, (-along[1], along[0])]), (float(lengths[x]) / 2, float(lengths[1 - x]) / 2)
