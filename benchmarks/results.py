"""What a run of the benchmarks finds. Written as JSON as it is, and as a page by table.py."""

from dataclasses import dataclass

from benchmarks.command import Usage
from benchmarks.outside.verdict import Verdict
from benchmarks.score import Score


@dataclass(frozen=True)
class SolverRow:
    """One solver on the units of a town, in this process, on one core; ``missing`` says why there is no score."""

    name: str
    version: str
    remark: str
    communities: int
    score: Score | None
    wall: float
    cpu: float
    missing: str = ""


@dataclass(frozen=True)
class DivideRow:
    """One run of the command, judged from its files; ``stages`` are the seconds that its report tells."""

    search: str
    usage: Usage
    stages: dict[str, float]
    verdict: Verdict


@dataclass(frozen=True)
class ChangeRow:
    """A division again after a change of the town, from the former plan and, to compare, from nothing."""

    change: str
    households: int  # before
    households_after: int
    again: DivideRow
    from_nothing: DivideRow


@dataclass(frozen=True)
class OptimumRow:
    """One small case: what the search found against the proven least cost of the same objective."""

    search: str
    units: int
    grids: int
    sets: int
    cost: float
    found: float
    in_bounds: bool

    @property
    def above(self) -> float:
        """By how much of the optimum the search is above it."""
        return self.found / self.cost - 1


@dataclass(frozen=True)
class TownResult:
    """Everything about one town."""

    name: str
    communities: int
    compared: int  # communities on which solvers are compared: some number of grids fits, none given beforehand
    units: int
    households: int
    unit_seconds: float  # making the units, one core
    solvers: tuple[SolverRow, ...]
    divides: tuple[DivideRow, ...]


@dataclass(frozen=True)
class Result:
    """A whole run. ``first`` is the command with nothing compiled yet, ``second`` with what it left."""

    made: str
    machine: dict[str, str]
    quick: bool
    towns: tuple[TownResult, ...]
    changes: tuple[ChangeRow, ...]
    optima: tuple[OptimumRow, ...]
    optima_without_proof: int
    first: Usage
    second: Usage
