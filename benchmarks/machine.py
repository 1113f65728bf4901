"""The machine and the versions that a run stands on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import shapely

_PACKAGES = (
    "wangge",
    "Django",
    "psycopg",
    "granian",
    "numpy",
    "scipy",
    "numba",
    "shapely",
    "pymetis",
    "kahip",
    "gerrychain",
    "spopt",
)


def machine() -> dict[str, str]:
    """Words for the head of the table."""
    told = {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": platform.system(),
        "Python": platform.python_version(),
        "GEOS": shapely.geos_version_string,
    }
    return told | {name: found for name in _PACKAGES if (found := _version(name))}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    lines = _lines("/proc/cpuinfo")
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    found = next((line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), "")
    return f"{int(found) / 1024**2:.0f} GB" if found else "unknown"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
