"""What everybody may see: cases on a list and a map, without a word of the reporter, a photo or a name (R-24, R-63)."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from ninja import Field, Query, Router, Schema

from wangge.cases.api.shapes import ClassOut, class_of
from wangge.cases.duplicates import near
from wangge.cases.models import Case
from wangge.cases.nearness import Box
from wangge.cases.public import public_case, public_cases, public_place, with_public_place
from wangge.cases.search import Filters, found, page
from wangge.cases.tracking import status_of, status_words
from wangge.cases.workflow import State
from wangge.catalogue.models import Kind
from wangge.territory.datum import Datum, to_wgs84
from wangge.territory.doors import ANYBODY, SLOWED, actor_of
from wangge.territory.etags import unchanged
from wangge.territory.inputs import AreaCode, ClassCode, Latitude, Limit, Longitude, RowId, Short

router = Router(auth=ANYBODY, throttle=SLOWED)


class PublicCase(Schema):
    """Longitude and latitude are null for what is inside a dwelling or shown by its community only."""

    number: str
    status: str = Field(description="One of the four words that residents see, as a code.")
    words: str
    minor: ClassOut | None
    community: str
    longitude: float | None
    latitude: float | None
    unit: str
    reported_on: date
    due_at: datetime | None


class PublicPage(Schema):
    items: list[PublicCase]
    next: int | None = Field(description="Give it as `after` for the page that follows; null at the end.")


class PublicQuery(Schema):
    area: AreaCode | None = None
    kind: Kind | None = None
    minor: ClassCode | None = None
    open: bool | None = None
    bbox: Short = Field("", description="west,south,east,north in degrees; then only cases whose place is public.")
    after: RowId | None = None
    limit: Limit = 50


class NearQuery(Schema):
    longitude: Longitude
    latitude: Latitude
    datum: Datum = Datum.WGS84
    kind: Kind
    minor: ClassCode


class NearCase(PublicCase):
    metres: float


@router.get("/public/cases", response={200: PublicPage, 304: None}, summary="Public cases")
def list_public_cases(request: HttpRequest, response: HttpResponse, asked: Query[PublicQuery]) -> Any:
    """Return filed cases, the newest first; a broken camera or lock only once it is repaired."""
    filters = Filters(kind=asked.kind or "", minor=asked.minor or "", area=asked.area or "", open=asked.open)
    cases = found(public_cases(), filters, at=actor_of(request).at)
    if asked.bbox:
        cases = with_public_place(cases)  # boxes made smaller and smaller would find the others
        cases = found(cases, Filters(box=Box.parse(asked.bbox)), at=actor_of(request).at)
    rows = page(cases, after=asked.after, limit=asked.limit)
    answer = {"items": [_shown(case) for case in rows.rows], "next": rows.next}
    return unchanged(request, response, answer) or answer


@router.get("/public/near", response=list[NearCase], summary="Has it been reported already?")
def list_near_cases(request: HttpRequest, asked: Query[NearQuery]) -> list[dict[str, object]]:
    """Return open public cases of the class within 50 m, the nearest first: say "me too" instead of reporting again."""
    place = to_wgs84(asked.longitude, asked.latitude, asked.datum)
    likenesses = near(*place, kind=asked.kind, minor=asked.minor, at=actor_of(request).at)
    return [{**_shown(one.case), "metres": round(one.metres)} for one in likenesses]


@router.get("/public/cases/{number}", response=PublicCase, summary="One public case")
def read_public_case(request: HttpRequest, number: str) -> dict[str, object]:
    """Return what everybody may see of a case; 404 for one that is not public, or not yet."""
    return _shown(public_case(number))


def _shown(case: Case) -> dict[str, object]:
    place = public_place(case)
    status = status_of(State(case.state))
    return {
        "number": case.number,
        "status": status,
        "words": status_words(status),
        "minor": class_of(case),
        "community": case.community_id,
        "longitude": place[0] if place else None,
        "latitude": place[1] if place else None,
        "unit": case.unit.name_zh if case.unit else "",
        "reported_on": localtime(case.reported_at).date(),
        "due_at": case.due_at if case.open else None,
    }
