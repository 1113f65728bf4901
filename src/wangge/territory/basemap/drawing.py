"""What a town file or an OpenStreetMap extract has to draw, as layers in Web Mercator. What shows when is zooms.py."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.gridding.classes import EdgeClass, class_of_streets
from wangge.gridding.files.layer import Layer, read_layer
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.osm import is_osm, read_osm_drawing
from wangge.gridding.files.projection import projected, with_system
from wangge.gridding.files.vector import find_layers
from wangge.gridding.town import TownError
from wangge.language import _
from wangge.territory.datum import Datum
from wangge.territory.tablefiles import TableError

MERCATOR = "EPSG:3857"
_WIDEST_DEGREES = 5.0  # from one side to the other: a file that spans more holds something that lies elsewhere
_STREET_KINDS = {EdgeClass.ARTERIAL: "arterial", EdgeClass.STREET: "street", EdgeClass.LANE: "lane"}
_AREA_LAYERS = {"buildings": ("buildings", ""), "green": ("green", "green"), "dedicated": ("places", "place")}
_LINES, _AREAS = (1, 2, 5), (3, 6)
_AREA = 2  # dimensions

Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Drawn:
    """One layer of the map: shapes in Web Mercator (WGS 84 beneath, whatever the file had), each with kind and name."""

    shape: Shapes
    kind: NDArray[np.object_]
    name: NDArray[np.object_]

    def where(self, kept: NDArray[np.bool_]) -> "Drawn":
        """The features that are kept."""
        return Drawn(self.shape[kept], self.kind[kept], self.name[kept])


Drawing = dict[str, Drawn]


def has_streets(path: Path) -> bool:
    """Whether there is something in the file to make a map of; a table or a plan has only areas."""
    if is_osm(path):
        return True
    try:
        return "streets" in find_layers(path)
    except TownError:
        return False


def read_drawing(path: Path, datum: Datum, crs: str | None = None) -> Drawing:
    """The layers that are there: streets at least. TableError for a file that cannot be a map."""
    options = ReadOptions(crs=crs, gcj02=datum is Datum.GCJ02)
    try:
        layers = read_osm_drawing(path, options) if is_osm(path) else _town_layers(path, options)
        if not len(layers.get("streets", ())):
            raise TableError(_("{path} has no streets: there is nothing to make a map of").format(path=path.name))
        found = {name: _usable(projected(layer, MERCATOR)) for name, layer in layers.items()}
    except TownError as error:
        raise TableError(str(error)) from error
    drawing = _sorted_out(found)
    _refuse_strays(drawing, path)
    return drawing


def _town_layers(path: Path, options: ReadOptions) -> dict[str, Layer]:
    wanted = ("streets", "buildings", "barriers", "dedicated")
    places = {name: place for name, place in find_layers(path).items() if name in wanted}
    return {
        name: with_system(read_layer(place, name, path), options.crs, gcj02=options.gcj02)
        for name, place in places.items()
    }


def _usable(layer: Layer) -> Layer:
    return layer.where(~shapely.is_missing(layer.shape))


def _sorted_out(layers: dict[str, Layer]) -> Drawing:
    """By what they are on a map: barriers are water, railways and walls; dedicated grids are places with a name."""
    drawing = {"streets": _joined(_streets(layers["streets"]))}
    for source, (target, word) in _AREA_LAYERS.items():
        if source in layers:
            drawing[target] = _only(_plain(layers[source], word), _AREAS)
    if "barriers" in layers:
        barriers = layers["barriers"]
        kind = barriers.texts("class", "kind")
        drawing["water"] = _only(_plain(barriers.where(kind == "water"), "water"), _LINES + _AREAS)
        drawing["railways"] = _only(_plain(barriers.where(kind == "railway"), "railway"), _LINES)
        drawing["walls"] = _only(_plain(barriers.where(kind == "wall"), "wall"), _LINES)
    drawing["names"] = _names([drawing[name] for name in ("water", "places", "green") if name in drawing])
    return {name: drawn for name, drawn in drawing.items() if len(drawn.shape)}


def _names(layers: Sequence[Drawn]) -> Drawn:
    """A point for the name of each area: of an area in six tiles maps would write it six times."""
    parts = [
        Drawn(shapely.point_on_surface(drawn.shape), drawn.kind, drawn.name).where(
            (drawn.name != "") & (shapely.get_dimensions(drawn.shape) == _AREA)
        )
        for drawn in layers
    ]
    columns = ("shape", "kind", "name")
    return Drawn(*(np.concatenate([[], *(getattr(part, column) for part in parts)]) for column in columns))


def _plain(layer: Layer, kind: str) -> Drawn:
    return Drawn(layer.shape, np.full(len(layer), kind, dtype=object), layer.texts("name"))


def _only(drawn: Drawn, types: Iterable[int]) -> Drawn:
    return drawn.where(np.isin(shapely.get_type_id(drawn.shape), tuple(types)))


def _streets(layer: Layer) -> Drawn:
    classes = class_of_streets(layer.texts("class", "highway", "fclass", "type"))
    kinds = np.array([_STREET_KINDS[EdgeClass(number)] for number in classes], dtype=object)
    return _only(Drawn(layer.shape, kinds, layer.texts("name")), _LINES)


def _joined(streets: Drawn) -> Drawn:
    """Pieces between crossings as long lines again: a name needs room along its street."""
    keys = np.array([f"{kind}\0{name}" for kind, name in zip(streets.kind, streets.name, strict=True)], dtype=object)
    parts: list[Drawn] = []
    for key in np.unique(keys):
        kind, name = str(key).split("\0")
        merged = shapely.get_parts(shapely.line_merge(shapely.union_all(streets.shape[keys == key])))
        parts.append(Drawn(merged, np.full(len(merged), kind, object), np.full(len(merged), name, object)))
    return Drawn(*(np.concatenate([getattr(part, column) for part in parts]) for column in ("shape", "kind", "name")))


def _refuse_strays(drawing: Drawing, path: Path) -> None:
    west, south, east, north = shapely.total_bounds(np.concatenate([drawn.shape for drawn in drawing.values()]))
    degree = 111_319.5  # of longitude, in Web Mercator
    if max(east - west, north - south) > _WIDEST_DEGREES * degree:
        sentence = _(
            "{path} spans more than a city with its counties: something in it lies elsewhere; cut out the city"
        )
        raise TableError(sentence.format(path=path.name))
