"""A made-up city from a number of communities and a seed: the drawing, step by step, put together as a Town."""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.demo.town.arterials import make_arterials
from wangge.demo.town.blocks import split_cells
from wangge.demo.town.chart import METRIC_CRS, make_chart
from wangge.demo.town.committees import Committee, committees
from wangge.demo.town.enclaves import count_enclaves, count_exclaves, with_enclaves, with_exclaves
from wangge.demo.town.footprints import Footprints, clear_of, make_footprints
from wangge.demo.town.growth import grow
from wangge.demo.town.households import Living, settle
from wangge.demo.town.land import make_land
from wangge.demo.town.lanes import Lanes, make_lanes, make_walls
from wangge.demo.town.naming import institution_names, place_committees, road_names
from wangge.demo.town.network import Network, make_network, street_edges
from wangge.demo.town.plots import insets, make_plots
from wangge.demo.town.strokes import RAILWAY
from wangge.demo.town.styles import CLEARANCE
from wangge.gridding.town import (
    Barriers,
    Buildings,
    Communities,
    Dedicated,
    Geometries,
    Integers,
    Notice,
    Streets,
    Texts,
    Town,
    TownError,
)
from wangge.language import _

_FROM_RAILWAY, _FROM_WALL = 12.0, 1.0  # metres to the nearest building


@dataclass(frozen=True)
class _Ground:
    """The map without communities: network, use of each face, lanes, walls, buildings."""

    network: Network
    use: Texts
    lanes: Lanes
    walls: Geometries
    buildings: Footprints


def make_town(communities: int, seed: int) -> Town:
    """A city of so many communities in metres (EPSG:32649); the same seed gives the same city bit by bit.

    Raises TownError for a negative seed and for fewer than 1 or more than MOST_COMMUNITIES communities.
    """
    if seed < 0:
        raise TownError(_("the seed of a made-up town is 0 or more, not {seed}").format(seed=seed))
    listed = committees(communities)
    ground = _ground(communities, seed)
    territory, label = _communities(ground, listed, seed)
    living = settle(
        ground.buildings,
        label[ground.buildings.face],
        ground.use[ground.buildings.face] == "towers",
        communities,
        _rng(seed, 4),
    )
    return Town(
        name=f"合成城市 (synthetic city, seed {seed})",
        communities=territory,
        streets=_streets(ground, _rng(seed, 5)),
        buildings=_buildings(ground.buildings, living),
        barriers=_barriers(ground),
        dedicated=_dedicated(ground, territory.boundary, _rng(seed, 6)),
        stairwells=living.stairwells,
        metric_crs=METRIC_CRS,
        source_crs=METRIC_CRS,
        notices=(_notice(communities),),
    )


def _rng(seed: int, part: int) -> np.random.Generator:
    """Chance for one part of the work, so that a change in one part leaves the others as they were."""
    return np.random.default_rng([seed, part])


def _ground(communities: int, seed: int) -> _Ground:
    rng = _rng(seed, 0)
    chart = make_chart(communities, rng)
    arterials = make_arterials(chart, rng)
    network = make_network(chart, arterials.strokes + split_cells(chart, arterials.cells, _rng(seed, 1)))
    rng = _rng(seed, 2)
    use = make_land(chart, network, rng)
    plots, inset = make_plots(network, use, rng), insets(network, use)
    lanes = make_lanes(network, plots, inset, rng)
    walls = make_walls(network, use, lanes, rng)
    buildings = make_footprints(plots, inset, rng)
    return _Ground(network, use, lanes, walls, _cleared(network, lanes, walls, buildings))


def _cleared(network: Network, lanes: Lanes, walls: Geometries, buildings: Footprints) -> Footprints:
    """Without the buildings that stand in the way of a street, a lane, a wall or the railway."""
    street, railway = street_edges(network), network.kind == RAILWAY
    kinds = np.r_[network.kind[street], lanes.kind]
    distance = [CLEARANCE[word] for word in kinds] + [_FROM_RAILWAY] * int(railway.sum()) + [_FROM_WALL] * len(walls)
    lines = np.concatenate([network.edge[street], lanes.line, network.edge[railway], walls])
    return clear_of(buildings, lines, np.array(distance))


def _communities(ground: _Ground, listed: list[Committee], seed: int) -> tuple[Communities, Integers]:
    """The communities by code, and the community of each face, (F,)."""
    label = _labels(ground, len(listed), seed)
    middle = shapely.get_coordinates(shapely.centroid(_unions(ground.network.face, label, len(listed))))
    chosen = place_committees(middle, listed)
    order = sorted(range(len(listed)), key=lambda row: chosen[row].code)
    label = np.argsort(order)[label]
    territory = Communities(
        code=np.array([chosen[row].code for row in order], dtype=object),
        name=np.array([chosen[row].name for row in order], dtype=object),
        boundary=_unions(ground.network.face, label, len(listed)),
        provisional=np.array([chosen[row].provisional for row in order], dtype=bool),
    )
    return territory, label


def _labels(ground: _Ground, communities: int, seed: int) -> Integers:
    """The community of each face; as many enclaves as there is room for."""
    homes = np.bincount(ground.buildings.face, ground.buildings.homes, len(ground.use)).astype(np.float64)
    land = np.where(ground.use == "water", 0.0, shapely.area(ground.network.face))
    for enclaves in range(count_enclaves(communities), -1, -1):
        label = grow(ground.network, land, homes, communities - enclaves, _rng(seed, 3))
        label = with_enclaves(ground.network, homes, label, enclaves)
        if label.max() + 1 == communities:
            break
    return with_exclaves(ground.network, homes, label, count_exclaves(communities))


def _unions(face: Geometries, label: Integers, count: int) -> Geometries:
    """The outline of each community, from its faces, (N,)."""
    return np.array([shapely.coverage_union_all(face[label == number]) for number in range(count)], dtype=object)


def _streets(ground: _Ground, rng: np.random.Generator) -> Streets:
    """The pieces of each stroke joined again, and the lanes inside the blocks."""
    network, street = ground.network, np.flatnonzero(street_edges(ground.network))
    street = street[np.argsort(network.source[street], kind="stable")]
    _source, first, row = np.unique(network.source[street], return_index=True, return_inverse=True)
    joined = shapely.line_merge(shapely.multilinestrings(network.edge[street], indices=row))
    line, origin = shapely.get_parts(joined, return_index=True)
    edge = street[first][origin]
    kind = np.r_[network.kind[edge], ground.lanes.kind]
    inner = 100_000_000 + np.arange(len(ground.lanes.line))
    name = road_names(np.r_[network.road[edge], inner], kind, rng)
    return Streets(line=np.r_[line, ground.lanes.line], kind=kind, name=name)


def _buildings(buildings: Footprints, living: Living) -> Buildings:
    return Buildings(
        shape=buildings.shape,
        households=living.households,
        people=living.people,
        source=np.arange(len(buildings.shape), dtype=np.int64),
    )


def _barriers(ground: _Ground) -> Barriers:
    """The river, the railway, the walls of estates."""
    network = ground.network
    water = shapely.get_parts(shapely.coverage_union_all(network.face[ground.use == "water"]))
    railway = shapely.get_parts(shapely.line_merge(shapely.union_all(network.edge[network.kind == RAILWAY])))
    kind = ["water"] * len(water) + ["railway"] * len(railway) + ["wall"] * len(ground.walls)
    return Barriers(shape=np.concatenate([water, railway, ground.walls]), kind=np.array(kind, dtype=object))


def _dedicated(ground: _Ground, boundary: Geometries, rng: np.random.Generator) -> Dedicated:
    """A few campuses and malls as grids of their own; in a small town that has none, a school.

    None cuts off a corner of its community, which would be too small for a grid.
    """
    able = np.flatnonzero(np.isin(ground.use.astype(str), ("campus", "mall")))
    if not len(able):
        able = np.flatnonzero(ground.use == "school")
    faces = ground.network.face
    fit = [row for row in rng.permutation(able) if _leaves_whole(faces[row], boundary)]
    rows = np.sort(np.array(fit[: 1 + len(boundary) // 25], dtype=np.int64))
    names = institution_names([str(word) for word in ground.use[rows]], rng)
    return Dedicated(boundary=faces[rows], name=np.array(names, dtype=object))


def _leaves_whole(face: shapely.Polygon, boundary: Geometries) -> bool:
    home = boundary[shapely.intersects(boundary, shapely.point_on_surface(face))]
    before, after = shapely.get_num_geometries(home), shapely.get_num_geometries(shapely.difference(home, face))
    return bool((after <= before).all())


def _notice(communities: int) -> Notice:
    sentence = _("the town is synthetic: its communities bear real names and codes, all else is made up")
    return Notice(kind="synthetic", sentence=sentence, count=communities)
