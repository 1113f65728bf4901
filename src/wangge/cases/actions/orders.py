"""Orders as the other verbs change them: placed, compared and swapped, cancelled. No verb of its own.

Every verb writes the orders before it moves the case: two that meet at one case then never wait in a circle.
"""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from wangge.cases.models import Case, Order
from wangge.cases.refusals import moved_on
from wangge.cases.workflow import ORDER_OPEN, ORDER_TRANSITIONS, OrderKind, OrderState

_TIMES = (
    "limit", "limit_unit", "calendar", "original_due_at", "due_at", "seconds_left", "warned_at", "overdue_at"
)  # fmt: skip


def place_orders(case: Case, orders: Sequence[Order]) -> None:
    """Write new orders in one statement; MovedOn where somebody else placed such a one meanwhile."""
    try:
        with transaction.atomic():
            Order.objects.bulk_create(orders)
    except IntegrityError:  # one open order of a kind and one lead part: the database keeps it
        raise moved_on(Case.objects.get(pk=case.pk)) from None


def change_order(order: Order, case: Case, state: OrderState, **changes: Any) -> None:
    """Take an order from the state that was seen to ``state``; MovedOn where it is in another, or has no way there."""
    seen = OrderState(order.state)
    rows = Order.objects.filter(pk=order.pk, state=seen, holder=order.holder_id)
    if state not in ORDER_TRANSITIONS[seen] | {seen} or not rows.update(state=state, **changes):
        raise moved_on(Case.objects.get(pk=case.pk))
    for name, value in {"state": state, **changes}.items():
        setattr(order, name, value)


def cancel_orders(case: Case, kind: OrderKind) -> None:
    """Cancel what is still open of ``kind``; the version of the case guards against who works on it meanwhile."""
    Order.objects.filter(case=case, kind=kind, state__in=ORDER_OPEN).update(state=OrderState.CANCELLED)


def retime_orders(orders: Sequence[Order]) -> None:
    """Write the limits that were put into open orders, in one statement."""
    if orders:
        Order.objects.bulk_update(orders, _TIMES)
