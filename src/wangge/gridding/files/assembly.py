"""From layers in metres to the parts of a town. What is wrong with a feature is said here.

Mending shapes lies in ``clean``.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.gridding.files.columns import (
    MOST_HOUSEHOLDS,
    MOST_PEOPLE,
    Numbers,
    community_codes,
    counts,
    fractions_notice,
)
from wangge.gridding.files.layer import Layer
from wangge.gridding.households import HouseholdRule, households_of, people_of
from wangge.gridding.town import (
    Barriers,
    Buildings,
    Communities,
    Dedicated,
    Flags,
    Geometries,
    Integers,
    Notice,
    Stairwells,
    Streets,
    TownError,
)
from wangge.language import _

STAIRWELL_REACH_M = 10.0  # a stairwell further away from every building belongs to none
_POINT, _LINE, _POLYGON, _MULTIPOINT, _MULTIPOLYGON = 0, 1, 3, 4, 6

Notices = tuple[Notice, ...]


@dataclass(frozen=True)
class Layers:
    """The layers of a town, all in one system of metres."""

    communities: Layer
    streets: Layer
    buildings: Layer
    barriers: Layer | None = None
    dedicated: Layer | None = None
    stairwells: Layer | None = None
    notices: Notices = ()


def communities_of(layer: Layer) -> tuple[Communities, Notices]:
    """Polygons with their codes; a community without a usable polygon is an error."""
    if len(layer) == 0:
        raise TownError(_("layer {layer} is empty; draw at least one community").format(layer=layer.name))
    refuse(layer, _types(layer.shape) == -1, _("has no usable geometry; draw its polygon or delete it"))
    refuse(layer, ~_is_polygon(layer.shape), _("is no polygon; draw the community as an area"))
    codes, provisional = community_codes(layer, shapely.point_on_surface(shapely.make_valid(layer.shape)))
    sentence = _(
        "{count} communities have a provisional code, which begins with 99; give them their own when it is known"
    )
    notices = _notice("provisional_code", sentence, provisional, layer)
    return Communities(codes, layer.texts("name"), layer.shape, provisional), notices


def streets_of(layer: Layer) -> tuple[Streets, Notices]:
    """Lines, those of several parts taken apart; other geometry is passed over and counted."""
    parts, index = _parts(layer.shape)
    line = _types(parts) == _LINE
    without = ~np.isin(np.arange(len(layer)), index[line])
    if len(layer) and without.all():
        refuse(layer, without, _("is no line; draw streets as lines"))
    sentence = _("layer {layer}: {count} features are no lines and were passed over")
    kinds, names = layer.texts("class", "highway", "fclass"), layer.texts("name")
    streets = Streets(parts[line], kinds[index[line]], names[index[line]])
    return streets, _notice("street_without_line", sentence, without, layer)


def buildings_of(layer: Layer, rule: HouseholdRule) -> tuple[Buildings, Notices]:
    """Footprints and positions with households and people, of which one may be missing."""
    if len(layer) == 0:
        raise TownError(_("layer {layer} is empty; there is nobody to make grids for").format(layer=layer.name))
    households, people, notices = _dwellers(layer, rule)
    absent = _types(layer.shape) == -1
    refuse(layer, absent & ((households > 0) | (people > 0)), _("has no usable geometry; draw it or delete it"))
    refuse(layer, ~absent & ~_is_place(layer.shape), _("is neither polygon nor point; draw the footprint"))
    sentence = _("{count} buildings without geometry, where nobody lives, were passed over")
    notices += _notice("building_without_place", sentence, absent, layer)
    kept = ~absent
    shape = one_part(layer.shape[kept])
    return Buildings(shape, households[kept], people[kept], layer.row[kept]), notices


def barriers_of(layer: Layer | None) -> tuple[Barriers, Notices]:
    """Lines and areas; points are passed over."""
    if layer is None:
        return Barriers(_no_shapes(), _no_shapes()), ()
    useless = np.isin(_types(layer.shape), (-1, _POINT, _MULTIPOINT))
    sentence = _("{count} barriers are neither lines nor areas and were passed over")
    kept = layer.where(~useless)
    kinds = kept.texts("class", "kind", "barrier")
    return Barriers(kept.shape, kinds), _notice("barrier_without_line", sentence, useless, layer)


def dedicated_of(layer: Layer | None) -> tuple[Dedicated, Notices]:
    """Areas that stay whole; anything else is an error, for a wish passed over is worse."""
    if layer is None:
        return Dedicated(_no_shapes(), _no_shapes()), ()
    refuse(layer, ~_is_polygon(layer.shape), _("is no polygon; draw the dedicated grid as an area or delete it"))
    return Dedicated(layer.shape, layer.texts("name")), ()


def stairwells_of(layer: Layer | None, buildings: Buildings) -> tuple[Stairwells, Notices]:
    """Each with the building that it stands in, or the nearest within ``STAIRWELL_REACH_M``."""
    if layer is None:
        none = np.zeros(0, dtype=np.int64)
        return Stairwells(_no_shapes(), none, none, none), ()
    households = _filled(counts(layer, "households", MOST_HOUSEHOLDS), len(layer))
    people = _filled(counts(layer, "people", MOST_PEOPLE), len(layer))
    refuse(layer, ~_is_place(layer.shape), _("is neither polygon nor point; draw where the stairwell stands"))
    building = _building_near(layer.shape, buildings.shape)
    kept = building >= 0
    stairwells = Stairwells(one_part(layer.shape[kept]), households[kept], people[kept], building[kept])
    sentence = _("{count} stairwells stand in no building and were passed over")
    return stairwells, _notice("stairwell_without_building", sentence, ~kept, layer)


def refuse(layer: Layer, wrong: Flags, what: str) -> None:
    """TownError for the first wrong feature; ``what`` says what is wrong and what to do."""
    rows = np.flatnonzero(wrong)
    if len(rows) == 0:
        return
    sentence = _("layer {layer}, feature {feature}: {what}").format(
        layer=layer.name, feature=layer.feature[rows[0]], what=what
    )
    if len(rows) > 1:
        sentence += " " + _("({count} more like it)").format(count=len(rows) - 1)
    raise TownError(sentence)


def _dwellers(layer: Layer, rule: HouseholdRule) -> tuple[Integers, Integers, Notices]:
    households = counts(layer, "households", MOST_HOUSEHOLDS)
    people = counts(layer, "people", MOST_PEOPLE)
    if households is None and people is None:
        raise TownError(
            _("layer {layer}: there is no column households; add it, with 0 where nobody lives").format(
                layer=layer.name
            )
        )
    nothing = np.full(len(layer), np.nan)
    households, people = nothing if households is None else households, nothing if people is None else people
    unknown = np.isnan(households) & np.isnan(people)
    refuse(layer, unknown, _("households is empty; give the number, 0 where nobody lives"))
    notices = fractions_notice(layer, "households") + fractions_notice(layer, "people")
    return *_estimated(households, people, rule), notices + _estimate_notices(layer, households, people)


def _estimated(households: Numbers, people: Numbers, rule: HouseholdRule) -> tuple[Integers, Integers]:
    """Each from the other where it is missing."""
    known_households, known_people = np.nan_to_num(households), np.nan_to_num(people)
    derived_households = households_of(known_people.astype(np.int64), rule)
    derived_people = people_of(known_households.astype(np.int64), rule)
    return (
        np.where(np.isnan(households), derived_households, known_households).astype(np.int64),
        np.where(np.isnan(people), derived_people, known_people).astype(np.int64),
    )


def _estimate_notices(layer: Layer, households: Numbers, people: Numbers) -> Notices:
    from_people = _("{count} buildings have no households; they were estimated from the people")
    from_households = _("{count} buildings have no people; they were estimated from the households")
    return _notice("households_estimated", from_people, np.isnan(households), layer) + _notice(
        "people_estimated", from_households, np.isnan(people), layer
    )


def _filled(numbers: Numbers | None, count: int) -> Integers:
    """0 where nothing is said."""
    return np.zeros(count, dtype=np.int64) if numbers is None else np.nan_to_num(numbers).astype(np.int64)


def _building_near(shape: Geometries, building: Geometries) -> Integers:
    result = np.full(len(shape), -1, dtype=np.int64)
    if len(shape) and len(building):
        tree = shapely.STRtree(building)
        (index, found) = tree.query_nearest(shapely.centroid(shape), max_distance=STAIRWELL_REACH_M)
        # Of several at the same distance the first in the layer.
        result[index[::-1]] = found[::-1]
    return result


def one_part(shape: Geometries) -> Geometries:
    """A footprint of several parts is as its largest one, several points as their middle."""
    result = shape.copy()
    for index in np.flatnonzero(_types(shape) == _MULTIPOLYGON):
        parts = shapely.get_parts(shape[index])
        result[index] = parts[np.argmax(shapely.area(parts))]
    several = _types(shape) == _MULTIPOINT
    result[several] = shapely.centroid(shape[several])
    return result


def _parts(shape: Geometries) -> tuple[Geometries, Integers]:
    """All single geometries, with the row that each came from."""
    parts, index = shapely.get_parts(shape, return_index=True)
    while len(parts) and (_types(parts) > _POLYGON).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        index = index[inner]
    return np.asarray(parts, dtype=object), np.asarray(index, dtype=np.int64)


def _notice(kind: str, sentence: str, where: Flags, layer: Layer) -> Notices:
    rows = np.flatnonzero(where)
    if len(rows) == 0:
        return ()
    examples = tuple(_("feature {feature}").format(feature=layer.feature[row]) for row in rows[:3])
    return (Notice(kind, sentence.format(count=len(rows), layer=layer.name), len(rows), examples),)


def _types(shape: Geometries) -> Integers:
    """GEOS's type of each geometry, -1 for None."""
    return np.asarray(shapely.get_type_id(shape), dtype=np.int64)


def _is_polygon(shape: Geometries) -> Flags:
    return np.isin(_types(shape), (_POLYGON, _MULTIPOLYGON))


def _is_place(shape: Geometries) -> Flags:
    return np.isin(_types(shape), (_POINT, _POLYGON, _MULTIPOINT, _MULTIPOLYGON))


def _no_shapes() -> Geometries:
    return np.zeros(0, dtype=object)
