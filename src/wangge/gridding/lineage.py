"""Which grid keeps which former code when a town is divided again, and what became of every former grid.

How new codes look is in codes.py; which households should move at all is decided by the redivision.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from wangge.gridding.codes import COMMUNITY_DIGITS, number_grids, reading_order
from wangge.gridding.town import Integers, Texts

# A border that shifted a little is no split: a former grid lives on in the grids that hold at least this share
# of its surviving households, in the one that holds most of them, and in the one that keeps its code.
SPLIT_SHARE = 0.2

Flows = dict[tuple[str, int], int]  # (former code, row of new grid) -> surviving households


@dataclass(frozen=True)
class Lineage:
    """What became of the former grids. Households count as surviving when their building stands in both plans."""

    kept: tuple[str, ...]  # codes in force before and after
    retired: tuple[str, ...]  # codes never to be given again, now or earlier taken out of force
    split: dict[str, tuple[str, ...]]  # former code -> the codes of the grids it lives on in, where several
    merged: dict[str, tuple[str, ...]]  # code -> the former codes that live on in this grid, where several
    moved_households: int
    surviving_households: int


@dataclass(frozen=True)
class FormerCodes:
    """The plan before: its codes, and the buildings that still stand, seen from the new input."""

    in_force: tuple[str, ...]  # codes of all its grids, those without households too
    retired: tuple[str, ...]  # codes that it or an earlier plan took out of force
    code_of_building: Texts  # (B,) code of the grid that held the building, "" for a new building

    @property
    def given(self) -> frozenset[str]:
        """Every grid code ever given, as far as this plan knows."""
        return frozenset({*self.in_force, *self.retired, *self.code_of_building.tolist()} - {""})

    @property
    def claimable(self) -> frozenset[str]:
        """The codes that a new grid may keep."""
        return self.given - set(self.retired)


@dataclass(frozen=True)
class NewGrids:
    """The grids of the new plan before they have codes; G grids over B buildings."""

    community: Texts  # (G,) 12 digits
    point: NDArray[np.float64]  # (G, 2) metres, one inside each grid, no two the same
    former_code_here: Texts  # (G,) code of the former grid in which ``point`` lies, or ""
    grid_of_building: Integers  # (B,) row of the grid, -1 for none
    households: Integers  # (B,)


def inherit_codes(former: FormerCodes, grids: NewGrids) -> tuple[Texts, Lineage]:
    """Codes (G,) for the new grids, as few surviving households as possible with another one, and the lineage.

    A code passes only to a grid of its own community that holds some of its households; a grid without surviving
    households keeps the code of the ground it stands on, if no household claims that code. All others get new
    numbers. The result does not depend on the order of grids or buildings. CodeError when a community has used up
    its numbers.
    """
    flows = _flows(former, grids)
    kept = _matched(flows, former, grids)
    kept |= _kept_by_ground(flows, former, grids)
    code = _with_new_numbers(kept, former, grids)
    return code, _lineage(flows, code, former)


def _flows(former: FormerCodes, grids: NewGrids) -> Flows:
    """Surviving households from each former grid to each new one, where there are any; sorted."""
    flows: Flows = {}
    rows = zip(
        former.code_of_building.tolist(), grids.grid_of_building.tolist(), grids.households.tolist(), strict=True
    )
    for code, grid, households in rows:
        if code and households:
            flows[code, grid] = flows.get((code, grid), 0) + households
    return dict(sorted(flows.items()))


def _matched(flows: Flows, former: FormerCodes, grids: NewGrids) -> dict[int, str]:
    """New grid -> former code so that most households keep theirs and then most codes live on, by community."""
    claimed = sorted(former.claimable & {code for code, _grid in flows})
    codes: dict[str, list[str]] = {}
    for code in claimed:
        codes.setdefault(code[:COMMUNITY_DIGITS], []).append(code)
    kept: dict[int, str] = {}
    for community, rows in _rows_by_community(grids).items():
        kept |= _best_pairs(flows, rows, codes.get(community, []))
    return kept


def _rows_by_community(grids: NewGrids) -> dict[str, list[int]]:
    """Rows of the grids of each community in reading order, so that ties fall alike for any order of input."""
    rows: dict[str, list[int]] = {}
    for row in reading_order(grids.point).tolist():
        rows.setdefault(grids.community[row], []).append(row)
    return rows


def _best_pairs(flows: Flows, rows: list[int], codes: list[str]) -> dict[int, str]:
    households = np.array([[flows.get((code, row), 0) for code in codes] for row in rows], dtype=np.int64)
    # One household outweighs any number of codes kept, and a code kept counts one: integers far below 2**53.
    worth = np.where(households > 0, households * (len(rows) + 1) + 1, 0).reshape(len(rows), len(codes))
    pairs = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    return {rows[i]: codes[j] for i, j in pairs if worth[i, j] > 0}


def _kept_by_ground(flows: Flows, former: FormerCodes, grids: NewGrids) -> dict[int, str]:
    """New grid -> former code for grids and codes that no surviving household speaks for (a mall, a rebuilt block)."""
    lived_in = {grid for _code, grid in flows}
    free = set(former.claimable) - {code for code, _grid in flows}
    staying: dict[int, str] = {}
    for community, rows in _rows_by_community(grids).items():
        for row in rows:
            code = grids.former_code_here[row]
            if row not in lived_in and code in free and code.startswith(community):
                staying[row] = code
                free.remove(code)
    return staying


def _with_new_numbers(kept: Mapping[int, str], former: FormerCodes, grids: NewGrids) -> Texts:
    code = np.full(len(grids.community), "", dtype=object)
    code[list(kept)] = list(kept.values())
    used = former.given
    for community, rows in _rows_by_community(grids).items():
        new = [row for row in rows if row not in kept]
        code[new] = number_grids(community, grids.point[new], used)
    return code


def _lineage(flows: Flows, code: Texts, former: FormerCodes) -> Lineage:
    now = set(code.tolist())
    lives_on = _lives_on(flows, code)
    surviving = sum(flows.values())
    staying = sum(n for (old, grid), n in flows.items() if grid >= 0 and code[grid] == old)
    return Lineage(
        kept=tuple(sorted(now & former.claimable)),
        retired=tuple(sorted(former.given - now)),
        split=_several(lives_on),
        merged=_several([(new, old) for old, new in lives_on]),
        moved_households=surviving - staying,
        surviving_households=surviving,
    )


def _lives_on(flows: Flows, code: Texts) -> list[tuple[str, str]]:
    """(former code, code of a grid that it lives on in), by the rule at SPLIT_SHARE."""
    named = {(old, code[grid]): n for (old, grid), n in flows.items() if grid >= 0}
    total: dict[str, int] = {}
    most: dict[str, int] = {}
    for (old, _new), n in named.items():
        total[old] = total.get(old, 0) + n
        most[old] = max(most.get(old, 0), n)
    return [
        (old, new)
        for (old, new), n in sorted(named.items())
        if new == old or n == most[old] or n >= SPLIT_SHARE * total[old]
    ]


def _several(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """What each first of a pair is paired with, sorted, where that is more than one."""
    partners: dict[str, list[str]] = {}
    for one, other in pairs:
        partners.setdefault(one, []).append(other)
    return {one: tuple(sorted(others)) for one, others in sorted(partners.items()) if len(others) > 1}
