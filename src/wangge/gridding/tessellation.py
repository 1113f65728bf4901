"""Cutting blocks between their buildings: the lines half-way between neighbouring footprints (Voronoi)."""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi

from wangge.gridding.town import Geometries, Integers

SAMPLING = 6.0  # metres between the points that stand for a footprint
STRAIGHTENING = 1.0  # metres that a line between buildings may move to become straighter


def lines_between_buildings(blocks: Geometries, buildings: Geometries, block: Integers) -> Geometries:
    """The lines that part the ``buildings`` (n,) of each block (``block`` is the row of each one's block).

    One diagram serves all blocks: they are laid out far apart, each within a ring of posts, so that none sees another.
    """
    points, owner = _sample(buildings)
    at, corner = _layout(blocks)
    site = points - corner[block[owner]] + at[block[owner]]
    posts = _posts(blocks, at)
    ridges, pair = _ridges(np.concatenate([site, posts]), np.append(owner, np.full(len(posts), -1)))
    home = block[pair[:, 0]]
    kept = (pair >= 0).all(axis=1) & (home == block[pair[:, 1]])
    back = (corner - at)[home[kept]]
    return _clipped(np.round(ridges[kept] + back[:, None, :], 2), home[kept], blocks)


def _sample(buildings: Geometries) -> tuple[NDArray[np.float64], Integers]:
    dense = shapely.segmentize(shapely.normalize(buildings), SAMPLING)
    points, owner = shapely.get_coordinates(dense, return_index=True)
    rounded = np.column_stack([np.round(points, 2), owner])
    _, first = np.unique(rounded[:, :2], axis=0, return_index=True)
    first.sort()
    return rounded[first, :2], owner[first]


def _layout(blocks: Geometries) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    corner = np.floor(shapely.bounds(blocks)[:, :2])
    width = np.ceil(10 * _reach(blocks).max())
    at = np.column_stack([np.arange(len(blocks)) * width, np.zeros(len(blocks))])
    return at, corner


def _reach(blocks: Geometries) -> NDArray[np.float64]:
    west, south, east, north = shapely.bounds(blocks).T
    return np.asarray(np.hypot(east - west, north - south) + 1)


def _posts(blocks: Geometries, at: NDArray[np.float64]) -> NDArray[np.float64]:
    angle = np.arange(12) * np.pi / 6
    ring = 2.5 * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.asarray((at[:, None, :] + _reach(blocks)[:, None, None] * ring).reshape(-1, 2))


def _ridges(sites: NDArray[np.float64], owner: Integers) -> tuple[NDArray[np.float64], Integers]:
    diagram = Voronoi(sites)
    ends = np.asarray(diagram.ridge_vertices)
    pair = owner[diagram.ridge_points]
    parting = (pair[:, 0] != pair[:, 1]) & (pair >= 0).all(axis=1) & (ends >= 0).all(axis=1)
    return diagram.vertices[ends[parting]], pair[parting]


def _clipped(ridges: NDArray[np.float64], home: Integers, blocks: Geometries) -> Geometries:
    real = (ridges[:, 0] != ridges[:, 1]).any(axis=1)
    lines, home = shapely.linestrings(ridges[real]), home[real]
    order = np.argsort(home, kind="stable")
    bundles, present = _bundles(lines[order], home[order])
    chains, bundle = shapely.get_parts(shapely.line_merge(bundles), return_index=True)
    chains, within = shapely.simplify(chains, STRAIGHTENING), blocks[present[bundle]]
    shapely.prepare(within)
    loose = ~shapely.contains_properly(within, chains)
    chains[loose] = shapely.intersection(chains[loose], within[loose])
    return np.asarray(chains[~shapely.is_empty(chains)])


def _bundles(lines: Geometries, home: Integers) -> tuple[Geometries, Integers]:
    present, index = np.unique(home, return_inverse=True)
    return shapely.multilinestrings(lines, indices=index), present
