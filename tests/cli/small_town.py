"""A town of three communities for the command, drawn by hand: 768 households each, which is three grids of 256."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

from tests.gridding.town_files import Sheet, block, line, write_town_file

CODES = ["420599001001", "420599001002", "420599001003"]
NAMES = ["Plum Lane", "Old Mill", "Ferry Steps"]
SIDE, STEP, HOUSEHOLDS = 400, 100, 24


def small_town(path: Path, **changes: Sheet | None) -> Path:
    """A GeoPackage with the town; layers may be replaced, added, or left out with ``None``."""
    return write_town_file(
        path, **({"communities": communities(), "streets": streets(), "buildings": houses()} | changes)
    )


def communities() -> Sheet:
    shapes = [block(SIDE * row, 0, SIDE * (row + 1), SIDE) for row in range(3)]
    return Sheet(shapes, {"code": CODES, "name": NAMES})


def streets() -> Sheet:
    """Every 100 m one way and the other."""
    across = [line((0, y), (3 * SIDE, y)) for y in range(STEP, SIDE, STEP)]
    along = [line((x, 0), (x, SIDE)) for x in range(STEP, 3 * SIDE, STEP)]
    names = [f"{number}. Street" for number in range(len(across + along))]
    return Sheet(across + along, {"class": ["tertiary"] * len(across) + ["residential"] * len(along), "name": names})


def houses() -> Sheet:
    """Two in each block of 100 m."""
    corners = [(x, y) for x in range(0, 3 * SIDE, STEP) for y in range(0, SIDE, STEP)]
    shapes = [block(x + west, y + 30, x + west + 20, y + 60) for x, y in corners for west in (20, 60)]
    count = len(shapes)
    return Sheet(shapes, {"households": np.full(count, HOUSEHOLDS), "people": np.full(count, HOUSEHOLDS * 3)})


def shuffled(sheet: Sheet, seed: int) -> Sheet:
    order = np.random.default_rng(seed).permutation(len(sheet.shape)).tolist()
    columns = {name: [values[row] for row in order] for name, values in sheet.columns.items()}
    return replace(sheet, shape=[sheet.shape[row] for row in order], columns=columns)


def shuffled_town(path: Path) -> Path:
    every = {"communities": communities(), "streets": streets(), "buildings": houses()}
    return small_town(path, **{name: shuffled(sheet, 7) for name, sheet in every.items()})


def layer(plan: Path, name: str) -> dict[str, Any]:
    """The columns of a layer of a plan, by name, and its geometry as ``shape``."""
    meta, _feature, shapes, values = pyogrio.raw.read(plan, layer=name)
    columns = dict(zip(meta["fields"].tolist(), values, strict=True))
    return columns | {"shape": shapely.from_wkb(shapes), "crs": meta["crs"]}


def outlines(plan: Path) -> dict[str, bytes]:
    """The grids of a plan by code, in a form that does not depend on where a ring begins."""
    grids = layer(plan, "grids")
    return dict(zip(grids["code"].tolist(), shapely.to_wkb(shapely.normalize(grids["shape"])).tolist(), strict=True))


def grid_of_houses(plan: Path) -> dict[tuple[float, float], str]:
    """The grid of each house of a plan by where it stands."""
    found = layer(plan, "buildings")
    middles = shapely.get_coordinates(shapely.centroid(found["shape"])).round(2).tolist()
    return {(x, y): grid for (x, y), grid in zip(middles, found["grid"].tolist(), strict=True)}


def command(*words: str | Path) -> list[str]:
    """How the command is run in a process of its own."""
    return [sys.executable, "-m", "wangge.cli.main", *map(str, words)]


def in_process_of_its_own(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(*words), capture_output=True, text=True, check=False)


def listing(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.rglob("*"))
