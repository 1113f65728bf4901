"""A case and an order as a phone shows them. Nobody is named in them but by the words of the description."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case as Chosen
from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from ninja import Field, Schema

from wangge.accounts.permissions import Permission
from wangge.cases.api.shapes import ClassOut, class_of
from wangge.cases.models import Case, Order, Photo, PhotoState, PromisedPhoto
from wangge.cases.tracking import status_of, status_words
from wangge.cases.words import state_words
from wangge.cases.workflow import State
from wangge.fieldwork.addressed import MOST_OPEN, open_for
from wangge.fieldwork.models import Acknowledgement
from wangge.territory.actors import Actor

_MOST_REPORTS = 100
_TOLD = ("id", "title", "text", "name", "given_at", "answer_by", "report_wanted", "places", "taken")
_OWN = ("own__acknowledged_at", "own__answered_at", "own__answer")


class PhonePhoto(Schema):
    """Read with ``GET /cases/<number>/photos/<id>``, as far as one handles the case."""

    id: int
    stage: str


class PhoneCase(Schema):
    """A case as it lies on a phone."""

    number: str
    version: int
    open: bool
    state: str
    state_words: str = Field(description="In the language of the request.")
    grid: str
    minor: ClassOut | None
    urgent: bool
    place: str
    longitude: float
    latitude: float
    description: str
    inside_dwelling: bool
    component: str
    unit_name: str
    reported_at: datetime
    due_at: datetime | None
    stage_due_at: datetime | None
    photos: list[PhonePhoto]
    photos_awaited: int


class PhoneOrder(Schema):
    """What somebody is to do; ``number`` is the case's."""

    id: int
    number: str
    kind: str
    state: str
    lead: bool
    grid: str
    ordered_at: datetime
    due_at: datetime


class PhoneInstruction(Schema):
    """An instruction for whoever holds the phone, and what they said to it."""

    id: int
    title: str
    text: str
    given_by: str = Field(description="The work name, to ask back.")
    given_at: datetime
    answer_by: datetime | None
    report_wanted: bool
    places: int = Field(description="Of a task for volunteers: how many may take it; else 0.")
    taken: int = Field(description="How many have.")
    acknowledged_at: datetime | None
    answered_at: datetime | None
    answer: str


class PhoneReport(Schema):
    """A report as its maker follows it who sees no cases otherwise: the four words that residents read."""

    number: str
    status: str
    words: str = Field(description="In the language of the request.")
    description: str
    place: str
    reported_at: datetime


def lines_of(cases: Sequence[Case]) -> list[dict[str, object]]:
    """The lines of cases with what was joined: two statements for all of them."""
    photos: dict[int, list[dict[str, object]]] = defaultdict(list)
    for case, photo, stage in _photos(cases):
        photos[case].append({"id": photo, "stage": stage})
    awaited: dict[int, int] = defaultdict(int)
    for case, _stage, _hash in _awaited(cases):
        awaited[case] += 1
    return [{**_line(case), "photos": photos[case.pk], "photos_awaited": awaited[case.pk]} for case in cases]


def order_line(order: Order) -> dict[str, object]:
    """The line of an order whose case was joined."""
    return {
        "id": order.pk,
        "number": order.case.number,
        "kind": order.kind,
        "state": order.state,
        "lead": order.lead,
        "grid": order.grid_code,
        "ordered_at": order.ordered_at,
        "due_at": order.due_at,
    }


def instruction_lines(by: Actor) -> list[dict[str, object]]:
    """The open instructions of somebody, the nearest deadline first: one statement, none without a seat.

    A task of which others have every place is told no more.
    """
    own = FilteredRelation("acknowledgements", condition=Q(acknowledgements__person=by.user_id))
    told = open_for(by).annotate(own=own, name=F("given_by__work_name"), taken=_taken())
    left = told.exclude(places__gt=0, own__isnull=True, taken__gte=F("places"))
    return [_instruction_line(dict(row)) for row in left.values(*_TOLD, *_OWN)[:MOST_OPEN]]


def _taken() -> Chosen:
    """How many have a task; of what everybody is asked nobody counts the thousand readers each time a phone asks."""
    theirs = Acknowledgement.objects.filter(instruction=OuterRef("pk")).order_by().values("instruction")
    count = Coalesce(Subquery(theirs.annotate(count=Count("*")).values("count")), Value(0))
    return Chosen(When(places__gt=0, then=count), default=Value(0))


def own_reports(by: Actor) -> list[dict[str, object]]:
    """The newest reports of a volunteer: one statement; none for who sees cases, which tell more."""
    if by.user_id is None or by.seats_with(Permission.SEE_CASES) or not by.seats_with(Permission.REPORT):
        return []
    found = Case.objects.filter(reported_by=by.user_id).select_related("merged_into").order_by("-id")
    return [_report_line(case) for case in found[:_MOST_REPORTS]]


def _report_line(case: Case) -> dict[str, object]:
    status = status_of(State((case.merged_into or case).state))
    return {
        "number": case.number,
        "status": status,
        "words": status_words(status),
        "description": case.description,
        "place": case.place_words,
        "reported_at": case.reported_at,
    }


def _instruction_line(row: dict[str, Any]) -> dict[str, object]:
    said = {name.removeprefix("own__"): row.pop(name) for name in _OWN}
    return {**row, "given_by": row.pop("name"), **said, "answer": said["answer"] or ""}


def _photos(cases: Sequence[Case]) -> list[tuple[int, int, str]]:
    found = Photo.objects.filter(case__in=[case.pk for case in cases]).exclude(state=PhotoState.REFUSED)
    return list(found.order_by("id").values_list("case_id", "id", "stage"))


def _awaited(cases: Sequence[Case]) -> list[tuple[int, str, str]]:
    waiting = PromisedPhoto.objects.filter(case__in=[case.pk for case in cases], arrived_at__isnull=True)
    return list(waiting.values_list("case_id", "stage", "hash").distinct())


def _line(case: Case) -> dict[str, object]:
    return {
        "number": case.number,
        "version": case.version,
        "open": case.open,
        "state": case.state,
        "state_words": state_words(case.state),
        "grid": case.grid_code,
        "minor": class_of(case),
        "urgent": case.urgent,
        "place": case.place_words,
        "longitude": case.longitude,
        "latitude": case.latitude,
        "description": case.description,
        "inside_dwelling": case.inside_dwelling,
        "component": case.component.code if case.component else "",
        "unit_name": case.unit.name_zh if case.unit else "",
        "reported_at": case.reported_at,
        "due_at": case.due_at,
        "stage_due_at": case.stage_due_at,
    }
