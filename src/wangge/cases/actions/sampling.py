"""A sample of what was handled on the spot is checked by another: the same seed draws the same cases."""

import hashlib
from datetime import timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import Exists, OuterRef

from wangge.cases.actions.check_orders import begin_check
from wangge.cases.models import Case, Order
from wangge.cases.moving import move
from wangge.cases.permissions import authorise
from wangge.cases.refusals import MovedOn
from wangge.cases.standing import Orders
from wangge.cases.workflow import OrderKind, State, Verb
from wangge.catalogue.editions import edition_in_force
from wangge.territory.actors import Actor

_DRAWN_WITHIN = timedelta(days=7)  # of the end: later nothing can be seen at the place


def sample_on_the_spot(*, share: Fraction, seed: str, by: Actor) -> list[Case]:
    """Send ``share`` of the cases that were handled on the spot this week to the check, never to their handler.

    Cases without a class are left out, for nothing says when they may be closed; so are those where nobody is posted.
    """
    checked = Order.objects.filter(case=OuterRef("pk"), kind=OrderKind.CHECK)
    cases = Case.objects.filter(state=State.SELF_HANDLED, minor__isnull=False, ended_at__gt=by.at - _DRAWN_WITHIN)
    drawn = [case for case in cases.exclude(Exists(checked)).order_by("id") if _lot(seed, case) < share]
    if not drawn:  # on a new installation there is no catalogue to ask yet
        return []
    centre, _calendar = edition_in_force().calendar_for(None, None)
    return [case for case in drawn if _send(case, centre, by)]


def _lot(seed: str, case: Case) -> Fraction:
    """A number from 0 up to 1 that depends on nothing but the seed and the case."""
    drawn = hashlib.sha256(f"{seed} {case.pk}".encode()).digest()
    return Fraction(int.from_bytes(drawn[:8], "big"), 2**64)


def _send(case: Case, centre: int, by: Actor) -> bool:
    authorise(Verb.SEND_TO_CHECK, case, by=by)
    try:
        with transaction.atomic():
            orders = Orders((), centre=centre, resolved_by=case.resolved_by_id)
            steps, changes = begin_check(case, orders, by=by)
            if steps:
                move(case, *steps, by=by, changes=changes)
    except MovedOn:
        return False  # somebody acts on it right now
    return bool(steps)
