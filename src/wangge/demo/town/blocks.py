"""From cells to blocks: each cell is split again and again, every split drawing a street, a lane or a plot border.

Large blocks stay where an estate, a park or a factory will stand. What stands there is ``land``'s matter.
"""

import numpy as np
import shapely

from wangge.demo.town.chart import Chart, Floats, zone
from wangge.demo.town.strokes import PLOT, Stroke, stroke

_HECTARE = 10_000.0
_FIRST_ROAD = 1_000_000


def split_cells(chart: Chart, cells: Floats, rng: np.random.Generator) -> list[Stroke]:
    """The strokes that divide the cells (C, 4) which lie in the city."""
    inside = shapely.intersects(chart.outline, shapely.box(*cells.T))
    strokes: list[Stroke] = []
    for low_u, low_v, high_u, high_v in cells[inside]:
        corners = np.array([(low_u, low_v), (high_u, low_v), (high_u, high_v), (low_u, high_v)])
        skew = rng.normal(0, 0.07) if rng.random() < 0.8 else rng.uniform(-0.5, 0.5)
        strokes += _split(chart, corners, skew, rng)
    return [one._replace(road=_FIRST_ROAD + number) for number, one in enumerate(strokes)]


def _split(chart: Chart, cell: Floats, skew: float, rng: np.random.Generator) -> list[Stroke]:
    strokes, waiting = [], [cell]
    while waiting:
        block = waiting.pop()
        area, middle = _area(block), block.mean(axis=0)
        where = float(zone(chart, middle[None])[0])
        if _stays(area, where, rng):
            continue
        normal = _across(block, skew, rng)
        along = (block - middle) @ normal
        level = middle @ normal + rng.uniform(-0.3, 0.3) * np.ptp(along) / 2
        cut, parts = _halve(block, normal, level)
        strokes.append(stroke(_kind(area, where, rng), 0, *cut))
        waiting += parts
    return strokes


def _stays(area: float, where: float, rng: np.random.Generator) -> bool:
    """Whether a block is not split any more: small ones, and now and then a large one for an estate."""
    smallest = np.interp(where, [0.0, 0.3, 0.6, 1.0], [0.45, 0.8, 1.5, 2.2]) * rng.uniform(0.7, 1.5)
    if area < smallest * _HECTARE:
        return True
    large = np.interp(where, [0.0, 0.4, 1.0], [0.08, 0.19, 0.25])
    return bool(3.0 < area / _HECTARE < 13.0 and rng.random() < large)


def _kind(area: float, where: float, rng: np.random.Generator) -> str:
    """What the line that splits such a block is: the larger the block, the greater the street."""
    if area > 22 * _HECTARE:
        return "tertiary"
    if area > 6 * _HECTARE:
        return "residential" if rng.random() < 0.85 else "tertiary"
    if area > 2.2 * _HECTARE:
        return str(rng.choice(["residential", "living_street", "service", PLOT], p=[0.5, 0.15, 0.15, 0.2]))
    words = ["living_street", "footway", "service", PLOT]
    return str(rng.choice(words, p=[0.4, 0.3, 0.1, 0.2] if where < 0.4 else [0.25, 0.1, 0.35, 0.3]))


def _across(block: Floats, skew: float, rng: np.random.Generator) -> Floats:
    """The normal of the cut: along the block's longer extent, with a little freedom."""
    edges = np.roll(block, -1, axis=0) - block
    longest = edges[np.argmax((edges**2).sum(axis=1))]
    angle = np.arctan2(longest[1], longest[0]) + rng.normal(0, 0.05) + skew * (rng.random() < 0.5)
    axes = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    return np.asarray(axes[np.argmax(np.ptp(block @ axes.T, axis=0))])


def _halve(block: Floats, normal: Floats, level: float) -> tuple[list[tuple[float, float]], list[Floats]]:
    """The cut through a convex block where ``normal`` reaches ``level``, and the two convex parts."""
    side = block @ normal - level
    cut, parts = [], ([], [])  # type: tuple[list[Floats], tuple[list[Floats], list[Floats]]]
    for here, there, a, b in zip(side, np.roll(side, -1), block, np.roll(block, -1, axis=0), strict=True):
        parts[int(here > 0)].append(a)
        if (here > 0) != (there > 0):
            point = a + (b - a) * here / (here - there)
            cut.append(point)
            parts[0].append(point)
            parts[1].append(point)
    return [(float(u), float(v)) for u, v in cut], [np.array(part) for part in parts]


def _area(ring: Floats) -> float:
    u, v = ring.T
    return abs(float(u @ np.roll(v, -1) - v @ np.roll(u, -1))) / 2
