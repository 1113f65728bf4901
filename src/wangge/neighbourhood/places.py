"""Where a resident says that something is: a point, or a community with words; as the forms of the site send it."""

from functools import cache

import shapely

from wangge.territory.datum import Datum, to_wgs84
from wangge.territory.models import Area, AreaKind


def place_given(text: str, datum: Datum = Datum.WGS84) -> tuple[float, float] | None:
    """Longitude and latitude in WGS 84 of "111.28,30.7"; None for what is no such pair."""
    parts = text.replace("，", ",").split(",")
    try:
        longitude, latitude = (float(part) for part in parts)
    except ValueError:
        return None
    inside = -180 <= longitude <= 180 and -90 <= latitude <= 90
    return to_wgs84(longitude, latitude, datum) if inside else None


def middle_of(community: str) -> tuple[float, float] | None:
    """A point inside a community, for who knows its name only; None for a code that is none."""
    row = Area.objects.filter(kind=AreaKind.COMMUNITY, code=community).only("code", "boundary").first()
    return None if row is None or row.boundary is None else _middle(bytes(row.boundary))


@cache
def _middle(boundary: bytes) -> tuple[float, float]:
    point = shapely.from_wkb(boundary).representative_point()
    return point.x, point.y
