"""A town from an OpenStreetMap extract: which tags are streets, barriers, communities and dwellings."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from wangge.gridding.files.assembly import Layers
from wangge.gridding.files.layer import Layer, LayerPlace, read_layer
from wangge.gridding.files.options import ReadOptions
from wangge.gridding.files.projection import metres_for, projected, with_system
from wangge.gridding.files.vector import read_single
from wangge.gridding.households import Floats, households_by_rule, people_of
from wangge.gridding.town import Flags, Notice, Texts, TownError
from wangge.language import _

MOST_BYTES = 1_000_000_000  # a country; a city has a hundredth of it
COVERED = 0.5  # share of the buildings that a level of boundaries must hold to be the communities
LEAST_WATER_M2 = 2_000.0  # ponds below it would only make slivers
LEAST_WALL_M = 100.0  # garden walls likewise
EXTENT_MARGIN_M = 50.0

_LINE_COLUMNS = ["name", "highway", "waterway", "barrier", "railway", "other_tags"]
_AREA_COLUMNS = ["name", "admin_level", "boundary", "building", "natural", "leisure", "landuse", "other_tags"]
# Highways that are not there yet or any more, are areas or lie inside a building: no edge of a grid.
_NO_STREET = frozenset(
    {"proposed", "planned", "construction", "abandoned", "razed", "disused", "no"}
    | {"platform", "corridor", "elevator", "bus_stop", "rest_area", "services"}
    | {"raceway", "via_ferrata", "emergency_bay", "escape"}
)
_RAILS = frozenset({"rail", "light_rail", "narrow_gauge", "monorail", "funicular"})
_WATERWAYS = frozenset({"river", "canal", "riverbank"})
_GREEN = frozenset(
    {"park", "garden", "playground", "nature_reserve", "golf_course"}
    | {"forest", "grass", "meadow", "recreation_ground", "village_green", "cemetery", "allotments", "orchard"}
    | {"wood", "scrub", "heath", "grassland"}
)
_NO_BUILDING = frozenset({"no", "proposed", "construction"})
_HIDDEN = re.compile(r'"(?:tunnel"=>"(?:yes|culvert|covered|flooded)|indoor"=>"yes|area"=>"yes)"')
_SIDING = re.compile(r'"service"=>"(?:yard|siding|spur|crossover)"|"tunnel"=>"yes"')
_LEVELS = re.compile(r'"building:levels"=>"\s*(\d{1,3}(?:\.\d+)?)')


def is_osm(path: Path) -> bool:
    """By the name of the file."""
    return path.name.lower().endswith((".osm.pbf", ".pbf", ".osm.gz", ".osm"))


def read_osm(path: Path, options: ReadOptions) -> tuple[Layers, str]:
    """The layers in metres with households by the rule, and the system of the input."""
    lines, areas = (_read(path, name, columns, options) for name, columns in _osm_layers())
    buildings = areas.where(_is_building(areas))
    if len(buildings) == 0:
        raise TownError(_("{path} has no buildings; give an extract that has them").format(path=path))
    buildings = replace(buildings, name="buildings")
    metres, source_crs = metres_for(buildings), buildings.system
    lines, areas, buildings = (projected(layer, metres) for layer in (lines, areas, buildings))
    communities, notices = _communities(areas, buildings, options)
    layers = Layers(
        communities=projected(communities, metres),
        streets=_streets(lines),
        buildings=_with_households(buildings, options),
        barriers=_barriers(lines, areas),
        dedicated=_dedicated(options, metres),
        notices=notices,
    )
    return layers, source_crs


def read_osm_drawing(path: Path, options: ReadOptions) -> dict[str, Layer]:
    """What a map shows of the extract, in its own system: streets, buildings, barriers and green."""
    lines, areas = (_read(path, name, columns, options) for name, columns in _osm_layers())
    return {
        "streets": _streets(lines),
        "buildings": replace(areas.where(_is_building(areas)), name="buildings"),
        "barriers": _barriers(lines, areas),
        "green": replace(areas.where(_is_green(areas)), name="green"),
    }


def building_place(path: Path) -> LayerPlace:
    """Where the buildings stand in the file: the rows of a town's buildings count in this layer."""
    return LayerPlace(_gdal_path(path), "multipolygons")


def _osm_layers() -> tuple[tuple[str, list[str]], ...]:
    return ("lines", _LINE_COLUMNS), ("multipolygons", _AREA_COLUMNS)


def _read(path: Path, name: str, columns: list[str], options: ReadOptions) -> Layer:
    if path.exists() and path.stat().st_size > MOST_BYTES:
        raise TownError(_("{path} is larger than a city; cut out one city").format(path=path))
    layer = read_layer(LayerPlace(_gdal_path(path), name), name, path, columns)
    # Parts of relations that the extract cuts off come without a shape.
    return with_system(layer.where(~shapely.is_missing(layer.shape)), None, gcj02=options.gcj02)


def _gdal_path(path: Path) -> str:
    return f"/vsigzip/{path.resolve()}" if path.suffix.lower() == ".gz" else str(path)


def _is_building(areas: Layer) -> Flags:
    kind = areas.texts("building")
    return np.asarray((kind != "") & ~_one_of(kind, _NO_BUILDING), dtype=np.bool_)


def _is_green(areas: Layer) -> Flags:
    """Parks, woods and grass, which divide nothing and are only drawn."""
    kinds = [areas.texts(column) for column in ("leisure", "landuse", "natural")]
    return np.asarray(np.any([_one_of(kind, _GREEN) for kind in kinds], axis=0), dtype=np.bool_)


def _streets(lines: Layer) -> Layer:
    kind = lines.texts("highway")
    street = (kind != "") & ~_one_of(kind, _NO_STREET) & ~_tagged(lines, _HIDDEN)
    return replace(lines.where(street), name="streets")


def _barriers(lines: Layer, areas: Layer) -> Layer:
    """Rails, rivers and canals above ground, long walls, large water; one layer with a column ``class``."""
    rail = _one_of(lines.texts("railway"), _RAILS) & ~_tagged(lines, _SIDING)
    river = _one_of(lines.texts("waterway"), _WATERWAYS) & ~_tagged(lines, _HIDDEN)
    wall = lines.texts("barrier")
    long_wall = (wall == "city_wall") | ((wall == "wall") & (shapely.length(lines.shape) >= LEAST_WALL_M))
    water = (areas.texts("natural") == "water") & (shapely.area(areas.shape) >= LEAST_WATER_M2)
    walls = lines.where(long_wall & ~river & ~rail)
    parts = [lines.where(rail), lines.where(river & ~rail), walls, areas.where(water)]
    kinds = np.repeat(np.array(["railway", "water", "wall", "water"], dtype=object), [len(part) for part in parts])
    return Layer(
        name="barriers",
        system=lines.system,
        shape=np.concatenate([part.shape for part in parts]),
        feature=np.concatenate([part.feature for part in parts]),
        row=np.concatenate([part.row for part in parts]),
        columns={"class": kinds, "name": np.concatenate([part.texts("name") for part in parts])},
    )


def _with_households(buildings: Layer, options: ReadOptions) -> Layer:
    kind = buildings.texts("building")
    floors = _floors(buildings.texts("other_tags"))
    households = households_by_rule(kind, shapely.area(buildings.shape), floors, options.rule)
    columns = buildings.columns | {"households": households, "people": people_of(households, options.rule)}
    return replace(buildings, columns=columns)


def _floors(tags: Texts) -> Floats:
    """What ``building:levels`` says, NaN where it says nothing of use."""
    found = (_LEVELS.search(text) for text in tags)
    return np.array([float(match[1]) if match else np.nan for match in found], dtype=np.float64)


def _communities(areas: Layer, buildings: Layer, options: ReadOptions) -> tuple[Layer, tuple[Notice, ...]]:
    """From the file given, from the boundaries of one level, or the extent as one."""
    if options.communities_file is not None:
        return read_single(options.communities_file, "communities", options), ()
    administrative = areas.texts("boundary") == "administrative"
    boundaries = replace(areas.where(administrative), name="communities")
    level = boundaries.texts("admin_level")
    chosen = _chosen_level(boundaries, level, buildings) if options.admin_level is None else str(options.admin_level)
    if chosen is not None and not (level == chosen).any():
        known = ", ".join(sorted(set(level))) or _("none")
        sentence = _("there are no boundaries of admin_level {level} (there are: {known}); choose another level")
        raise TownError(sentence.format(level=chosen, known=known))
    if chosen is None:
        return _extent(buildings), (_extent_notice(),)
    found = boundaries.where(level == chosen)
    sentence = _("communities are the {count} boundaries of admin_level {level}").format(count=len(found), level=chosen)
    return found, (Notice("admin_level", sentence, len(found)),)


def _chosen_level(boundaries: Layer, level: Texts, buildings: Layer) -> str | None:
    """The deepest level whose boundaries hold most of the buildings."""
    points = shapely.centroid(buildings.shape)
    for deep in sorted({int(word) for word in level if word.isdigit()}, reverse=True):
        held = np.zeros(len(points), dtype=np.bool_)
        tree = shapely.STRtree(points)
        for boundary in shapely.make_valid(boundaries.shape[level == str(deep)]):
            held[tree.query(boundary, predicate="intersects")] = True
        if held.mean() >= COVERED:
            return str(deep)
    return None


def _extent(buildings: Layer) -> Layer:
    box = shapely.box(*shapely.total_bounds(buildings.shape)).buffer(EXTENT_MARGIN_M, join_style="mitre")
    return Layer(
        name="communities",
        system=buildings.system,
        shape=np.array([box], dtype=object),
        feature=np.zeros(1, dtype=np.int64),
        row=np.zeros(1, dtype=np.int64),
        columns={},
    )


def _extent_notice() -> Notice:
    return Notice("extent_as_community", _("no boundaries hold most buildings; the extent is one community"), 1)


def _dedicated(options: ReadOptions, metres: str) -> Layer | None:
    if options.dedicated_file is None:
        return None
    return projected(read_single(options.dedicated_file, "dedicated", options), metres)


def _tagged(layer: Layer, pattern: re.Pattern[str]) -> Flags:
    return np.array([bool(pattern.search(tags)) for tags in layer.texts("other_tags")], dtype=np.bool_)


def _one_of(words: Texts, wanted: frozenset[str]) -> Flags:
    return np.isin(words.astype(str), sorted(wanted))
