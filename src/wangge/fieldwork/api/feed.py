"""The feed of a phone, and the parts that it carries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import Field, Path, Query, Router, Schema

from wangge.accounts.models import User
from wangge.cases.worklist import orders_for
from wangge.fieldwork.feed import Page, next_page
from wangge.fieldwork.ground import Ground, ground_of
from wangge.fieldwork.lines import (
    PhoneCase,
    PhoneInstruction,
    PhoneOrder,
    PhoneReport,
    instruction_lines,
    lines_of,
    order_line,
    own_reports,
)
from wangge.fieldwork.parts import BASEMAP, PartName, read_basemap, read_part, versions_of
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, person_of

router = Router(auth=KNOWN)

_MOST_ORDERS = 500
_PMTILES = "application/vnd.pmtiles"
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_ARCHIVE: dict[str, Any] = {
    "responses": {
        200: {"description": "The archive.", "content": {_PMTILES: _BINARY}},
        204: {"description": "No basemap, or no grid."},
        304: {"description": "It is as it was."},
    }
}


class GridOut(Schema):
    code: str
    name: str
    principal: bool = Field(description="Else as deputy.")


class PhonePerson(Schema):
    name: str
    username: str
    grids: list[GridOut]
    roles: list[str]


class PartsOut(Schema):
    """Versions; a part whose version is another one is read anew, one without a version is not there."""

    catalogue: str
    components: str
    dwellings: str
    outlines: str
    grids: str
    basemap: str = Field(description="Bytes, at an address of its own.")


class PhonePage(Schema):
    cursor: str = Field(description="Give it next time; nothing that happens later lies before it.")
    reset: bool = Field(description="Forget all cases of before: this is a new beginning.")
    more: bool = Field(description="Ask again at once.")
    me: PhonePerson
    cases: list[PhoneCase]
    orders: list[PhoneOrder] = Field(description="All that are open, whichever page it is.")
    instructions: list[PhoneInstruction] = Field(description="All that are open, whichever page it is; 200 at most.")
    reports: list[PhoneReport] = Field(description="One's own, the newest 100, for who sees no cases otherwise.")
    gone: list[str] = Field(description="Numbers of cases that are seen no more.")
    parts: PartsOut


class PageQuery(Schema):
    cursor: str = Field("", max_length=100, description="Empty for the very beginning.")


@router.get("/phone/feed", response=PhonePage, summary="What is new for a phone")
def read_feed(request: HttpRequest, asked: Query[PageQuery]) -> dict[str, object]:
    """Return open cases of the own grids and those one holds, and a year of the own grids; then what changed.

    Whoever is posted elsewhere since, and whoever gives a cursor of somebody else, begins anew with ``reset``.
    """
    by, person = person_of(request)
    page = next_page(asked.cursor, by=by)
    return {
        "cursor": str(page.cursor),
        "reset": page.reset,
        "more": page.more,
        "me": _me(person, by, page),
        "cases": lines_of(page.cases),
        "orders": [order_line(order) for order in orders_for(by, limit=_MOST_ORDERS)],
        "instructions": instruction_lines(by),
        "reports": own_reports(by),
        "gone": list(page.gone),
        "parts": versions_of(page.ground),
    }


@router.get("/phone/parts/basemap", response=None, openapi_extra=_ARCHIVE, summary="The map that a phone carries")
def read_basemap_of(request: HttpRequest) -> HttpResponseBase:
    """Return the basemap of the own grids whole, as one archive of tiles; 204 where there is none."""
    ground, tag = _asked(request, BASEMAP)
    answer = get_conditional_response(request, etag=tag) or _archive(read_basemap(ground))
    return _kept_by_its_owner(answer, tag)


@router.get("/phone/parts/{name}", response={200: dict[str, Any], 304: None}, summary="A part that a phone carries")
def read_part_of(request: HttpRequest, response: HttpResponse, name: Path[PartName]) -> Any:
    """Return the part for the own grids; its ETag is the version that the feed tells."""
    ground, tag = _asked(request, name)
    _kept_by_its_owner(response, tag)
    return get_conditional_response(request, etag=tag) or read_part(name, ground)


def _asked(request: HttpRequest, name: str) -> tuple[Ground, str]:
    """For which ground, and the tag of the part as it is."""
    by, _person = person_of(request)
    ground = ground_of(by)
    return ground, f'"{versions_of(ground)[name]}"'


def _archive(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=_PMTILES) if content else HttpResponse(status=204)


def _kept_by_its_owner(answer: HttpResponseBase, tag: str) -> HttpResponseBase:
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Authorization", "Cookie"])
    return answer


def _me(person: User, by: Actor, page: Page) -> dict[str, object]:
    return {
        "name": person.work_name,
        "username": person.username,
        "grids": [{"code": one.code, "name": one.name, "principal": one.principal} for one in page.ground.grids],
        "roles": sorted({seat.role.value for seat in by.seats}),
    }
