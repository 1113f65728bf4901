"""The tasks of jobs.py on Dask: a cluster that runs somewhere, or one of processes here. Loaded only when asked for."""
# distributed has types for some of its functions only:
# mypy: allow-untyped-calls

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, WorkerPlugin, as_completed, get_worker

from wangge.cli.jobs import ATTEMPTS, Finished, JobError, Work
from wangge.language import _

LOCAL = "local"
PATIENCE = 10  # seconds until a scheduler or its workers count as absent

T = TypeVar("T")
R = TypeVar("R")


def finished(work: Work[T, R], order: Sequence[int], address: str, workers: int) -> Finished[R]:
    """Row and result of every task as it comes, from the scheduler at ``address``, or ``local`` for ``workers`` here.

    Dask itself repeats a task whose worker died: three times on ``local``, elsewhere as often as its scheduler is told
    to by ``distributed.scheduler.allowed-failures``. Errors as in jobs.run.
    """
    with _client(address, workers) as client:
        bringer = f"wangge-{client.id}"
        client.register_plugin(_Bringer(work.function), name=bringer)
        try:
            yield from _as_they_come(client, bringer, work, deque(order))
        finally:
            client.unregister_worker_plugin(bringer)


@contextmanager
def _client(address: str, workers: int) -> Iterator[Client]:
    if address != LOCAL:
        with _connected(address) as client:
            yield client
        return
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": ATTEMPTS - 1}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # any free port: several commands may run at a time
            silence_logs=logging.CRITICAL,  # a worker that died and was replaced is no news for the user
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def _connected(address: str) -> Client:
    sentence = _(
        "--cluster {address}: no Dask scheduler with workers answers there; start them, or use --cluster local."
    )
    try:
        client = Client(address, timeout=PATIENCE)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise JobError(sentence.format(address=address)) from error
    return client


def _as_they_come(client: Client, bringer: str, work: Work[T, R], waiting: deque[int]) -> Finished[R]:
    row_of: dict[Future[R], int] = {}
    arriving = as_completed()
    while waiting or row_of:
        # No more are handed in than can run: a worker that dies holds no waiting tasks, which would be blamed for it.
        while waiting and len(row_of) < max(1, sum(client.nthreads().values())):
            future = client.submit(_call, bringer, work.tasks[waiting[0]], pure=False)
            row_of[future] = waiting.popleft()
            arriving.add(future)
        future = next(arriving)
        row = row_of.pop(future)
        try:
            result = future.result()
        except KilledWorker as error:
            raise work.lost(row) from error
        yield row, result


# Below here: in a worker process.
class _Bringer(WorkerPlugin):
    """Brings the function, with all that it holds, to each worker once, and to those that start later."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function


def _call(bringer: str, task: Any) -> Any:
    plugin: Any = get_worker().plugins[bringer]
    return plugin.function(task)
