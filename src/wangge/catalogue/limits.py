"""Time limits as a catalogue states them: a number and what is counted. When they run out: `worktime`."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from wangge.language import _


class LimitError(ValueError):
    """A time limit that leaves no time."""


class LimitUnit(StrEnum):
    """What a time limit is counted in; urgent hours run on through nights and holidays."""

    URGENT_HOUR = "urgent_hour"
    WORK_HOUR = "work_hour"
    WORK_DAY = "work_day"
    NATURAL_DAY = "natural_day"

    @property
    def is_continuous(self) -> bool:
        """Whether the clock runs outside working time too."""
        return self in {LimitUnit.URGENT_HOUR, LimitUnit.NATURAL_DAY}


# One hour of the same kind; eight of them are a working day wherever the usual hours are kept.
_HOUR = {
    LimitUnit.URGENT_HOUR: Fraction(1),
    LimitUnit.WORK_HOUR: Fraction(1),
    LimitUnit.WORK_DAY: Fraction(1, 8),
    LimitUnit.NATURAL_DAY: Fraction(1, 24),
}


@dataclass(frozen=True)
class Limit:
    """How much time there is for a piece of work."""

    amount: Fraction | int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.amount <= 0:
            sentence = _("A time limit of {amount} leaves no time: give a number above zero.")
            raise LimitError(sentence.format(amount=self.amount))

    def times(self, factor: Fraction | int) -> "Limit":
        return Limit(self.amount * factor, self.unit)

    def halved(self) -> "Limit":
        """The limit of a rework: half of this one, but never less than one hour of the same kind.

        So one urgent hour stays one urgent hour, day and night, and the rework of half a working hour has a whole one.
        """
        return Limit(max(Fraction(self.amount) / 2, _HOUR[self.unit]), self.unit)

    def last_hour(self) -> "Limit":
        """One hour of the same kind: what is left at least of a limit that began before its work could."""
        return Limit(_HOUR[self.unit], self.unit)

    def words(self) -> str:
        """As it is said: 4 working hours."""
        sentence = _one()[self.unit] if self.amount == 1 else _many()[self.unit]
        return sentence.format(amount=f"{float(self.amount):g}")


def _one() -> dict[LimitUnit, str]:
    return {
        LimitUnit.URGENT_HOUR: _("{amount} urgent hour"),
        LimitUnit.WORK_HOUR: _("{amount} working hour"),
        LimitUnit.WORK_DAY: _("{amount} working day"),
        LimitUnit.NATURAL_DAY: _("{amount} natural day"),
    }


def _many() -> dict[LimitUnit, str]:
    return {
        LimitUnit.URGENT_HOUR: _("{amount} urgent hours"),
        LimitUnit.WORK_HOUR: _("{amount} working hours"),
        LimitUnit.WORK_DAY: _("{amount} working days"),
        LimitUnit.NATURAL_DAY: _("{amount} natural days"),
    }
