"""One layer of a file as arrays, and the errors of files as sentences. What the columns mean is not known here."""

import logging
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pyogrio.errors
import shapely
from numpy.typing import NDArray

from wangge.gridding.town import Flags, Geometries, Integers, Texts, TownError
from wangge.language import _

MOST_FEATURES = 3_000_000  # of one layer: a province is many cities, and each is divided by itself
FARTHEST = 1e9  # no coordinate system counts so far, in any unit

# GDAL's own remarks arrive as Python warnings (kept below) and once more as log records, which nobody needs.
logging.getLogger("pyogrio").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Layer:
    """N features; ``shape`` is None where a feature has no usable geometry."""

    name: str  # as a person knows it: communities, streets, buildings ...
    system: str  # the coordinate system of ``shape``
    shape: Geometries
    feature: Integers  # the number by which QGIS and GDAL know a feature
    row: Integers  # in the file's layer, from 0
    columns: dict[str, NDArray[Any]]  # by name in small letters
    remarks: tuple[str, ...] = ()  # what GDAL had to say

    def __len__(self) -> int:
        return len(self.shape)

    def where(self, kept: Flags) -> "Layer":
        """The features that are kept."""
        columns = {name: values[kept] for name, values in self.columns.items()}
        return replace(self, shape=self.shape[kept], feature=self.feature[kept], row=self.row[kept], columns=columns)

    def texts(self, *names: str) -> Texts:
        """The first of the columns that exists, as text; "" where empty or absent."""
        for name in names:
            if name in self.columns:
                return np.array([_text(value) for value in self.columns[name]], dtype=object)
        return np.full(len(self), "", dtype=object)


@dataclass(frozen=True)
class LayerPlace:
    """Where GDAL finds a layer."""

    source: str  # path as GDAL wants it
    layer: str


def list_layers(path: Path, source: str) -> list[str]:
    """Names of the layers with geometry; TownError for what GDAL cannot open."""
    with _told(path):
        found = pyogrio.list_layers(source)
    return [str(name) for name, kind in found if kind is not None]


def read_layer(place: LayerPlace, name: str, path: Path, columns: list[str] | None = None) -> Layer:
    """The layer, called ``name``, in its own coordinates ("" as system if the file has none).

    Heights and measures are dropped and curves become lines. TownError for an unreadable or far too large file.
    """
    with _told(path) as remarks:
        _refuse_giants(place, name)
        meta, feature, shapes, values = pyogrio.raw.read(
            place.source, layer=place.layer, columns=columns, return_fids=True, force_2d=True
        )
    fields = [str(field).lower() for field in meta["fields"]]
    return Layer(
        name=name,
        system=str(meta["crs"] or ""),
        shape=_usable(shapes, len(feature)),
        feature=np.asarray(feature, dtype=np.int64),
        row=np.arange(len(feature), dtype=np.int64),
        columns=dict(zip(fields, values, strict=True)),
        remarks=tuple(remarks),
    )


def finite(shape: Geometries) -> Flags:
    """Whether every coordinate of each geometry is a number that can be on earth; True for None."""
    coordinates, index = shapely.get_coordinates(shape, return_index=True)
    result = np.ones(len(shape), dtype=np.bool_)
    result[index[~(np.abs(coordinates) < FARTHEST).all(axis=1)]] = False
    return result


@contextmanager
def _told(path: Path) -> Iterator[list[str]]:
    """Collect GDAL's warnings, and turn its errors into one sentence."""
    remarks: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            yield remarks
        except TownError:
            raise
        except (RuntimeError, ValueError, OSError) as error:
            raise TownError(_unreadable(path, error)) from error
    remarks.extend(dict.fromkeys(str(warning.message) for warning in caught))


def _unreadable(path: Path, error: Exception) -> str:
    if not path.exists():
        return _("{path}: there is no such file; check the name").format(path=path)
    reason = str(error).splitlines()[0].split("; ")[0] if str(error) else type(error).__name__
    return _("{path} cannot be read as a map ({reason}); give a GeoPackage or an OpenStreetMap extract").format(
        path=path, reason=reason
    )


def _refuse_giants(place: LayerPlace, name: str) -> None:
    count = pyogrio.read_info(place.source, layer=place.layer)["features"]
    if count > MOST_FEATURES:
        raise TownError(
            _("layer {layer}: {count} features are more than a city has (at most {most}); cut out one city").format(
                layer=name, count=count, most=MOST_FEATURES
            )
        )


def _usable(shapes: NDArray[Any] | None, count: int) -> Geometries:
    if shapes is None:
        return np.full(count, None, dtype=object)
    with np.errstate(invalid="ignore"):  # coordinates that are no numbers are looked for below
        shape = np.asarray(shapely.from_wkb(shapes, on_invalid="ignore"), dtype=object)
    shape[shapely.is_empty(shape) | ~finite(shape)] = None
    return shape


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):  # an empty cell of a column of numbers
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
