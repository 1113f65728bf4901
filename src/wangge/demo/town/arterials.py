"""The arterial network: rows along the river, columns across it, dual carriageways, bridges, the railway.

What lies between the arterials (cells) is divided in ``blocks``.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wangge.demo.town.chart import Chart, Floats
from wangge.demo.town.strokes import BANK, BRIDGES, MIDSTREAM, RAILWAY, Stroke, stroke

_BRIDGE_EVERY = 2200.0  # metres along the river
_RAILWAY_FROM = 2500.0  # metres of city below which no railway runs through it
_BEYOND = 1.35  # the network is drawn past the outline and cut there,
_MARGIN = 2000.0  # by so many metres more, so that even a small town lies within it


@dataclass(frozen=True)
class Road:
    """One arterial at ``at`` in the chart; ``half`` is half the gap of its two carriageways, 0 for one line."""

    at: float
    half: float
    kind: str
    number: int
    through: bool  # crosses the rows; else it begins and ends at them


@dataclass(frozen=True)
class Arterials:
    """Strokes, and the cells (u0, v0, u1, v1) between them, (C, 4)."""

    strokes: list[Stroke]
    cells: Floats


def make_arterials(chart: Chart, rng: np.random.Generator) -> Arterials:
    """Rows, and between each two rows the columns that stand there."""
    rows = _rows(chart, rng)
    columns = _roads(_spaced(chart.length, 560, 950, rng), 1000, 0.45, rng)
    strokes, cells = _railway(chart, rng), []
    for below, above in pairwise(rows):
        if below.at < chart.river < above.at:
            strokes += _river(chart, columns, below, above)
            continue
        standing = _standing(columns, below.number, rng)
        strokes += [line for column in standing for line in _column(column, below, above, rng)]
        cells += _cells(standing, below, above)
    strokes += [line for row in rows for line in _row(row, columns, rng)]
    return Arterials(strokes, np.array(cells))


def _spaced(half_axis: float, least: float, most: float, rng: np.random.Generator) -> Floats:
    """Positions on both sides of 0, irregularly spaced, past the end of the half axis."""
    reach = half_axis * _BEYOND + _MARGIN
    steps = rng.uniform(least, most, int(2 * reach / least) + 1)
    return np.asarray(np.cumsum(steps) - reach)


def _roads(places: Floats, first: int, through: float, rng: np.random.Generator) -> list[Road]:
    roads = []
    for number, place in enumerate(places):
        major = bool(rng.random() < through)
        kind = "primary" if major and rng.random() < 0.6 else "secondary"
        half = rng.uniform(5.5, 9.0) if kind == "primary" and rng.random() < 0.6 else 0.0
        roads.append(Road(float(place), half, kind, first + number, major))
    return roads


def _rows(chart: Chart, rng: np.random.Generator) -> list[Road]:
    """Rows from one side of the city to the other, among them the two riverside roads."""
    rows = _roads(_spaced(chart.breadth, 480, 800, rng), 0, 1.0, rng)
    reach = chart.river_width / 2 + chart.bank
    rows = [row for row in rows if abs(row.at - chart.river) > reach + 260]
    riverside = [
        Road(chart.river + side * reach, 0.0, "secondary", 900 + number, through=True)
        for number, side in enumerate((-1, 1))
    ]
    return sorted(rows + riverside, key=lambda row: row.at)


def _standing(columns: list[Road], band: int, rng: np.random.Generator) -> list[Road]:
    """The columns of one band: the through ones in their places, the others shifted, or not there at all."""
    standing: list[Road] = []
    for column in columns:
        place = column.at if column.through else column.at + rng.normal(0, 110)
        if not column.through and rng.random() < 0.2:
            continue
        if standing and place - standing[-1].at < 260:
            if not column.through or standing[-1].through:
                continue
            standing.pop()
        number = column.number if column.through else column.number + 10_000 * (band + 1)
        standing.append(Road(place, column.half, column.kind, number, column.through))
    return standing


def _carriageways(road: Road) -> list[float]:
    return [road.at - road.half, road.at + road.half] if road.half else [road.at]


def _column(road: Road, below: Road, above: Road, rng: np.random.Generator) -> list[Stroke]:
    """A column between two rows; one that is not through ends at the near carriageway."""
    low = below.at if road.through else below.at + below.half
    high = above.at if road.through else above.at - above.half
    lines = [stroke(road.kind, road.number, (at, low), (at, high)) for at in _carriageways(road)]
    if road.half:
        middle = low + (high - low) * rng.uniform(0.35, 0.65)
        lines.append(stroke(f"{road.kind}_link", -1, (road.at - road.half, middle), (road.at + road.half, middle)))
    return lines


def _row(road: Road, columns: list[Road], rng: np.random.Generator) -> list[Stroke]:
    """A row from end to end, in pieces between the through columns, with links across its median."""
    stops = [columns[0].at, *(column.at for column in columns[1:-1] if column.through), columns[-1].at]
    lines = []
    for start, end in pairwise(stops):
        lines += [stroke(road.kind, road.number, (start, at), (end, at)) for at in _carriageways(road)]
        if road.half:
            middle = start + (end - start) * rng.uniform(0.35, 0.65)
            lines.append(stroke(f"{road.kind}_link", -1, (middle, road.at - road.half), (middle, road.at + road.half)))
    return lines


def _cells(standing: list[Road], below: Road, above: Road) -> list[tuple[float, float, float, float]]:
    low, high = below.at + below.half, above.at - above.half
    pairs = pairwise(standing)
    return [(left.at + left.half, low, right.at - right.half, high) for left, right in pairs]


def _river(chart: Chart, columns: list[Road], below: Road, above: Road) -> list[Stroke]:
    """Banks, midstream, bridges, and lines across the water, so that it can be shared among the communities."""
    reach = chart.length * _BEYOND + _MARGIN
    sides = (-chart.river_width / 2, 0.0, chart.river_width / 2)
    lines = [
        stroke(kind, -1, (-reach, chart.river + side), (reach, chart.river + side))
        for side, kind in zip(sides, (BANK, MIDSTREAM, BANK), strict=True)
    ]
    last = -np.inf
    for column in columns:
        if column.at - last > _BRIDGE_EVERY:
            last = column.at
            lines += [
                stroke("primary", BRIDGES.start + column.number, (at, below.at), (at, above.at))
                for at in _carriageways(column)
            ]
        else:
            lines.append(stroke(BANK, -1, (column.at, below.at), (column.at, above.at)))
    return lines


def _railway(chart: Chart, rng: np.random.Generator) -> list[Stroke]:
    """One line that swings through the city on the far side of the river, from end to end."""
    if chart.length < _RAILWAY_FROM:
        return []
    along = np.linspace(-_BEYOND, _BEYOND, 60)
    swing = 0.14 * np.sin(1.7 * along + rng.uniform(-0.6, 0.6)) + 0.1 * along
    points = np.c_[along * chart.length, chart.breadth * (0.42 + swing)]
    return [stroke(RAILWAY, -1, *map(tuple, points.tolist()))]
