"""A town from layers that carry its words: a GeoPackage, another file of several layers, a folder of single ones."""

from pathlib import Path

import shapely

from wangge.gridding.files.assembly import Layers
from wangge.gridding.files.layer import Layer, LayerPlace, list_layers, read_layer
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.projection import metres_for, projected, with_system
from wangge.gridding.town import TownError
from wangge.language import _

NEEDED = ("communities", "streets", "buildings")
WELCOME = ("barriers", "dedicated", "stairwells")
# One layer a file in a folder; the first that is there wins.
_SUFFIXES = (".gpkg", ".fgb", ".geojson", ".json", ".shp", ".gml", ".kml", ".parquet")
# Folders that GDAL reads as one file.
_DATASETS = (".gdb",)


def read_layers(path: Path, options: ReadOptions) -> tuple[Layers, str]:
    """The layers of ``path`` in metres, and the system of the input's buildings.

    TownError if a layer that is needed is missing or one cannot be read.
    """
    places = find_layers(path)
    layers = {name: _layer(place, name, path, options) for name, place in places.items()}
    for name, file in (("communities", options.communities_file), ("dedicated", options.dedicated_file)):
        if file is not None:
            layers[name] = read_single(file, name, options)
    for name in NEEDED:
        if name not in layers:
            raise TownError(_missing(path, name, sorted(places)))
    metres = metres_for(_placed(layers["buildings"]))
    metric = {name: projected(layer, metres) for name, layer in layers.items()}
    found = Layers(
        communities=metric["communities"],
        streets=metric["streets"],
        buildings=metric["buildings"],
        barriers=metric.get("barriers"),
        dedicated=metric.get("dedicated"),
        stairwells=metric.get("stairwells"),
    )
    return found, layers["buildings"].system


def read_single(file: Path, name: str, options: ReadOptions, source: str = "") -> Layer:
    """The layer ``name`` of a file, or its only one, called ``name`` from here on; ``source`` is how GDAL opens it."""
    source = source or str(file)
    found = list_layers(file, source)
    own = [layer for layer in found if layer.lower() == name]
    if not own and len(found) != 1:
        raise TownError(
            _("{path} has {count} layers and none is called {layer}; give a file with one layer").format(
                path=file, count=len(found), layer=name
            )
        )
    layer = read_layer(LayerPlace(source, (own or found)[0]), name, file)
    # The files of a town may be in different systems: each is believed, and only one that is silent is told.
    return with_system(layer, layer.system or options.crs, gcj02=options.gcj02)


def find_layers(path: Path) -> dict[str, LayerPlace]:
    """Where each layer of a town lies, by its name in small letters; those of other names are left alone."""
    if path.is_dir() and path.suffix.lower() not in _DATASETS:
        return _files_of(path)
    names = {layer.lower(): layer for layer in list_layers(path, str(path))}
    return {name: LayerPlace(str(path), names[name]) for name in NEEDED + WELCOME if name in names}


def _files_of(folder: Path) -> dict[str, LayerPlace]:
    files = {file.name.lower(): file for file in sorted(folder.iterdir())}
    places = {}
    for name in NEEDED + WELCOME:
        file = next((files[name + suffix] for suffix in _SUFFIXES if name + suffix in files), None)
        if file is not None:
            layers = list_layers(file, str(file))
            places[name] = LayerPlace(str(file), name if name in layers else layers[0] if layers else name)
    return places


def _layer(place: LayerPlace, name: str, path: Path, options: ReadOptions) -> Layer:
    return with_system(read_layer(place, name, path), options.crs, gcj02=options.gcj02)


def _placed(buildings: Layer) -> Layer:
    """The buildings that say where the town is; TownError if none does."""
    placed = buildings.where(~shapely.is_missing(buildings.shape))
    if len(placed) == 0:
        raise TownError(
            _("layer {layer} has no feature with a usable geometry; draw the buildings").format(layer=buildings.name)
        )
    return placed


def _missing(path: Path, name: str, found: list[str]) -> str:
    sentence = _("{path} has no layer {layer} (a town needs communities, streets, buildings; found: {found}); add it")
    return sentence.format(path=path, layer=name, found=", ".join(found) or _("none of them"))
