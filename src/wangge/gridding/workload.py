"""How much each grid, community and subdistrict carries against benchmarks, and what would balance it (R-04).

Figures are of areas and come in the order of their codes: never a ranking, and nothing about who works there.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from wangge.gridding.band import Band
from wangge.gridding.figures import GridFigures
from wangge.gridding.inner_boundary import inner_boundary
from wangge.gridding.plan import Plan
from wangge.gridding.town import Integers, Town
from wangge.language import _

SUBDISTRICT_PEOPLE = (35_000, 65_000)
COMMITTEE_PEOPLE, COMMITTEE_HOUSEHOLDS = 3_127, 969  # a residents' committee has so many on average
GRID_PEOPLE, GRID_HOUSEHOLDS = 1_000, 300  # at most, in other cities
SUBDISTRICT_DIGITS = 9

_AN_EDGE = 1.0  # metres of common boundary from which on two grids are neighbours


@dataclass(frozen=True)
class Load:
    """What one area carries; ``advice`` has a sentence for a person where something is out of balance."""

    code: str  # 15 digits of a grid, 12 of a community, 9 of a subdistrict
    name: str  # "" where none is known
    households: int
    people: int
    grids: int
    grids_wanted: int  # so many would be nearest to the target; 1 for a grid
    households_to_benchmark: float | None  # 1.0 is the benchmark; None where there is none
    people_to_benchmark: float
    advice: tuple[str, ...]


@dataclass(frozen=True)
class Workload:
    """The loads of a town at three levels, each in the order of codes."""

    grids: tuple[Load, ...]
    communities: tuple[Load, ...]
    subdistricts: tuple[Load, ...]


def workload(town: Town, plan: Plan, band: Band, known: GridFigures) -> Workload:
    """The load of every area, with advice how to balance it.

    The benchmark of a grid is the most that other cities allow, of a community the average residents' committee, of
    a subdistrict the nearer end of its range (1.0 inside).
    """
    neighbours = _neighbours(plan)
    order = sorted(range(len(plan.code)), key=lambda grid: str(plan.code[grid]))
    communities = [_community_load(row, town, plan, band, known) for row in range(len(town.communities.code))]
    communities.sort(key=lambda load: load.code)
    return Workload(
        grids=tuple(_grid_load(grid, neighbours[grid], plan, band, known) for grid in order),
        communities=tuple(communities),
        subdistricts=_subdistrict_loads(communities),
    )


def grids_wanted(size: int, band: Band) -> int:
    """The number of grids whose mean size is in the band if any is, and nearest to the target; at least 1."""
    below = max(1, size // band.target)
    return min(below, below + 1, key=lambda count: _badness(size / count, band))


def _badness(mean: float, band: Band) -> tuple[bool, float]:
    return not band.low <= mean <= band.high, abs(mean - band.target)


def _neighbours(plan: Plan) -> defaultdict[int, set[int]]:
    """The grids of the same community with which each grid shares an edge."""
    pieces = inner_boundary(plan)
    pairs = np.sort(np.stack([pieces.left, pieces.right]), axis=0)
    found, row = np.unique(pairs, axis=1, return_inverse=True)
    shared = np.bincount(row, pieces.length, minlength=found.shape[1])
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in found[:, shared > _AN_EDGE].T.tolist():
        neighbours[one].add(other)
        neighbours[other].add(one)
    return neighbours


def _grid_load(grid: int, neighbours: set[int], plan: Plan, band: Band, known: GridFigures) -> Load:
    households, people = int(known.households[grid]), int(known.people[grid])
    return Load(
        code=str(plan.code[grid]),
        name="",
        households=households,
        people=people,
        grids=1,
        grids_wanted=1,
        households_to_benchmark=households / GRID_HOUSEHOLDS,
        people_to_benchmark=people / GRID_PEOPLE,
        advice=() if plan.dedicated[grid] else _grid_advice(grid, neighbours, plan, band, _sizes(known, band)),
    )


def _sizes(known: GridFigures, band: Band) -> Integers:
    return known.people if band.measure == "people" else known.households


def _grid_advice(grid: int, neighbours: set[int], plan: Plan, band: Band, sizes: Integers) -> tuple[str, ...]:
    excess, lack = int(sizes[grid]) - band.high, band.low - int(sizes[grid])
    open_to_change = sorted((n for n in neighbours if not plan.dedicated[n]), key=lambda n: str(plan.code[n]))
    if excess > 0:
        return (_too_large(excess, {str(plan.code[n]): band.high - int(sizes[n]) for n in open_to_change}, band),)
    if lack > 0:
        return (_too_small(lack, {str(plan.code[n]): int(sizes[n]) - band.low for n in open_to_change}, band),)
    return ()


def _too_large(excess: int, room: dict[str, int], band: Band) -> str:
    found = _most(room)
    if found is None:
        return _(
            "{excess} {measure} too many; no neighbouring grid has room, so the community wants another grid."
        ).format(excess=excess, measure=_measure_word(band))
    return _("{excess} {measure} too many; the neighbouring grid {neighbour} has room for {room}.").format(
        excess=excess, measure=_measure_word(band), neighbour=found[0], room=found[1]
    )


def _too_small(lack: int, spare: dict[str, int], band: Band) -> str:
    found = _most(spare)
    if found is None:
        return _(
            "{lack} {measure} too few; no neighbouring grid can spare any, so it might be merged with one."
        ).format(lack=lack, measure=_measure_word(band))
    return _("{lack} {measure} too few; the neighbouring grid {neighbour} can spare {spare}.").format(
        lack=lack, measure=_measure_word(band), neighbour=found[0], spare=found[1]
    )


def _most(amounts: dict[str, int]) -> tuple[str, int] | None:
    """The neighbour with the largest amount, the first code of several, if that is any at all."""
    best = max(amounts.items(), key=lambda item: item[1], default=("", 0))
    return best if best[1] > 0 else None


def _measure_word(band: Band) -> str:
    return _("people") if band.measure == "people" else _("households")


def _community_load(row: int, town: Town, plan: Plan, band: Band, known: GridFigures) -> Load:
    mine = plan.community == row
    free = mine & ~plan.dedicated
    households, people = int(known.households[mine].sum()), int(known.people[mine].sum())
    wanted = int((mine & plan.dedicated).sum())
    if free.any():
        wanted += grids_wanted(int(_sizes(known, band)[free].sum()), band)
    return Load(
        code=str(town.communities.code[row]),
        name=str(town.communities.name[row]),
        households=households,
        people=people,
        grids=int(mine.sum()),
        grids_wanted=wanted,
        households_to_benchmark=households / COMMITTEE_HOUSEHOLDS,
        people_to_benchmark=people / COMMITTEE_PEOPLE,
        advice=_community_advice(int(mine.sum()), wanted, str(town.communities.code[row]), plan, band),
    )


def _community_advice(grids: int, wanted: int, code: str, plan: Plan, band: Band) -> tuple[str, ...]:
    if code in plan.infeasible:
        return (_("No division into the band exists: {reason}").format(reason=plan.infeasible[code]),)
    if grids == wanted:
        return ()
    text = _("Grids now: {grids}; with {wanted} they would be nearest to {target} {measure} each.")
    return (text.format(grids=grids, wanted=wanted, target=band.target, measure=_measure_word(band)),)


def _subdistrict_loads(communities: list[Load]) -> tuple[Load, ...]:
    members = defaultdict(list)
    for load in communities:
        members[load.code[:SUBDISTRICT_DIGITS]].append(load)
    return tuple(_subdistrict_load(code, loads) for code, loads in sorted(members.items()))


def _subdistrict_load(code: str, loads: list[Load]) -> Load:
    people = sum(load.people for load in loads)
    low, high = SUBDISTRICT_PEOPLE
    return Load(
        code=code,
        name="",
        households=sum(load.households for load in loads),
        people=people,
        grids=sum(load.grids for load in loads),
        grids_wanted=sum(load.grids_wanted for load in loads),
        households_to_benchmark=None,
        people_to_benchmark=people / min(max(people, low), high),
        advice=_subdistrict_advice(people),
    )


def _subdistrict_advice(people: int) -> tuple[str, ...]:
    low, high = SUBDISTRICT_PEOPLE
    if people > high:
        text = _("{people:,} people, above the usual {low:,} to {high:,}; {number} subdistricts would be within it.")
        return (text.format(people=people, low=low, high=high, number=-(-people // high)),)
    if people < low:
        text = _("{people:,} people, below the usual {low:,} to {high:,}.")
        return (text.format(people=people, low=low, high=high),)
    return ()
