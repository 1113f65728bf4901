"""The command as a person runs it, in a process of its own, and what it used. Linux, for /proc."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from tempfile import TemporaryFile

_EVERY = 0.05  # seconds between two looks at the memory


class CommandError(RuntimeError):
    """The command failed: its last words."""


@dataclass(frozen=True)
class Usage:
    """Seconds; megabytes of all its processes together at the worst moment that was looked at."""

    wall: float
    cpu: float
    peak_mb: float


def wangge() -> list[str]:
    """How ``wangge`` is called here: the installed script beside this python, else the module."""
    script = shutil.which("wangge", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "wangge.cli.main"]


def run(command: Sequence[str], more: Mapping[str, str] | None = None) -> Usage:
    """Run ``command`` with ``more`` in its environment; CommandError unless it ends with 0."""
    with TemporaryFile("w+") as words:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=words, stderr=words, env={**os.environ, **(more or {})})
        peak, (status, used) = 0.0, _ended(process.pid)
        while used is None:
            peak = max(peak, tree_mb(process.pid))
            time.sleep(_EVERY)
            status, used = _ended(process.pid)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{words.read()[-2000:]}")
    return Usage(wall, used.ru_utime + used.ru_stime, peak)


def tree_mb(process: int) -> float:
    """The memory of a process and all that it started, in MB: what each has alone, and the most that one shares.

    Shared pages are counted once, whatever other programs of this machine share them too. The kernel's own high-water
    mark is of no use here: a child begins with that of the process that started it.
    """
    alone, shared = zip(*(_own_mb(one) for one in _family(process)), strict=True)
    return sum(alone) + max(shared)


def _ended(process: int) -> tuple[int, struct_rusage | None]:
    who, status, used = os.wait4(process, os.WNOHANG)
    return status, used if who else None


def _family(process: int) -> list[int]:
    found, at = [process], 0
    while at < len(found):
        for task in Path(f"/proc/{found[at]}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue  # ended while we looked
        at += 1
    return found


def _own_mb(process: int) -> tuple[float, float]:
    """Megabytes of a process that are its own, and that it shares."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0  # ended while we looked
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.endswith(" kB")}
    alone = sizes.get("Private_Clean", 0.0) + sizes.get("Private_Dirty", 0.0)
    return alone, sizes.get("Rss", 0.0) - alone
