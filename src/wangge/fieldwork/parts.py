"""What a phone carries beside its cases, each part whole and by its version: catalogue, components, dwellings, map.

Only of the own grids. The version is told in the feed, so that an unchanged part is not even asked for.
"""

import hashlib
import json
from collections import defaultdict
from enum import StrEnum
from typing import Any

import shapely
from django.db.models import QuerySet

from wangge.catalogue.class_search import findable_words
from wangge.catalogue.contents import Minor, NoCatalogue
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Component
from wangge.fieldwork.ground import Ground
from wangge.fieldwork.own_grids import Told, grids_of, read_grids, within
from wangge.territory.basemap.archive import basemap_version
from wangge.territory.basemap.piece import Box, piece_of
from wangge.territory.models import Area, Dwelling, DwellingCount, Turn

BASEMAP = "basemap"  # a part too, but of bytes

_SHAPE = 2  # of the parts: another one makes every phone read them anew
_POINT = ("longitude", "latitude")


class PartName(StrEnum):
    CATALOGUE = "catalogue"
    COMPONENTS = "components"
    DWELLINGS = "dwellings"
    OUTLINES = "outlines"
    GRIDS = "grids"


_FOLLOWS = {PartName.COMPONENTS: "components", PartName.DWELLINGS: "dwellings", PartName.OUTLINES: "areas"}
_AN_HOUR = "%Y-%m-%dT%H"  # leave begins and ends without a turn: who stands in is told anew after an hour


def versions_of(ground: Ground) -> dict[str, str]:
    """The version of each part: two statements. Empty where there is no catalogue, and no basemap under a grid."""
    turns = dict(Turn.objects.filter(name__in=[*_FOLLOWS.values(), "postings"]).values_list("name", "number"))
    here = (ground.plan, ground.codes)
    found = {part.value: _word(part, here, turns.get(name, 0)) for part, name in _FOLLOWS.items()}
    people = _word(here, turns.get("postings", 0), f"{ground.at:{_AN_HOUR}}")
    return {
        PartName.CATALOGUE.value: _catalogue_version(),
        **found,
        PartName.GRIDS.value: people,
        BASEMAP: _basemap_version(here),
    }


def read_part(name: PartName, ground: Ground) -> Told:
    """A part as JSON holds it: few statements; NoCatalogue."""
    return _READERS[name](ground)


def read_basemap(ground: Ground) -> bytes:
    """The piece of the basemap under the own grids and close around them; empty where there is none."""
    return piece_of([Box(grid.west, grid.south, grid.east, grid.north) for grid in grids_of(ground)])


def _word(*told: object) -> str:
    return hashlib.sha256(repr((_SHAPE, told)).encode()).hexdigest()[:16]


def _catalogue_version() -> str:
    try:
        edition = edition_in_force()
    except NoCatalogue:
        return ""
    classes = [(minor.id, [one.id for one in minor.conditions]) for minor in edition.minors.values()]
    return _word(edition.version_id, edition.number, classes)


def _basemap_version(here: tuple[int, tuple[str, ...]]) -> str:
    file, (_plan, codes) = basemap_version(), here
    return _word(here, file) if file and codes else ""


def _catalogue(_ground: Ground) -> Told:
    edition = edition_in_force()
    majors = {(major.kind, major.code): major for major in edition.majors}
    found = [_class(minor, majors[minor.kind, minor.code[:2]]) for minor in edition.minors.values()]
    return {"classes": found}


def _class(minor: Minor, major: Any) -> Told:
    return {
        "kind": minor.kind,
        "code": minor.code,
        "name_zh": minor.name_zh,
        "name_en": minor.name_en,
        "major_zh": major.name_zh,
        "major_en": major.name_en,
        "photo_needed": minor.photo_needed,
        "urgent": minor.urgent,
        "urgent_call": minor.urgent_call,
        "inside_dwelling": minor.inside_dwelling,
        "find": findable_words(minor),
        "conditions": [{"code": one.code, "text_zh": one.text_zh, "text_en": one.text_en} for one in minor.conditions],
    }


def _components(ground: Ground) -> Told:
    grids = grids_of(ground)
    standing = Component.objects.filter(community__in={grid.community_id for grid in grids}, removed_at__isnull=True)
    rows = standing.order_by("code").values("code", "class_code", "label", *_POINT)
    return {"components": within(grids, [dict(row) for row in rows])}


def _dwellings(ground: Ground) -> Told:
    """Counts of buildings, and what was counted beside them; who lives there is nobody's to carry about."""
    grids = grids_of(ground)
    counted = Dwelling.objects.filter(community__in={grid.community_id for grid in grids})
    rows = counted.order_by("code").values("code", "households", "people", "storeys", *_POINT)
    beside = _beside(counted)
    return {"dwellings": within(grids, [{**row, "beside": beside[row["code"]]} for row in rows])}


def _beside(dwellings: QuerySet[Dwelling]) -> dict[str, list[Told]]:
    """By the dwelling's code, values that differ from the one that stands, with who counted them and when."""
    found: dict[str, list[Told]] = defaultdict(list)
    rows = DwellingCount.objects.filter(beside=True, dwelling__in=dwellings).order_by("id")
    for row in rows.select_related("dwelling", "counted_by"):
        told = {"id": row.pk, "field": row.field, "value": row.value, "counted_at": row.counted_at.isoformat()}
        found[row.dwelling.code].append({**told, "by": row.counted_by.work_name})
    return found


def _outlines(ground: Ground) -> Told:
    grids = grids_of(ground)
    areas = Area.objects.filter(pk__in={grid.community_id for grid in grids}, boundary__isnull=False).order_by("code")
    return {
        "type": "FeatureCollection",
        "features": [
            *(_feature("community", area.code, area.name_zh, area.boundary) for area in areas),
            *(_feature("grid", grid.code, grid.name, grid.boundary) for grid in grids),
        ],
    }


def _feature(kind: str, code: str, name: str, boundary: Any) -> Told:
    shape = shapely.set_precision(shapely.from_wkb(bytes(boundary)), 1e-6, mode="pointwise")
    told = {"kind": kind, "code": code, "name": name}
    return {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)), "properties": told}


_READERS = {
    PartName.CATALOGUE: _catalogue,
    PartName.COMPONENTS: _components,
    PartName.DWELLINGS: _dwellings,
    PartName.OUTLINES: _outlines,
    PartName.GRIDS: read_grids,
}
