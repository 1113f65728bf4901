"""A piece of the basemap as a file of its own: the tiles that some boxes touch, for who carries them about."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO

import shapely
from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import Writer

from wangge.gridding.files.projection import reproject
from wangge.territory.basemap.archive import basemap_file
from wangge.territory.basemap.cutting import Tile
from wangge.territory.basemap.drawing import MERCATOR
from wangge.territory.basemap.zooms import LAST, WORLD

_FIRST = 12  # from farther away a grid is a dot
_AROUND = 0.0015  # degrees, some 150 m: where one stands beside the grid there is a map too
_WGS84 = "EPSG:4326"
_A_DEGREE = 10_000_000


@dataclass(frozen=True)
class Box:
    """West, south, east, north in WGS 84."""

    west: float
    south: float
    east: float
    north: float

    def grown(self) -> "Box":
        """The box with what lies around it."""
        return Box(self.west - _AROUND, self.south - _AROUND, self.east + _AROUND, self.north + _AROUND)


def piece_of(boxes: Collection[Box]) -> bytes:
    """The tiles that touch the boxes, as an archive; empty where there is no basemap or nothing of it lies there."""
    try:
        with basemap_file().open("rb") as file:
            source = Reader(MmapSource(file))  # type: ignore[no-untyped-call]  # pmtiles has no types
            found = dict(_tiles(source, tiles_touching(boxes)))
            return _archive(found, boxes, source) if found else b""
    except FileNotFoundError:
        return b""


def tiles_touching(boxes: Collection[Box]) -> list[Tile]:
    """Those of each zoom that a piece has, in the order in which an archive holds them."""
    wanted = {tile for box in boxes for zoom in range(_FIRST, LAST + 1) for tile in _touching(box, zoom)}
    return sorted(wanted, key=_number)


def _number(tile: Tile) -> int:
    return int(zxy_to_tileid(tile.zoom, tile.column, tile.row))


def _touching(box: Box, zoom: int) -> Iterator[Tile]:
    west, south, east, north = _in_metres(box.grown())
    side = WORLD / 2**zoom
    for column in range(int((west + WORLD / 2) // side), int((east + WORLD / 2) // side) + 1):
        for row in range(int((WORLD / 2 - north) // side), int((WORLD / 2 - south) // side) + 1):
            yield Tile(zoom, column, row)


def _in_metres(box: Box) -> tuple[float, ...]:
    corners = reproject(shapely.points([[box.west, box.south], [box.east, box.north]]), _WGS84, MERCATOR)
    return tuple(shapely.get_coordinates(corners).ravel().tolist())


def _tiles(source: Reader, wanted: Collection[Tile]) -> Iterator[tuple[int, bytes]]:
    for tile in wanted:
        content = source.get(tile.zoom, tile.column, tile.row)  # type: ignore[no-untyped-call]  # pmtiles has no types
        if content:
            yield _number(tile), content


def _archive(tiles: dict[int, bytes], boxes: Collection[Box], source: Reader) -> bytes:
    header = source.header()  # type: ignore[no-untyped-call]  # pmtiles has no types
    told = source.metadata()  # type: ignore[no-untyped-call]  # pmtiles has no types
    kind = {name: header[name] for name in ("tile_type", "tile_compression")}
    written = BytesIO()
    writer = Writer(written)  # type: ignore[no-untyped-call]  # pmtiles has no types
    for number, content in tiles.items():
        writer.write_tile(number, content)  # type: ignore[no-untyped-call]  # pmtiles has no types
    writer.finalize({**kind, **_whereabouts(boxes)}, told)  # type: ignore[no-untyped-call]  # pmtiles has no types
    return written.getvalue()


def _whereabouts(boxes: Collection[Box]) -> dict[str, int]:
    """As a header tells them; maps draw nothing beyond."""
    grown = [box.grown() for box in boxes]
    west, south = min(box.west for box in grown), min(box.south for box in grown)
    east, north = max(box.east for box in grown), max(box.north for box in grown)
    degrees = {
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_lon_e7": (west + east) / 2,
        "center_lat_e7": (south + north) / 2,
    }
    return {"center_zoom": LAST} | {name: round(degree * _A_DEGREE) for name, degree in degrees.items()}
