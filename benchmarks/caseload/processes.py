"""The CPU that a process and all that it started have used, from /proc; and ``wangge serve`` for the time of a run."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.caseload.installation import Installation

COMMAND = (
    sys.executable, "-W", "ignore", "-c", "from wangge.cli.main import main; import sys; sys.exit(main())"
)  # fmt: skip
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(process: int) -> float:
    """Of the process, its children, and children that have ended."""
    return sum(_own(one) for one in family(process))


@dataclass(frozen=True)
class Served:
    """A running server: its port, and the process whose CPU it uses."""

    port: int
    process: int


@contextmanager
def serving(here: Installation, threads: int = 8) -> Iterator[Served]:
    """``wangge serve`` inside an installation, stopped as Ctrl-C would."""
    port = free_port()
    command = [*COMMAND, "serve", "--port", str(port), "--threads", str(threads)]
    with (here.folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=here.environment, stdout=log, stderr=log)
        try:
            wait_for(port, process, here)
            yield Served(port, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def wait_for(port: int, process: subprocess.Popen[bytes], here: Installation) -> None:
    """Until the server of an installation listens."""
    for _attempt in range(600):
        if process.poll() is not None:
            raise RuntimeError((here.folder / "serve.log").read_text()[-2000:])
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not begin to listen within a minute")


def family(process: int) -> list[int]:
    """The process and all below it."""
    found, at = [process], 0
    while at < len(found):
        for task in Path(f"/proc/{found[at]}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue  # ended while we looked
        at += 1
    return found


def _own(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(fields[place]) for place in range(11, 15)) / _TICKS  # user, system, and of ended children both


def free_port() -> int:
    """On loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
