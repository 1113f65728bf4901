"""Checking on the spot, never by who resolved (R-17): fixed, accepted as it is, or back to the unit for rework."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from wangge.accounts.models import User
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.orders import change_order, place_orders
from wangge.cases.actions.reworking import begin_rework, parts_again
from wangge.cases.clocks import CHECK_LIMIT, CLOSING_LIMIT, DESK_LIMIT, begin
from wangge.cases.holding import Held, is_open
from wangge.cases.models import Case, Order, Outcome
from wangge.cases.moving import Step, Words, move
from wangge.cases.outcomes import outcome_given, words_beside
from wangge.cases.permissions import authorise
from wangge.cases.reasons import FOR_REWORK, Reason, reason_among
from wangge.cases.refusals import SamePerson, moved_on, wrong_state
from wangge.cases.renewals import full_term_since, rework_term
from wangge.cases.stages import stage_until
from wangge.cases.standing import Orders, check_of, has_resolved, orders_of, reopened_at
from wangge.cases.workflow import OrderKind, OrderState, State, Verb
from wangge.language import _
from wangge.territory.actors import Actor, actor_for
from wangge.territory.models import Absence


@transaction.atomic
def check_case(
    *,
    case: Case,
    outcome: str,
    by: Actor,
    note: str = "",
    reason: str | None = None,
    accept: bool = False,
    units: Sequence[int] = (),
    seen: int | None = None,
) -> Case:
    """The holder of the check order says what is to be seen at the place.

    What is not fixed goes back for rework, with ``reason``; with ``accept`` it goes on to closing as it is.
    ``units`` are those whose parts are to be done again, the lead unit where none is named.
    """
    orders = orders_of(case)
    held = check_of(Verb.CHECK, case, orders, by=by)
    never_own_work(case, orders, by)
    found = outcome_given(outcome)
    passes = found is Outcome.FIXED or accept
    words = words_beside(found if passes else Outcome.FIXED, note)
    why = None if found is Outcome.FIXED else reason_among(reason or "", FOR_REWORK)
    if case.state != State.CHECKING:
        raise wrong_state(case, Verb.CHECK)
    change_order(held.order, case, OrderState.DONE, done_at=by.at, result=found)
    if why is None or accept:
        steps, changes = _passed(held, orders, found, why, words, by)
    else:
        parts = parts_again(case, orders, units)
        steps, changes = _failed(case, held, orders, why, words, by, parts)
    move(case, *steps, by=by, seen=seen, changes=changes)
    return case


@transaction.atomic
def assign_check(*, case: Case, checker: User, by: Actor, seen: int | None = None) -> Case:
    """Give the check to ``checker``; its limit runs on. Also where the rule found nobody.

    SamePerson for who resolved it or is of that unit, Unusable for who may not check at the place.
    """
    role = authorise(Verb.SEND_TO_CHECK, case, by=by)
    if case.state not in {State.CHECKING, State.RESOLVED, State.REOPENED}:
        raise wrong_state(case, Verb.SEND_TO_CHECK)
    orders = orders_of(case)
    _may_check(case, checker, orders, by)
    verb, check = _hand_to(case, checker, orders, by)
    changes = {} if verb is Verb.HAND_OVER else {**stage_until(check.due_at), "needs_coordination": False}
    move(case, Step(verb, role, order=check, due_at=check.due_at), by=by, seen=seen, changes=changes)
    return case


def never_own_work(case: Case, orders: Orders, by: Actor) -> None:
    """SamePerson for who resolved it, or is of a unit that did."""
    if has_resolved(by.user_id, case, orders):
        sentence = _("You resolved case {number} yourself: somebody else checks it")
        raise SamePerson(sentence.format(number=case.number))
    if any(seat.organisation in orders.units for seat in by.seats):
        sentence = _("You are of a unit that resolved case {number}: somebody else checks it")
        raise SamePerson(sentence.format(number=case.number))


def _passed(
    held: Held, orders: Orders, found: Outcome, why: Reason | None, words: tuple[Words, ...], by: Actor
) -> tuple[list[Step], dict[str, Any]]:
    """On to closing, fixed or accepted as it is."""
    closing = begin(CLOSING_LIMIT, orders.centre_calendar, by.at).due_at
    step = Step(Verb.CHECK, held.role, order=held.order, reason=why, words=words)
    return [step], {"checked_by_id": by.user_id, "checked_at": by.at, "outcome": found, **stage_until(closing)}


def _failed(
    case: Case,
    held: Held,
    orders: Orders,
    why: Reason,
    words: tuple[Words, ...],
    by: Actor,
    parts: Sequence[Order],
) -> tuple[list[Step], dict[str, Any]]:
    """Back to the units of ``parts``; what was handled on the spot has none yet and goes to the dispatcher."""
    if parts:
        since = reopened_at(case)
        renewing = rework_term if since is None else full_term_since(since)
        return begin_rework(case, parts, renewing, role=held.role, reason=why, by=by, words=words)
    step = Step(Verb.FIND_UNHANDLED, held.role, order=held.order, reason=why, words=words)
    filed_at = by.at if case.condition_id is not None else None
    return [step], {"filed_at": filed_at, **stage_until(begin(DESK_LIMIT, orders.centre_calendar, by.at).due_at)}


def _may_check(case: Case, checker: User, orders: Orders, by: Actor) -> None:
    named = {"name": checker.work_name, "number": case.number}
    candidate = actor_for(checker, by.at)
    in_unit = any(seat.organisation in orders.units for seat in candidate.seats)
    if in_unit or has_resolved(checker.pk, case, orders):
        sentence = _("{name} resolved case {number} or is of the unit that did: somebody else checks it")
        raise SamePerson(sentence.format(**named))
    if Absence.objects.running(by.at).filter(user=checker).exists():
        raise Unusable(_("{name} is on leave: choose somebody else to check case {number}").format(**named))
    if not checker.is_active or not candidate.may_at(Permission.CHECK, case.community_id):
        sentence = _("{name} holds no posting to check at the place of case {number}: choose somebody who does")
        raise Unusable(sentence.format(**named))


def _hand_to(case: Case, checker: User, orders: Orders, by: Actor) -> tuple[Verb, Order]:
    """The open check in other hands, or a new one where the rule found nobody."""
    check = orders.check
    if check is not None and is_open(check):
        change_order(check, case, OrderState(check.state), holder_id=checker.pk, grid_code="")
        return Verb.HAND_OVER, check
    if case.state == State.CHECKING:
        raise moved_on(Case.objects.get(pk=case.pk))  # it was checked since the supervisor looked
    fields: dict[str, Any] = begin(CHECK_LIMIT, orders.centre_calendar, by.at).fields()
    kind, state = OrderKind.CHECK, OrderState.WAITING
    check = Order(case=case, kind=kind, state=state, holder_id=checker.pk, ordered_at=by.at, **fields)
    place_orders(case, [check])
    return Verb.SEND_TO_CHECK, check
