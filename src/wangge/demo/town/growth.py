"""Communities from faces: seeds grow over the map until they meet, preferring not to cross arterials, railway or river.

Only which face belongs to which community; outlines, names and households come later.
"""

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from wangge.demo.town.chart import Floats
from wangge.demo.town.network import Network
from wangge.demo.town.smoothing import smooth
from wangge.demo.town.strokes import MIDSTREAM, RAILWAY
from wangge.gridding.town import Flags, Integers

_ROUNDS = 14
_STEP = 0.35  # of the way to a better share in one round
_MOST_DELAY = 0.33  # of the way to the next seed: no seed is overgrown by another
_CROSSING = {
    "primary": 3.0,
    "secondary": 2.2,
    "tertiary": 1.5,
    "living_street": 0.8,
    "footway": 0.8,
    RAILWAY: 4.0,
}  # times the way between the middles of two faces
_RIVER = 40.0  # the same for a great river; a small town has a brook
_LAND = 0.4  # how much a share of the land counts beside a share of the households
_SMALL_SHARE = 0.08  # of communities that are to stay small


def grow(network: Network, land: Floats, homes: Floats, count: int, rng: np.random.Generator) -> Integers:
    """The community of each face, 0 to count - 1, (F,): connected, of about equal weight, a few much smaller.

    ``land`` is the dry area of each face (m2), ``homes`` its number of households: communities share both.
    """
    middle = shapely.get_coordinates(shapely.centroid(network.face))
    weight = homes / max(homes.sum(), 1.0) + _LAND * land / land.sum() + 1e-9
    wish = rng.uniform(0.75, 1.3, count) * np.where(rng.random(count) < _SMALL_SHARE, 0.3, 1.0)
    wish *= weight.sum() / wish.sum()
    ways = _ways(network, middle, min(_RIVER, 1 + count / 3))
    lived_in = np.sort(np.argsort(-homes, kind="stable")[: max(2 * count, int((homes > 0).sum()) // 2)])
    seed = lived_in[_nearest_faces(_spread(middle, weight, count, rng), middle[lived_in])]
    delay = np.zeros(count)
    for _round in range(_ROUNDS):
        label, way = _reached(ways, seed, delay)
        share = np.bincount(label, weight, count) / wish
        spacing = _spacing(middle[seed])
        delay = delay + _STEP * spacing * np.log(np.maximum(share, 0.05)) / 2
        delay = np.minimum(delay - delay.min(), _MOST_DELAY * spacing)
    return smooth(network, label, seed, _outer(label, way, count), rng)


def neighbours(network: Network) -> tuple[Integers, Integers]:
    """Pairs of faces with a common edge, each pair both ways."""
    pairs = network.sides[(network.sides >= 0).all(axis=1)]
    return np.r_[pairs[:, 0], pairs[:, 1]], np.r_[pairs[:, 1], pairs[:, 0]]


def _ways(network: Network, middle: Floats, river: float) -> coo_array:
    """What it costs to go from face to face, (F, F)."""
    row, column = neighbours(network)
    inner = (network.sides >= 0).all(axis=1)
    factor = np.array([(_CROSSING | {MIDSTREAM: river}).get(str(word), 1.0) for word in network.kind[inner]])
    cost = np.hypot(*(middle[row] - middle[column]).T) * np.r_[factor, factor] + 1.0
    order = np.lexsort((cost, column, row))
    row, column, cost = row[order], column[order], cost[order]
    first = np.r_[np.ones(min(1, len(row)), dtype=bool), (row[1:] != row[:-1]) | (column[1:] != column[:-1])]
    return coo_array((cost[first], (row[first], column[first])), shape=(len(middle), len(middle)))


def _spread(middle: Floats, weight: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Points spread over the city by weight: k-means with chance starts, (count, 2)."""
    points = middle[rng.choice(len(middle), count, replace=False, p=weight / weight.sum())]
    for _round in range(12):
        square = (middle**2).sum(axis=1)[:, None] - 2 * middle @ points.T + (points**2).sum(axis=1)
        nearest = square.argmin(axis=1)
        mass = np.bincount(nearest, weight, count)
        moved = np.c_[[np.bincount(nearest, weight * axis, count) for axis in middle.T]].T
        points = np.where(mass[:, None] > 0, moved / np.maximum(mass, 1e-12)[:, None], points)
    return np.asarray(points)


def _nearest_faces(points: Floats, middle: Floats) -> Integers:
    """A face for each point, no face twice, (N,)."""
    taken: list[int] = []
    for point in points:
        order = np.argsort(((middle - point) ** 2).sum(axis=1), kind="stable")
        taken.append(next(int(face) for face in order[: len(taken) + 1] if face not in taken))
    return np.array(taken, dtype=np.int64)


def _reached(ways: coo_array, seed: Integers, delay: Floats) -> tuple[Integers, Floats]:
    """The seed from which each face is reached first when seeds start with their delays, and the way to it, (F,)."""
    size = ways.shape[0]
    rows, columns = np.r_[ways.row, np.full(len(seed), size)], np.r_[ways.col, seed]
    graph = coo_array((np.r_[ways.data, delay + 1.0], (rows, columns)), shape=(size + 1, size + 1)).tocsr()
    way, before = dijkstra(graph, indices=size, return_predecessors=True)
    origin = np.where(before == size, np.arange(size + 1), before)[:size]
    while not np.array_equal(origin, origin[origin]):
        origin = origin[origin]
    label = np.full(size, -1)
    label[seed] = np.arange(len(seed))
    return np.asarray(label[origin], dtype=np.int64), np.asarray(way[:size])


def _outer(label: Integers, way: Floats, count: int) -> Flags:
    """The farther half of each community, which smoothing may move; the nearer half is connected, (F,)."""
    order = np.lexsort((way, label))
    size = np.bincount(label, minlength=count)
    start = np.cumsum(size) - size
    outer = np.zeros(len(label), dtype=bool)
    outer[order] = np.arange(len(label)) - start[label[order]] > size[label[order]] / 2
    return outer


def _spacing(points: Floats) -> Floats:
    """The distance from each point to the nearest other one; 1 if it is alone, (N,)."""
    if len(points) < 2:
        return np.ones(len(points))
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    return np.asarray(apart.min(axis=1))
