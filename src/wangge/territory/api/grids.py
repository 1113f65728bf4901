"""Grids of the plan in force: as GeoJSON for a map, their profile (R-06), the public card of their worker (R-12)."""

from typing import Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound, Unusable
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.api.places import not_for_search_engines
from wangge.territory.api.shapes import CardOut, GeometryOut, card_of, geometry_of
from wangge.territory.doors import ANYBODY, KNOWN, SLOWED, actor_of, need
from wangge.territory.inputs import AreaCode, GridCode, Latitude, Longitude
from wangge.territory.models import Grid, GridPlan, code_range
from wangge.territory.whereabouts import open_grid, profile_of
from wangge.territory.workers import contact_card

router = Router()
_MOST = 2000


class GridProperties(Schema):
    code: str
    name: str
    community: str
    square_metres: float
    households: int | None
    people: int | None
    dedicated: bool


class GridFeature(Schema):
    type: Literal["Feature"] = "Feature"
    id: str
    geometry: GeometryOut
    properties: GridProperties


class GridCollection(Schema):
    """A GeoJSON feature collection, WGS 84."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[GridFeature]


class ProfileOut(GridProperties):
    community_name: str
    streets: list[str]
    card: CardOut | None


class GridQuery(Schema):
    community: AreaCode | None = None
    west: Longitude | None = None
    south: Latitude | None = None
    east: Longitude | None = None
    north: Latitude | None = None


@router.get("/grids", auth=KNOWN, response=GridCollection, summary="Grids for a map")
def list_grids(request: HttpRequest, asked: Query[GridQuery]) -> dict[str, object]:
    """Return the grids of a community, or those that touch a box, as GeoJSON; of one's own areas, 2,000 at most."""
    by = actor_of(request)
    need(by, Permission.SEE_TERRITORY)
    found = _within(by).filter(plan__in=GridPlan.objects.in_force(by.at))
    rows = _narrowed(found, asked).select_related("community").defer("community__boundary").order_by("code")
    return {"features": [_feature(grid) for grid in rows[:_MOST]]}


@router.get("/grids/{code}", auth=KNOWN, response=ProfileOut, summary="The profile of a grid")
def read_grid(request: HttpRequest, code: Path[GridCode]) -> dict[str, object]:
    """Return what the plan knows of a grid of one's area, and its worker. No figure of work: that is a person's."""
    by = actor_of(request)
    need(by, Permission.SEE_TERRITORY)
    if not by.may_at(Permission.SEE_TERRITORY, code):
        raise NotFound(_("There is no grid {code} in your area").format(code=code))
    grid = open_grid(code, by.at)
    profile = profile_of(grid)
    return {
        **_properties(grid),
        "community_name": profile.community_name,
        "streets": list(profile.streets),
        "card": card_of(contact_card(code, by.at)),
    }


@router.get("/grids/{code}/card", auth=ANYBODY, throttle=SLOWED, response=CardOut, summary="Whom to turn to in a grid")
def read_card(request: HttpRequest, response: HttpResponse, code: Path[GridCode]) -> dict[str, object]:
    """Return the worker's contact card: work name, office telephone, hours; 404 where the grid has no worker."""
    card = card_of(contact_card(code, actor_of(request).at))
    if card is None:
        raise NotFound(_("Grid {code} has no worker at present: call the residents' committee").format(code=code))
    not_for_search_engines(response)
    return card


def _within(by: Actor) -> QuerySet[Grid]:
    places = Q(pk__in=[])
    for seat in by.seats_with(Permission.SEE_TERRITORY):
        first, last = code_range(seat.area_code, seat.area_kind)
        places |= Q(community__code__gte=first, community__code__lte=last)
    return Grid.objects.filter(places)


def _narrowed(grids: QuerySet[Grid], asked: GridQuery) -> QuerySet[Grid]:
    if asked.community is not None:
        return grids.filter(community__code=asked.community)
    if asked.west is None or asked.south is None or asked.east is None or asked.north is None:
        raise Unusable(_("Say which grids: give a community, or west, south, east and north of a box"))
    return grids.filter(east__gte=asked.west, west__lte=asked.east, north__gte=asked.south, south__lte=asked.north)


def _feature(grid: Grid) -> dict[str, object]:
    return {"id": grid.code, "geometry": geometry_of(grid.boundary), "properties": _properties(grid)}


def _properties(grid: Grid) -> dict[str, object]:
    return {
        "code": grid.code,
        "name": grid.name,
        "community": grid.community.code,
        "square_metres": grid.square_metres,
        "households": grid.households,
        "people": grid.people,
        "dedicated": grid.dedicated,
    }
