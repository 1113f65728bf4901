"""Places as somebody on the telephone names them: an address of the city's list, or a community. Reads only."""

from dataclasses import dataclass

import shapely
from django.db.models import QuerySet

from wangge.territory.addresses import find_addresses
from wangge.territory.models import Address, Area, AreaKind

_FEW = 5  # communities; whoever means another types more of its name


@dataclass(frozen=True)
class Place:
    """A place that was found: ``key`` finds it again, ``exact`` where it is more than a community."""

    key: str
    words: str
    community: str
    longitude: float
    latitude: float

    @property
    def exact(self) -> bool:
        return not self.key.startswith("community")


def find_places(query: str, *, limit: int = 8) -> list[Place]:
    """The addresses, then the communities, that a query may mean: at most three statements."""
    query = query.replace("\0", " ")  # PostgreSQL keeps no NUL
    matches = find_addresses(query, limit=limit)
    codes = {match.community_code for match in matches}
    names = dict(Area.objects.filter(code__in=codes).values_list("code", "name_zh")) if codes else {}
    found = [
        Place(f"address:{one.address_id}", one.text, names.get(one.community_code, ""), one.longitude, one.latitude)
        for one in matches
    ]
    return found + _communities(query.strip())


def place_by_key(key: str) -> Place | None:
    """The place that was chosen; None where it is on no list any more. One statement."""
    kind, _colon, code = key.partition(":")
    if not (code.isascii() and code.isdigit() and len(code) <= 18):
        return None
    if kind == "community":
        return next((_community(area) for area in _bounded().filter(code=code)), None)
    row = Address.objects.select_related("community").filter(pk=int(code)).first()
    if kind != "address" or row is None:
        return None
    return Place(key, row.text, row.community.name_zh, row.longitude, row.latitude)


def _communities(words: str) -> list[Place]:
    if not words:
        return []
    named = _bounded().filter(name_zh__icontains=words) | _bounded().filter(name_en__icontains=words)
    return [_community(area) for area in named.order_by("code")[:_FEW]]


def _bounded() -> QuerySet[Area]:
    return Area.objects.filter(kind=AreaKind.COMMUNITY, boundary__isnull=False)


def _community(area: Area) -> Place:
    """A point that surely lies in it; whoever chooses a community says in words where it is."""
    point = shapely.from_wkb(bytes(area.boundary or b"")).representative_point()
    return Place(f"community:{area.code}", area.name_zh, area.name_zh, point.x, point.y)
