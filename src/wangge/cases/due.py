"""Which limits are nearing or passed: orders by their own limit, desk stages by the centre's. Reads only.

A quarter of a limit is asked backwards, limit by limit: how far ahead may a deadline lie to be near? So the work does
not grow with the orders that are open.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet

from wangge.cases.clocks import CHECK_LIMIT, CLOSING_LIMIT, DESK_LIMIT, calendar_of, limit_of
from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.moving import RULE
from wangge.cases.reasons import Reason
from wangge.cases.workflow import AT_THE_UNIT, OrderKind, State, Verb
from wangge.catalogue.calendars import STANDARD, calendar_by_id
from wangge.catalogue.limits import Limit, LimitUnit
from wangge.catalogue.models import Calendar

_NEAR = Fraction(1, 4)  # of the limit is left
_DESKS = {
    State.REPORTED: DESK_LIMIT,
    State.TAKEN_IN: DESK_LIMIT,
    State.FILED: DESK_LIMIT,
    State.RETURNED: DESK_LIMIT,
    State.CHECKED: CLOSING_LIMIT,
    State.RESOLVED: CHECK_LIMIT,
    State.REOPENED: CHECK_LIMIT,
}
_STAGES = {
    OrderKind.VERIFY: frozenset({State.VERIFYING}),
    OrderKind.CHECK: frozenset({State.CHECKING}),
    OrderKind.PART: AT_THE_UNIT,
}


def orders_nearing(at: datetime) -> QuerySet[Order]:
    """Open orders of which a quarter of the limit is left, and nobody was warned."""
    waiting = _ticking().filter(warned_at__isnull=True, overdue_at__isnull=True, due_at__gte=at)
    near = Q(pk__in=[])
    for own, limit in _limits(waiting):
        horizon = calendar_by_id(own["calendar"]).deadline(at, limit.times(_NEAR))
        near |= Q(**own, due_at__lte=horizon)
    return waiting.filter(near)


def orders_overdue(at: datetime) -> QuerySet[Order]:
    """Open orders whose limit passed, not marked yet."""
    return _ticking().filter(overdue_at__isnull=True, due_at__lt=at)


def orders_long_overdue(at: datetime) -> QuerySet[Order]:
    """Open orders that are overdue by their limit or more on the clock on the wall, not escalated yet.

    Working time is less: ``is_long_overdue`` decides.
    """
    told = CaseStep.objects.filter(
        case=OuterRef("case"), verb=Verb.SUPERVISE, role=RULE, order=OuterRef("pk"), at__gte=OuterRef("ordered_at")
    )
    marked = _ticking().filter(overdue_at__isnull=False)
    long = Q(pk__in=[])
    for own, limit in _limits(marked):
        seconds = calendar_by_id(own["calendar"]).seconds_of(limit)
        long |= Q(**own, due_at__lt=at - timedelta(seconds=seconds))
    return marked.filter(long).exclude(Exists(told.filter(reason=Reason.OVERDUE)))


def is_long_overdue(order: Order, at: datetime) -> bool:
    """Whether the whole limit passed once more since the deadline, by the order's own calendar."""
    return calendar_of(order).deadline(order.due_at, limit_of(order)) < at


def desks_nearing(at: datetime) -> QuerySet[Case]:
    """Cases at a desk of the centre of whose stage a quarter of the limit is left, and nobody was warned."""
    centre = Calendar.objects.filter(code=STANDARD).order_by("-version").values_list("id", flat=True).first()
    if centre is None:
        return Case.objects.none()
    near = Q(pk__in=[])
    for limit in sorted(set(_DESKS.values()), key=lambda one: one.words()):
        states = [state for state, own in _DESKS.items() if own == limit]
        near |= Q(state__in=states, stage_due_at__lte=calendar_by_id(centre).deadline(at, limit.times(_NEAR)))
    return _at_a_desk().filter(near, warned_at__isnull=True, overdue_at__isnull=True, stage_due_at__gte=at)


def desks_overdue(at: datetime) -> QuerySet[Case]:
    """Cases at a desk of the centre whose stage is late, not marked yet."""
    return _at_a_desk().filter(overdue_at__isnull=True, stage_due_at__lt=at)


def is_the_stage(order: Order) -> bool:
    """Whether the order's limit is the one of the stage that its case is in; not so of a verification beside it."""
    fits = State(order.case.state) in _STAGES[OrderKind(order.kind)]
    return fits and order.due_at == order.case.stage_due_at


def _ticking() -> QuerySet[Order]:
    return Order.objects.filter(open=True, paused_at__isnull=True, case_open=True)


class _Own(TypedDict):
    limit: Decimal
    limit_unit: str
    calendar: int


def _limits(orders: QuerySet[Order]) -> Iterator[tuple[_Own, Limit]]:
    """The few different limits among them, as columns and as a limit."""
    for amount, unit, calendar in orders.order_by().values_list("limit", "limit_unit", "calendar").distinct():
        yield _Own(limit=amount, limit_unit=unit, calendar=calendar), Limit(Fraction(amount), LimitUnit(unit))


def _at_a_desk() -> QuerySet[Case]:
    return Case.objects.filter(open=True, state__in=sorted(_DESKS))
