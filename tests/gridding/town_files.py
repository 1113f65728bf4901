"""Small town files for tests: valid with no arguments, and wrong in exactly the way that a test says."""

import struct
import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": "OFF"})  # a test's files need not outlive a power cut

CRS = "EPSG:32649"
# A place in UTM 49N, so that lon/lat lands in the same zone again.
EAST, NORTH = 530_000.0, 3_400_000.0


def block(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """A rectangle; metres from the corner of the test town."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def line(*places: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString([(EAST + x, NORTH + y) for x, y in places])


def point(x: float, y: float) -> shapely.Point:
    return shapely.Point(EAST + x, NORTH + y)


@dataclass(frozen=True)
class Sheet:
    """One layer to be written: geometry (shapely, raw WKB or None) and columns."""

    shape: list[Any]
    columns: dict[str, list[Any] | np.ndarray] = field(default_factory=dict)
    crs: str | None = CRS


def communities(**changes: Any) -> Sheet:
    """Two communities of 400 m × 400 m side by side."""
    sheet = Sheet(
        [block(0, 0, 400, 400), block(400, 0, 800, 400)],
        {"code": ["420599001001", "420599001002"], "name": ["Plum Lane", "桂花"]},
    )
    return replace(sheet, **changes)


def streets(**changes: Any) -> Sheet:
    sheet = Sheet(
        [line((0, 200), (800, 200)), line((200, 0), (200, 400))],
        {"class": ["tertiary", "residential"], "name": ["Bridge Street", None]},
    )
    return replace(sheet, **changes)


def buildings(**changes: Any) -> Sheet:
    """Eight houses of ten households, 25 people each; the last is a point."""
    shapes: list[Any] = [block(x, y, x + 30, y + 20) for x in (50, 250, 450, 650) for y in (50, 250)]
    shapes[-1] = point(660, 260)
    sheet = Sheet(shapes, {"households": np.full(8, 10), "people": np.full(8, 25), "use": ["flat"] * 8})
    return replace(sheet, **changes)


def write_town_file(path: Path, **sheets: Sheet | None) -> Path:
    """A GeoPackage with communities, streets and buildings; ``layer=None`` leaves one out, others are added."""
    every = {"communities": communities(), "streets": streets(), "buildings": buildings()} | sheets
    for name, sheet in every.items():
        if sheet is not None:
            write_sheet(path, name, sheet)
    return path


def polygon_bytes(*rings: list[tuple[float, float]]) -> bytes:
    """A polygon as a file may hold it: rings that do not close, cross themselves or have no numbers."""
    parts = [struct.pack("<I", len(ring)) + np.array(ring, dtype="<f8").tobytes() for ring in rings]
    return struct.pack("<BII", 1, 3, len(rings)) + b"".join(parts)


def collection_bytes(kind: int, *parts: bytes) -> bytes:
    """A MultiPolygon (6) or GeometryCollection (7) of such."""
    return struct.pack("<BII", 1, kind, len(parts)) + b"".join(parts)


def write_sheet(path: Path, name: str, sheet: Sheet, driver: str = "GPKG") -> None:
    raw = [shape if isinstance(shape, bytes) or shape is None else shapely.to_wkb(shape) for shape in sheet.shape]
    shapes = np.empty(len(raw), dtype=object)
    shapes[:] = raw
    columns = [_column(values) for values in sheet.columns.values()]
    kind = "Unknown" if driver == "GPKG" else sheet.shape[0].geom_type
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a file without a coordinate system is meant
        pyogrio.raw.write(
            path, shapes, columns, list(sheet.columns), layer=name, driver=driver, crs=sheet.crs, geometry_type=kind
        )


def _column(values: list[Any] | np.ndarray) -> np.ndarray:
    return values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
