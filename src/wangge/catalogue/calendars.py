"""Working calendars as the database keeps them: rows read into `worktime`, and the cache by id.

Who writes them is actions/calendars.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from threading import Lock
from zoneinfo import ZoneInfo

from django.conf import settings

from wangge.accounts.refusals import NotFound
from wangge.catalogue.models import Calendar, CalendarDay
from wangge.catalogue.worktime import DayHours, WorkCalendar
from wangge.language import _

STANDARD = "city"  # the calendar of whoever has none of their own

Dated = tuple[int, WorkCalendar]  # a calendar's version in the database, and what it reckons

_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_reading = Lock()


@dataclass
class _Kept:
    """Versions never change, but a restored database may deal out an id twice: ``turn`` shows that it was."""

    turn: int = 0
    by_id: dict[int, WorkCalendar] = field(default_factory=dict)


_kept = _Kept()


class HoursError(ValueError):
    """Hours or weekdays that are not written as they must be."""


def hours_of(text: str) -> DayHours:
    """``08:00-12:00 14:00-18:00`` as hours; HoursError, or DayHoursError for hours that cannot be kept."""
    spans = [_SPAN.fullmatch(word) for word in text.replace("—", "-").replace("–", "-").replace(",", " ").split()]
    try:
        return DayHours(tuple(_span([int(part) for part in span.groups()]) for span in spans if span))
    except ValueError as error:
        if all(spans) and spans:
            raise
        sentence = _("Hours “{text}” cannot be read: write them like 08:00-12:00 14:00-18:00.")
        raise HoursError(sentence.format(text=text)) from error


def weekdays_of(text: str) -> frozenset[int]:
    """``12345`` as Monday to Friday; HoursError for anything but digits from 1 to 7, once each."""
    if not text or len(set(text)) != len(text) or not set(text) <= set("1234567"):
        sentence = _("Weekdays “{text}” cannot be read: write the digits of the days worked, 1 is Monday, 7 is Sunday.")
        raise HoursError(sentence.format(text=text))
    return frozenset(map(int, text))


def work_calendar(row: Calendar, days: Mapping[date, bool]) -> WorkCalendar:
    """What one version of a calendar reckons, in the city's time zone."""
    return WorkCalendar(
        code=row.code,
        version=row.version,
        hours=hours_of(row.hours),
        zone=ZoneInfo(settings.TIME_ZONE),
        weekdays=weekdays_of(row.weekdays),
        days=dict(days),
        national=row.national,
    )


def current_calendars() -> dict[str, Dated]:
    """The newest version of every calendar, by code: two statements."""
    newest = {row.code: row for row in Calendar.objects.order_by("version")}
    days = _days_of(row.pk for row in newest.values())
    return {code: (row.pk, work_calendar(row, days.get(row.pk, {}))) for code, row in newest.items()}


def calendar_by_id(calendar_id: int) -> WorkCalendar:
    """The very version that a deadline was reckoned by; without a statement once this process knows it."""
    found = _kept.by_id.get(calendar_id)
    if found is not None:
        return found
    with _reading:
        row = Calendar.objects.filter(pk=calendar_id).first()
        if row is None:
            raise NotFound(_("There is no calendar version {id}.").format(id=calendar_id))
        found = work_calendar(row, _days_of([calendar_id]).get(calendar_id, {}))
        _kept.by_id[calendar_id] = found
        return found


def keep_calendars_of(turn: int) -> None:
    """Read versions anew if the turn "calendars" is another than when they were read."""
    if _kept.turn != turn:
        _kept.turn, _kept.by_id = turn, {}


def _days_of(calendars: Iterable[int]) -> dict[int, dict[date, bool]]:
    found: dict[int, dict[date, bool]] = {}
    for calendar, day, worked in CalendarDay.objects.filter(calendar__in=list(calendars)).values_list(
        "calendar_id", "day", "worked"
    ):
        found.setdefault(calendar, {})[day] = worked
    return found


def _span(parts: list[int]) -> tuple[time, time]:
    hour, minute, end_hour, end_minute = parts
    return time(hour, minute), time(end_hour % 24 if end_minute == 0 else end_hour, end_minute)
