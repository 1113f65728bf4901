"""What of a drawing shows at which zoom: little from afar, everything at the last; shapes as fine as the eye sees."""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.territory.basemap.drawing import Drawing, Drawn

FIRST, LAST = 10, 15  # maps magnify the last one: a unit of its tiles is 25 cm
TILE_PIXELS = 512
WORLD = 40_075_016.685578488  # metres around the earth in Web Mercator
_FINEST = 0.1  # metres: a wall of a house is not drawn truer

# From which zoom each layer shows, by kind where kinds differ.
_BEGINS = {"water": 10, "green": 11, "railways": 11, "places": 13, "buildings": 13, "walls": 14, "names": 13}
_STREETS_BEGIN = {"arterial": 10, "street": 12, "lane": 14}
_LEAST_PIXELS = 4.0  # of an area, square


@dataclass(frozen=True)
class Leaf:
    """One layer at one zoom, with the tree to find what touches a tile."""

    drawn: Drawn
    tree: shapely.STRtree


def pixel(zoom: int) -> float:
    """Metres of Web Mercator in a pixel of the screen."""
    return WORLD / float(2**zoom) / TILE_PIXELS


def leaves(drawing: Drawing, zoom: int) -> dict[str, Leaf]:
    """The layers that show at a zoom, in the order in which they are painted."""
    found = {name: _generalised(_showing(name, drawn, zoom), zoom) for name, drawn in drawing.items()}
    return {name: Leaf(drawn, shapely.STRtree(drawn.shape)) for name, drawn in found.items() if len(drawn.shape)}


def _showing(name: str, drawn: Drawn, zoom: int) -> Drawn:
    if name == "streets":
        return drawn.where(np.array([_STREETS_BEGIN[kind] <= zoom for kind in drawn.kind], dtype=np.bool_))
    if _BEGINS[name] > zoom:
        return drawn.where(np.zeros(len(drawn.shape), dtype=np.bool_))
    is_thin = shapely.get_dimensions(drawn.shape) < 2
    return drawn.where(is_thin | (shapely.area(drawn.shape) >= _LEAST_PIXELS * pixel(zoom) ** 2))


def _generalised(drawn: Drawn, zoom: int) -> Drawn:
    tolerance = _FINEST if zoom == LAST else pixel(zoom) / 2
    simple = shapely.simplify(drawn.shape, tolerance)
    kept = ~(shapely.is_missing(simple) | shapely.is_empty(simple))
    return Drawn(simple, drawn.kind, drawn.name).where(np.asarray(kept, dtype=np.bool_))
