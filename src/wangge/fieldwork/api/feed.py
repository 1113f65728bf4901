"""The feed of a phone, and the parts that it carries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import Field, Path, Query, Router, Schema

from wangge.accounts.models import User
from wangge.cases.worklist import orders_for
from wangge.fieldwork.feed import Page, next_page
from wangge.fieldwork.ground import ground_of
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
from wangge.fieldwork.parts import PartName, read_part, versions_of
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, person_of

router = Router(auth=KNOWN)

_MOST_ORDERS = 500


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
    basemap: str


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


@router.get("/phone/parts/{name}", response={200: dict[str, Any], 304: None}, summary="A part that a phone carries")
def read_part_of(request: HttpRequest, response: HttpResponse, name: Path[PartName]) -> Any:
    """Return the part for the own grids; its ETag is the version that the feed tells."""
    by, _person = person_of(request)
    ground = ground_of(by)
    response["ETag"] = tag = f'"{versions_of(ground)[name]}"'
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return get_conditional_response(request, etag=tag) or read_part(name, ground)


def _me(person: User, by: Actor, page: Page) -> dict[str, object]:
    return {
        "name": person.work_name,
        "username": person.username,
        "grids": [{"code": one.code, "name": one.name, "principal": one.principal} for one in page.ground.grids],
        "roles": sorted({seat.role.value for seat in by.seats}),
    }
