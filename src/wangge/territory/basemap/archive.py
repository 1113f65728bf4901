"""The file of the basemap: written whole or not at all, and which one lies there now."""

from os import stat_result
from pathlib import Path

import numpy as np
import shapely
from django.conf import settings
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from wangge.gridding.files.atomic import replacing
from wangge.gridding.files.projection import reproject
from wangge.gridding.town import TownError
from wangge.territory.basemap.cutting import Tile, cut
from wangge.territory.basemap.drawing import MERCATOR, Drawing, Shapes
from wangge.territory.basemap.zooms import FIRST, LAST, WORLD, Leaf, leaves
from wangge.territory.tablefiles import TableError

_NAME = "basemap.pmtiles"
_WGS84 = "EPSG:4326"
_A_DEGREE = 10_000_000


def basemap_file() -> Path:
    """Where the file lies, or will."""
    return Path(settings.DATA_FOLDER) / _NAME


def basemap_version() -> str:
    """A word for the file as it is now, another for every other; "" where none has been made."""
    try:
        return version_of(basemap_file().stat())
    except OSError:
        return ""


def version_of(found: stat_result) -> str:
    """The same word, of a file that is open."""
    return f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"


def write_basemap(drawing: Drawing) -> int:
    """Cut the tiles, put the file in the place of the former one, and return how many tiles it has."""
    everything = np.concatenate([drawn.shape for drawn in drawing.values()])
    by_zoom = {zoom: leaves(drawing, zoom) for zoom in range(FIRST, LAST + 1)}
    tiles: dict[int, bytes] = {}
    tree = shapely.STRtree(everything)
    for tile in _first_tiles(everything):
        _fill(tile, tree, by_zoom, tiles)
    try:
        with replacing(basemap_file()) as draft:
            _write(draft, tiles, _header(everything))
    except TownError as error:
        raise TableError(str(error)) from error
    return len(tiles)


def _first_tiles(everything: Shapes) -> list[Tile]:
    west, south, east, north = shapely.total_bounds(everything)
    side = WORLD / 2**FIRST
    columns = range(int((west + WORLD / 2) // side), int((east + WORLD / 2) // side) + 1)
    rows = range(int((WORLD / 2 - north) // side), int((WORLD / 2 - south) // side) + 1)
    return [Tile(FIRST, column, row) for column in columns for row in rows]


def _fill(tile: Tile, tree: shapely.STRtree, by_zoom: dict[int, dict[str, Leaf]], tiles: dict[int, bytes]) -> None:
    """The tile and all below it; a square in which there is nothing is not looked into."""
    if not len(tree.query(shapely.box(*tile.square()), predicate="intersects")):
        return
    content = cut(tile, by_zoom[tile.zoom])
    if content:
        tiles[zxy_to_tileid(tile.zoom, tile.column, tile.row)] = content
    if tile.zoom < LAST:
        for quarter in tile.quarters():
            _fill(quarter, tree, by_zoom, tiles)


def _write(path: Path, tiles: dict[int, bytes], header: dict[str, object]) -> None:
    with path.open("wb") as file:
        writer = Writer(file)  # type: ignore[no-untyped-call]  # pmtiles has no types
        for number in sorted(tiles):
            writer.write_tile(number, tiles[number])  # type: ignore[no-untyped-call]  # pmtiles has no types
        told = {"name": "basemap", "format": "pbf", "vector_layers": _vector_layers()}
        writer.finalize(header, told)  # type: ignore[no-untyped-call]  # pmtiles has no types


def _vector_layers() -> list[dict[str, object]]:
    """What other programs, QGIS among them, want to be told."""
    names = ("water", "green", "places", "buildings", "walls", "railways", "streets", "names")
    return [{"id": name, "fields": {"kind": "String", "name": "String"}} for name in names]


def _header(everything: Shapes) -> dict[str, object]:
    west, south, east, north = shapely.total_bounds(everything)
    corners = reproject(shapely.points([[west, south], [east, north]]), MERCATOR, _WGS84)
    (west, south), (east, north) = np.rint(shapely.get_coordinates(corners) * _A_DEGREE).astype(int).tolist()
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 14,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
