"""The CPU of one thing, asked again and again: of this thread, and of the PostgreSQL process that answers it.

Not the clock on the wall, because what else runs on the machine is not ours; the best round counts. Waiting for the
disk is not in it: what is measured lies in memory after the first round.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

_ROUNDS = 5
_LONGEST = 2.0  # seconds, then a call is not asked again
_NOT_COUNTED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


@dataclass
class Statements:
    """What was asked of the database."""

    count: int = 0
    texts: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django's)
        if not sql.startswith(_NOT_COUNTED):
            self.count += 1
            self.texts.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def counted() -> Iterator[Statements]:
    statements = Statements()
    with connection.execute_wrapper(statements):
        yield statements


@dataclass(frozen=True)
class Timing:
    """Milliseconds of CPU a call, those of them in PostgreSQL, statements, and how many rows were found in all."""

    ms: float
    database_ms: float
    statements: int
    found: int


def timed(calls: list[Callable[[], int]]) -> Timing:
    """Each call some times over; the mean of their best."""
    process = backend()
    whole = inside = 0.0
    most = found = 0
    for call in calls:
        spent, asked, rows = _best(call, process)
        whole, inside, most, found = whole + sum(spent), inside + spent[1], max(most, asked), found + rows
    return Timing(1000 * whole / len(calls), 1000 * inside / len(calls), most, found)


def _best(call: Callable[[], int], process: Path | None) -> tuple[tuple[float, float], int, int]:
    """Seconds here and in PostgreSQL of the cheapest round, the fewest statements, and what was found."""
    best, asked, rows = (float("inf"), float("inf")), 1_000, 0
    ends = time.perf_counter() + _LONGEST
    for round_ in range(_ROUNDS):
        if round_ and time.perf_counter() > ends:
            break
        with counted() as statements:
            begun = time.thread_time(), backend_seconds(process)
            rows = call()
            spent = time.thread_time() - begun[0], backend_seconds(process) - begun[1]
        best, asked = min(best, spent, key=sum), min(asked, statements.count)
    return best, asked, rows


def backend() -> Path | None:
    """Where Linux tells the CPU of the process of this connection; in one process, so that nothing hides."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def backend_seconds(process: Path | None) -> float:
    """CPU that the process of this connection has used; none on SQLite, where the thread's own says it."""
    return int(process.read_text().split()[0]) / 1e9 if process else 0.0
