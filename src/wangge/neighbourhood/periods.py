"""The week or month that figures are of, as an address says it: ``2026-03``, ``2026-W11``. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from wangge.language import _

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_WEEK = re.compile(r"(20\d\d)-W(0[1-9]|[1-4]\d|5[0-3])")
BACK = 12  # periods of the trend


@dataclass(frozen=True)
class Period:
    """From ``since`` to before ``until``, in the city's days."""

    since: date
    until: date
    weekly: bool

    @property
    def code(self) -> str:
        if self.weekly:
            year, week, _day = self.since.isocalendar()
            return f"{year}-W{week:02d}"
        return f"{self.since:%Y-%m}"

    @property
    def words(self) -> str:
        last = self.until - timedelta(days=1)
        if self.weekly:
            return _("{since} to {until}").format(since=self.since, until=last)
        return _("{month}/{year}").format(month=self.since.month, year=self.since.year)

    def before(self) -> "Period":
        """The one before."""
        return period_around(self.since - timedelta(days=1), weekly=self.weekly)

    def after(self) -> "Period":
        """The one after."""
        return period_around(self.until, weekly=self.weekly)

    def row(self) -> "list[Period]":
        """Twelve of them, this one the last."""
        found = [self]
        while len(found) < BACK:
            found.append(found[-1].before())
        return found[::-1]


def period_around(day: date, *, weekly: bool) -> Period:
    """The week (from Monday) or month in which the day lies."""
    if weekly:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7), weekly=True)
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1), weekly=False)


def period_of(code: str, today: date) -> Period:
    """The period of the code; this month where it is none."""
    week, month = _WEEK.fullmatch(code), _MONTH.fullmatch(code)
    if month:
        return period_around(date(int(month[1]), int(month[2]), 1), weekly=False)
    try:
        if week:
            return period_around(date.fromisocalendar(int(week[1]), int(week[2]), 1), weekly=True)
    except ValueError:  # a week 53 that the year has not
        pass
    return period_around(today, weekly=False)
