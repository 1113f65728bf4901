"""What the judge reads: the layers of a town file and of a plan file, all in one metric system."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

Shapes = NDArray[np.object_]
Column = NDArray[Any]


@dataclass(frozen=True)
class Layer:
    """n features: their geometry and their columns, each (n,)."""

    shape: Shapes
    column: dict[str, Column]


@dataclass(frozen=True)
class Papers:
    """A town file and a plan file, side by side, in metres."""

    communities: Layer
    streets: Layer
    buildings: Layer
    barriers: Layer
    dedicated: Layer
    stairwells: Layer
    grids: Layer
    listed: Layer  # the buildings of the plan
    listed_stairwells: Layer  # and its stairwells


def read_papers(town: Path, plan: Path) -> Papers:
    """Read both files; a layer that is optional and absent is empty."""
    metric = _metric_system(town)
    here = {name: read_layer(town, name, metric) for name in ("communities", "streets", "buildings")}
    more = {name: read_layer(town, name, metric) for name in ("barriers", "dedicated", "stairwells")}
    told = {"listed": "buildings", "listed_stairwells": "stairwells", "grids": "grids"}
    return Papers(**here, **more, **{field: read_layer(plan, name, metric) for field, name in told.items()})


def read_layer(path: Path, name: str, metric: CRS | None = None) -> Layer:
    """The layer ``name`` of ``path``, projected to ``metric``; empty where the file has no such layer."""
    if name not in pyogrio.list_layers(path)[:, 0]:
        return Layer(np.empty(0, dtype=object), {})
    meta, _, shape, values = pyogrio.raw.read(path, layer=name)
    shape = shapely.from_wkb(shape)
    system = CRS.from_user_input(meta["crs"])
    if metric is not None and system != metric:
        move = Transformer.from_crs(system, metric, always_xy=True)
        shape = shapely.transform(shape, lambda xy: np.column_stack(move.transform(*xy.T)))
    return Layer(shape, dict(zip(meta["fields"], values, strict=True)))


def _metric_system(town: Path) -> CRS:
    """The town's own system if it is in metres, else UTM of the place."""
    info = pyogrio.read_info(town, layer="communities", force_total_bounds=True)
    system = CRS.from_user_input(info["crs"])
    if not system.is_geographic:
        return system
    west, south, east, north = info["total_bounds"]
    zone = int(((west + east) / 2 + 180) // 6) + 1
    return CRS.from_epsg((32600 if south + north > 0 else 32700) + zone)
