"""Calendars whose national holidays end, for want of an announcement or of a newer list: told in time (R-19). Pure.

The State Council announces a year's days in the November before; until somebody has entered them, or a newer
`chinesecalendar` is installed, only the weekend rule counts, and deadlines that are set meanwhile stay frozen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wangge.catalogue.calendars import Dated
from wangge.catalogue.worktime import WorkCalendar
from wangge.language import _

NOTICE_DAYS = 60  # so long before the known holidays end, people are told
# By the law since 2025. One that falls on a weekend is made up for by a weekday, and a weekday more is off for each
# weekend day worked, so whoever has entered a year, even without its weekends, has entered as many days off as these.
STATUTORY_DAYS_OFF = 13


@dataclass(frozen=True)
class UnknownHolidays:
    """``first`` is the first day, today or within the notice, for which only the weekend rule of a calendar speaks."""

    code: str
    first: date
    today: date

    @property
    def have_begun(self) -> bool:
        """Whether deadlines are wrong now, not only those that reach into next year."""
        return self.first <= self.today

    def words(self) -> str:
        """What is unknown from when on, and who does what about it."""
        sentence = _(
            "Calendar {code}: from {day} on no national holidays are known and only the weekend rule counts. A"
            " catalogue editor enters that year's days off and make-up working days in the sheet calendar_days and"
            " imports it: Catalogue, Import calendars."
        )
        return sentence.format(code=self.code, day=self.first.isoformat())


def unknown_holidays(calendars: Mapping[str, Dated], at: datetime) -> list[UnknownHolidays]:
    """One for each calendar whose holidays are soon, or already, unknown, in the order of their codes."""
    found = []
    for code, (_id, calendar) in sorted(calendars.items()):
        today = at.astimezone(calendar.zone).date()
        first = _first_unknown(calendar, today)
        if first is not None:
            found.append(UnknownHolidays(code, first, today))
    return found


def holiday_warnings(calendars: Mapping[str, Dated], at: datetime) -> list[str]:
    """The same as sentences for those who can do something about it; no statement."""
    return [one.words() for one in unknown_holidays(calendars, at)]


def _first_unknown(calendar: WorkCalendar, today: date) -> date | None:
    """The first day of the notice about which neither the nation nor, for its year, the city says anything."""
    ahead = (today + timedelta(days=count) for count in range(NOTICE_DAYS + 1))
    return next(
        (day for day in ahead if calendar.is_beyond_holidays(day) and not _is_entered(calendar, day.year)), None
    )


def _is_entered(calendar: WorkCalendar, year: int) -> bool:
    """Whether the days of a whole year were entered, and not one or two of the city's own: New Year's Day at least."""
    days_off = [day for day, worked in calendar.days.items() if day.year == year and not worked]
    return len(days_off) >= STATUTORY_DAYS_OFF and not calendar.is_working_day(date(year, 1, 1))
