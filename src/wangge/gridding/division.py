"""Dividing one community: how many grids, which unit in which, and a reason where the band cannot be kept."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wangge.gridding.band import Band
from wangge.gridding.counts import counts_in_order, least_deviation, possible_counts
from wangge.gridding.feasibility import judge
from wangge.gridding.search.anneal import Schedule, anneal, first_division
from wangge.gridding.search.chance import chance_of
from wangge.gridding.search.effort import Effort
from wangge.gridding.search.graph import Graph, graph_of
from wangge.gridding.search.objective import Objective
from wangge.gridding.town import Flags
from wangge.gridding.units import Units

TREES = 8  # spanning trees looked at for each cut of the first division
LEAST_STEPS = 20_000  # of a search, however small the community
PILOT = 3  # of a search that decides between counts: the part of its steps
FIRM = 1000.0  # of cost for each target by which a grid would leave the band again
RESCUES = 2  # further tries, each longer, while a grid is outside the band
WORTH_TRYING = 0.1  # of cost: a count whose equal grids deviate by more than this beyond the best is left out

Labels = NDArray[np.int32]


@dataclass(frozen=True)
class Division:
    """The grid of each unit of one community; ``infeasible`` is a proven reason or ""."""

    label: Labels  # (n,) 0 .. count - 1, every one in use
    count: int
    infeasible: str


@dataclass(frozen=True)
class Trial:
    """One finished search."""

    label: Labels
    count: int
    cost: float  # the mean over its grids
    outside: int  # households or people by which grids miss the band


def divide_units(units: Units, band: Band, effort: Effort, seed: int) -> Division:
    """The best division of ``units`` (at least one of them, none dedicated) that ``effort`` finds; same seed, same."""
    counts = all_counts(units, band)
    graph = graph_of(units, effort.tilt)
    promising = _promising(counts, units, band, effort)
    best = _search(graph, units, _most_promising(graph, units, promising, band, effort, seed), band, effort, seed)
    if best.outside and possible_counts(_divisible(units, band), band):
        best = _rescued(graph, units, best, counts, band, effort, seed)
    reason, label = "", best.label
    if best.outside or holds_tower(units, band):
        verdict = judge(units, counts, band)
        reason = verdict.reason
        label = best.label if verdict.label is None else _polished(graph, units, verdict.label, band, effort, seed)
    names, compact = np.unique(label, return_inverse=True)
    return Division(compact.astype(np.int32), len(names), reason)


def all_counts(units: Units, band: Band) -> list[int]:
    """The counts of grids that the band allows, most even first; each unit above the band is a grid of its own."""
    towers, rest = int(_towers(units, band).sum()), _divisible(units, band)
    if towers and not rest:
        return [towers]
    return [count + towers for count in counts_in_order(rest, band)]


def objective_of(units: Units, band: Band, effort: Effort) -> Objective:
    """The objective for a community; a household outside the band outweighs all else."""
    count = max(units.size.sum() / band.target, 1.0)
    lived_in = float(units.area[units.size > 0].sum()) or float(units.area.sum())
    sizes = float(band.target), float(band.low), float(band.high)
    return Objective(*sizes, float(np.sqrt(lived_in / count)), effort.balance, effort.compact, 20.0)


def outside_band(units: Units, label: Labels, band: Band) -> int:
    """By how much in total the grids of a labelling miss the band; a tower above it may stand alone."""
    count = int(label.max()) + 1
    size = np.bincount(label, units.size, count)
    most = np.full(count, band.high)
    np.maximum.at(most, label, units.size)
    missing = np.maximum(0, np.maximum(size - most, band.low - size))
    return int(missing[np.unique(label)].sum())


def holds_tower(units: Units, band: Band) -> bool:
    """Whether a unit is larger than a grid may be."""
    return bool(_towers(units, band).any())


def _towers(units: Units, band: Band) -> Flags:
    return np.asarray(units.size > band.high)


def _divisible(units: Units, band: Band) -> int:
    return int(units.size[~_towers(units, band)].sum())


def _promising(counts: list[int], units: Units, band: Band, effort: Effort) -> list[int]:
    total, towers = _divisible(units, band), int(_towers(units, band).sum())
    uneven = [effort.balance * least_deviation(total, max(count - towers, 1), band) for count in counts]
    return [count for count, value in zip(counts, uneven, strict=True) if value <= uneven[0] + WORTH_TRYING]


def _search(graph: Graph, units: Units, count: int, band: Band, effort: Effort, seed: int) -> Trial:
    objective, count = objective_of(units, band, effort), min(count, len(units.size))
    chance = chance_of(seed)
    start = first_division(graph, count, TREES, objective, chance)
    steps = max(effort.steps * len(units.size), LEAST_STEPS)
    schedule = Schedule(steps, effort.split_every, effort.hot, effort.cold)
    label, cost = anneal(graph, start, count, schedule, objective, chance)
    return Trial(label, count, cost / count, outside_band(units, label, band))


def _most_promising(graph: Graph, units: Units, counts: list[int], band: Band, effort: Effort, seed: int) -> int:
    if len(counts) == 1:
        return counts[0]
    pilot = replace(effort, steps=max(effort.steps // PILOT, 1))
    trials = [_search(graph, units, count, band, pilot, seed) for count in counts]
    return min(trials, key=lambda trial: (trial.outside > 0, trial.cost, trial.count)).count


def _polished(graph: Graph, units: Units, label: Labels, band: Band, effort: Effort, seed: int) -> Labels:
    """A division that is in the band and no more, made good without leaving it."""
    objective = objective_of(units, band, effort)._replace(bound=FIRM)
    schedule = Schedule(effort.steps * len(units.size), effort.split_every, effort.hot / 2, effort.cold)
    chance, count = chance_of(seed), int(label.max()) + 1
    polished = anneal(graph, label.astype(np.int32), count, schedule, objective, chance)[0]
    return label if outside_band(units, polished, band) else polished


def _rescued(
    graph: Graph, units: Units, best: Trial, counts: list[int], band: Band, effort: Effort, seed: int
) -> Trial:
    for attempt in range(1, RESCUES + 1):
        longer = replace(effort, steps=min(effort.steps, 1000) * attempt, hot=0.3)
        trials = [_search(graph, units, count, band, longer, seed + attempt) for count in counts]
        best = min([best, *trials], key=lambda trial: (trial.outside, trial.cost))
        if not best.outside:
            break
    return best
