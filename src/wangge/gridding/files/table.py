"""Layers written into a GeoPackage: the same input gives the same bytes. What the layers mean is not known here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from numpy.typing import NDArray

from wangge.gridding.files.atomic import replacing
from wangge.gridding.town import Geometries, TownError
from wangge.language import _

_SETTINGS = {
    # A GeoPackage states when it was written; a plan of the same input shall be the same file.
    "OGR_CURRENT_DATE": "2000-01-01T00:00:00Z",
    # The draft reaches the disk once, when it is whole.
    "OGR_SQLITE_SYNCHRONOUS": "OFF",
}
_SUFFIX = ".gpkg"
RETIRED = "retired"  # the layer of codes that no grid gets again


@dataclass(frozen=True)
class Table:
    """A layer to be written; geometry in the system of the file, columns of one length."""

    name: str
    shape: Geometries | None  # None: a table without geometry
    columns: dict[str, NDArray[Any]]
    geometry_type: str = "Unknown"  # or what GDAL calls it, e.g. "MultiPolygon"


def write_tables(path: Path, tables: list[Table], crs: str) -> None:
    """All tables as layers of one new GeoPackage, atomically; TownError if that cannot be written."""
    if path.suffix.lower() != _SUFFIX:
        raise TownError(
            _("{path}: a GeoPackage is written, so the name must end in {suffix}").format(path=path, suffix=_SUFFIX)
        )
    with replacing(path) as draft, _settings():
        for table in tables:
            _write(draft, table, crs, path)


def _write(draft: Path, table: Table, crs: str, path: Path) -> None:
    try:
        pyogrio.raw.write(
            draft,
            None if table.shape is None else np.asarray(shapely.to_wkb(table.shape), dtype=object),
            list(table.columns.values()),
            list(table.columns),
            layer=table.name,
            driver="GPKG",
            geometry_type=None if table.shape is None else table.geometry_type,
            promote_to_multi=table.geometry_type.startswith("Multi"),
            crs=None if table.shape is None else crs,
        )
    except (RuntimeError, ValueError) as error:
        raise TownError(
            _("layer {layer} cannot be written to {path} ({reason}); choose another place").format(
                layer=table.name, path=path, reason=str(error).splitlines()[0]
            )
        ) from error


@contextmanager
def _settings() -> Iterator[None]:
    before = {name: pyogrio.get_gdal_config_option(name) for name in _SETTINGS}
    pyogrio.set_gdal_config_options(_SETTINGS)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)
