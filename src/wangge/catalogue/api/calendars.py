"""Working calendars, and when a limit that begins at a moment would end (R-19)."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wangge.accounts.refusals import NotFound, Unusable
from wangge.catalogue.api.classes import minor_of
from wangge.catalogue.calendars import calendar_by_id, current_calendars
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Calendar, Kind
from wangge.catalogue.unknown_holidays import holiday_warnings
from wangge.catalogue.worktime import HorizonError
from wangge.language import _
from wangge.territory.doors import KNOWN, actor_of
from wangge.territory.inputs import ClassCode, Moment, RowId

router = Router(auth=KNOWN)


class CalendarOut(Schema):
    code: str
    version: int
    name_zh: str
    name_en: str
    hours: str = Field(description="As 08:00-12:00 14:00-18:00, the city's time.")
    weekdays: str = Field(description="Digits of the days worked; 1 is Monday.")
    national: bool


class CalendarsOut(Schema):
    calendars: list[CalendarOut]
    warnings: list[str]


class DeadlineQuery(Schema):
    kind: Kind
    minor: ClassCode
    condition: str = Field(max_length=2)
    start: Moment
    unit: RowId | None = Field(None, description="A unit may have a calendar of its own.")


class DeadlineOut(Schema):
    limit: str = Field(description="In words, as: 4 working hours.")
    start: datetime
    due_at: datetime
    calendar: str
    calendar_version: int


@router.get("/calendars", response=CalendarsOut, summary="Working calendars")
def list_calendars(request: HttpRequest) -> dict[str, object]:
    """Return the newest version of each calendar, and a sentence for each whose holidays are unknown soon."""
    newest = {row.code: row for row in Calendar.objects.order_by("version")}
    warnings = holiday_warnings(current_calendars(), actor_of(request).at)
    return {"calendars": [newest[code] for code in sorted(newest)], "warnings": warnings}


@router.get("/deadline", response=DeadlineOut, summary="When a limit would end")
def read_deadline(request: HttpRequest, asked: Query[DeadlineQuery]) -> dict[str, object]:
    """Return the deadline of a class's condition, were it dispatched at ``start``."""
    minor = minor_of(asked.kind, asked.minor)
    condition = next((one for one in minor.conditions if one.code == asked.condition), None)
    if condition is None:
        raise NotFound(
            _("Class {code} has no condition {condition}").format(code=minor.code, condition=asked.condition)
        )
    row, calendar = edition_in_force().calendar_for(minor, asked.unit)
    try:
        due_at = calendar_by_id(row).deadline(asked.start, condition.limit)
    except HorizonError as far:
        raise Unusable(str(far)) from far
    return {
        "limit": condition.limit.words(),
        "start": asked.start,
        "due_at": due_at,
        "calendar": calendar.code,
        "calendar_version": calendar.version,
    }
