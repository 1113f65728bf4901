"""The inbox of a unit: acknowledge, assign, return ("not ours"). A supporting unit does so with its own part only."""

from typing import Any

from django.db import transaction

from wangge.accounts.models import User
from wangge.accounts.permissions import OF_THE_UNIT
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.orders import cancel_orders, change_order
from wangge.cases.actions.resolving import stage_of_rest
from wangge.cases.clocks import calendar_of, limit_of
from wangge.cases.holding import own_part
from wangge.cases.models import Case, NoteKind, Order
from wangge.cases.moving import Step, move, said
from wangge.cases.reasons import FOR_RETURNING, reason_among
from wangge.cases.refusals import Missing, moved_on, wrong_state
from wangge.cases.renewals import full_term, renewed_case, renewed_part
from wangge.cases.stages import desk_stage, without_unit
from wangge.cases.workflow import ORDER_OPEN, OrderKind, OrderState, State, Verb
from wangge.catalogue.editions import Edition, edition_in_force
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import Posting

COORDINATED_AFTER = 2  # returns; then units are brought together instead of passing the case on


@transaction.atomic
def acknowledge_case(*, case: Case, by: Actor, seen: int | None = None) -> Case:
    """The unit has seen it; when the lead has, the case is in progress, or in a rework without the lead the first."""
    held = own_part(Verb.ACKNOWLEDGE, case, by=by)
    if held.order.state != OrderState.WAITING:
        raise moved_on(case)
    change_order(held.order, case, OrderState.ACCEPTED, accepted_at=by.at)
    verb = Verb.ACKNOWLEDGE if held.order.lead or _goes_on_without_lead(case) else Verb.ACKNOWLEDGE_PART
    move(case, Step(verb, held.role, order=held.order, unit=held.order.unit_id), by=by, seen=seen)
    return case


@transaction.atomic
def assign_handler(*, case: Case, handler: User, by: Actor, seen: int | None = None) -> Case:
    """Name who of the unit does it; somebody else's name takes its place."""
    held = own_part(Verb.ASSIGN, case, by=by)
    if held.order.state != OrderState.ACCEPTED:
        raise wrong_state(case, Verb.ASSIGN)
    if not _is_of_unit(handler, held.order, by):
        sentence = _("{name} holds no posting in the unit now: choose a handler of the unit that has case {number}")
        raise Unusable(sentence.format(name=handler.work_name, number=case.number))
    change_order(held.order, case, OrderState.ACCEPTED, holder_id=handler.pk)
    changes = {"handler_id": handler.pk} if held.order.lead else {}
    step = Step(Verb.ASSIGN, held.role, order=held.order, unit=held.order.unit_id)
    move(case, step, by=by, seen=seen, changes=changes)
    return case


@transaction.atomic
def return_case(
    *, case: Case, reason: str, owner: int | None = None, note: str, by: Actor, seen: int | None = None
) -> Case:
    """The unit says that it is not theirs, whose it is (``owner``, or in the words), and how one sees that.

    The step's unit is the owner that was named; its order is of the unit that returns. The unit's clock stops. When the
    lead returns it, the parts of the others end too; a supporting unit leaves the case with the lead.
    """
    held = own_part(Verb.RETURN, case, by=by)
    why = reason_among(reason, FOR_RETURNING)
    words = said(NoteKind.COMMENT, note)
    if not words:
        sentence = _("Say whose case {number} is and how one sees that it is not yours")
        raise Missing(sentence.format(number=case.number))
    edition = edition_in_force()
    if owner is not None and (owner not in edition.units or owner == held.order.unit_id):
        raise Unusable(_("The owner that you name is no other open unit: choose one, or describe it in the words"))
    left = calendar_of(held.order).remaining_seconds(by.at, held.order.due_at, limit_of(held.order))
    change_order(held.order, case, OrderState.SENT_BACK, paused_at=by.at, seconds_left=left)
    verb = Verb.RETURN if held.order.lead else Verb.RETURN_PART
    changes = _without_lead(case, edition, by) if held.order.lead else _without_support(case, by)
    due_at = changes.get("due_at")  # of the lead's part, where that begins anew
    step = Step(verb, held.role, order=held.order, unit=owner, due_at=due_at, reason=why, words=words)
    move(case, step, by=by, seen=seen, changes=changes)
    return case


def _goes_on_without_lead(case: Case) -> bool:
    """Whether only supporting units have rework: then the first of them takes the case up again."""
    led = Order.objects.filter(case=case, kind=OrderKind.PART, lead=True, open=True)
    return case.state == State.REWORK and not led.exists()


def _is_of_unit(handler: User, order: Order, by: Actor) -> bool:
    held = Posting.objects.in_force(by.at).filter(user=handler, organisation=order.unit_id)
    return held.filter(role__in=OF_THE_UNIT).exists()


def _without_lead(case: Case, edition: Edition, by: Actor) -> dict[str, Any]:
    """Nobody works on it now: back to the dispatcher, and after the second time to the coordination list too."""
    cancel_orders(case, OrderKind.PART)
    returns = case.returns + 1
    needs_coordination = case.needs_coordination or returns >= COORDINATED_AFTER
    counted = {"returns": returns, "needs_coordination": needs_coordination}
    return {**counted, **without_unit(), **desk_stage(edition, by.at)}


def _without_support(case: Case, by: Actor) -> dict[str, Any]:
    """The lead answers for the whole: where all others are done, it gets its own part again, or the case had no end.

    What others gave back is new to it: it has a full limit, as the next unit has after a return.
    """
    parts = Order.objects.filter(case=case, kind=OrderKind.PART)
    rest = list(parts.filter(state__in=ORDER_OPEN))
    if rest:
        return stage_of_rest(rest)
    lead = parts.filter(lead=True, state=OrderState.DONE).latest("id")
    term = full_term(case, lead, by.at)
    change_order(lead, case, OrderState.WAITING, **renewed_part(term, by.at), extensions=0)
    return {"needs_coordination": True, "extensions": 0, **renewed_case(term)}
