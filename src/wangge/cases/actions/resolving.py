"""Resolving: a unit's part, and with the last part the case, which goes to the check at once."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from wangge.cases.actions.check_orders import begin_check
from wangge.cases.actions.orders import change_order
from wangge.cases.models import Case, Order, Outcome
from wangge.cases.moving import Step, Words, move
from wangge.cases.outcomes import outcome_given, words_beside
from wangge.cases.refusals import Missing, wrong_state
from wangge.cases.stages import stage_until
from wangge.cases.standing import Orders, orders_of, part_of
from wangge.cases.workflow import OrderState, State, Verb, is_at_work
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def resolve_case(
    *, case: Case, by: Actor, note: str = "", outcome: str = Outcome.FIXED, seen: int | None = None
) -> Case:
    """The part of the actor's unit is done; with the last open part the case is resolved and sent to the check.

    Missing without the photo that the class asks of the lead unit, or without words for what was not fixed.
    """
    orders = orders_of(case)
    held = part_of(Verb.RESOLVE, case, orders, by=by)
    part = held.order
    result = outcome_given(outcome)
    words = words_beside(result, note)
    if not is_at_work(State(case.state), OrderState(part.state), lead=part.lead):
        raise wrong_state(case, Verb.RESOLVE)
    _needs_photo(case, part, orders)
    accepted_at = part.accepted_at or by.at
    change_order(
        part, case, OrderState.DONE, done_at=by.at, accepted_at=accepted_at, holder_id=by.user_id, result=result
    )
    steps, changes = _what_follows(case, orders, part, held.role, words, by)
    move(case, *steps, by=by, seen=seen, changes=changes)
    return case


def stage_of_rest(rest: Sequence[Order]) -> dict[str, Any]:
    """The columns of the case's stage while the parts ``rest`` are open: it ends with the lead's, so nothing changes.

    Without the lead's it ends with whichever is due next, and what was marked of that part is marked of the case.
    """
    if any(part.lead for part in rest):
        return {}
    following = min(rest, key=lambda part: part.due_at)
    return {**stage_until(following.due_at), "warned_at": following.warned_at, "overdue_at": following.overdue_at}


def dues_of_rest(case: Case, rest: Sequence[Order]) -> dict[str, Any]:
    """The columns of the case where a deadline among the open parts ``rest`` moved that is not the lead's.

    Without the lead's the case is due with the last of them, as after a rework, and never earlier than it was. Where it
    is due as before, the answer has no ``due_at``.
    """
    stage, last = stage_of_rest(rest), max(rest, key=lambda part: part.due_at)
    if not stage or (case.due_at is not None and last.due_at <= case.due_at):
        return stage
    return {**stage, "due_at": last.due_at, "original_due_at": last.original_due_at}


def _needs_photo(case: Case, part: Order, orders: Orders) -> None:
    if not part.lead or case.minor is None or not case.minor.photo_needed or part.pk in orders.photographed:
        return
    sentence = _("Case {number} needs a photo of the result, made since the unit was given it: add the photo first")
    raise Missing(sentence.format(number=case.number))


def _what_follows(
    case: Case, orders: Orders, part: Order, role: str, words: tuple[Words, ...], by: Actor
) -> tuple[list[Step], dict[str, Any]]:
    """Other units are still at it; or the case is resolved, and somebody is to check it."""
    rest = orders.open_parts
    if rest:
        return [Step(Verb.RESOLVE_PART, role, order=part, unit=part.unit_id, words=words)], stage_of_rest(rest)
    shared = [Step(Verb.RESOLVE_PART, role, order=part, unit=part.unit_id)] if len(orders.units) > 1 else []
    checks, stage = begin_check(case, orders, by=by)
    resolved = Step(Verb.RESOLVE, role, order=part, unit=part.unit_id, words=words)
    return [*shared, resolved, *checks], {"resolved_by_id": by.user_id, "resolved_at": by.at, **stage}
