"""From a point or an address to community, grid and worker (R-07, R-12): for everybody, without signing in."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from wangge.territory.addresses import find_addresses
from wangge.territory.api.shapes import CardOut, card_of
from wangge.territory.datum import Datum, to_wgs84
from wangge.territory.doors import ANYBODY, SLOWED, actor_of
from wangge.territory.inputs import Latitude, Longitude
from wangge.territory.models import Area
from wangge.territory.whereabouts import locate, locate_many
from wangge.territory.workers import contact_card, contact_cards

router = Router(auth=ANYBODY, throttle=SLOWED)


class WhereQuery(Schema):
    longitude: Longitude
    latitude: Latitude
    datum: Datum = Field(Datum.WGS84, description="GCJ02 is what Chinese map applications give.")


class WhereOut(Schema):
    longitude: float = Field(description="Degrees in WGS 84.")
    latitude: float = Field(description="Degrees in WGS 84.")
    community: str
    community_name: str
    grid: str = Field(description="Empty where the community has no grid there.")
    plan: int | None
    card: CardOut | None


class AddressQuery(Schema):
    q: str = Field(min_length=1, max_length=100, description="Chinese, pinyin or initials; slips are forgiven.")
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    limit: int = Field(10, ge=1, le=20)


class AddressOut(Schema):
    text: str
    community: str
    grid: str
    longitude: float
    latitude: float
    likeness: float = Field(description="100 for the very same, less the more had to be guessed.")
    card: CardOut | None


@router.get("/where", response=WhereOut, summary="Which grid a place lies in")
def read_where(request: HttpRequest, response: HttpResponse, asked: Query[WhereQuery]) -> dict[str, object]:
    """Return community and grid under the plan in force, and the worker's contact card; 422 outside the city."""
    at = actor_of(request).at
    spot = locate(*to_wgs84(asked.longitude, asked.latitude, asked.datum), at=at)
    not_for_search_engines(response)
    return {
        "longitude": spot.longitude,
        "latitude": spot.latitude,
        "community": spot.community_code,
        "community_name": Area.objects.values_list("name_zh", flat=True).get(code=spot.community_code),
        "grid": spot.grid_code,
        "plan": spot.plan_id,
        "card": card_of(contact_card(spot.grid_code, at)),
    }


@router.get("/addresses", response=list[AddressOut], summary="Find an address, its grid and its worker")
def list_addresses(request: HttpRequest, response: HttpResponse, asked: Query[AddressQuery]) -> list[dict[str, object]]:
    """Return the likeliest first; among equals the nearest to ``longitude``, ``latitude`` if they are given."""
    at = actor_of(request).at
    near = None if asked.longitude is None or asked.latitude is None else (asked.longitude, asked.latitude)
    matches = find_addresses(asked.q, near=near, limit=asked.limit)
    spots = locate_many([(one.longitude, one.latitude) for one in matches], at=at)
    grids = [spot.grid_code if spot else "" for spot in spots]
    cards = contact_cards(set(grids), at)
    not_for_search_engines(response)
    return [
        {
            "text": one.text,
            "community": one.community_code,
            "grid": grid,
            "longitude": one.longitude,
            "latitude": one.latitude,
            "likeness": one.likeness,
            "card": card_of(cards.get(grid)),
        }
        for one, grid in zip(matches, grids, strict=True)
    ]


def not_for_search_engines(response: HttpResponse) -> None:
    """Workers' names are for residents, not for search engines (R-63)."""
    response["X-Robots-Tag"] = "noindex, noarchive"
