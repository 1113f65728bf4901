"""How long stages took, in spans that add up: the median and the 90 % of any area and period come from them. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

_HOUR, _DAY = 3600, 86_400
# The longest of each span in seconds; what took longer than the last is in one more.
SPANS = (900, _HOUR, 2 * _HOUR, 4 * _HOUR, 8 * _HOUR, *(days * _DAY for days in (1, 2, 4, 8, 16, 32)))
COLUMNS = tuple(f"span_{place}" for place in range(len(SPANS) + 1))


@dataclass(frozen=True)
class Durations:
    """How often a stage ended, the seconds of all together, and how many lay in each span."""

    count: int = 0
    seconds: int = 0
    spans: tuple[int, ...] = (0,) * len(COLUMNS)

    def __add__(self, other: "Durations") -> "Durations":
        spans = tuple(one + more for one, more in zip(self.spans, other.spans, strict=True))
        return Durations(self.count + other.count, self.seconds + other.seconds, spans)

    @property
    def mean(self) -> timedelta | None:
        """None without any."""
        return timedelta(seconds=self.seconds / self.count) if self.count else None

    @property
    def median(self) -> timedelta | None:
        """Half of them took no longer; exact to the span, even inside it."""
        return self.share(0.5)

    @property
    def most(self) -> timedelta | None:
        """Nine of ten took no longer."""
        return self.share(0.9)

    def share(self, share: float) -> timedelta | None:
        """The length that this share of them does not exceed; None without any."""
        wanted, before = share * self.count, 0
        for place, inside in enumerate(self.spans):
            if inside and before + inside >= wanted:
                first, last = _edges(place)
                return timedelta(seconds=first + (last - first) * (wanted - before) / inside)
            before += inside
        return None


def one(span: timedelta) -> Durations:
    """A single stage that took ``span``; clocks that went back make it nothing, not less."""
    seconds = max(0, round(span.total_seconds()))
    place = span_of(seconds)
    return Durations(1, seconds, tuple(int(there == place) for there in range(len(COLUMNS))))


def span_of(seconds: int) -> int:
    """The number of the span in which so many seconds lie."""
    return bisect_left(SPANS, seconds)


def added(rows: Sequence[Durations]) -> Durations:
    """All together."""
    return sum(rows, Durations())


def _edges(place: int) -> tuple[int, int]:
    first = SPANS[place - 1] if place else 0
    return first, SPANS[place] if place < len(SPANS) else 2 * first
