"""When a community cannot be divided within the band: by arithmetic, or by proof over its units.

The proof, or the division that refutes it, comes from `corners` and `enumeration`; how good it is, is not asked here.
"""

from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wangge.gridding.band import Band
from wangge.gridding.corners import corners_joined
from wangge.gridding.enumeration import EffortSpentError, Ground, Search, members
from wangge.gridding.units import Units
from wangge.language import _

# Short searches that begin at different places find a division sooner than a long one; a proof needs a long one.
PLACES = [(rank, hops) for rank in range(4) for hops in (0, 2, 1)]
SHORT, LONG, LONG_ONES = 100_000, 700_000, 3  # steps of a search, divided by what a step costs
STEP = 30  # what a step costs, in units, besides one for each unit of the community


@dataclass(frozen=True)
class Verdict:
    """``reason``: why no division in the band exists, else "". ``label``: (n,) one that was found, else None."""

    reason: str
    label: NDArray[np.int32] | None


def judge(units: Units, counts: list[int], band: Band) -> Verdict:
    """Whether the connected ``units`` can be divided within ``band``; neither reason nor label if that stays open.

    ``counts`` are the numbers of grids that the total allows, or the nearest one if there is none.
    """
    reason = _by_arithmetic(units, counts, band)
    if reason:
        return Verdict(reason, None)
    near = [0] * len(units.size)
    for u, v in units.edge.tolist():
        near[u] |= 1 << v
        near[v] |= 1 << u
    ground, group = corners_joined(units.size.tolist(), near, band.low, band.high)
    reason = _by_sums(ground, band)
    return Verdict(reason, None) if reason else _by_search(ground, group, band)


def _by_arithmetic(units: Units, counts: list[int], band: Band) -> str:
    total, largest = int(units.size.sum()), int(units.size.max(initial=0))
    if total == 0:
        return _("there are no {measure}").format(measure=_word(band))
    if largest > band.high:
        sentence = _("a block of {size} {measure} cannot be divided, and a grid holds at most {high}")
        return sentence.format(size=largest, measure=_word(band), high=band.high)
    if any(count * band.low <= total <= count * band.high for count in counts):
        return ""
    return _between_counts(total, total // band.high, band)


def _between_counts(total: int, few: int, band: Band) -> str:
    if few == 0:
        sentence = _("{total} {measure}: a grid needs at least {low}")
    elif few == 1:
        sentence = _("{total} {measure}: one grid holds at most {high}, two need at least {least}")
    else:
        sentence = _("{total} {measure}: {few} grids hold at most {most}, {more} need at least {least}")
    figures = {"few": few, "more": few + 1, "most": few * band.high, "least": (few + 1) * band.low}
    return sentence.format(total=total, measure=_word(band), low=band.low, high=band.high, **figures)


def _by_sums(ground: Ground, band: Band) -> str:
    if max(ground.size) > band.high:
        sentence = _(
            "{size} {measure} cannot be parted, and a grid holds at most {high}: one block stands between the others"
            " and the rest of the community, and they are too few for a grid"
        )
        return sentence.format(size=max(ground.size), measure=_word(band), high=band.high)
    if not ground.fits(sum(ground.size)):
        sentence = _("the sizes of the blocks cannot be added up to grids of {low} to {high} {measure}")
        return sentence.format(low=band.low, high=band.high, measure=_word(band))
    return ""


def _by_search(ground: Ground, group: list[int], band: Band) -> Verdict:
    try:
        grids = _search(ground)
    except EffortSpentError:
        return Verdict("", None)
    if grids is None:
        sentence = _("every connected division was tried, and none has only grids of {low} to {high} {measure}")
        return Verdict(sentence.format(low=band.low, high=band.high, measure=_word(band)), None)
    label = np.empty(sum(units.bit_count() for units in group), dtype=np.int32)
    for name, grid in enumerate(grids):
        for row in members(grid):
            label[list(members(group[row]))] = name
    return Verdict("", label)


def _search(ground: Ground) -> list[int] | None:
    """The grids of a division, None if there is none; raises EffortSpentError if all searches leave it open."""
    everything, hopeless = (1 << len(ground.size)) - 1, set[int]()
    efforts = [(SHORT, place) for place in PLACES] + [(LONG, place) for place in PLACES[:LONG_ONES]]
    for effort, (rank, hops) in efforts:
        search = Search(ground, effort // (STEP + len(ground.size)), rank, hops, hopeless)
        with suppress(EffortSpentError):
            return search.divide(everything)
    raise EffortSpentError


def _word(band: Band) -> str:
    return _("people") if band.measure == "people" else _("households")
