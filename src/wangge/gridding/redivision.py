"""Dividing a community again from the grids it had: nothing if no grid is amiss, else the least that mends it."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.band import Band
from wangge.gridding.division import (
    Division,
    Labels,
    all_counts,
    divide_units,
    holds_tower,
    objective_of,
    outside_band,
)
from wangge.gridding.feasibility import judge
from wangge.gridding.former import FormerPlan
from wangge.gridding.quarters import Quarter
from wangge.gridding.search.anneal import Schedule, anneal, split_off
from wangge.gridding.search.chance import Chance, chance_of
from wangge.gridding.search.effort import Effort
from wangge.gridding.search.graph import Graph, graph_of
from wangge.gridding.search.objective import Objective
from wangge.gridding.search.tree import desk_for
from wangge.gridding.town import Flags, Geometries, Integers
from wangge.gridding.units import Units

SAME_GROUND = 1.0  # square metres by which the former grids may miss the community or each other
STAY = 0.5  # of cost for each household that changes its grid, as much as 250 m of boundary through a block
BOUND = 1500.0  # of cost for each target by which a grid misses the band: above any detour that mends it
TRIES = 20
ENOUGH = 16  # of them, once every grid is in the band
STEPS = 80  # of the annealing for each unit in a try
SPLIT_EVERY, HOT, COLD = 72, 3.0, 0.1
TREES = 16

Homes = NDArray[np.int32]


@dataclass(frozen=True)
class Past:
    """The g grids that a community had."""

    boundary: Geometries  # (g,)
    dedicated: Flags  # (g,) a grid that was and is given beforehand
    grid_of_building: Integers  # (b,) by place, for every building of the quarter
    home: Integers  # (b,) the grid of those that stood then already, else -1


@dataclass(frozen=True)
class Repair:
    """One way to mend a community: labels (those of dissolved grids are not in use) and what they are worth."""

    label: Labels
    count: int
    outside: int
    cost: float


def past_of(quarter: Quarter, former: FormerPlan, code: NDArray[np.object_]) -> Past | None:
    """What ``former`` had in this community; ``code`` (b,) is the former grid of each building, "" for a new one."""
    rows = np.flatnonzero([text.startswith(quarter.code) for text in former.code])
    if not len(rows):
        return None
    boundary = former.boundary[rows]
    row_of = {text: row for row, text in enumerate(former.code[rows])}
    home = np.array([row_of.get(text, -1) for text in code], dtype=np.int64)
    place = _grid_at(shapely.points(quarter.point), boundary)
    return Past(boundary, _dedicated(boundary, quarter), place, home)


def unchanged(quarter: Quarter, past: Past, band: Band) -> bool:
    """Whether the former grids still tile the community and every one that is not dedicated is in the band."""
    size = np.bincount(past.grid_of_building, quarter.size, len(past.boundary))
    given = len(quarter.dedicated) == int(past.dedicated.sum())
    return given and bool(band.holds(size)[~past.dedicated].all()) and _tiles(past.boundary, quarter.boundary)


def redivide_units(
    quarter: Quarter, past: Past, units: Units, free: Units, band: Band, effort: Effort, seed: int
) -> Division:
    """A division of the ``free`` units in which as few households as possible leave their grid."""
    kept = np.flatnonzero(~past.dedicated)
    if not len(kept):
        return divide_units(free, band, effort, seed)
    rank = np.full(len(past.boundary) + 1, -1)
    rank[kept] = np.arange(len(kept))
    home, worth = _homes(quarter, past, units, rank)
    mask = units.dedicated < 0
    graph = graph_of(free, effort.tilt)._replace(home=home[mask], worth=STAY * worth[mask])
    start = _connected(graph, _by_ground(units, home, past.boundary[kept])[mask])
    counts = sorted(all_counts(free, band), key=lambda count: (abs(count - len(kept)), count))
    best = _mended(graph, free, start, counts[:3], band, effort, seed)
    verdict = judge(free, counts, band) if best.outside or holds_tower(free, band) else None
    if best.outside and verdict is not None and not verdict.reason:
        afresh = divide_units(free, band, effort, seed)
        if outside_band(free, afresh.label, band) < best.outside:
            return afresh
    names, label = np.unique(best.label, return_inverse=True)
    return Division(label.astype(np.int32), len(names), verdict.reason if verdict else "")


def _grid_at(points: Geometries, boundary: Geometries) -> Integers:
    tree = shapely.STRtree(boundary)
    found = np.asarray(tree.nearest(points), dtype=np.int64) if len(points) else np.empty(0, dtype=np.int64)
    at, grid = tree.query(points, predicate="within")
    found[at] = grid
    return found


def _dedicated(boundary: Geometries, quarter: Quarter) -> Flags:
    inside = np.zeros(len(boundary), dtype=bool)
    if len(quarter.dedicated):
        at, row = shapely.STRtree(quarter.dedicated).query(shapely.point_on_surface(boundary), predicate="within")
        inside[at] = shapely.area(boundary[at]) < 1.1 * shapely.area(quarter.dedicated[row])
    return inside


def _tiles(grids: Geometries, community: shapely.Geometry) -> bool:
    together = shapely.union_all(grids)
    missing = shapely.symmetric_difference(together, community)
    doubled = float(shapely.area(grids).sum()) - together.area
    # A shift of the border by rounding is thinner than a centimetre all along it.
    return bool(missing.area <= max(SAME_GROUND, 0.01 * community.length) and abs(doubled) <= SAME_GROUND)


def _homes(quarter: Quarter, past: Past, units: Units, rank: Integers) -> tuple[Homes, NDArray[np.float64]]:
    """The former grid of most surviving households of each unit (-1: none), and how many they are."""
    count = max(int(rank.max()) + 1, 1)
    weight = np.zeros((len(units.size), count))
    home = np.where(past.home >= 0, rank[past.home], -1)
    stood = home >= 0
    np.add.at(weight, (units.unit_of_building[stood], home[stood]), quarter.size[stood])
    best = weight.argmax(axis=1)
    most = weight[np.arange(len(best)), best]
    return np.where(most > 0, best, -1).astype(np.int32), most


def _by_ground(units: Units, home: Homes, boundary: Geometries) -> Labels:
    """Each unit in its home; those without one in the former grid that they lie in."""
    cell = np.argsort(-shapely.area(units.cell), kind="stable")
    largest = cell[np.unique(units.unit_of_cell[cell], return_index=True)[1]]
    ground = _grid_at(shapely.point_on_surface(units.cell[largest]), boundary)
    return np.where(home >= 0, home, ground).astype(np.int32)


def _connected(graph: Graph, label: Labels) -> Labels:
    """Loose bits of a grid go to a neighbour, so that every grid is one."""
    label = label.copy()
    for _round in range(len(label)):
        loose = _loose(graph, label)
        if not loose.any():
            break
        for u in np.flatnonzero(loose):
            edges = slice(graph.first[u], graph.first[u + 1])
            firm = ~loose[graph.neighbour[edges]]
            if firm.any():
                label[u] = label[graph.neighbour[edges][firm][np.argmax(graph.length[edges][firm])]]
                loose[u] = False
    return label


def _loose(graph: Graph, label: Labels) -> Flags:
    piece = np.full(len(label), -1)
    weight: list[float] = []
    for start in range(len(label)):
        if piece[start] < 0:
            members = _reach(graph, label, start)
            piece[members] = len(weight)
            weight.append(float(graph.worth[members].sum() + 1e-6 * graph.unit[members, 1].sum()))
    largest: dict[int, int] = {}
    for u in range(len(label)):
        at = largest.setdefault(int(label[u]), int(piece[u]))
        if weight[piece[u]] > weight[at]:
            largest[int(label[u])] = int(piece[u])
    return np.array([piece[u] != largest[int(label[u])] for u in range(len(label))], dtype=bool)


def _reach(graph: Graph, label: Labels, start: int) -> list[int]:
    members, seen = [start], {start}
    for u in members:
        for v in graph.neighbour[graph.first[u] : graph.first[u + 1]].tolist():
            if v not in seen and label[v] == label[start]:
                seen.add(v)
                members.append(v)
    return members


def _mended(
    graph: Graph, units: Units, start: Labels, counts: list[int], band: Band, effort: Effort, seed: int
) -> Repair:
    """The best repair: a try with each count, then more with the count that did best, until all is in the band."""
    objective = objective_of(units, band, effort)._replace(bound=BOUND)
    chance = chance_of(seed)

    def tried(count: int, length: int) -> Repair:
        label = _with_count(graph, start, count, objective, chance)
        schedule = Schedule(STEPS * length * len(units.size), SPLIT_EVERY, HOT, COLD)
        label, cost = anneal(graph, label, int(label.max()) + 1, schedule, objective, chance)
        return Repair(label, count, outside_band(units, label, band), cost)

    best = min((tried(count, 1) for count in counts), key=_merit)
    for attempt in range(1, TRIES + 1):
        if attempt > ENOUGH and not best.outside:
            break
        best = min(best, tried(best.count, max(1, attempt - ENOUGH)), key=_merit)
    return best


def _merit(repair: Repair) -> tuple[int, float]:
    return repair.outside, repair.cost


def _with_count(graph: Graph, start: Labels, count: int, objective: Objective, chance: Chance) -> Labels:
    """``start`` with grids dissolved, the one of least worth first, or the largest split, until there are ``count``."""
    label = start.copy()
    while len(names := np.unique(label)) > count:
        label = _dissolved(graph, label, min(names, key=lambda name: (graph.worth[label == name].sum(), name)))
    while len(names) < count:
        size = np.bincount(label, graph.unit[:, 0])
        _split(graph, label, int(size.argmax()), objective, chance)
        if len(names) == len(np.unique(label)):
            break
        names = np.unique(label)
    return label


def _dissolved(graph: Graph, label: Labels, name: int) -> Labels:
    """Every unit of the grid ``name`` to the neighbour with whom it shares most metres, from the rim inwards."""
    label = np.where(label == name, -1, label)
    while (label < 0).any():
        before = label.copy()
        for u in np.flatnonzero(label < 0):
            edges = slice(graph.first[u], graph.first[u + 1])
            other = before[graph.neighbour[edges]]
            if (other >= 0).any():
                label[u] = other[np.argmax(np.where(other >= 0, graph.length[edges], -1.0))]
    return label


def _split(graph: Graph, label: Labels, name: int, objective: Objective, chance: Chance) -> None:
    """Split the grid ``name``; the side with more households who lived in it keeps the name."""
    members, new = np.flatnonzero(label == name).astype(np.int32), np.int64(label.max() + 1)
    trial, halves = np.zeros(len(label), dtype=np.int32), (1.0, 1.0)
    if not split_off(graph, members, halves, new, TREES, objective, label, trial, desk_for(len(label)), chance):
        return
    side = label[members] == new
    if graph.worth[members[side]].sum() > graph.worth[members[~side]].sum():
        label[members] = np.where(side, name, new)
