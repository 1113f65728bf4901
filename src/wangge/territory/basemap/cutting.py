"""One tile: what touches its square, cut to it with a margin, in whole units of the tile, as a vector tile."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import mapbox_vector_tile
import numpy as np
import shapely

from wangge.territory.basemap.drawing import Drawn, Shapes
from wangge.territory.basemap.zooms import WORLD, Leaf

EXTENT = 4096
_MARGIN = 64  # units beyond the edge: lines are wider than nothing, and meet across it


@dataclass(frozen=True)
class Tile:
    """A square of the map as all web maps count them."""

    zoom: int
    column: int
    row: int

    def square(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """West, south, east, north in Web Mercator, ``margin`` parts of its side wider."""
        side = WORLD / 2**self.zoom
        west = self.column * side - WORLD / 2
        north = WORLD / 2 - self.row * side
        more = margin * side
        return west - more, north - side - more, west + side + more, north + more

    def quarters(self) -> Iterator["Tile"]:
        """The four tiles of the next zoom."""
        for right, down in ((0, 0), (1, 0), (0, 1), (1, 1)):
            yield Tile(self.zoom + 1, self.column * 2 + right, self.row * 2 + down)


def cut(tile: Tile, leaves: Mapping[str, Leaf]) -> bytes:
    """The tile, compressed; empty where nothing shows."""
    square = tile.square(_MARGIN / EXTENT)
    layers = [
        {"name": name, "features": features}
        for name, leaf in leaves.items()
        if (features := list(_features(_inside(leaf, square), tile)))
    ]
    if not layers:
        return b""
    # Rings are turned and cut already; y runs down as on the screen.
    options = {"extents": EXTENT, "y_coord_down": True, "check_winding_order": False}
    return gzip.compress(mapbox_vector_tile.encode(layers, default_options=options), mtime=0)


def _inside(leaf: Leaf, square: tuple[float, float, float, float]) -> Drawn:
    near = np.sort(leaf.tree.query(shapely.box(*square)))
    drawn = Drawn(leaf.drawn.shape[near], leaf.drawn.kind[near], leaf.drawn.name[near])
    return _in_parts(drawn, shapely.clip_by_rect(drawn.shape, *square))


def _features(drawn: Drawn, tile: Tile) -> Iterator[dict[str, object]]:
    exact = _in_units(drawn, tile)
    for shape, kind, name in zip(exact.shape, exact.kind, exact.name, strict=True):
        told = {"kind": kind, "name": name}
        yield {"geometry": shape, "properties": {key: value for key, value in told.items() if value}}


def _in_units(drawn: Drawn, tile: Tile) -> Drawn:
    """Whole units of the tile, y downwards, rings turned as tiles want them. Rounding makes rings cross: mended."""
    west, _south, _east, north = tile.square()
    scale = EXTENT * 2**tile.zoom / WORLD
    shape = shapely.transform(drawn.shape, lambda places: np.rint((places - (west, north)) * (scale, -scale)))
    wrong = ~shapely.is_valid(shape)
    shape[wrong] = shapely.make_valid(shape[wrong])
    exact = _in_parts(drawn, shape)
    return Drawn(shapely.orient_polygons(exact.shape), exact.kind, exact.name)


def _in_parts(drawn: Drawn, shape: Shapes) -> Drawn:
    """What became of each shape, in single parts; areas that became lines and lines that became points are gone."""
    parts, first = shapely.get_parts(shape, return_index=True)
    parts, second = shapely.get_parts(parts, return_index=True)  # of the many in a collection
    own = first[second]
    kept = (shapely.get_dimensions(parts) == shapely.get_dimensions(drawn.shape)[own]) & ~shapely.is_empty(parts)
    return Drawn(parts[kept], drawn.kind[own[kept]], drawn.name[own[kept]])
