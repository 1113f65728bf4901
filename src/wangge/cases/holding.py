"""Which order of a case is the actor's: the part of their unit, the verification in their hands. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from wangge.accounts.permissions import Role
from wangge.cases.models import Case, Order
from wangge.cases.permissions import authorise
from wangge.cases.refusals import moved_on
from wangge.cases.workflow import ORDER_OPEN, OrderKind, OrderState, Verb
from wangge.territory.actors import Actor


@dataclass(frozen=True)
class Held:
    """An open order, and the role under which the actor holds it."""

    order: Order
    role: str


def own_part(verb: Verb, case: Case, *, by: Actor) -> Held:
    """The open part of the actor's unit, the lead's before others: one statement.

    NotYours for who is of no unit of the case, MovedOn where the part of their unit is open no more.
    """
    units = [seat.organisation for seat in by.seats if seat.of_the_unit and seat.organisation is not None]
    parts = list(Order.objects.filter(case=case, kind=OrderKind.PART, unit__in=units).order_by("-lead", "-id"))
    opened = next((part for part in parts if is_open(part)), None)
    role = authorise(verb, case, by=by, order=opened or next(iter(parts), None))
    if opened is None:
        raise moved_on(case)
    return Held(opened, role)


def own_parts(orders: Sequence[Order], by: Actor) -> list[Order]:
    """Of the orders those that are open parts of the actor's units, of a handler those in their own hands.

    The lead's come before others and new ones before old, as in ``own_part``. No statement.
    """
    clerk = {seat.organisation for seat in by.seats if seat.role is Role.UNIT_CLERK}
    handler = {seat.organisation for seat in by.seats if seat.role is Role.HANDLER}
    parts = sorted(orders, key=lambda part: (not part.lead, -part.pk))
    return [
        part
        for part in parts
        if part.open
        and part.kind == OrderKind.PART
        and (part.unit_id in clerk or (part.unit_id in handler and part.holder_id == by.user_id))
    ]


def own_errand(verb: Verb, case: Case, kind: OrderKind, *, by: Actor) -> Held:
    """The open verification or check, if it is the actor's: one statement. NotYours; MovedOn for one that is over."""
    order = Order.objects.filter(case=case, kind=kind).order_by("-id").first()
    if order is not None and order.holder_id is not None and order.holder_id == by.user_id and not is_open(order):
        raise moved_on(case)
    role = authorise(verb, case, by=by, order=order)
    if order is None or not is_open(order):
        raise moved_on(case)
    return Held(order, role)


def is_open(order: Order) -> bool:
    """Whether something is still to be done for it."""
    return OrderState(order.state) in ORDER_OPEN
