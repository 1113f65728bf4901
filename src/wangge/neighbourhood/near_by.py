"""Open and lately ended public cases of an area or around a place, for everybody. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians

from django.db.models import F, QuerySet

from wangge.cases.models import Case
from wangge.cases.nearness import Box
from wangge.cases.public import public_cases, public_place, with_public_place
from wangge.cases.search import Filters, Page, found, page
from wangge.cases.tracking import status_of, status_words
from wangge.cases.workflow import State
from wangge.catalogue.contents import in_language
from wangge.neighbourhood.whose_turn import deadline_of, holder_words

LATELY = timedelta(days=30)
AROUND_METRES = 500
_PAGE = 20
_REACHES_BACK = 200_000  # cases: older ones ended long ago, and are not looked through
_DEGREE = 111_195.0  # metres of latitude


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; ``place`` is longitude and latitude, ``matter`` a class as ``event:0101``."""

    ended: bool = False
    area: str = ""
    place: tuple[float, float] | None = None
    matter: str = ""
    after: int | None = None


@dataclass(frozen=True)
class Shown:
    """A public case in words: nothing of who reported it, and where it lies only if its place is public."""

    number: str
    what: str
    status: str
    words: str
    community: str
    unit: str
    holder: str
    deadline: str
    reported_on: datetime
    ended_on: datetime | None
    label: str
    place: tuple[float, float] | None
    open: bool


def cases_near(wanted: Wanted, at: datetime) -> Page:
    """The newest first: two statements at most."""
    kind, _colon, minor = wanted.matter.partition(":")
    cases = public_cases()
    if wanted.place is not None:
        cases = with_public_place(cases)  # a box around would tell where the others are
    box = box_around(*wanted.place) if wanted.place else None
    filters = Filters(kind=kind, minor=minor, area=wanted.area, box=box)
    return page(found(_of_time(cases, wanted, at), filters, at=at), after=wanted.after, limit=_PAGE)


def shown_case(case: Case, at: datetime) -> Shown:
    """As everybody reads it; no statement for one whose class, unit and community were joined."""
    place, status = public_place(case), status_of(State(case.state))
    return Shown(
        number=case.number,
        what=in_language(case.minor.name_zh, case.minor.name_en) if case.minor else "",
        status=status,
        words=status_words(status),
        community=in_language(case.community.name_zh, case.community.name_en),
        unit=in_language(case.unit.name_zh, case.unit.name_en) if case.unit else "",
        holder=holder_words(case),
        deadline=deadline_of(case, at),
        reported_on=case.reported_at,
        ended_on=case.ended_at,
        label=case.component.label if case.component and place else "",
        place=place,
        open=case.open,
    )


def box_around(longitude: float, latitude: float) -> Box:
    """A square of a kilometre."""
    north = AROUND_METRES / _DEGREE
    east = north / max(cos(radians(latitude)), 0.01)
    return Box(longitude - east, latitude - north, longitude + east, latitude + north)


def _of_time(cases: QuerySet[Case], wanted: Wanted, at: datetime) -> QuerySet[Case]:
    if not wanted.ended:
        return cases.filter(open=True)
    newest = Case.objects.order_by("-pk").values(beyond=F("pk") - _REACHES_BACK)[:1]
    return cases.filter(open=False, ended_at__gte=at - LATELY, pk__gt=newest)
