"""What each face of the map is for: old town, village, estate, shops, school, park, campus, water ..."""

from collections.abc import Mapping

import numpy as np
import shapely

from wangge.demo.town.chart import Chart, Floats, zone
from wangge.demo.town.network import Network
from wangge.gridding.town import Flags, Geometries, Integers, Texts

_HECTARE = 10_000.0
_THIN = 14.0  # metres: medians, verges and slivers, where nothing stands

# Chances of each use by size of the face and by zone: (centre, between, edge).
_SMALL = {
    "old": (0.44, 0.07, 0.0),
    "village": (0.02, 0.10, 0.08),
    "slabs": (0.33, 0.50, 0.44),
    "shops": (0.13, 0.16, 0.14),
    "works": (0.0, 0.05, 0.20),
    "park": (0.08, 0.12, 0.14),
}
_MIDDLE = {
    "old": (0.12, 0.0, 0.0),
    "village": (0.02, 0.11, 0.13),
    "slabs": (0.45, 0.46, 0.30),
    "shops": (0.14, 0.10, 0.07),
    "school": (0.11, 0.11, 0.08),
    "works": (0.02, 0.08, 0.24),
    "park": (0.14, 0.14, 0.18),
}
_LARGE = {
    "estate": (0.42, 0.34, 0.20),
    "towers": (0.26, 0.40, 0.44),
    "village": (0.0, 0.04, 0.06),
    "campus": (0.05, 0.05, 0.04),
    "mall": (0.06, 0.02, 0.0),
    "works": (0.0, 0.03, 0.11),
    "park": (0.10, 0.10, 0.14),
}
_ZONE_ENDS = (0.34, 0.68)


def make_land(chart: Chart, network: Network, rng: np.random.Generator) -> Texts:
    """The use of each face, (F,)."""
    area, thin = shapely.area(network.face), _thin(network.face)
    where = zone(chart, network.place) + rng.normal(0, 0.06, len(area))
    ring = np.digitize(where, _ZONE_ENDS)
    use = np.full(len(area), "verge", dtype=object)
    for rows, chances in (
        (area < 1.1 * _HECTARE, _SMALL),
        ((area >= 1.1 * _HECTARE) & (area < 3.2 * _HECTARE), _MIDDLE),
        (area >= 3.2 * _HECTARE, _LARGE),
    ):
        use[rows] = _drawn(chances, ring[rows], rng)
    use[thin | (area < 500)] = "verge"
    use[area > 15 * _HECTARE] = "park"  # hills and woods at the edge of the city
    from_river = np.abs(network.place[:, 1] - chart.river)
    use[from_river < chart.river_width / 2 + chart.bank] = "park"
    use[from_river < chart.river_width / 2] = "water"
    return _with_an_estate(use, np.where(thin | (from_river < chart.river_width / 2 + chart.bank), 0.0, area))


def walled(use: Texts) -> Flags:
    """Which faces are estates behind walls, (F,)."""
    return np.isin(use.astype(str), ("estate", "towers"))


def _drawn(chances: Mapping[str, tuple[float, ...]], ring: Integers, rng: np.random.Generator) -> Texts:
    """Uses by their chances; spread evenly rather than independent, so that a small town has its share of each."""
    words = np.array(list(chances), dtype=object)
    ladder = np.cumsum(np.array(list(chances.values())), axis=0)
    ladder /= ladder[-1]
    draw = (rng.permutation(len(ring)) + rng.random(len(ring))) / max(len(ring), 1)
    return np.asarray(words[(draw[:, None] > ladder.T[ring]).sum(axis=1)])


def _thin(face: Geometries) -> Flags:
    return np.asarray(2 * shapely.area(face) / shapely.length(face) < _THIN)


def _with_an_estate(use: Texts, area: Floats) -> Texts:
    """Every city has at least one estate: the block that is nearest to six hectares."""
    if not walled(use).any():
        use[np.argmin(np.abs(area - 6 * _HECTARE))] = "towers"
    return use
