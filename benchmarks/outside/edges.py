"""The metres between two grids of the same community, and what they lie on.

Every grid's outline is walked in steps of at most a metre; a step counts if another grid of its community runs along
it. Both grids walk it, so that each step counts half.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.outside.files import Papers, Shapes

STEP = 1.0  # metres
ALONG = 0.02  # metres between two outlines that are one
ON_STREET = 0.5  # metres
NONE, LANE, STREET, ARTERIAL, BARRIER = range(5)
PRICE = np.array([1.0, 0.45, 0.25, 0.15, 0.15])
SHARE = np.array([0.0, 0.6, 0.85, 1.0, 1.0])

_ARTERIALS = {"motorway", "trunk", "primary", "secondary"}
_STREETS = {"tertiary", "tertiary_link", "unclassified", "residential", "road"}
Rows = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class InnerBoundary:
    """Each metre between two grids of one community once."""

    metres: Reals  # (5,) by class: none, lane, street, arterial, barrier

    @property
    def street_share(self) -> float:
        """Weighted, 0-1; NaN where no two grids meet."""
        total = float(self.metres.sum())
        return float(self.metres @ SHARE) / total if total else float("nan")

    @property
    def priced_km(self) -> float:
        """Kilometres of cut, a metre at the price of what it lies on."""
        return float(self.metres @ PRICE) / 1000


def inner_boundary(papers: Papers, home: Rows) -> InnerBoundary:
    """``home`` is the row of each grid's community, (G,)."""
    middle, length, grid = _walk(papers.grids.shape)
    inner = _is_inner(papers.grids.shape, home, middle, grid)
    kind = _class_of(papers, middle[inner])
    return InnerBoundary(np.bincount(kind, length[inner], len(PRICE)) / 2)


def class_of_street(word: str) -> int:
    """The class of an OpenStreetMap highway word; what is neither arterial nor street is a lane."""
    if word.removesuffix("_link") in _ARTERIALS:
        return ARTERIAL
    return STREET if word in _STREETS else LANE


def _walk(grids: Shapes) -> tuple[Shapes, Reals, Rows]:
    """The middle, the length and the grid of every step, (s,) each."""
    start, end, grid = _sides(grids)
    length = np.hypot(*(end - start).T)
    steps = np.maximum(np.ceil(length / STEP), 1).astype(np.int64)
    side = np.repeat(np.arange(len(length)), steps)
    rank = np.arange(len(side)) - np.repeat(np.cumsum(steps) - steps, steps)
    way = ((rank + 0.5) / steps[side])[:, None]
    middle = shapely.points(start[side] + way * (end - start)[side])
    return middle, (length / steps)[side], grid[side]


def _sides(grids: Shapes) -> tuple[Reals, Reals, Rows]:
    """Both ends (s, 2) of every straight side of every ring, and its grid (s,)."""
    parts, grid = shapely.get_parts(grids, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    place, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    return place[:-1][same], place[1:][same], grid[part[ring[:-1][same]]]


def _is_inner(grids: Shapes, home: Rows, middle: Shapes, grid: Rows) -> NDArray[np.bool_]:
    start, end, owner = _sides(grids)
    sides = shapely.linestrings(np.stack([start, end], axis=1))
    step, side = shapely.STRtree(sides).query(middle, predicate="dwithin", distance=ALONG)
    other = owner[side]
    inner = np.zeros(len(middle), dtype=bool)
    inner[step[(other != grid[step]) & (home[other] == home[grid[step]])]] = True
    return inner


def _class_of(papers: Papers, middle: Shapes) -> Rows:
    """The best class within half a metre of each step."""
    words = np.array([class_of_street(str(word)) for word in papers.streets.column["class"]], dtype=np.int64)
    shape = np.concatenate([papers.streets.shape, _lines(papers.barriers.shape)])
    kind = np.concatenate([words, np.full(len(papers.barriers.shape), BARRIER)])
    best = np.full(len(middle), NONE)
    for worth in (LANE, STREET, ARTERIAL, BARRIER):
        tree = shapely.STRtree(shape[kind == worth])
        best[tree.query(middle, predicate="dwithin", distance=ON_STREET)[0]] = worth
    return best


def _lines(shape: Shapes) -> Shapes:
    """Barriers as lines: an area is a barrier along its bank, not in its middle."""
    area = shapely.get_dimensions(shape) == 2
    return np.where(area, shapely.boundary(shape), shape)
