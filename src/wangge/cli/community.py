"""One community's share of the work, as a job for any process: takes a task, gives its piece and what that took."""

from dataclasses import dataclass
from time import perf_counter

from scipy.spatial import QhullError
from shapely.errors import GEOSException

from wangge.cli.jobs import JobError
from wangge.cli.memory import own_mb, process_name
from wangge.gridding.divide import Piece, Settings, Task, piece_of, units_for
from wangge.language import _, activate


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
    try:
        units = units_for(task, settings)
        between = perf_counter()
        piece = piece_of(task, units, settings)
    except (GEOSException, QhullError) as error:
        raise JobError(_cannot(task, error)) from error
    return Done(piece, between - begun, perf_counter() - between, process_name(), own_mb())


def _cannot(task: Task, error: Exception) -> str:
    sentence = _("community {code}: its geometry cannot be divided ({reason}); mend the streets and buildings there")
    return sentence.format(code=task.quarter.code, reason=str(error).splitlines()[0])
