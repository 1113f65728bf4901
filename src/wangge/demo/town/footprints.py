"""Buildings: rows of footprints within each plot, with their floors. Who lives in them is ``households``' matter."""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.demo.town.chart import Floats
from wangge.demo.town.plots import Plot
from wangge.demo.town.styles import PLANS, UNUSUAL
from wangge.gridding.town import Flags, Geometries, Integers, Texts

_CORRIDOR = 3.6  # metres kept free on either side of the lane
_NARROWEST = 6.0  # metres
_PARTS = ((0.0, 1.0), (0.0, 0.7), (0.3, 1.0), (0.15, 0.85), (0.0, 0.45), (0.55, 1.0))  # of a width, tried in turn
_FLAT = 110 / 0.75  # m2 of floor for a household, walls and stairs included


@dataclass(frozen=True)
class Footprints:
    """B buildings; ``homes`` is the number of households for which a building has room (0: nobody lives there)."""

    shape: Geometries
    face: Integers
    homes: Floats

    def kept(self, rows: Flags | Integers) -> "Footprints":
        """Only the buildings of ``rows``."""
        return Footprints(self.shape[rows], self.face[rows], self.homes[rows])


def make_footprints(plots: list[Plot], inset: Geometries, rng: np.random.Generator) -> Footprints:
    """All buildings that fit into the insets of their faces, if need be narrower than the row would have them."""
    box, owner = _boxes(plots, rng)
    face = np.array([plot.face for plot in plots], dtype=np.int64)[owner]
    plan = np.array([plot.style.plan for plot in plots], dtype=object)[owner]
    plan = np.where(rng.random(len(box)) < UNUSUAL, plan, "box")
    shapely.prepare(inset)
    shape, fits = np.empty(len(box), dtype=object), np.zeros(len(box), dtype=bool)
    for part in _PARTS:
        rows = np.flatnonzero(~fits & ((box[:, 2] - box[:, 0]) * (part[1] - part[0]) > _NARROWEST))
        shape[rows] = _shapes(plots, owner[rows], _narrowed(box[rows], part), plan[rows])
        fits[rows] = shapely.contains_properly(inset[face[rows]], shape[rows])
    floors = _floors(plots, owner, rng)
    return Footprints(shape[fits], face[fits], (shapely.area(shape) * floors / _FLAT)[fits])


def clear_of(buildings: Footprints, lines: Geometries, distance: Floats) -> Footprints:
    """Without the buildings that stand nearer to a line than its distance (metres)."""
    near = shapely.STRtree(buildings.shape).query(lines, predicate="dwithin", distance=distance)[1]
    keep = np.ones(len(buildings.shape), dtype=bool)
    keep[near] = False
    return buildings.kept(keep)


def _boxes(plots: list[Plot], rng: np.random.Generator) -> tuple[Floats, Integers]:
    """Places in the rows on both sides of the lanes: local (x0, y0, x1, y1), (N, 4), and the plot of each."""
    boxes = []
    for plot in plots:
        ends = plot.half[0] - plot.style.setback
        sides = ((-ends, plot.spine - _CORRIDOR), (max(plot.spine + _CORRIDOR, -ends), ends))
        rows = [_row(plot, low, left, right, rng) for low in plot.rows for left, right in sides]
        box = np.concatenate([np.empty((0, 4)), *rows])
        boxes.append(box[rng.random(len(box)) < plot.style.kept])
    return np.concatenate(boxes), np.repeat(np.arange(len(plots)), [len(box) for box in boxes])


def _row(plot: Plot, low: float, left: float, right: float, rng: np.random.Generator) -> Floats:
    """As many buildings as fit between ``left`` and ``right``, filling the row, (N, 4)."""
    style, room = plot.style, right - left
    count = int((room + style.gap[0]) // (sum(style.width) / 2 + sum(style.gap) / 2)) or int(room > style.width[0])
    if room <= 0 or not count:
        return np.empty((0, 4))
    width, gap = rng.uniform(*style.width, count), rng.uniform(*style.gap, count)
    gap[-1] = 0.0
    fill = min(1.0, room / (width + gap).sum())
    width, gap = width * fill, gap * fill
    loose = room - (width + gap).sum()
    x0 = left + np.cumsum(width + gap + loose / count) - (width + gap + loose / count) + loose / count / 2
    depth = plot.depth * rng.uniform(0.85, 1.0, count)
    y0 = low + (plot.depth - depth) * rng.random(count)
    return np.asarray(np.stack([x0, y0, x0 + width, y0 + depth], axis=-1))


def _narrowed(box: Floats, part: tuple[float, float]) -> Floats:
    """Boxes cut down to a part of their width."""
    width = box[:, 2] - box[:, 0]
    return np.column_stack((box[:, 0] + part[0] * width, box[:, 1], box[:, 0] + part[1] * width, box[:, 3]))


def _shapes(plots: list[Plot], owner: Integers, box: Floats, plan: Texts) -> Geometries:
    """Polygons in metres, rounded to 1 cm, (N,)."""
    middle, axes = np.array([plot.middle for plot in plots])[owner], np.array([plot.axes for plot in plots])[owner]
    shapes = np.empty(len(box), dtype=object)
    for name, unit in PLANS.items():
        of = plan == name
        corners = box[of, None, :2] + np.array(unit, dtype=float) * (box[of, None, 2:] - box[of, None, :2])
        shapes[of] = shapely.polygons(np.round(middle[of, None] + corners @ axes[of], 2))
    return shapes


def _floors(plots: list[Plot], owner: Integers, rng: np.random.Generator) -> Floats:
    """Floors with homes; 0 where nobody lives. Estates are built at one go, with one or two heights."""
    low, high = np.array([plot.style.floors for plot in plots]).T
    usual = rng.integers(low, high + 1)[owner]
    own = rng.integers(low[owner], high[owner] + 1)
    homes = np.array([plot.style.homes for plot in plots])[owner]
    floors = np.where(rng.random(len(owner)) < 0.7, usual, own)
    return np.asarray(np.where(rng.random(len(owner)) < homes, floors, 0), dtype=np.float64)
