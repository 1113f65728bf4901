"""Arithmetic of working time: calendars, deadlines, and what a pause does to a deadline (R-19).

Pure: nothing here asks what time it is, nothing is read or kept. Moments are aware; those that come back are in UTC.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from wangge.catalogue.dayhours import DayHours, DayHoursError, moments_of
from wangge.catalogue.holidays import announced, is_announced
from wangge.catalogue.limits import Limit, LimitError, LimitUnit
from wangge.language import _

__all__ = [  # limits and hours are what one asks a calendar about, so they come through the same door
    "DayHours",
    "DayHoursError",
    "HorizonError",
    "Limit",
    "LimitError",
    "LimitUnit",
    "NoWorkingDayError",
    "NoZoneError",
    "Pause",
    "PauseError",
    "WorkCalendar",
    "overdue_multiple",
]

HORIZON_YEARS = 20  # no deadline is looked for beyond it, so every search ends; the longest suspension lasts a year

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_HOUR, _DAY = 3600, 86400  # seconds
_SECOND, _NOTHING = timedelta(seconds=1), timedelta(0)
_HORIZON = timedelta(days=HORIZON_YEARS * 366)


class NoWorkingDayError(ValueError):
    """A calendar without a weekday that is worked."""


class NoZoneError(ValueError):
    """A moment that does not say in which time zone it is meant."""


class PauseError(ValueError):
    """A pause that ends before it begins."""


class HorizonError(ValueError):
    """A deadline too far away to be meant."""


@dataclass(frozen=True)
class Pause:
    """A time in which a clock stood still; without an end it still does."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and _utc(self.end) < _utc(self.start):
            sentence = _("A pause from {start} cannot end at {end}: give an end that is not before the start.")
            raise PauseError(sentence.format(start=self.start.isoformat(), end=self.end.isoformat()))


@dataclass(frozen=True)
class WorkCalendar:
    """When work is done, in one version of one city's or one unit's calendar.

    A day is worked if ``days`` says so; else, in a ``national`` calendar, if it was announced as a make-up day and not
    as a holiday; else if it is one of ``weekdays`` (1 is Monday, 7 is Sunday).
    """

    code: str
    version: int
    hours: DayHours = field(default_factory=DayHours)
    zone: ZoneInfo = _SHANGHAI
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    days: Mapping[date, bool] = field(default_factory=dict, hash=False)
    national: bool = True

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(1, 8)):
            sentence = _("Calendar {code} has no week that can be worked: name weekdays from 1, Monday, to 7, Sunday.")
            raise NoWorkingDayError(sentence.format(code=self.code))

    def is_working_day(self, day: date) -> bool:
        if day in self.days:
            return self.days[day]
        by_nation = announced(day) if self.national else None
        return day.isoweekday() in self.weekdays if by_nation is None else by_nation

    def is_beyond_holidays(self, day: date) -> bool:
        """Whether only the weekend rule speaks for ``day``, for want of an announcement: to be shown as a warning."""
        return self.national and day not in self.days and not is_announced(day)

    def seconds_of(self, limit: Limit) -> int:
        """Working seconds of a limit in working time, else seconds; a part of a second counts as a whole one."""
        seconds = {
            LimitUnit.URGENT_HOUR: _HOUR,
            LimitUnit.WORK_HOUR: _HOUR,
            LimitUnit.WORK_DAY: self.hours.seconds,
            LimitUnit.NATURAL_DAY: _DAY,
        }
        return math.ceil(limit.amount * seconds[limit.unit])

    def deadline(self, start: datetime, limit: Limit) -> datetime:
        """When ``limit`` runs out; a deadline that falls on the end of a span stays there."""
        return self._laid_out(_utc(start), _duration(self.seconds_of(limit)), limit.unit)

    def add_seconds(self, start: datetime, seconds: int) -> datetime:
        """The moment at which ``seconds`` of working time have passed since ``start``."""
        if seconds < 0:
            sentence = _("{seconds} working seconds cannot be laid out: give 0 or more.")
            raise LimitError(sentence.format(seconds=seconds))
        return self._laid_out(_utc(start), _duration(seconds), LimitUnit.WORK_HOUR)

    def worked_seconds(self, start: datetime, end: datetime) -> int:
        """Whole working seconds between two moments, 0 if ``end`` is not after ``start``."""
        return self._passed(_utc(start), _utc(end), LimitUnit.WORK_HOUR) // _SECOND

    def remaining_seconds(self, now: datetime, due: datetime, limit: Limit) -> int:
        """Whole seconds of the limit's kind from ``now`` to ``due``; below zero, the seconds since it passed."""
        at, end = _utc(now), _utc(due)
        if at <= end:
            return self._passed(at, end, limit.unit) // _SECOND
        return -(self._passed(end, at, limit.unit) // _SECOND)

    def resume(self, due: datetime, limit: Limit, *, paused_from: datetime, paused_to: datetime) -> datetime:
        """The deadline after a pause: what was left when it began, laid out from its end.

        What was due before the pause began stays due then: a pause heals no delay.
        """
        begun, old = _utc(Pause(paused_from, paused_to).start), _utc(due)
        if old <= begun:
            return old
        return self._laid_out(_utc(paused_to), self._passed(begun, old, limit.unit), limit.unit)

    def used_seconds(self, start: datetime, end: datetime, pauses: Iterable[Pause], unit: LimitUnit) -> int:
        """Whole seconds of the unit's kind between two moments without the pauses, which may overlap."""
        at, last, used = _utc(start), _utc(end), _NOTHING
        for pause in sorted(pauses, key=lambda one: one.start):
            used += self._passed(at, min(_utc(pause.start), last), unit)
            at = max(at, last if pause.end is None else _utc(pause.end))
        return (used + self._passed(at, last, unit)) // _SECOND

    def _laid_out(self, start: datetime, left: timedelta, unit: LimitUnit) -> datetime:
        if not left:
            return start
        spans = [(start, start + _HORIZON)] if unit.is_continuous else self._spans(start, _HORIZON.days)
        for begins, ends in spans:
            begun = max(begins, start)
            if ends - begun >= left:
                return begun + left
            left -= max(ends - begun, _NOTHING)
        sentence = _(
            "A deadline from {start} lies more than {years} years ahead in calendar {code}: give a shorter limit, or"
            " take days off out of the calendar."
        )
        raise HorizonError(sentence.format(start=start.isoformat(), years=HORIZON_YEARS, code=self.code))

    def _passed(self, start: datetime, end: datetime, unit: LimitUnit) -> timedelta:
        if end <= start:
            return _NOTHING
        if unit.is_continuous:
            return end - start
        days = (end.astimezone(self.zone).date() - start.astimezone(self.zone).date()).days + 1
        shares = (min(ends, end) - max(begins, start) for begins, ends in self._spans(start, days))
        return sum((share for share in shares if share > _NOTHING), _NOTHING)

    def _spans(self, start: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
        """What is worked on ``days`` days from that of ``start`` on."""
        first = start.astimezone(self.zone).date().toordinal()
        for ordinal in range(first, first + days):
            if self.is_working_day(date.fromordinal(ordinal)):
                yield from moments_of(self.hours, self.zone, ordinal)


def overdue_multiple(used: int, limit_seconds: int) -> Fraction:
    """(used - limit) / limit: 1 when twice the limit was used, below 0 within it."""
    return Fraction(used - limit_seconds, limit_seconds)


def _duration(seconds: int) -> timedelta:
    # A limit mistyped as a billion days is to meet HorizonError, which says what to do, not an overflow.
    return timedelta(seconds=min(seconds, _HORIZON // _SECOND + 1))


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        sentence = _("The moment {moment} has no time zone: add one, such as +08:00.")
        raise NoZoneError(sentence.format(moment=moment.isoformat()))
    return moment.astimezone(UTC)
