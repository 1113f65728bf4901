"""How much memory the command and its workers took, as far as the system tells."""

import os
import platform
import sys
from collections.abc import Iterable
from importlib import import_module
from math import nan
from pathlib import Path


def process_name() -> str:
    """A name for this process among all those of a cluster."""
    return f"{platform.node()}:{os.getpid()}"


def own_mb() -> float:
    """What this process holds now and shares with none; 0.0 where the system does not tell (only Linux does)."""
    lines = _lines("/proc/self/smaps_rollup")
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def peak_mb(*pools: Iterable[tuple[str, float]]) -> float:
    """This process at its largest and the pool of processes that held most of their own; each tells its names and MB.

    A process may be told of several times. NaN where the system tells nothing (Windows).
    """
    return _largest_mb() + max((_together_mb(pool) for pool in pools), default=0.0)


def _together_mb(pool: Iterable[tuple[str, float]]) -> float:
    most: dict[str, float] = {}
    for name, held in pool:
        most[name] = max(held, most.get(name, 0.0))
    most.pop(process_name(), None)
    return sum(most.values())


def _largest_mb() -> float:
    # Not getrusage on Linux: there a process begins with the figure of the one that started it.
    marks = [int(line.split()[1]) for line in _lines("/proc/self/status") if line.startswith("VmHWM:")]
    if marks:
        return marks[0] / 1024
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return nan
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / unit


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
