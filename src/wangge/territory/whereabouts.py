"""From a point to its community and grid under the plan in force at a moment; grids by code and their profile.

Which plan is in force is asked of the database each time: one statement. Its grids are kept by this process.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

import numpy as np
import shapely
from django.db import connection

from wangge.accounts.refusals import NotFound, Unusable
from wangge.language import _
from wangge.territory.models import Area, AreaKind, Grid, GridPlan
from wangge.territory.placecodes import place_code
from wangge.territory.tiles import Positions, Tiles

_COMMUNITY_DIGITS = 12
_PLANS_KEPT = 4  # the one in force, the next one, and what somebody looks back at


class OutsideCity(Unusable):
    """The place lies in no community of the city."""

    code = "outside-city"


@dataclass(frozen=True)
class Spot:
    """A place in WGS 84 and what it lies in; ``grid_code`` is "" where a community has no grid there."""

    longitude: float
    latitude: float
    place_code: int
    community_code: str
    grid_code: str
    plan_id: int | None
    plan_digest: str = field(default="", compare=False)


@dataclass(frozen=True)
class GridProfile:
    """What a plan knows of a grid (R-06); its worker and its open cases are known to others."""

    code: str
    name: str
    community_code: str
    community_name: str
    square_metres: float
    households: int | None
    people: int | None
    streets: tuple[str, ...]
    dedicated: bool


# ``GridPlan.objects.in_force`` written out, because every report asks it: compiling it costs more than running it.
_IN_FORCE = """
    SELECT id, digest FROM territory_gridplan
    WHERE state <> 'draft' AND begins_at <= %s AND (ends_at IS NULL OR ends_at > %s)
    ORDER BY begins_at DESC LIMIT 1
"""

_Key = tuple[int, str]  # the plan's id and digest: a restored database may deal out an id twice

_kept: dict[_Key, Tiles] = {}
_building = Lock()


def locate(longitude: float, latitude: float, *, at: datetime) -> Spot:
    """Return where a WGS 84 position lies under the plan in force at ``at``; OutsideCity if in no community."""
    key = _plan_in_force(at)
    if key is not None:
        grids = _grids_of(key)
        row = grids.row_at(longitude, latitude)
        if row >= 0:
            return _spot(longitude, latitude, grids.code[row], key)
    communities = _communities()
    row = communities.row_at(longitude, latitude)
    if row < 0:
        raise OutsideCity(
            _(
                "The place {longitude}, {latitude} lies in no community of this city; move the mark into the city."
            ).format(longitude=round(longitude, 6), latitude=round(latitude, 6))
        )
    return _spot(longitude, latitude, communities.code[row], key)


def locate_many(points: Sequence[tuple[float, float]], *, at: datetime) -> tuple[Spot | None, ...]:
    """Return where each position lies, as ``locate`` does; None for one outside of the city."""
    if not points:
        return ()
    positions = np.asarray(points, dtype=np.float64)
    key = _plan_in_force(at)
    codes = [""] * len(points) if key is None else _codes_at(_grids_of(key), positions)
    missed = [row for row, code in enumerate(codes) if not code]
    if missed:
        for row, code in zip(missed, _codes_at(_communities(), positions[missed]), strict=True):
            codes[row] = code
    return tuple(
        _spot(longitude, latitude, code, key) if code else None
        for (longitude, latitude), code in zip(points, codes, strict=True)
    )


def neighbours_of(plan_id: int, grid_code: str) -> tuple[str, ...]:
    """Return the codes of the adjoining grids, longest common border first; of a grid that lies alone, the nearest."""
    digest = GridPlan.objects.filter(pk=plan_id).values_list("digest", flat=True).first()
    if digest is None:
        return ()
    return _adjoining((plan_id, digest), grid_code)


def neighbours_at(spot: Spot) -> tuple[str, ...]:
    """Return the same for where a spot lies, without a statement: its plan was asked for with it."""
    return () if spot.plan_id is None else _adjoining((spot.plan_id, spot.plan_digest), spot.grid_code)


def plan_at(city: Area, at: datetime) -> GridPlan | None:
    """Return the city's plan that holds at a moment."""
    return GridPlan.objects.filter(city=city).in_force(at).first()


def open_grid(code: str, at: datetime) -> Grid:
    """Return the grid of the plan in force, with its community; NotFound if that plan has none of this code."""
    grids = Grid.objects.select_related("community", "plan")
    found = grids.filter(code=code, plan__in=GridPlan.objects.in_force(at)).first()
    if found is None:
        raise NotFound(
            _("There is no grid {code} in the plan in force; look it up in the list of grids.").format(code=code)
        )
    return found


def profile_of(grid: Grid) -> GridProfile:
    """Return the grid's profile; of one from ``open_grid`` without another statement."""
    return GridProfile(
        code=grid.code,
        name=grid.name,
        community_code=grid.community.code,
        community_name=grid.community.name_zh,
        square_metres=grid.square_metres,
        households=grid.households,
        people=grid.people,
        streets=tuple(name for name in grid.streets.split("; ") if name),
        dedicated=grid.dedicated,
    )


def _adjoining(key: _Key, grid_code: str) -> tuple[str, ...]:
    grids = _grids_of(key)
    return grids.adjoining(grid_code) if grid_code in grids else ()


def _spot(longitude: float, latitude: float, code: str, key: _Key | None) -> Spot:
    """``code`` is a grid's or, where there is none, a community's."""
    return Spot(
        longitude=longitude,
        latitude=latitude,
        place_code=place_code(longitude, latitude),
        community_code=code[:_COMMUNITY_DIGITS],
        grid_code=code if len(code) > _COMMUNITY_DIGITS else "",
        plan_id=None if key is None else key[0],
        plan_digest="" if key is None else key[1],
    )


def _codes_at(tiles: Tiles, positions: Positions) -> list[str]:
    return [tiles.code[row] if row >= 0 else "" for row in tiles.rows_at(positions).tolist()]


def _plan_in_force(at: datetime) -> _Key | None:
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [moment, moment])
        row = cursor.fetchone()
    return None if row is None else (row[0], row[1])


def _grids_of(key: _Key) -> Tiles:
    """The grids of a plan, read once; only one thread reads, the others wait for it."""
    found = _kept.get(key)
    if found is not None:
        return found
    with _building:
        if key not in _kept:
            _kept[key] = _tiles(Grid.objects.filter(plan=key[0]).values_list("code", "boundary"))
            if len(_kept) > _PLANS_KEPT:
                del _kept[next(iter(_kept))]
        return _kept[key]


def _communities() -> Tiles:
    """Read anew each time: asked for only where a plan has a hole, or a city has no plan yet."""
    found = Area.objects.filter(kind=AreaKind.COMMUNITY, boundary__isnull=False)
    return _tiles((code, boundary or b"") for code, boundary in found.values_list("code", "boundary"))


def _tiles(rows: Iterable[tuple[str, bytes | memoryview]]) -> Tiles:
    every = [(code, bytes(boundary)) for code, boundary in rows]
    return Tiles([code for code, _boundary in every], list(shapely.from_wkb([boundary for _code, boundary in every])))
