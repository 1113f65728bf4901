"""Units: what is assigned to grids. Cells joined where they are remnants, and the graph between them."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from wangge.gridding.cells import Cells, cells_of
from wangge.gridding.classes import PRICE, SHARE, EdgeClass
from wangge.gridding.quarters import Quarter
from wangge.gridding.segments import Segments, class_of_segments, shared_segments
from wangge.gridding.town import Flags, Geometries, Integers

BLOCK_SHARE = 0.24  # of the target: a block that holds more is cut between its buildings (60 of 250 households)
SLIVER = 2.0  # metres: an empty cell thinner than this (twice area by perimeter) joins a neighbour

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """The n units of one community and the m borders between them. Metres and square metres throughout.

    Virtual edges, of length 0, tie the parts of a community that consists of several.
    """

    community: int
    size: Integers  # (n,) households or people
    area: Floats  # (n,)
    outline: Floats  # (n,) metres on the border of the community
    point: Floats  # (n, 2)
    edge: NDArray[np.int32]  # (m, 2) u < v
    length: Floats  # (m,)
    price: Floats  # (m,) length x price of what the metre lies on
    share: Floats  # (m,) length x share of what the metre lies on
    part: NDArray[np.int32]  # (n,) connected component without virtual edges
    dedicated: NDArray[np.int32]  # (n,) row of the dedicated grid, or -1
    unit_of_building: Integers  # (b,) in the order of the quarter
    cell: Geometries  # (c,)
    unit_of_cell: Integers  # (c,)


def units_of(quarter: Quarter, block_size: int) -> Units:
    """The units of ``quarter``, larger blocks than ``block_size`` cut; each cell and building is in exactly one."""
    cells = cells_of(quarter, block_size)
    segments = shared_segments(cells.shape)
    classes = class_of_segments(segments, quarter.streets, quarter.barriers)
    dedicated = _dedicated(cells.shape, quarter)
    unit = _joined(cells, segments, classes, dedicated)
    return _graph(quarter, cells, segments, classes, unit, dedicated)


def without_dedicated(units: Units) -> Units:
    """The units outside of dedicated grids; a border with one of those counts as outline. Cells stay as they are."""
    free = units.dedicated < 0
    if free.all():
        return units
    row = np.cumsum(free) - 1
    inner = free[units.edge].all(axis=1) & (units.length > 0)
    rim = units.outline.copy()
    for end in (0, 1):
        lost = free[units.edge[:, end]] & ~free[units.edge[:, 1 - end]]
        np.add.at(rim, units.edge[lost, end], units.length[lost])
    edge = row[units.edge[inner]]
    part = _parts(edge, int(free.sum()))
    virtual = _virtual_edges(units.point[free], part)
    none = np.zeros(len(virtual))
    return replace(
        units,
        size=units.size[free],
        area=units.area[free],
        outline=rim[free],
        point=units.point[free],
        edge=np.concatenate([edge, virtual]).astype(np.int32),
        length=np.append(units.length[inner], none),
        price=np.append(units.price[inner], none),
        share=np.append(units.share[inner], none),
        part=part,
        dedicated=units.dedicated[free],
    )


def _dedicated(cells: Geometries, quarter: Quarter) -> NDArray[np.int32]:
    found = np.full(len(cells), -1, dtype=np.int32)
    if len(quarter.dedicated):
        at, row = shapely.STRtree(quarter.dedicated).query(shapely.point_on_surface(cells), predicate="within")
        found[at] = row
    return found


def _joined(cells: Cells, segments: Segments, classes: NDArray[np.int8], dedicated: NDArray[np.int32]) -> Integers:
    """The unit of each cell, (c,): remnants join the neighbour with whom they share most metres on no street.

    Across a barrier nothing is joined.
    """
    unit = np.arange(len(cells.shape))
    weight = segments.length * (1.001 - SHARE[classes])
    inner = (segments.right >= 0) & (classes != EdgeClass.BARRIER)
    ends = segments.left[inner], segments.right[inner]
    source, goal, weight = np.append(*ends), np.append(*ends[::-1]), np.tile(weight[inner], 2)
    thin = _slivers(cells)
    spare = cells.spare | thin
    while spare.any():
        u, v, given = unit[source], unit[goal], _given(unit, dedicated)
        # Into a dedicated grid goes nothing but a sliver with no other neighbour, and nothing leaves one.
        alike = given[u] == given[v]
        allowed = (u != v) & (alike | (thin[u] & (given[u] < 0)))
        target = _best_neighbour(u[allowed], v[allowed], np.where(alike, weight, weight / 1000)[allowed], spare)
        if not (target >= 0).any():
            break
        unit = _merged(unit, target)
        spare = spare & ~_absorbed(unit, spare)
    return np.unique(unit, return_inverse=True)[1]


def _given(unit: Integers, dedicated: NDArray[np.int32]) -> NDArray[np.int32]:
    """The dedicated grid of each unit, by unit name, -1 for none."""
    given = np.full(len(dedicated), -1, dtype=np.int32)
    np.maximum.at(given, unit, dedicated)
    return given


def _slivers(cells: Cells) -> Flags:
    empty = np.ones(len(cells.shape), dtype=bool)
    empty[cells.home] = False
    return np.asarray(empty & (2 * shapely.area(cells.shape) < SLIVER * shapely.length(cells.shape)))


def _best_neighbour(u: Integers, v: Integers, weight: Floats, spare: Flags) -> Integers:
    """For each unit that is spare the neighbour of the greatest weight, -1 for the others; (n,)."""
    n = len(spare)
    both = coo_array((weight, (u, v)), shape=(n, n)).tocsr().tocoo()
    order = np.lexsort((both.col, -np.round(both.data, 6), both.row))
    row, first = np.unique(both.row[order], return_index=True)
    target = np.full(n, -1)
    target[row] = both.col[order][first]
    target[~spare] = -1
    return target


def _merged(unit: Integers, target: Integers) -> Integers:
    """Units after each has followed its target; the name of a merged unit is its lowest member."""
    joining = np.flatnonzero(target >= 0)
    graph = coo_array((np.ones(len(joining)), (joining, target[joining])), shape=(len(target),) * 2)
    group = connected_components(graph, directed=False)[1]
    _, lowest = np.unique(group, return_index=True)
    return np.asarray(lowest[group][unit])


def _absorbed(unit: Integers, spare: Flags) -> Flags:
    """Which units are spare no longer because they now hold a cell that is not; (n,) by unit name."""
    kept = np.zeros(len(spare), dtype=bool)
    kept[unit[~spare]] = True
    gone = np.ones(len(spare), dtype=bool)
    gone[unit] = False
    return kept | gone


def _graph(
    quarter: Quarter,
    cells: Cells,
    segments: Segments,
    classes: NDArray[np.int8],
    unit: Integers,
    dedicated: NDArray[np.int32],
) -> Units:
    n = int(unit.max()) + 1
    area, home = shapely.area(cells.shape), unit[cells.home]
    edge, length, price, share = _borders(segments, classes, unit)
    outer = segments.right < 0
    outline: Floats = np.bincount(unit[segments.left[outer]], segments.length[outer], n).astype(np.float64)
    centre = shapely.get_coordinates(shapely.centroid(cells.shape)) * area[:, None]
    point = np.column_stack([np.bincount(unit, axis, n) for axis in centre.T]) / np.bincount(unit, area, n)[:, None]
    part = _parts(edge, n)
    virtual = _virtual_edges(point, part)
    none = np.zeros(len(virtual))
    return Units(
        quarter.community,
        np.bincount(home, quarter.size, n).astype(np.int64),
        np.asarray(np.bincount(unit, area, n), dtype=np.float64),
        outline,
        point,
        np.concatenate([edge, virtual]).astype(np.int32),
        np.append(length, none),
        np.append(price, none),
        np.append(share, none),
        part,
        _given(unit, dedicated)[:n],
        home,
        cells.shape,
        unit,
    )


def _borders(segments: Segments, classes: NDArray[np.int8], unit: Integers) -> tuple[Integers, Floats, Floats, Floats]:
    inner = segments.right >= 0
    pair = np.sort(np.stack([unit[segments.left[inner]], unit[segments.right[inner]]], axis=1), axis=1)
    parting = pair[:, 0] != pair[:, 1]
    edge, at = np.unique(pair[parting], axis=0, return_inverse=True)
    length = segments.length[inner][parting]
    kind = classes[inner][parting]
    worths = (np.ones(len(kind)), PRICE[kind], SHARE[kind])
    sums: list[Floats] = [np.bincount(at, length * worth, len(edge)).astype(np.float64) for worth in worths]
    return edge, sums[0], sums[1], sums[2]


def _parts(edge: Integers, n: int) -> NDArray[np.int32]:
    graph = coo_array((np.ones(len(edge)), edge.T), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int32)


def _virtual_edges(point: Floats, part: NDArray[np.int32]) -> Integers:
    """One edge between the nearest units of each two parts that a shortest tree over the parts joins; (v, 2)."""
    joined, edges = {int(part[0])} if len(part) else set(), []
    while len(joined) < len(set(part.tolist())):
        inside = np.isin(part, list(joined))
        a, b = np.flatnonzero(inside), np.flatnonzero(~inside)
        gap = np.hypot(*(point[a][:, None, :] - point[b][None, :, :]).T).T
        i, j = np.unravel_index(np.argmin(gap), gap.shape)
        edges.append(sorted((int(a[i]), int(b[j]))))
        joined.add(int(part[b[j]]))
    return np.array(edges, dtype=np.int64).reshape(-1, 2)
