"""Towns and plans as GeoPackages, in the coordinates that the input had. How a file is written lies in ``table``."""

from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.figures import GridFigures
from wangge.gridding.files.layer import Layer
from wangge.gridding.files.projection import plain, reproject
from wangge.gridding.files.table import RETIRED, Table, write_tables
from wangge.gridding.plan import Plan
from wangge.gridding.town import Geometries, Integers, Texts, Town

# Columns that are the plan's or the GeoPackage's own, even if the input has some of that name.
_OWN = ("households", "people", "grid", "fid", "geom")


def write_plan(path: Path, town: Town, plan: Plan, figures: GridFigures, source: Layer | None = None) -> None:
    """The layers grids, buildings and, if there are any, stairwells with their grid; atomic.

    ``town`` is the one that was divided, towers split. With ``source``, the buildings as they were read
    (``buildings_as_read``), each row keeps all its columns and its very geometry.
    """
    tables = [_grids(town, plan, figures), _buildings_with_grid(town, plan, source)]
    if len(town.stairwells.shape):
        tables.append(_stairwells_with_grid(town, plan))
    if plan.retired:
        tables.append(Table(RETIRED, None, {"code": np.array(plan.retired, dtype=object)}))
    write_tables(path, tables, plain(town.source_crs))


def write_town(path: Path, town: Town) -> None:
    """The town as a GeoPackage that ``read_town`` takes, all six layers, empty ones too; atomic."""
    makers = (_communities, _streets, _buildings, _barriers, _dedicated, _stairwells)
    write_tables(path, [make(town) for make in makers], plain(town.source_crs))


def _grids(town: Town, plan: Plan, figures: GridFigures) -> Table:
    columns: dict[str, NDArray[Any]] = {
        "code": plan.code,
        "community": town.communities.code[plan.community],
        "households": figures.households,
        "people": figures.people,
        "area_m2": figures.area_m2,
        "street_share": figures.street_share,
        "polsby_popper": figures.polsby_popper,
        "in_band": figures.in_band,
        "note": plan.note,
        "streets": figures.streets,
    }
    return Table("grids", _back(plan.boundary, town), columns, "MultiPolygon")


def _buildings_with_grid(town: Town, plan: Plan, source: Layer | None) -> Table:
    """A row for each building of the input; a split tower is in the grid that has its middle (stairwells tell more)."""
    buildings, shape = town.buildings, _back(town.buildings.shape, town)
    row = np.arange(len(shape))
    if source is not None:
        row = _middle_pieces(town)
    first = buildings.source[row]
    columns: dict[str, NDArray[Any]] = {
        "households": buildings.households[row],
        "people": buildings.people[row],
        "grid": _grid_codes(plan, row),
    }
    if source is None:
        return Table("buildings", shape, columns)
    columns["households"] = np.bincount(buildings.source, buildings.households)[first].astype(np.int64)
    columns["people"] = np.bincount(buildings.source, buildings.people)[first].astype(np.int64)
    return Table("buildings", source.shape[first], _kept(source, first) | columns)


def _middle_pieces(town: Town) -> Integers:
    """For each building of the input the row that stands for it: its piece nearest to the middle of all its pieces."""
    source, shape = town.buildings.source, town.buildings.shape
    rows, first, count = np.unique(source, return_index=True, return_counts=True)
    for at in np.flatnonzero(count > 1):
        pieces = np.flatnonzero(source == rows[at])
        middle = shapely.point_on_surface(shapely.union_all(shape[pieces]))
        first[at] = pieces[np.argmin(shapely.distance(shape[pieces], middle))]
    return first


def _kept(source: Layer, row: Integers) -> dict[str, NDArray[Any]]:
    """The input's own columns; what is neither number, date nor text (a list, a blob) becomes text."""
    kept: dict[str, NDArray[Any]] = {}
    for name, values in source.columns.items():
        if name not in _OWN:
            kept[name] = values[row]
        if name in kept and values.dtype.kind == "O":
            kept[name] = np.array([None if value is None else str(value) for value in values[row]], dtype=object)
    return kept


def _stairwells_with_grid(town: Town, plan: Plan) -> Table:
    table = _stairwells(town)
    told: dict[str, NDArray[Any]] = {}
    told["building"] = town.buildings.source[town.stairwells.building]  # the row of the input, not of a piece
    told["grid"] = _grid_codes(plan, town.stairwells.building)
    return Table(table.name, table.shape, table.columns | told)


def _grid_codes(plan: Plan, building: Integers) -> Texts:
    """The code of the grid that each of the buildings is in, "" for none."""
    codes = np.append(plan.code, "")  # row -1 is the last
    return np.asarray(codes[plan.grid_of_building[building]], dtype=object)


def _communities(town: Town) -> Table:
    columns = {"code": town.communities.code, "name": town.communities.name}
    return Table("communities", _back(town.communities.boundary, town), columns)


def _streets(town: Town) -> Table:
    columns = {"class": town.streets.kind, "name": town.streets.name}
    return Table("streets", _back(town.streets.line, town), columns, "LineString")


def _buildings(town: Town) -> Table:
    columns: dict[str, NDArray[Any]] = {"households": town.buildings.households, "people": town.buildings.people}
    return Table("buildings", _back(town.buildings.shape, town), columns)


def _barriers(town: Town) -> Table:
    return Table("barriers", _back(town.barriers.shape, town), {"class": town.barriers.kind})


def _dedicated(town: Town) -> Table:
    return Table("dedicated", _back(town.dedicated.boundary, town), {"name": town.dedicated.name})


def _stairwells(town: Town) -> Table:
    columns: dict[str, NDArray[Any]] = {
        "households": town.stairwells.households,
        "people": town.stairwells.people,
        "building": town.stairwells.building,
    }
    return Table("stairwells", _back(town.stairwells.shape, town), columns)


def _back(shape: Geometries, town: Town) -> Geometries:
    return reproject(shape, town.metric_crs, town.source_crs)
