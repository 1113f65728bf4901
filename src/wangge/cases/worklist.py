"""The open orders that wait for somebody: own verifications and checks, and the parts of their unit. Reads only."""

from django.db.models import Q

from wangge.accounts.permissions import Permission, Role
from wangge.cases.models import Order
from wangge.territory.actors import Actor

_SHOWN = ("unit", "holder", "case__minor__major", "case__condition", "case__unit", "case__community")


def orders_for(by: Actor, *, limit: int) -> list[Order]:
    """The orders by deadline, each with its case and what a line of it shows: one statement.

    A clerk has all parts of the unit, a handler those assigned to them.
    """
    seats = by.seats_with(Permission.SEE_CASES)
    if by.user_id is None or not seats:
        return []
    units = [seat.organisation for seat in seats if seat.role is Role.UNIT_CLERK]
    mine = Q(holder=by.user_id) | Q(unit__in=units)
    if any(seat.role is Role.HANDLER for seat in seats):
        mine |= Q(case__handler=by.user_id, lead=True)
    found = Order.objects.filter(mine, open=True).select_related(*_SHOWN).defer("case__community__boundary")
    return list(found.order_by("due_at", "id")[:limit])
