"""When somebody leaves or is on leave, open orders in their hands go to who stands in their place (R-11, R-14)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr

from wangge.accounts.permissions import Permission, roles_with
from wangge.cases.actions.orders import change_order
from wangge.cases.models import Case, Order
from wangge.cases.moving import RULE, Step, move
from wangge.cases.reasons import Reason
from wangge.cases.refusals import MovedOn
from wangge.cases.standing import orders_of
from wangge.cases.verifying import checker_of, verifier_for
from wangge.cases.workflow import OrderKind, OrderState, Verb
from wangge.territory.actors import system
from wangge.territory.models import Absence, AreaKind, Posting
from wangge.territory.workers import Worker

_BATCH = 200
_COMMUNITY_DIGITS = 12
_SPOT_ROLES = sorted(roles_with(Permission.CHECK) | roles_with(Permission.VERIFY))


def hand_over_work(at: datetime) -> int:
    """Give open orders of people who are no longer posted there to others; return how many. Idempotent.

    A verification or check goes by the same rule as when it was ordered; a handler's part goes back to the unit's
    clerk. Where nobody is posted it stays, and the vacancy alarm stands.
    """
    errands = sum(_give_on(order, at) for order in _by_id(_errands_left(at)))
    return errands + sum(_give_back(part, at) for part in _by_id(_parts_left(at)))


def _errands_left(at: datetime) -> QuerySet[Order]:
    """Verifications and checks whose holder is on leave, or posted for it neither at the place nor in the grid."""
    postings = Posting.objects.in_force(at).filter(user=OuterRef("holder"), role__in=_SPOT_ROLES)
    absences = Absence.objects.running(at).filter(user=OuterRef("holder"))
    return _held().exclude(kind=OrderKind.PART).exclude(Exists(postings.filter(_there())) & ~Exists(absences))


def _parts_left(at: datetime) -> QuerySet[Order]:
    """Parts whose handler is of the unit no longer."""
    postings = Posting.objects.in_force(at).filter(user=OuterRef("holder"), organisation=OuterRef("unit"))
    return _held().filter(~Exists(postings), kind=OrderKind.PART)


def _held() -> QuerySet[Order]:
    return Order.objects.filter(open=True, holder__isnull=False, case__open=True)


def _there() -> Q:
    """A posting in the community of the order's grid, or at an area around the case."""
    there = Q(area__code=Substr(OuterRef("grid_code"), 1, _COMMUNITY_DIGITS))
    for kind in AreaKind:
        own = Substr(OuterRef("case__community"), 1, kind.digits)
        there |= Q(area__kind=kind, area__code=Concat(own, Value("0" * (_COMMUNITY_DIGITS - kind.digits))))
    return there


def _by_id(orders: QuerySet[Order]) -> Iterator[Order]:
    """In batches: an order that nobody can take holds up no other."""
    seen = 0
    while batch := list(orders.filter(pk__gt=seen).select_related("case").order_by("pk")[:_BATCH]):
        yield from batch
        seen = batch[-1].pk


def _give_on(order: Order, at: datetime) -> int:
    worker = _successor(order, at)
    if worker is None:
        return 0
    # The step stays when the leave is long erased: it says that another stands in, and not that somebody left.
    on_leave = Absence.objects.running(at).filter(user=order.holder_id).exists()
    reason = Reason.STANDS_IN if on_leave else Reason.LEFT
    return _hand_over(order, reason, at, holder_id=worker.user_id, grid_code=worker.grid_code)


def _successor(order: Order, at: datetime) -> Worker | None:
    """By the rule of its kind: who reported does not verify, who resolved does not check (R-17)."""
    case, left = order.case, _people(order.holder_id)
    if order.kind == OrderKind.VERIFY:
        return verifier_for(case.plan_id, case.grid_code, at, excluding=left | _people(case.reported_by_id))
    orders = orders_of(case)
    barred = orders.resolvers | left
    # What was opened again is seen with other eyes, now as when it was given out first.
    before = orders.checkers | _people(case.reported_by_id) if case.reopenings else frozenset()
    return checker_of(case, at, excluding=barred, units=orders.units, rather_not=before)


def _people(user: int | None) -> frozenset[int]:
    return frozenset() if user is None else frozenset({user})


def _give_back(part: Order, at: datetime) -> int:
    return _hand_over(part, Reason.LEFT, at, holder_id=None)


def _hand_over(order: Order, reason: Reason, at: datetime, **to: int | str | None) -> int:
    """Write the order, then the case; neither where somebody acts on it right now: the next round finds it."""
    case: Case = order.case
    changes = {"handler_id": None} if order.lead else {}
    step = Step(Verb.HAND_OVER, RULE, order=order, unit=order.unit_id, reason=reason)
    try:
        with transaction.atomic():
            change_order(order, case, OrderState(order.state), **to)
            move(case, step, by=system(at), changes=changes)
    except MovedOn:
        return 0
    return 1
