"""A town made fit for division: valid areas that do not overlap, no empty lines. Rows keep their order.

What is mended is told as notices. Reading files lies in ``files``, the fitting of areas in ``tiling``.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import shapely

from wangge.gridding.tiling import GRID_M, Tiling, polygonal, tile
from wangge.gridding.town import (
    Barriers,
    Buildings,
    Communities,
    Dedicated,
    Flags,
    Geometries,
    Notice,
    Streets,
    Texts,
    Town,
    TownError,
)
from wangge.language import _

LARGE_GAP_M2 = 100.0  # between communities; smaller ones are not worth a word

_POINT, _POLYGON = 0, 3
Notices = tuple[Notice, ...]


def clean(town: Town) -> Town:
    """The same town with everything mended that can be, and notices of it; TownError for a community left empty.

    Communities share their vertices afterwards, on a 1 cm grid. Cleaning twice changes nothing more.
    """
    communities, of_communities = _communities(town.communities)
    streets, of_streets = _streets(town.streets)
    buildings, of_buildings = _buildings(town.buildings, communities.boundary)
    dedicated, of_dedicated = _dedicated(town.dedicated)
    return replace(
        town,
        communities=communities,
        streets=streets,
        buildings=buildings,
        barriers=_barriers(town.barriers),
        dedicated=dedicated,
        notices=town.notices + of_communities + of_streets + of_buildings + of_dedicated,
    )


def _communities(communities: Communities) -> tuple[Communities, Notices]:
    codes = communities.code
    tiling = tile(communities.boundary, codes)
    for row in np.flatnonzero(shapely.is_missing(tiling.boundary)):
        raise TownError(_swallowed(codes, tiling, int(row)))
    mended = _counted("community_mended", _("{count} communities were not valid and were mended"), tiling.mended, codes)
    notices = mended + _overlap_notice(tiling, codes) + _gap_notice(tiling)
    return replace(communities, boundary=tiling.boundary), notices


def _swallowed(codes: Texts, tiling: Tiling, row: int) -> str:
    keepers = [codes[keeper] for keeper, loser, _area in tiling.overlaps if loser == row]
    if not keepers:
        return _("layer communities, feature {code}: it has no area; draw it again or delete it").format(
            code=codes[row]
        )
    return _("layer communities, feature {code}: it lies wholly within {keepers}; delete one of them").format(
        code=codes[row], keepers=", ".join(sorted(keepers))
    )


def _overlap_notice(tiling: Tiling, codes: Texts) -> Notices:
    overlaps = sorted(tiling.overlaps, key=lambda overlap: (-overlap[2], codes[overlap[0]], codes[overlap[1]]))
    if not overlaps:
        return ()
    line = _("{area:.0f} m² of {loser} left to {keeper}")
    examples = tuple(line.format(area=a, loser=codes[loser], keeper=codes[keeper]) for keeper, loser, a in overlaps[:3])
    sentence = _(
        "{count} pairs of communities overlapped, by {area:.0f} m² together; each place was left to one"
    ).format(count=len(overlaps), area=sum(area for _keeper, _loser, area in overlaps))
    return (Notice("overlap_removed", sentence, len(overlaps), examples),)


def _gap_notice(tiling: Tiling) -> Notices:
    large = [area for area in tiling.gaps_m2 if area >= LARGE_GAP_M2]
    if not large:
        return ()
    sentence = _("{count} gaps between communities, {area:.0f} m² together, belong to none").format(
        count=len(large), area=sum(large)
    )
    return (Notice("gap_left", sentence, len(large), tuple(f"{area:.0f} m²" for area in large[:3])),)


def _streets(streets: Streets) -> tuple[Streets, Notices]:
    kept = np.asarray(shapely.length(streets.line) > GRID_M, dtype=np.bool_)
    sentence = _("{count} streets have no length and were dropped")
    cleaned = Streets(streets.line[kept], streets.kind[kept], streets.name[kept])
    return cleaned, _counted("street_dropped", sentence, ~kept, streets.name)


def _buildings(buildings: Buildings, boundary: Geometries) -> tuple[Buildings, Notices]:
    broken = ~np.asarray(shapely.is_valid(buildings.shape), dtype=np.bool_)
    shape = _replaced(buildings.shape, broken, footprint)
    labels = np.array([_("row {row}").format(row=source) for source in buildings.source], dtype=object)
    notices = _counted("building_mended", _("{count} footprints were not valid and were mended"), broken, labels)
    outside = _outside(shape, boundary)
    lost = int(buildings.households[outside].sum())
    sentence = _("{count} buildings, {households} households, lie in no community and get no grid")
    notices += _counted("building_outside", sentence, outside, labels, households=lost)
    return replace(buildings, shape=shape), notices


def footprint(shape: shapely.Geometry) -> shapely.Geometry:
    """The largest area of a broken footprint, or where it was if there is none."""
    parts = shapely.get_parts(polygonal(shape))
    return parts[np.argmax(shapely.area(parts))] if len(parts) else shapely.Point(shapely.get_coordinates(shape)[0])


def _outside(shape: Geometries, boundary: Geometries) -> Flags:
    result = np.ones(len(shape), dtype=np.bool_)
    result[shapely.STRtree(boundary).query(shapely.point_on_surface(shape), predicate="intersects")[0]] = False
    return result


def _barriers(barriers: Barriers) -> Barriers:
    area = np.isin(shapely.get_type_id(barriers.shape), (_POLYGON, 6))
    broken = area & ~np.asarray(shapely.is_valid(barriers.shape), dtype=np.bool_)
    shape = _replaced(barriers.shape, broken, polygonal)
    kept = np.asarray((shapely.length(shape) > GRID_M) & ~shapely.is_empty(shape), dtype=np.bool_)
    return Barriers(shape[kept], barriers.kind[kept])


def _dedicated(dedicated: Dedicated) -> tuple[Dedicated, Notices]:
    """Made to fit each other like communities; where two overlap, the enclave and then the smaller name keeps it."""
    if len(dedicated.boundary) == 0:
        return dedicated, ()
    tiling = tile(dedicated.boundary, _distinct(dedicated))
    empty = np.asarray(shapely.is_missing(tiling.boundary), dtype=np.bool_)
    sentence = _("{count} dedicated grids have no area of their own and were dropped")
    kept = Dedicated(tiling.boundary[~empty], dedicated.name[~empty])
    return kept, _counted("dedicated_dropped", sentence, empty, dedicated.name)


def _distinct(dedicated: Dedicated) -> Texts:
    """Names may be the same; where they lie tells them apart, whatever the order of the rows."""
    middles = shapely.get_coordinates(shapely.centroid(dedicated.boundary))
    keys = [f"{name}\0{x:.2f} {y:.2f}" for name, (x, y) in zip(dedicated.name, middles, strict=True)]
    return np.array(keys, dtype=object)


def _replaced(shape: Geometries, where: Flags, by: Callable[[shapely.Geometry], shapely.Geometry]) -> Geometries:
    result = shape.copy()
    for row in np.flatnonzero(where):
        result[row] = by(shape[row])
    return result


def _counted(kind: str, sentence: str, where: Flags, labels: Texts, **figures: int) -> Notices:
    rows = np.flatnonzero(where)
    if len(rows) == 0:
        return ()
    examples = tuple(sorted(str(labels[row]) for row in rows if labels[row]))[:3]
    return (Notice(kind, sentence.format(count=len(rows), **figures), len(rows), examples),)
