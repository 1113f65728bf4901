"""From which day to which one the public figures are: the last days, or those that the address gives."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import QueryDict
from django.utils.timezone import localdate

from wangge.cases.centre.flow import Days
from wangge.language import _
from wangge.screens.periods import typed_day

LAST = (7, 30)
_MOST = 92  # days; the counters of a whole year would be read for longer than a page may take
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days; ``last`` says how many until today, 0 for given ones; ``refused`` why those given are not taken."""

    days: Days
    last: int = 0
    refused: str = ""

    @property
    def final(self) -> date:
        """The last day of it."""
        return self.days.until - _DAY

    def weeks(self) -> list[Days]:
        """The weeks that it is made of, counted back from its end; the first may be shorter."""
        ends = [self.days.until]
        while ends[-1] - _WEEK > self.days.since:
            ends.append(ends[-1] - _WEEK)
        return [Days(max(end - _WEEK, self.days.since), end) for end in reversed(ends)]


def period_from(query: QueryDict, at: datetime) -> Period:
    """``since`` and ``until``, both days included, else the last ``days``; today is the last day that there is."""
    today = localdate(at)
    first, final = query.get("since", ""), query.get("until", "")
    if not (first or final):
        last = query.get("days", "")
        return _last(int(last) if last in map(str, LAST) else LAST[-1], today)
    try:
        until = min(typed_day(final), today) if final else today
        since = typed_day(first) if first else until - timedelta(days=LAST[-1] - 1)
    except ValueError:
        return _last(LAST[-1], today, _("Give the days as in {example}.").format(example=today.isoformat()))
    if not timedelta() <= until - since < timedelta(days=_MOST):
        sentence = _("Choose a first day that is not after the last one, and {days} days at most.")
        return _last(LAST[-1], today, sentence.format(days=_MOST))
    return Period(Days(since, until + _DAY))


def _last(days: int, today: date, refused: str = "") -> Period:
    until = today + _DAY
    return Period(Days(until - timedelta(days=days), until), days, refused)
