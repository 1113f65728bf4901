"""Areas made to fit each other: no overlaps, no hairline gaps, the same vertices on both sides of a border.

All rings are noded together on a 1 cm grid and cut into faces; a face belongs to the first area that covers it. No
buffers: one of 2 cm is known to fill holes. Which areas these are (communities, dedicated grids) is not known here.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.gridding.town import Flags, Geometries, Integers, Texts

GRID_M = 0.01
LEAST_PART_M2 = 1.0  # smaller parts are drawing mistakes
HAIRLINE_M = 0.04  # gaps and overlaps that are nowhere wider are none
ENCLAVE = 0.95  # an area that lies so much inside another one was drawn over its host


@dataclass(frozen=True)
class Tiling:
    """``boundary`` (N,) in the order given, None where nothing is left; the rest says what was mended."""

    boundary: Geometries
    mended: Flags  # (N,) was not valid
    overlaps: tuple[tuple[int, int, float], ...]  # (keeps it, loses it, m²), wider than a hairline
    gaps_m2: tuple[float, ...]  # enclosed by areas but in none, largest first; left as they are


def tile(areas: Geometries, keys: Texts) -> Tiling:
    """Polygons that do not overlap, from ones in metres that may; (N,) with a key each, all different.

    An overlap goes to an enclave before its host, else to the smaller key. The rows may come in any order.
    """
    mended = ~np.asarray(shapely.is_valid(areas), dtype=np.bool_)
    snapped = shapely.set_precision(_polygonal(areas), GRID_M)
    order = _precedence(snapped, keys)
    faces = _faces(snapped[order])
    owners = _covering(faces, snapped[order])
    first = np.array([covering[0] if covering else -1 for covering in owners], dtype=np.int64)
    gap = first == -1
    first[gap] = _neighbour_of_hairlines(faces, first, gap)
    joined = _joined(faces, first, len(areas))
    boundary = np.full(len(areas), None, dtype=object)
    boundary[order] = joined
    overlaps = _overlaps(faces, owners, order)
    gaps = sorted((float(shapely.area(face)) for face in faces[first == -1]), reverse=True)
    return Tiling(boundary, mended, overlaps, tuple(gaps))


def polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    """The areas in a geometry, made valid; parts below ``LEAST_PART_M2`` are dropped unless nothing else is there."""
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(valid)
    parts = parts[shapely.area(parts) > 0]
    large = parts[shapely.area(parts) >= LEAST_PART_M2]
    return _one(large if len(large) else parts)


def _polygonal(areas: Geometries) -> Geometries:
    result = np.empty(len(areas), dtype=object)
    result[:] = [polygonal(area) for area in areas]
    return result


def _precedence(areas: Geometries, keys: Texts) -> Integers:
    """Rows in the order in which areas keep what they share: deep enclaves first, then by key."""
    depth = np.zeros(len(areas), dtype=np.int64)
    tree = shapely.STRtree(areas)
    inner, outer = tree.query(areas, predicate="intersects")
    pair = inner != outer
    inner, outer = inner[pair], outer[pair]
    area = shapely.area(areas)
    smaller = area[inner] < area[outer]
    inner, outer = inner[smaller], outer[smaller]
    inside = shapely.area(shapely.intersection(areas[inner], areas[outer])) >= ENCLAVE * area[inner]
    np.add.at(depth, inner[inside], 1)
    return np.array(sorted(range(len(areas)), key=lambda row: (-depth[row], keys[row])), dtype=np.int64)


def _faces(areas: Geometries) -> Geometries:
    """Everything that the rings of all areas enclose, cut at every ring."""
    rings = shapely.union_all(shapely.boundary(areas), grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(rings)))
    return np.asarray(faces, dtype=object)


def _covering(faces: Geometries, areas: Geometries) -> list[list[int]]:
    """For each face the areas that cover it, in their order; by a point inside, which no rounding can move out."""
    covering: list[list[int]] = [[] for _ in faces]
    tree = shapely.STRtree(areas)
    face, area = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    for row, owner in sorted(zip(face.tolist(), area.tolist(), strict=True)):
        covering[row].append(owner)
    return covering


def _neighbour_of_hairlines(faces: Geometries, owner: Integers, gap: Flags) -> Integers:
    """Owner of each gap: of a hairline the neighbour that it touches longest, -1 for a true gap."""
    result = np.full(int(gap.sum()), -1, dtype=np.int64)
    owned = np.flatnonzero(~gap)
    tree = shapely.STRtree(faces[owned])
    for index, face in enumerate(faces[gap]):
        if _is_hairline(face):
            near = owned[np.sort(tree.query(face, predicate="intersects"))]
            shared = shapely.length(shapely.intersection(face, faces[near]))
            result[index] = owner[near[np.argmax(shared)]] if len(near) else -1
    return result


def _is_hairline(face: shapely.Geometry) -> bool:
    """Nowhere wide: twice the area over the length around is the mean width."""
    return bool(2.0 * face.area < HAIRLINE_M * face.length)


def _joined(faces: Geometries, owner: Integers, count: int) -> Geometries:
    result = np.full(count, None, dtype=object)
    for row in range(count):
        own = faces[owner == row]
        parts = shapely.get_parts(shapely.coverage_union_all(own)) if len(own) else own
        parts = parts[shapely.area(parts) >= LEAST_PART_M2]
        if len(parts):
            result[row] = _one(parts)
    return result


def _one(parts: Geometries) -> shapely.Geometry:
    """A Polygon where one is enough; the same whatever way it was made."""
    return shapely.normalize(parts[0] if len(parts) == 1 else shapely.multipolygons(parts))


def _overlaps(faces: Geometries, owners: list[list[int]], order: Integers) -> tuple[tuple[int, int, float], ...]:
    lost: dict[tuple[int, int], float] = {}
    for face, covering in zip(faces, owners, strict=True):
        for loser in covering[1:]:
            if not _is_hairline(face):
                pair = int(order[covering[0]]), int(order[loser])
                lost[pair] = lost.get(pair, 0.0) + face.area
    return tuple((keeper, loser, area) for (keeper, loser), area in lost.items())
