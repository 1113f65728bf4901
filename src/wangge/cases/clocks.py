"""Which limit a stage of a case has, and the moment it ends: the limits here, the arithmetic in catalogue.worktime."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from wangge.cases.models import Order
from wangge.catalogue.editions import Condition, Edition, Minor, calendar_by_id
from wangge.catalogue.worktime import Limit, LimitUnit, WorkCalendar

VERIFY_LIMIT = Limit(4, LimitUnit.WORK_HOUR)
CHECK_LIMIT = Limit(1, LimitUnit.WORK_DAY)
DESK_LIMIT = Limit(1, LimitUnit.WORK_HOUR)  # intake, filing and dispatch, each
CLOSING_LIMIT = Limit(1, LimitUnit.WORK_DAY)


@dataclass(frozen=True)
class Term:
    """A limit that began, with the calendar version that it was reckoned by: all of it is frozen."""

    limit: Limit
    calendar_id: int
    due_at: datetime

    def fields(self) -> dict[str, object]:
        """The columns of an order that keep it."""
        return {
            "limit": Decimal(self.limit.amount.numerator) / Decimal(self.limit.amount.denominator),
            "limit_unit": self.limit.unit.value,
            "calendar_id": self.calendar_id,
            "original_due_at": self.due_at,
            "due_at": self.due_at,
        }


def begin(limit: Limit, calendar: tuple[int, WorkCalendar], start: datetime) -> Term:
    """The term of ``limit`` from ``start``."""
    calendar_id, work = calendar
    return Term(limit, calendar_id, work.deadline(start, limit))


def centre_term(edition: Edition, limit: Limit, start: datetime) -> Term:
    """A limit of the centre's own stages, by the city's calendar."""
    return begin(limit, edition.calendar_for(None, None), start)


def unit_term(edition: Edition, minor: Minor, condition: Condition, unit: int | None, start: datetime) -> Term:
    """The limit that a unit has for the condition, by the class's calendar, else the unit's, else the city's."""
    return begin(condition.limit, edition.calendar_for(minor, unit), start)


def limit_of(order: Order) -> Limit:
    """The frozen limit of an order."""
    return Limit(Fraction(order.limit), LimitUnit(order.limit_unit))


def calendar_of(order: Order) -> WorkCalendar:
    """The calendar, in the very version, by which the order's limit was reckoned."""
    return calendar_by_id(order.calendar_id)
