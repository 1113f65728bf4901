"""Which buttons the page of a case has: the most likely deed, the usual ones beside it, rare ones under "more"."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wangge.cases.asking import ensure_extendable
from wangge.cases.holding import own_parts
from wangge.cases.models import Case, Order, Request, RequestKind, RequestState
from wangge.cases.own_finds import ensure_nobody_else_waits, ensure_own_find
from wangge.cases.permissions import role_for
from wangge.cases.refusals import moved_on, not_yours, wrong_state
from wangge.cases.story import possible_verbs
from wangge.cases.workflow import TRANSITIONS, OrderState, State, Verb
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
    if verb is Verb.RESOLVE:
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


def ask_possible(verb: Verb, case: Case, *, by: Actor) -> None:
    """Refuse what cannot be done now, before somebody writes and takes photos: two statements at most.

    NotYours where no posting allows it; WrongStateRefusal or MovedOn where the state does not, or no part of one's own;
    Unusable for an extension that is not to be had, and for what others wait for.
    """
    orders = tuple(case.orders.order_by("id"))
    if not any(role_for(verb, case, by=by, order=order) for order in (None, *orders)):
        raise not_yours(case, verb)
    if verb is Verb.SEND_TO_CHECK and gives_check(case, by):
        return
    parts = own_parts(orders, by)
    if verb not in possible_verbs(case, orders, by=by):
        raise wrong_state(case, verb) if parts or case.state not in TRANSITIONS[verb] else moved_on(case)
    if verb is Verb.ASK_EXTENSION:
        ensure_extendable(case, parts[0], by)
    if verb is Verb.HANDLE_ON_THE_SPOT:
        ensure_own_find(case, by)
        ensure_nobody_else_waits(case, by)


def may_appeal(case: Case, orders: Sequence[Order], requests: Sequence[Request]) -> bool:
    """Whether there is an overdue mark to appeal against, and nobody did."""
    marked = case.overdue_at is not None or any(order.overdue_at is not None for order in orders)
    return case.state == State.CLOSED and marked and not any(one.kind == RequestKind.APPEAL for one in requests)
