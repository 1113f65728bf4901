"""Working calendars change by a new version each time: deadlines keep the one that they were reckoned by (R-19)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.refusals import NotFound, Unusable
from wangge.catalogue.calendars import STANDARD, hours_of, weekdays_of
from wangge.catalogue.draft import CalendarDraft
from wangge.catalogue.models import Calendar, CalendarDay
from wangge.catalogue.permissions import ask_editor
from wangge.catalogue.rows import calendars_now
from wangge.catalogue.sheetrows import CalendarRow, DayRow
from wangge.catalogue.sheets import read_calendars
from wangge.language import _
from wangge.territory.actors import Actor, system
from wangge.territory.models import take_turn
from wangge.trust.words import screen_import


@transaction.atomic
def set_calendar(*, calendar: CalendarRow, by: Actor) -> Calendar:
    """Make a calendar, or the next version of one; its own days are taken over from the version before."""
    ask_editor(by)
    row = _usable(calendar)
    take_turn("calendars")
    return _write(row, _own_days(row.code), by)


@transaction.atomic
def set_days(*, code: str, days: Sequence[DayRow], by: Actor) -> Calendar:
    """Make the next version of a calendar, in which ``days`` are worked or not as they say; other days stay."""
    ask_editor(by)
    for one in days:
        _refuse_words(one.name)
    take_turn("calendars")
    row = next((row for row in calendars_now().calendars if row.code == code), None)
    if row is None:
        raise NotFound(_("There is no calendar “{code}”; make it first.").format(code=code))
    changed = {one.day: replace(one, calendar=code) for one in days}
    kept = {one.day: one for one in _own_days(code)}
    return _write(row, list({**kept, **changed}.values()), by)


def import_calendars(*, path: Path, by: Actor) -> list[Calendar]:
    """Every calendar of the sheets that differs from the one in the database gets its next version."""
    ask_editor(by)
    draft = read_calendars(path)
    with transaction.atomic():
        return apply_calendars(draft=draft, by=by)


def apply_calendars(*, draft: CalendarDraft, by: Actor) -> list[Calendar]:
    """The same for rows that were read already, inside the transaction of the caller."""
    ask_editor(by)
    take_turn("calendars")
    before = calendars_now()
    return [
        _write(row, _days_in(draft, row.code), by)
        for row in draft.calendars
        if row not in before.calendars or _days_in(draft, row.code) != _days_in(before, row.code)
    ]


@transaction.atomic
def ensure_standard_calendar(*, at: datetime) -> Calendar:
    """The calendar of the city as it stands, or the usual one, made now: Monday to Friday, national holidays."""
    found = Calendar.objects.filter(code=STANDARD).order_by("-version").first()
    if found is not None:
        return found
    take_turn("calendars")
    usual = CalendarRow(
        code=STANDARD,
        name_zh="全市工作日历",
        name_en="Working calendar of the city",
        hours="08:00-12:00 14:00-18:00",
        weekdays="12345",
        national=True,
    )
    return _write(usual, [], system(at))


def _usable(row: CalendarRow) -> CalendarRow:
    """The row with its hours as they are kept; Unusable for hours or weekdays that cannot be."""
    try:
        hours = hours_of(row.hours).words().replace(",", "")
        weekdays = "".join(map(str, sorted(weekdays_of(row.weekdays))))
    except ValueError as error:
        raise Unusable(str(error)) from error
    if not row.code or not row.name_zh:
        raise Unusable(_("A calendar needs a code and a Chinese name; give both."))
    _refuse_words(row.name_zh + row.name_en)
    return replace(row, hours=hours, weekdays=weekdays)


def _refuse_words(text: str) -> None:
    refused = screen_import(text)
    if refused:
        raise Unusable(refused)


def _own_days(code: str) -> list[DayRow]:
    return _days_in(calendars_now(), code)


def _days_in(draft: CalendarDraft, code: str) -> list[DayRow]:
    return [one for one in draft.days if one.calendar == code]


def _write(row: CalendarRow, days: Sequence[DayRow], by: Actor) -> Calendar:
    newest = Calendar.objects.filter(code=row.code).order_by("-version").values_list("version", flat=True).first()
    made = Calendar.objects.create(
        code=row.code,
        version=(newest or 0) + 1,
        name_zh=row.name_zh,
        name_en=row.name_en,
        hours=row.hours,
        weekdays=row.weekdays,
        national=row.national,
        made_at=by.at,
    )
    CalendarDay.objects.bulk_create(
        [CalendarDay(calendar=made, day=one.day, worked=one.worked, name=one.name) for one in days]
    )
    record_audit(
        action="set_calendar",
        at=by.at,
        actor=by.user,
        subject=f"calendar:{made.pk}",
        reason=f"{row.code} {made.version}",
    )
    return made
