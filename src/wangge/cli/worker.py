"""``wangge worker``: the sweeps of all apps when they are due, and the jobs that wait in the database."""

import logging
import signal
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from threading import Event
from types import FrameType

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from wangge.accounts.sweeps import Sweep
from wangge.cli.platform import PlatformError, refuse_old_database
from wangge.language import _

HEARTBEAT = "worker.seen"  # a file in the data folder, of the program and not of a person
_PAUSE = 1.0  # seconds between two looks
_JOBS = 50  # at a time, so that sweeps are not kept waiting by a long queue

_log = logging.getLogger("wangge.worker")


def run(options: Namespace, _begun: float) -> None:
    """Work until SIGTERM or Ctrl-C, or once; PlatformError, also where a sweep failed in ``--once``."""
    refuse_old_database()
    rounds = Rounds(all_sweeps())
    if options.once:
        failed = rounds.once(timezone.now())
        run_waiting_jobs(None)
        _beat()
        if failed:
            raise PlatformError(_("these sweeps failed, see the log: {names}").format(names=", ".join(failed)))
        return
    stopped = _stopped_by_signals()
    _log.info("worker begins with %s", ", ".join(sweep.name for sweep in rounds.sweeps) or "no sweeps")
    while not stopped.is_set():
        rounds.once(timezone.now(), stopped.is_set)
        _run_jobs_or_log()
        _beat()
        stopped.wait(_PAUSE)
    _log.info("worker ends")


def all_sweeps() -> tuple[Sweep, ...]:
    """The sweeps of every app of ours that has some, from the bottom room up."""
    found: list[Sweep] = []
    for app in apps.get_app_configs():
        name = f"{app.name}.jobs"
        if app.name.startswith("wangge.") and find_spec(name):
            found.extend(getattr(import_module(name), "SWEEPS", ()))
    return tuple(found)


class Rounds:
    """The sweeps and when each began last; after a start all are due, for they are idempotent."""

    def __init__(self, sweeps: tuple[Sweep, ...]) -> None:
        self.sweeps = sweeps
        self._last: dict[str, datetime] = {}

    def once(self, at: datetime, stopped: Callable[[], bool] = lambda: False) -> list[str]:
        """Run what is due at ``at``; the names of those that failed, which stop no other and are tried in time."""
        failed = []
        for sweep in self.sweeps:
            if stopped() or not sweep.is_due(self._last.get(sweep.name), at):
                continue
            self._last[sweep.name] = at
            if not _swept(sweep, at):
                failed.append(sweep.name)
        return failed


def _swept(sweep: Sweep, at: datetime) -> bool:
    close_old_connections()
    try:
        done = sweep.run(at)
    except Exception:  # noqa: BLE001 (whatever it is, the other sweeps have to run)
        _log.exception("sweep %s failed", sweep.name)
        return False
    if done:
        _log.info("sweep %s: %d", sweep.name, done)
    return True


def run_waiting_jobs(most: int | None) -> None:
    """Run at most so many of the jobs that wait; each is marked as failed or done by itself."""
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=most,
        worker_id=get_random_string(32),
    ).run()


def _run_jobs_or_log() -> None:
    try:
        run_waiting_jobs(_JOBS)
    except (DatabaseError, InterfaceError):
        close_old_connections()
        _log.exception("the queue of jobs cannot be read")


def _beat() -> None:
    """Tell the doctor that a worker lives."""
    try:
        (settings.DATA_FOLDER / HEARTBEAT).touch()
    except OSError:
        _log.exception("the data folder cannot be written to")


def _stopped_by_signals() -> Event:
    """The job at hand is finished first; a second signal ends the worker at once."""
    stopped = Event()

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stopped.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopped
