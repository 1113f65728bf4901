"""Every solver on the same units: the engine first, whose numbers of grids the peers then get."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks import engine
from benchmarks.graph import Integers
from benchmarks.optima import Case, cases, optimum, value
from benchmarks.outside.verdict import some_k_fits
from benchmarks.peers.register import PEERS, Peer, solver_of, version_of
from benchmarks.results import OptimumRow, SolverRow
from benchmarks.score import Marks, Request, Score, marks, total
from wangge.gridding.units import Units

SEED = 0


@dataclass(frozen=True)
class Task:
    """The units of one community, what every peer is asked for, and what the engine found."""

    units: Units
    request: Request
    own: Integers


def comparable(graphs: Sequence[Units]) -> list[Units]:
    """Communities that some number of grids fits and that have no grids given beforehand."""
    return [
        units
        for units in graphs
        if some_k_fits(int(units.size.sum()), engine.CITY_BAND.low, engine.CITY_BAND.high)
        and not (units.dedicated >= 0).any()
    ]


def rows(graphs: Sequence[Units], searches: Sequence[str], *, quick: bool) -> Iterator[SolverRow]:
    """A row a solver; the engine's own first."""
    engine.division(min(graphs, key=lambda units: len(units.size)), engine.CITY_BAND, SEED, searches[0])  # compiles
    tasks: list[Task] = []
    for search in searches:
        begun = _clocks()
        labels = [engine.division(units, engine.CITY_BAND, SEED, search) for units in graphs]
        score, spent = _total(graphs, labels), _since(begun)
        tasks = tasks or [_task(units, label) for units, label in zip(graphs, labels, strict=True)]
        yield SolverRow(f"wangge, {search} search", "", "this engine, one core", len(graphs), score, *spent)
    for peer in PEERS:
        if not (quick and peer.slow):
            yield _row(peer, tasks)


def distances(graphs: Sequence[Units], searches: Sequence[str], count: int) -> Iterator[OptimumRow | None]:
    """The engine against the proven optimum on small cases, for the number of grids that it chose; None: no proof."""
    for case in cases(graphs, count):
        for search in searches:
            yield _distance(case, search)


def _distance(case: Case, search: str) -> OptimumRow | None:
    cost = engine.cost_in(case.piece, case.request, search)
    label = engine.division(case.piece, case.request, SEED, search)
    found = marks(case.piece, label)
    fits = bool(((found.size >= case.request.low) & (found.size <= case.request.high)).all())
    asked = replace(case, request=replace(case.request, count=len(found.size)))
    reached = value(case.piece, label, cost)
    best = optimum(asked, cost, reached if fits else np.inf)
    if best is None:
        return None
    return OptimumRow(search, len(label), asked.request.count, best.sets, best.cost, reached, fits)


def _row(peer: Peer, tasks: Sequence[Task]) -> SolverRow:
    solve = solver_of(peer)
    sample = tasks if peer.sample is None else _smallest(tasks, peer.sample, peer.most_units)
    remark = peer.remark if len(sample) in (0, len(tasks)) else f"{peer.remark}; {_own_words(sample)}"
    head = (peer.name, version_of(peer), remark, len(sample))
    if solve is None:
        return SolverRow(*head, None, 0.0, 0.0, f"{peer.package} is not installed")
    if not sample:
        return SolverRow(*head, None, 0.0, 0.0, "too slow for every community here")
    begun = _clocks()
    labels = [solve(task.units, task.request, SEED) for task in sample]
    spent = _since(begun)
    return SolverRow(*head, _total([task.units for task in sample], labels), *spent)


def _smallest(tasks: Sequence[Task], count: int, most_units: int) -> list[Task]:
    small = [task for task in tasks if len(task.units.size) <= most_units]
    return sorted(small, key=lambda task: len(task.units.size))[:count]


def _own_words(sample: Sequence[Task]) -> str:
    own = _total([task.units for task in sample], [task.own for task in sample])
    return f"wangge on the same: in bounds {own.in_bounds:.3f}, priced cut {own.priced_cut_km:.1f} km"


def _task(units: Units, label: Integers) -> Task:
    return Task(units, replace(engine.CITY_BAND, count=len(np.unique(label))), label)


def _total(graphs: Sequence[Units], labels: Sequence[Integers]) -> Score:
    every: list[Marks] = [marks(units, label) for units, label in zip(graphs, labels, strict=True)]
    return total(every, engine.CITY_BAND)


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(begun: tuple[float, float]) -> tuple[float, float]:
    return time.perf_counter() - begun[0], time.process_time() - begun[1]
