"""The finest pieces of a community: faces of its streets, barriers and border, big blocks cut between buildings."""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.gridding.quarters import Quarter
from wangge.gridding.tessellation import lines_between_buildings
from wangge.gridding.town import Flags, Geometries, Integers
from wangge.gridding.walls import prolongations

GRID = 0.01  # metres: everything is noded once on this grid


@dataclass(frozen=True)
class Cells:
    """n polygons that tile the community, the cell of each of its buildings, and which cells may be joined."""

    shape: Geometries  # (n,)
    home: Integers  # (b,)
    spare: Flags  # (n,) a remnant of a cut block without a building


def cells_of(quarter: Quarter, block_size: int) -> Cells:
    """Cut ``quarter`` to cells; a block with more than ``block_size`` and two buildings is cut between them."""
    lines = _linework(quarter)
    blocks = _faces(lines, quarter)
    home = _home(blocks, quarter)
    cut = _to_be_cut(blocks, home, quarter, block_size)
    if not cut.any():
        return Cells(blocks, home, np.zeros(len(blocks), dtype=bool))
    row = np.cumsum(cut) - 1
    inside = cut[home]
    chains = lines_between_buildings(blocks[cut], quarter.shape[inside], row[home[inside]])
    shape = _faces(_noded([*chains, lines]), quarter)
    home = _home(shape, quarter)
    return Cells(shape, home, _spare(shape, home, blocks[cut]))


def _linework(quarter: Quarter) -> shapely.Geometry:
    border, barriers = quarter.boundary.boundary, quarter.barriers.shape
    areas = shapely.get_dimensions(barriers) == 2
    outlines = [shape.boundary for shape in (*barriers[areas], *quarter.dedicated)]
    others = np.array([*quarter.streets.line, *outlines, border], dtype=object)
    inner = np.array([*others[:-1], *barriers[~areas], *prolongations(barriers[~areas], others)], dtype=object)
    return _noded([*shapely.intersection(inner, quarter.boundary), border])


def _noded(lines: list[shapely.Geometry]) -> shapely.Geometry:
    return shapely.union_all([line for line in lines if shapely.get_dimensions(line) >= 1], grid_size=GRID)


def _faces(lines: shapely.Geometry, quarter: Quarter) -> Geometries:
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    point = shapely.point_on_surface(faces)
    shapely.prepare(quarter.boundary)
    inside = shapely.normalize(faces[shapely.intersects(quarter.boundary, point)])
    return np.asarray(inside[np.lexsort(shapely.bounds(inside).T)])


def _home(cells: Geometries, quarter: Quarter) -> Integers:
    tree = shapely.STRtree(cells)
    home = np.full(len(quarter.building), -1)
    points = shapely.points(quarter.point)
    at, cell = tree.query(points, predicate="within")
    home[at] = cell
    lost = np.flatnonzero(home < 0)
    if len(lost):  # on an edge to the millimetre
        home[lost] = tree.nearest(points[lost])
    return home


def _to_be_cut(blocks: Geometries, home: Integers, quarter: Quarter, block_size: int) -> Flags:
    size = np.bincount(home, quarter.size, len(blocks))
    count = np.bincount(home, minlength=len(blocks))
    return np.asarray((count > 1) & ((size > block_size) | _holds_barrier_end(blocks, quarter)))


def _holds_barrier_end(blocks: Geometries, quarter: Quarter) -> Flags:
    """A barrier that ends inside a block: the block is cut so that no unit reaches across."""
    held = np.zeros(len(blocks), dtype=bool)
    walls = quarter.barriers.shape[shapely.get_dimensions(quarter.barriers.shape) == 1]
    if len(walls):
        ends = shapely.get_parts(shapely.boundary(shapely.line_merge(shapely.union_all(walls))))
        held[shapely.STRtree(blocks).query(ends, predicate="within")[1]] = True
    return held


def _spare(cells: Geometries, home: Integers, cut_blocks: Geometries) -> Flags:
    empty = np.ones(len(cells), dtype=bool)
    empty[home] = False
    in_cut = np.zeros(len(cells), dtype=bool)
    inner = shapely.point_on_surface(cells)
    in_cut[shapely.STRtree(cut_blocks).query(inner, predicate="within")[0]] = True
    return empty & in_cut
