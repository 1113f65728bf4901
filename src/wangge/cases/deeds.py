"""Which buttons the page of a case has: the most likely deed, the usual ones beside it, rare ones under "more"."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wangge.accounts.permissions import Role
from wangge.cases.models import Case, Order, Request, RequestKind, RequestState
from wangge.cases.moving import ensure_possible
from wangge.cases.permissions import role_for
from wangge.cases.refusals import not_yours
from wangge.cases.workflow import OrderKind, OrderState, State, Verb, is_at_work
from wangge.territory.actors import Actor

# In the order in which they are likely: the first that is possible is the primary one.
_LIKELY = (
    Verb.GRANT_EXTENSION,
    Verb.SUSPEND,
    Verb.REVIEW_APPEAL,
    Verb.VERIFY,
    Verb.CHECK,
    Verb.FILE,
    Verb.DISPATCH,
    Verb.REDISPATCH,
    Verb.ACKNOWLEDGE,
    Verb.RESOLVE,
    Verb.CLOSE,
    Verb.RESUME,
    Verb.SEND_TO_VERIFY,
    Verb.HANDLE_ON_THE_SPOT,
)
_USUAL = frozenset(
    {
        *_LIKELY,
        Verb.REFUTE,
        Verb.TAKE_IN,
        Verb.REFUSE_FILING,
        Verb.MERGE,
        Verb.SEND_BACK,
        Verb.ASSIGN,
        Verb.RETURN,
        Verb.ASK_EXTENSION,
        Verb.REFUSE_EXTENSION,
        Verb.REFUSE_SUSPENSION,
        Verb.VOID,
        Verb.REFUSE_VOID,
        Verb.ASK_APPEAL,
        Verb.SEND_TO_CHECK,
    }
)
_INLINE = frozenset({Verb.COMMENT, Verb.NOTE})  # boxes of their own at the foot of the timeline
_ANSWERS = {
    Verb.GRANT_EXTENSION: RequestKind.EXTENSION,
    Verb.REFUSE_EXTENSION: RequestKind.EXTENSION,
    Verb.SUSPEND: RequestKind.SUSPENSION,
    Verb.REFUSE_SUSPENSION: RequestKind.SUSPENSION,
    Verb.VOID: RequestKind.VOID,
    Verb.REFUSE_VOID: RequestKind.VOID,
    Verb.REVIEW_APPEAL: RequestKind.APPEAL,
}
_WAITING = frozenset({RequestState.ASKED, RequestState.HALF_GRANTED})


@dataclass(frozen=True)
class Deeds:
    """What somebody may do now; ``primary`` is None where nothing is likely."""

    primary: Verb | None
    usual: tuple[Verb, ...]
    rare: tuple[Verb, ...]


def deeds_of(
    case: Case, possible: Collection[Verb], orders: Sequence[Order], requests: Sequence[Request], by: Actor
) -> Deeds:
    """Sort what state and postings allow by what makes sense now; no statement. The actions have the last word."""
    sensible = [verb for verb in possible if verb not in _INLINE and _makes_sense(verb, case, orders, requests, by)]
    primary = next((verb for verb in _LIKELY if verb in sensible), None)
    rest = [verb for verb in sensible if verb is not primary]
    return Deeds(primary, tuple(v for v in rest if v in _USUAL), tuple(v for v in rest if v not in _USUAL))


def _makes_sense(verb: Verb, case: Case, orders: Sequence[Order], requests: Sequence[Request], by: Actor) -> bool:
    """Whether there is something to answer, something to acknowledge, somebody else's work to check, one's own find."""
    if verb in _ANSWERS:
        return any(one.kind == _ANSWERS[verb] and one.state in _WAITING for one in requests)
    if verb in {Verb.CHECK, Verb.HANDLE_ON_THE_SPOT}:
        return _is_for_them(verb, case, by)
    if verb is Verb.ACKNOWLEDGE:
        return any(part.state == OrderState.WAITING for part in own_parts(orders, by))
    if verb is Verb.ASK_EXTENSION:
        return is_at_part(case, orders, by)
    if verb in {Verb.ASSIGN, Verb.RESOLVE}:
        return any(part.state == OrderState.ACCEPTED for part in own_parts(orders, by))
    return verb is not Verb.ASK_APPEAL or may_appeal(case, orders, requests)


def _is_for_them(verb: Verb, case: Case, by: Actor) -> bool:
    if verb is Verb.CHECK:
        return case.resolved_by_id != by.user_id
    return case.reported_by_id == by.user_id and not case.on_behalf


def gives_check(case: Case, by: Actor) -> bool:
    """Whether the check may be given into other hands; an open one too, which moves the case to no other state."""
    gives = case.state in {State.CHECKING, State.RESOLVED, State.REOPENED}
    return gives and role_for(Verb.SEND_TO_CHECK, case, by=by) is not None


def is_at_part(case: Case, orders: Sequence[Order], by: Actor) -> bool:
    """Whether the actor's unit works on its part: a supporting one perhaps before the lead has acknowledged."""
    state = State(case.state)
    return any(is_at_work(state, OrderState(part.state), lead=part.lead) for part in own_parts(orders, by))


def ask_possible(verb: Verb, case: Case, *, by: Actor) -> None:
    """Raise NotYours where no posting allows the verb, WrongStateRefusal where the state does not: one statement."""
    orders = tuple(case.orders.order_by("id"))
    if not any(role_for(verb, case, by=by, order=order) for order in (None, *orders)):
        raise not_yours(case, verb)
    if verb is Verb.SEND_TO_CHECK and gives_check(case, by):
        return
    if verb is Verb.RESOLVE and is_at_part(case, orders, by):
        return
    ensure_possible(case, verb, None)


def may_appeal(case: Case, orders: Sequence[Order], requests: Sequence[Request]) -> bool:
    """Whether there is an overdue mark to appeal against, and nobody did."""
    marked = case.overdue_at is not None or any(order.overdue_at is not None for order in orders)
    return case.state == State.CLOSED and marked and not any(one.kind == RequestKind.APPEAL for one in requests)


def own_parts(orders: Sequence[Order], by: Actor) -> list[Order]:
    """The open parts of the actor's units; of a handler those in their own hands."""
    clerk = {seat.organisation for seat in by.seats if seat.role is Role.UNIT_CLERK}
    handler = {seat.organisation for seat in by.seats if seat.role is Role.HANDLER}
    parts = [order for order in orders if order.open and order.kind == OrderKind.PART]
    return [
        part for part in parts if part.unit_id in clerk or (part.unit_id in handler and part.holder_id == by.user_id)
    ]
