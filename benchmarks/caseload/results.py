"""What a run of the case loop finds; written as JSON as it is, and as a section of the page by section.py."""

from dataclasses import dataclass

from benchmarks.caseload.served import Costs, Many
from benchmarks.whereabouts import Lookup


@dataclass(frozen=True)
class Growth:
    """One question: milliseconds of CPU at each size, statements, and rows found at each size."""

    question: str
    ms: tuple[float, ...]
    database_ms: tuple[float, ...]
    statements: int
    found: tuple[int, ...]

    @property
    def ratio(self) -> float:
        """The largest size beside the smallest."""
        return self.ms[-1] / self.ms[0]


@dataclass(frozen=True)
class OnDatabase:
    """Everything measured on one database; ``statements`` are those of whole requests over HTTP."""

    name: str
    sizes: tuple[int, ...]
    growth: tuple[Growth, ...]
    costs: Costs | None
    statements: dict[str, int]
    many: tuple[Many, ...]
    reader: dict[str, int]


@dataclass(frozen=True)
class Result:
    made: str
    machine: dict[str, str]
    databases: tuple[OnDatabase, ...]
    lookups: tuple[Lookup, ...]
    remark: str = ""  # about this run, where it was no ordinary one
