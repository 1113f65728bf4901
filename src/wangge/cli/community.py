"""One community's share of the work, as a job for any process: takes a task, gives its piece and what that took."""

from dataclasses import dataclass
from time import perf_counter

from wangge.cli.memory import own_mb, process_name
from wangge.gridding.divide import Piece, Settings, Task, piece_of, units_for
from wangge.language import activate


@dataclass(frozen=True)
class Done:
    """A finished community; seconds by this process's own clock."""

    piece: Piece
    units_seconds: float
    search_seconds: float
    worker: str
    worker_mb: float


def divide_community(settings: Settings, language: str, task: Task) -> Done:
    """Divide the community of ``task``; reasons are told in ``language``, which a spawned process has to be told."""
    activate(language)
    begun = perf_counter()
    units = units_for(task, settings)
    between = perf_counter()
    piece = piece_of(task, units, settings)
    return Done(piece, between - begun, perf_counter() - between, process_name(), own_mb())
