"""The hours of a working day: on the wall clock, and as moments of a given day. Which days are worked: `worktime`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from wangge.language import _

_DAY = 86400  # seconds


class DayHoursError(ValueError):
    """Working hours that are none, run backwards or overlap."""


@dataclass(frozen=True)
class DayHours:
    """The hours of a working day on the wall clock, in order; an end at 00:00 is the midnight that ends the day."""

    spans: tuple[tuple[time, time], ...] = ((time(8), time(12)), (time(14), time(18)))

    def __post_init__(self) -> None:
        spans = [(_second(start), _end_second(end)) for start, end in self.spans]
        if not spans or any(end <= start for start, end in spans) or any(a[1] > b[0] for a, b in pairwise(spans)):
            sentence = _(
                "Working hours {hours} cannot be kept: give at least one span, from early to late and without overlap;"
                " a night is one span until 00:00 and another from 00:00."
            )
            raise DayHoursError(sentence.format(hours=self.words() or "-"))

    @property
    def seconds(self) -> int:
        """Working seconds of a day, 28,800 in the usual hours."""
        return sum(_end_second(end) - _second(start) for start, end in self.spans)

    def words(self) -> str:
        """As on a door: 08:00-12:00, 14:00-18:00."""
        return ", ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in self.spans)


@lru_cache(maxsize=4096)
def moments_of(hours: DayHours, zone: ZoneInfo, ordinal: int) -> tuple[tuple[datetime, datetime], ...]:
    """The spans of the day ``ordinal`` (as of `date.toordinal`), in UTC.

    They stay in order and apart even where the zone puts the wall clock forward or back within them.
    """
    day, found, last = date.fromordinal(ordinal), [], datetime.min.replace(tzinfo=UTC)
    for start, end in hours.spans:
        end_day = day if _second(end) else date.fromordinal(ordinal + 1)
        begins = max(datetime.combine(day, start, zone).astimezone(UTC), last)
        last = max(datetime.combine(end_day, end, zone).astimezone(UTC), last)
        if begins < last:
            found.append((begins, last))
    return tuple(found)


def _second(wall: time) -> int:
    return (wall.hour * 60 + wall.minute) * 60 + wall.second


def _end_second(wall: time) -> int:
    return _second(wall) or _DAY
