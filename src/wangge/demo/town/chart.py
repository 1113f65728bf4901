"""The chart: a plane in which the city is drawn with straight streets, and the smooth bend from it to metres.

Drawing straight and bending afterwards gives curved, skewed streets whose crossings stay crossings.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.town import Geometries

Floats = NDArray[np.float64]

METRIC_CRS = "EPSG:32649"  # UTM 49N

_CENTRE = (527_770.0, 3_396_390.0)  # Yichang, 111.29 E 30.70 N
_AREA_OF_COMMUNITY = 500_000.0  # m2, the river included
_ELONGATION = 1.6  # a city along its river
_WAVES = 3  # long bends
_RIPPLES = 2  # short bends
# The gradients of all waves and the bow together stay below 1, so that the bend folds nowhere.
_WAVE_SLOPE, _RIPPLE_SLOPE, _BOW_SLOPE = 0.17, 0.05, 0.26


@dataclass(frozen=True)
class Chart:
    """Half axes of the city, its river (a band along u) and the waves of the bend, all in metres."""

    length: float
    breadth: float
    river: float  # v of midstream
    river_width: float
    bank: float  # from the water to the riverside road
    turn: float  # radians
    frequency: Floats  # (K, 2)
    phase: Floats  # (K,)
    amplitude: Floats  # (K, 2)
    outline: shapely.Polygon  # of the city, in the chart


def make_chart(communities: int, rng: np.random.Generator) -> Chart:
    """A chart for a city of so many communities."""
    area = communities * _AREA_OF_COMMUNITY * rng.uniform(0.95, 1.05)
    length, breadth = np.sqrt(area * _ELONGATION / np.pi), np.sqrt(area / _ELONGATION / np.pi)
    width = float(np.clip(0.04 * np.sqrt(area), 16.0, 320.0))
    frequency, amplitude = _waves(rng)
    return Chart(
        length=length,
        breadth=breadth,
        river=-breadth * rng.uniform(0.3, 0.45),
        river_width=width,
        bank=min(30.0, 5.0 + width / 4),
        turn=float(rng.uniform(-0.9, -0.5)),
        frequency=frequency,
        phase=rng.uniform(0, 2 * np.pi, len(frequency)),
        amplitude=amplitude,
        outline=_outline(length, breadth, rng),
    )


def zone(chart: Chart, points: Floats) -> Floats:
    """How far from the centre, (N,): 0 in the middle of a city, 1 at its edge; ``points`` (N, 2) in the chart.

    A small town is like the outer parts of a city: it begins further out.
    """
    start = max(0.0, 0.45 - chart.length / 9000)
    return np.asarray(start + (1 - start) * np.hypot(points[:, 0] / chart.length, points[:, 1] / chart.breadth))


def in_metres(chart: Chart, shapes: Geometries) -> Geometries:
    """Shapes of the chart in metres, rounded to 1 cm; the same point always lands on the same point."""
    return np.asarray(shapely.transform(shapes, lambda points: _bend(chart, points)), dtype=object)


def _waves(rng: np.random.Generator) -> tuple[Floats, Floats]:
    span = np.r_[rng.uniform(3000, 6500, _WAVES), rng.uniform(700, 1300, _RIPPLES)]
    slope = np.r_[np.full(_WAVES, _WAVE_SLOPE), np.full(_RIPPLES, _RIPPLE_SLOPE)]
    heading, push = rng.uniform(0, 2 * np.pi, (2, len(span)))
    number = 2 * np.pi / span
    frequency = number[:, None] * np.c_[np.cos(heading), np.sin(heading)]
    return frequency, (slope / number)[:, None] * np.c_[np.cos(push), np.sin(push)]


def _outline(length: float, breadth: float, rng: np.random.Generator) -> shapely.Polygon:
    """An ellipse with smooth bays and headlands."""
    angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radius = np.ones_like(angle)
    for lobes in range(2, 9):
        radius += rng.normal(0, 0.13 / lobes) * np.cos(lobes * angle + rng.uniform(0, 2 * np.pi))
    return shapely.Polygon(np.c_[length * radius * np.cos(angle), breadth * radius * np.sin(angle)])


def _bend(chart: Chart, points: Floats) -> Floats:
    wave = np.sin(points @ chart.frequency.T + chart.phase)
    bent = points + wave @ chart.amplitude
    bent[:, 1] -= _BOW_SLOPE / 2 * points[:, 0] ** 2 / chart.length
    cosine, sine = np.cos(chart.turn), np.sin(chart.turn)
    turned = np.c_[cosine * bent[:, 0] - sine * bent[:, 1], sine * bent[:, 0] + cosine * bent[:, 1]]
    return np.asarray(np.round(turned + _CENTRE, 2))
