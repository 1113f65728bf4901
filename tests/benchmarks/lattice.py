"""Small unit graphs and town files made by hand for the tests of the benchmarks."""

from pathlib import Path

import numpy as np
import pyogrio
import shapely

from benchmarks.graph import Piece

CRS = "EPSG:32649"
ORIGIN = (500_000.0, 3_400_000.0)


def lattice(wide: int, high: int, size: int | list[int] = 10, side: float = 100.0) -> Piece:
    """``wide`` x ``high`` square units, row by row; every border is a metre of block."""
    n = wide * high
    x, y = np.arange(n) % wide, np.arange(n) // wide
    across = [(u, u + 1) for u in range(n) if u % wide < wide - 1]
    up = [(u, u + wide) for u in range(n - wide)]
    edge = np.array(across + up, dtype=np.int32).reshape(-1, 2)
    outline = side * ((x == 0) * 1 + (x == wide - 1) + (y == 0) + (y == high - 1))
    length = np.full(len(edge), side)
    return Piece(
        np.full(n, size, dtype=np.int64) if isinstance(size, int) else np.array(size, dtype=np.int64),
        np.full(n, side * side),
        outline.astype(float),
        np.column_stack([x, y]) * side,
        edge,
        length,
        length.copy(),
        np.zeros(len(edge)),
    )


def square(x: float, y: float, wide: float, high: float) -> shapely.Polygon:
    return shapely.box(ORIGIN[0] + x, ORIGIN[1] + y, ORIGIN[0] + x + wide, ORIGIN[1] + y + high)


def line(*points: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString([(ORIGIN[0] + x, ORIGIN[1] + y) for x, y in points])


def write_layer(path: Path, layer: str, shapes: list[shapely.Geometry], crs: str = CRS, **columns: list) -> None:
    """One layer of a GeoPackage; text columns are lists of str, the others of int."""
    values = [np.array(column, dtype=object if isinstance(column[0], str) else None) for column in columns.values()]
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(shapes, dtype=object)),
        values,
        list(columns),
        layer=layer,
        driver="GPKG",
        geometry_type="Unknown",
        crs=crs,
        append=path.exists(),
    )
