"""Lists of cases by cursor, and the map of open ones: what is narrowed, ``visible_to`` has widened already."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Schema

from wangge.cases.api.reporting import router as reports
from wangge.cases.api.shapes import CaseLine, line_of
from wangge.cases.case_map import map_points
from wangge.cases.models import Source
from wangge.cases.nearness import Box
from wangge.cases.search import Filters, visible_page
from wangge.cases.workflow import State
from wangge.catalogue.models import Kind
from wangge.territory.doors import KNOWN, actor_of
from wangge.territory.etags import unchanged
from wangge.territory.inputs import AreaCode, ClassCode, Limit, Moment, RowId, Short

# On the router of reports: one path has two methods, and ninja asks of a path only the router that names it first.
router = reports


class CaseFilters(Schema):
    """What a list is narrowed to. There is no filter by grid: a figure by grid is a person's."""

    state: list[State] = Field(default_factory=list, description="Any of these states.")
    kind: Kind | None = None
    minor: ClassCode | None = None
    area: AreaCode | None = None
    unit: str = Field("", max_length=30, description="The code of the unit that holds it.")
    source: Source | None = None
    open: bool | None = None
    overdue: bool = Field(False, description="Beyond the limit of the stage it is in.")  # noqa: FBT003 (a field's default)
    urgent: bool = False
    needs_coordination: bool = False
    since: Moment | None = Field(None, description="Reported at or after this moment.")
    until: Moment | None = Field(None, description="Reported before this moment.")
    words: Short = Field("", description="Each in description or place, in any order; or a case number.")
    address: Short = Field("", description="Cases near an address of the city's list.")

    def filters(self, box: Box | None) -> Filters:
        """As the search takes them."""
        given = self.dict(include=set(CaseFilters.model_fields) - {"state", "kind", "minor", "area", "source"})
        return Filters(
            states=tuple(self.state),
            kind=self.kind or "",
            minor=self.minor or "",
            area=self.area or "",
            source=self.source or "",
            box=box,
            **given,
        )


class CaseQuery(CaseFilters):
    bbox: Short = Field("", description="west,south,east,north in degrees of WGS 84.")
    after: RowId | None = Field(None, description="The cursor that the page before gave as `next`.")
    limit: Limit = 50


class MapQuery(CaseFilters):
    bbox: Short = Field(description="west,south,east,north in degrees of WGS 84.")
    zoom: int = Field(14, ge=0, le=24, description="Of the map's tiles; it decides the size of clusters.")


class CasePage(Schema):
    items: list[CaseLine]
    next: int | None = Field(description="Give it as `after` for the page that follows; null at the end.")


class PointOut(Schema):
    number: str
    longitude: float
    latitude: float
    state: str
    kind: str
    minor: str
    urgent: bool
    overdue: bool


class ClusterOut(Schema):
    longitude: float
    latitude: float
    count: int


class MapOut(Schema):
    """Either points or clusters; the other is empty."""

    points: list[PointOut]
    clusters: list[ClusterOut]


@router.get("/cases", auth=KNOWN, response={200: CasePage, 304: None}, summary="List cases")
def list_cases(request: HttpRequest, response: HttpResponse, asked: Query[CaseQuery]) -> Any:
    """Return the newest first. Cursors stand still while cases come and go; ``If-None-Match`` saves the answer."""
    by = actor_of(request)
    box = Box.parse(asked.bbox) if asked.bbox else None
    rows = visible_page(asked.filters(box), by=by, after=asked.after, limit=asked.limit)
    answer = {"items": [line_of(case) for case in rows.rows], "next": rows.next}
    return unchanged(request, response, answer) or answer


@router.get("/map", auth=KNOWN, response={200: MapOut, 304: None}, summary="Open cases on the map")
def read_map(request: HttpRequest, response: HttpResponse, asked: Query[MapQuery]) -> Any:
    """Return the open cases of a box that one sees: up to 500 as points, more as counts by square of the map.

    Ask again with ``If-None-Match``: a map that has not changed is not sent again.
    """
    by = actor_of(request)
    box = Box.parse(asked.bbox)
    answer = map_points(box=box, zoom=asked.zoom, filters=asked.filters(box), by=by)
    return unchanged(request, response, answer) or answer
