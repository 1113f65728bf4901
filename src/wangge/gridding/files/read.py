"""The door by which a town comes in from files. What the layers are is known by ``vector`` and ``osm``."""

from pathlib import Path

from wangge.gridding.files.assembly import (
    Layers,
    barriers_of,
    buildings_of,
    communities_of,
    dedicated_of,
    stairwells_of,
    streets_of,
)
from wangge.gridding.files.layer import Layer, read_layer
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.osm import building_place, is_osm, read_osm
from wangge.gridding.files.vector import find_layers, read_layers
from wangge.gridding.town import Notice, Town
from wangge.language import _


def read_town(path: Path, options: ReadOptions | None = None) -> Town:
    """The town in ``path``, in metres, rows in the order of the file; not yet cleaned.

    ``path`` is a GeoPackage (any file of several layers that GDAL opens), a folder with a file for each layer, or an
    OpenStreetMap extract (.osm.pbf, .osm.gz, .osm). TownError says in one sentence what cannot be used, and where.
    """
    options = options or ReadOptions()
    layers, source_crs = read_osm(path, options) if is_osm(path) else read_layers(path, options)
    return _town(path, layers, source_crs, options)


def buildings_as_read(path: Path) -> Layer:
    """The buildings' layer with all its columns, in its own coordinates: what ``Buildings.source`` counts in."""
    if is_osm(path):
        return read_layer(building_place(path), "buildings", path)
    return read_layer(find_layers(path)["buildings"], "buildings", path)


def _town(path: Path, layers: Layers, source_crs: str, options: ReadOptions) -> Town:
    communities, of_communities = communities_of(layers.communities)
    streets, of_streets = streets_of(layers.streets)
    buildings, of_buildings = buildings_of(layers.buildings, options.rule)
    barriers, of_barriers = barriers_of(layers.barriers)
    dedicated, of_dedicated = dedicated_of(layers.dedicated)
    stairwells, of_stairwells = stairwells_of(layers.stairwells, buildings)
    notices = of_communities + of_streets + of_buildings + of_barriers + of_dedicated + of_stairwells
    return Town(
        name=path.name.split(".")[0],
        communities=communities,
        streets=streets,
        buildings=buildings,
        barriers=barriers,
        dedicated=dedicated,
        stairwells=stairwells,
        metric_crs=layers.buildings.system,
        source_crs=source_crs,
        notices=_remarks(layers) + layers.notices + notices,
    )


def _remarks(layers: Layers) -> tuple[Notice, ...]:
    """What GDAL remarked while it read, as one notice."""
    every: list[Layer | None] = [layers.communities, layers.streets, layers.buildings]
    every += [layers.barriers, layers.dedicated, layers.stairwells]
    remarks = tuple(dict.fromkeys(remark for layer in every if layer is not None for remark in layer.remarks))
    if not remarks:
        return ()
    sentence = _("the library that reads maps made {count} remarks").format(count=len(remarks))
    return (Notice("reader_remark", sentence, len(remarks), remarks[:3]),)
