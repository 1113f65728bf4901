"""Outlines of communities and grids for maps, with a place for each name: GeoJSON, small, kept by each process.

Drawn from rows, by the plan in force at a moment: an adopted plan shows at its date, and no map is made for it. No
figure stands in it, so everybody may see it (R-12).
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock

import numpy as np
import shapely
from django.db.models import QuerySet
from numpy.typing import NDArray

from wangge.territory.models import Area, AreaKind, Grid, GridPlan, Turn

_FINEST = 2e-5  # degrees, about 2 m: borders stay borders, for neighbours are simplified together
_DECIMALS = 1e-5  # about 1 m; a digit more would be a third of the file
_WITH_GROUND = "grid"  # of which a map may tint one
_KEPT = 8  # communities and grids of the plan in force, of the next one, and of what somebody looks back at
_SERIAL = 3  # the last digits of a grid's code, its number in the community

_Key = tuple["Outlined", int, str, int]
_kept: dict[_Key, bytes] = {}
_drawing = Lock()


class Outlined(StrEnum):
    """What is outlined in one file: a map of the whole city needs no grids, and those are nine tenths."""

    COMMUNITIES = "communities"
    GRIDS = "grids"


@dataclass(frozen=True)
class Stamp:
    """What the outlines of a moment depend on: the plan, and the last change of areas. Equal stamps, equal outlines."""

    plan: int
    digest: str
    areas: int


def stamp_at(at: datetime) -> Stamp:
    """The stamp of a moment: two statements."""
    plan = GridPlan.objects.in_force(at).order_by("-begins_at").values_list("pk", "digest").first()
    areas = Turn.objects.filter(name="areas").values_list("number", flat=True).first()
    return Stamp(*(plan or (0, "")), areas or 0)


def outlines(outlined: Outlined, stamp: Stamp) -> bytes:
    """The GeoJSON, compressed by gzip; of a stamp that this process has answered before without a statement."""
    key = outlined, stamp.plan, stamp.digest, stamp.areas
    found = _kept.get(key)
    if found is not None:
        return found
    with _drawing:
        if key not in _kept:
            _kept[key] = gzip.compress(_drawn(outlined, stamp), compresslevel=9, mtime=0)
            if len(_kept) > _KEPT:
                del _kept[next(iter(_kept))]
        return _kept[key]


def _drawn(outlined: Outlined, stamp: Stamp) -> bytes:
    features = _communities() if outlined == Outlined.COMMUNITIES else _grids(stamp)
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def _communities() -> list[dict[str, object]]:
    return _features("community", list(_with_boundary().values_list("code", "name_zh", "boundary")))


def _grids(stamp: Stamp) -> list[dict[str, object]]:
    names = dict(_with_boundary().values_list("code", "name_zh"))
    grids = Grid.objects.filter(plan=stamp.plan).order_by("code").values_list("code", "name", "boundary")
    return _features("grid", [(code, _words(code, name, names), boundary) for code, name, boundary in grids])


def _with_boundary() -> QuerySet[Area]:
    return Area.objects.filter(kind=AreaKind.COMMUNITY, boundary__isnull=False).order_by("code")


def _words(code: str, name: str, communities: dict[str, str]) -> str:
    """What the map calls a grid: its own name, else its number in the community."""
    return name or f"{communities.get(code[:-_SERIAL], '')} {int(code[-_SERIAL:])}".strip()


def _features(kind: str, rows: Sequence[tuple[str, str, bytes | memoryview | None]]) -> list[dict[str, object]]:
    """A point amid each area for its name, the ground of grids; borders once for all, or dashes would cover dashes."""
    shapes = np.asarray(shapely.from_wkb([bytes(boundary or b"") for _code, _name, boundary in rows]), dtype=object)
    simple = _rounded(_simplified(shapes))
    middle = _rounded(shapely.point_on_surface(shapes))
    border = shapely.line_merge(shapely.union_all(shapely.boundary(simple)))
    found = [_feature(border, {"part": "border", "kind": kind})] if len(rows) else []
    for (code, name, _boundary), ground, point in zip(rows, simple, middle, strict=True):
        if kind == _WITH_GROUND:
            found.append(_feature(ground, {"part": "ground", "kind": kind, "code": code}))
        found.append(_feature(point, {"part": "name", "kind": kind, "name": name}))
    return found


def _simplified(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    if not len(shapes):
        return shapes
    if shapely.coverage_is_valid(shapes):
        return np.asarray(shapely.coverage_simplify(shapes, _FINEST), dtype=object)
    return np.asarray(shapely.simplify(shapes, _FINEST / 4), dtype=object)


def _rounded(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    return np.asarray(shapely.set_precision(shapes, _DECIMALS, mode="pointwise"), dtype=object)


def _feature(shape: shapely.Geometry, told: dict[str, str]) -> dict[str, object]:
    return {"type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)), "properties": told}
