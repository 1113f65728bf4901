"""Server and worker as two processes that live and end together, for a demonstration in one terminal."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

from wangge.cli.platform import PlatformError
from wangge.language import _

_LOOK = 0.3  # seconds
_PATIENCE = 45  # seconds until a companion that does not end is ended
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve_and_work(host: str, port: int, log: Path) -> None:
    """Until Ctrl-C or SIGTERM, then both end; PlatformError where one of them ends by itself.

    What the worker says goes into ``log``; it would bury the terminal.
    """
    stopped = Event()
    with _stopping(stopped), log.open("ab") as words:
        companions = [_begin(["serve", "--host", host, "--port", str(port)], None), _begin(["worker"], words.fileno())]
        try:
            while not stopped.wait(_LOOK):
                if any(one.poll() is not None for one in companions):
                    raise PlatformError(_("the server or the worker ended by itself; see {log}").format(log=log))
        finally:
            _end(companions)


def _begin(words: list[str], output: int | None) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C on the terminal reaches us alone and each is told once."""
    command = [sys.executable, "-m", "wangge.cli.main", *words]
    errors = subprocess.STDOUT if output is not None else None
    return subprocess.Popen(command, stdout=output, stderr=errors, env=os.environ, start_new_session=True)


def _end(companions: list[subprocess.Popen[bytes]]) -> None:
    for one in companions:
        if one.poll() is None:
            one.terminate()
    for one in companions:
        try:
            one.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()


@contextmanager
def _stopping(stopped: Event) -> Iterator[None]:
    """Signals to end set ``stopped`` meanwhile."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in _ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
