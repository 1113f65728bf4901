"""Closing, by who neither resolved nor checked (R-17); and opening again: after a failed audit, or for the reporter."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.check_orders import begin_check
from wangge.cases.actions.orders import cancel_orders
from wangge.cases.actions.reworking import begin_rework, parts_again
from wangge.cases.holding import is_open
from wangge.cases.models import Case, Follower, NoteKind
from wangge.cases.moving import REPORTER, RULE, Step, move, said
from wangge.cases.outcomes import outcome_given, outcome_words
from wangge.cases.permissions import authorise
from wangge.cases.reasons import FOR_REOPENING, Reason, reason_among
from wangge.cases.refusals import NotYours, SamePerson, wrong_state
from wangge.cases.renewals import full_term
from wangge.cases.stages import stage_until
from wangge.cases.standing import Orders, has_resolved, orders_of
from wangge.cases.workflow import OrderKind, State, Verb
from wangge.catalogue.models import ClosureCondition
from wangge.language import _
from wangge.territory.actors import Actor

REOPENED_WITHIN = timedelta(days=15)  # of closing, by the reporter


@transaction.atomic
def close_case(
    *, case: Case, closure: str, by: Actor, outcome: str | None = None, answer: str = "", seen: int | None = None
) -> Case:
    """End a checked case under a closure condition of its class, with the outcome that the check found.

    ``answer`` is what the reporter reads.
    """
    role = authorise(Verb.CLOSE, case, by=by)
    if case.state != State.CHECKED:
        raise wrong_state(case, Verb.CLOSE)
    orders = orders_of(case)
    _never_own_work(case, orders, by)
    _same_outcome(case, outcome)
    ended = {"closure_id": _closure(case, closure), "closed_at": by.at, **stage_until(None)}
    step = Step(Verb.CLOSE, role, unit=case.unit_id, words=said(NoteKind.PUBLIC, answer))
    if any(is_open(order) for order in orders.rows):
        cancel_orders(case, OrderKind.VERIFY)  # an urgent case's verification that nobody needs any more
    move(case, step, by=by, seen=seen, changes=ended)
    return case


@transaction.atomic
def reopen_case(
    *, case: Case, reason: str, by: Actor, note: str = "", units: Sequence[int] = (), seen: int | None = None
) -> Case:
    """A sample audit found it not fixed: back to the lead unit, or to ``units``, with a full limit from now."""
    role = authorise(Verb.REOPEN, case, by=by)
    why = reason_among(reason, FOR_REOPENING)
    reopened = Step(Verb.REOPEN, role, reason=why, words=said(NoteKind.COMMENT, note))
    if case.state != State.CLOSED:
        raise wrong_state(case, Verb.REOPEN)
    orders = orders_of(case)
    parts = parts_again(case, orders, units)
    if parts:
        steps, changes = begin_rework(case, parts, full_term, role=RULE, reason=why, by=by)
    else:  # handled on the spot: whoever checks it again finds it unhandled
        steps, changes = begin_check(case, orders, by=by, rather_not=orders.checkers)
    move(case, reopened, *steps, by=by, seen=seen, changes={**_open_again(case), **changes})
    return case


@transaction.atomic
def reopen_by_reporter(*, follower: Follower, by: Actor) -> Case:
    """Whoever reported it says within 15 days of closing that it is not fixed: it is checked again.

    ``follower`` was found by the secret of a private link, or is the actor. NotYours for who only joined: their answer
    is kept, and the duty supervisor decides.
    """
    if by.user_id is not None and by.user_id != follower.user_id:
        raise NotYours(_("Only who follows the case, or holds the link of it, opens it again"))
    case = case_followed(follower)
    if not follower.reporter:
        sentence = _("Who joined case {number} does not open it again: the reporter does, or the duty supervisor")
        raise NotYours(sentence.format(number=case.number))
    if case.state != State.CLOSED:
        raise wrong_state(case, Verb.REOPEN)
    if not is_fresh(case, by):
        sentence = _("Case {number} was closed on {day}, more than {days} days ago: report what you see as a new case")
        closed = localtime(case.closed_at).date()
        raise Unusable(sentence.format(number=case.number, day=closed, days=REOPENED_WITHIN.days))
    steps, changes = check_again(case, follower, by)
    move(case, *steps, by=by, changes=changes)
    return case


def case_followed(follower: Follower) -> Case:
    """The follower's case, or the one that it was merged into."""
    return follower.case.merged_into or follower.case


def may_reopen(follower: Follower, by: Actor) -> bool:
    """Whether a "no" of theirs still opens it again: of who reported it, or a case that was merged into it."""
    return follower.reporter and is_fresh(case_followed(follower), by)


def is_fresh(case: Case, by: Actor) -> bool:
    """Whether it was closed so lately that what is wrong is no new report."""
    return case.closed_at is not None and case.state == State.CLOSED and by.at <= case.closed_at + REOPENED_WITHIN


def check_again(case: Case, follower: Follower, by: Actor) -> tuple[list[Step], dict[str, Any]]:
    """Reopened for a follower; another than before is to check, if there is one. Writes the check order."""
    orders = orders_of(case)
    before = orders.checkers | ({follower.user_id} if follower.user_id is not None else frozenset())
    checks, stage = begin_check(case, orders, by=by, rather_not=before)
    steps = [Step(Verb.REOPEN, REPORTER, reason=Reason.REPORTER_SAYS_NO), *checks]
    return steps, {**_open_again(case), **stage}


def _never_own_work(case: Case, orders: Orders, by: Actor) -> None:
    if by.user_id is not None and (by.user_id == case.checked_by_id or has_resolved(by.user_id, case, orders)):
        sentence = _("You resolved or checked case {number} yourself: somebody else closes it")
        raise SamePerson(sentence.format(number=case.number))


def _same_outcome(case: Case, outcome: str | None) -> None:
    if outcome is not None and outcome != case.outcome:
        told = outcome_words(outcome_given(outcome))
        sentence = _("The check of case {number} found {found}, not {outcome}: who closes does not change it")
        raise Unusable(sentence.format(number=case.number, found=outcome_words(case.outcome), outcome=told))


def _closure(case: Case, code: str) -> int:
    """The closure condition of the class that the case was filed under, whatever edition is in force now."""
    known = dict(ClosureCondition.objects.filter(minor=case.minor_id).order_by("code").values_list("code", "id"))
    if code not in known:
        sentence = _("The class of case {number} has no closure condition {code}; it has {known}")
        raise Unusable(sentence.format(number=case.number, code=code or "?", known=", ".join(known)))
    return known[code]


def _open_again(case: Case) -> dict[str, Any]:
    ended = {"closed_at": None, "closure_id": None, "outcome": "", "checked_at": None}
    return {**ended, "reopenings": case.reopenings + 1}
