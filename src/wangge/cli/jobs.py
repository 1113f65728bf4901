"""Many independent tasks on the processes of this machine, or on a Dask cluster (cluster.py): the same results.

A worker that dies in the middle changes nothing in the result. What a task does, and its files, are the caller's.
"""

import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from os import _exit
from threading import Thread
from typing import Any, Generic, TypeVar

from wangge.cli.interrupts import stop_if_asked
from wangge.language import _

ATTEMPTS = 3  # that a task gets when its worker dies

# A forked worker has numpy, shapely and numba imported and the town in memory: 10 ms for two of them, against 630 ms
# for a fork server and 640-850 ms for spawning. Elsewhere forking is absent or unsafe.
_START = "fork" if sys.platform == "linux" else "spawn"

T = TypeVar("T")
R = TypeVar("R")


class JobError(RuntimeError):
    """The tasks cannot be finished: one sentence for a person, with the remedy."""


@dataclass(frozen=True)
class Work(Generic[T, R]):
    """A function and all tasks that it is to be called with; ``names`` tell a person which task is meant."""

    function: Callable[[T], R]
    tasks: Sequence[T]
    names: Sequence[str]

    def lost(self, index: int) -> JobError:
        """What to say when every worker that took up the task died."""
        return JobError(
            _("{task}: its worker process died {count} times; is there too little memory? Try fewer --jobs.").format(
                task=self.names[index], count=ATTEMPTS
            )
        )


Finished = Generator[tuple[int, R], None, None]  # (row of a task, its result), as they come
Round = Generator[tuple[int, R], None, list[int]]  # the same, and at last the rows that were lost


def run(
    function: Callable[[T], R],
    tasks: Sequence[T],
    workers: int,
    cluster: str | None = None,
    progress: Callable[[int], None] = lambda _done: None,
    sizes: Sequence[float] | None = None,
    names: Sequence[str] | None = None,
) -> list[R]:
    """``function(task)`` for every task, in the order of ``tasks``, whichever worker did it.

    ``workers`` is the number of processes on this machine; 1 works in this one. ``cluster`` is the address of a Dask
    scheduler, or ``local`` for one of ``workers`` processes here. ``progress`` is called from this thread with the
    number of tasks finished so far. Tasks with large ``sizes`` begin first. What all tasks share belongs into
    ``function`` by functools.partial: it goes to each worker once. ``function`` and results must be picklable. An
    exception of a task ends the run and is passed on; JobError when the workers of a task died three times, or when
    the cluster cannot be used.
    """
    work = Work(function, tasks, names or [_("task {number}").format(number=row + 1) for row in range(len(tasks))])
    order = sorted(range(len(tasks)), key=lambda row: (-sizes[row] if sizes else 0, row))
    results: dict[int, R] = {}
    with closing(_finished(work, order, workers, cluster)) as finished:
        for row, result in finished:
            stop_if_asked()
            results[row] = result
            progress(len(results))
    return [results[row] for row in range(len(tasks))]


def _finished(work: Work[T, R], order: Sequence[int], workers: int, cluster: str | None) -> Finished[R]:
    if cluster is not None:
        yield from _load_cluster().finished(work, order, cluster, workers)
    elif workers <= 1 or len(order) < 2:
        yield from ((row, work.function(work.tasks[row])) for row in order)
    else:
        yield from _on_processes(work, order, workers)


def _load_cluster() -> Any:  # the module cluster.py, whose imports are an optional extra
    try:
        return import_module("wangge.cli.cluster")
    except ModuleNotFoundError as missing:
        if missing.name not in {"dask", "distributed"}:
            raise
        sentence = _("--cluster needs Dask, which is not installed: pip install 'wangge[cluster]'.")
        raise JobError(sentence) from missing


def _on_processes(work: Work[T, R], order: Iterable[int], workers: int) -> Finished[R]:
    """All tasks in pools of processes: a broken pool is replaced, and what it was at is tried again alone.

    Alone, because nobody tells which of the running tasks took the pool down; the others must not be blamed for it.
    """
    waiting = deque(order)
    while waiting:
        for row in (yield from _in_one_pool(work, waiting, workers)):
            yield from _alone(work, row)


def _alone(work: Work[T, R], row: int) -> Finished[R]:
    for _attempt in range(1, ATTEMPTS):
        if not (yield from _in_one_pool(work, deque([row]), 1)):
            return
    raise work.lost(row)


def _in_one_pool(work: Work[T, R], waiting: deque[int], workers: int) -> Round[R]:
    """Take from ``waiting`` until it is empty or the pool breaks; returns the tasks that were running then."""
    running: dict[Future[R], int] = {}
    with ProcessPoolExecutor(min(workers, len(waiting)), get_context(_START), _receive, (work,)) as pool:
        try:
            while waiting or running:
                # No more are handed in than can run, so that a broken pool has few suspects.
                while waiting and len(running) < workers:
                    future = pool.submit(_do, waiting[0])
                    running[future] = waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    result: R = future.result()
                    yield running.pop(future), result
        except BrokenProcessPool:
            stop_if_asked()  # Ctrl-C has ended the workers too
            return (yield from _after_the_break(running))
    return []


def _after_the_break(running: dict[Future[R], int]) -> Round[R]:
    """Results that came just before the pool broke; returns the tasks without one."""
    suspects = []
    for future in wait(running).done:
        error = future.exception()
        if error is None:
            yield running[future], future.result()
        elif isinstance(error, BrokenProcessPool):
            suspects.append(running[future])
        else:
            raise error
    return sorted(suspects)


# Below here: in a worker process. A forked one inherits the work, a spawned one is sent it once.
_received: list[Work[Any, Any]] = []


def _receive(work: Work[Any, Any]) -> None:
    _received[:] = [work]
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a worker without a traceback of its own
    Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """Forked siblings hold the pipes open, so a worker would wait for ever for a parent that was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        _exit(1)


def _do(row: int) -> Any:
    return _received[0].function(_received[0].tasks[row])
