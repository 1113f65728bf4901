"""More time for a unit's part: asked before the deadline, granted by the centre, the second by its leadership."""

from typing import Any

from django.db import transaction

from wangge.accounts.permissions import Permission
from wangge.cases.actions.orders import change_order
from wangge.cases.actions.requests import decide_request, place_request
from wangge.cases.actions.resolving import dues_of_rest
from wangge.cases.asking import ensure_extendable, not_the_asker, waiting_request
from wangge.cases.holding import is_open, own_part
from wangge.cases.models import Case, NoteKind, Order, Request, RequestKind, RequestState
from wangge.cases.moving import Step, move, said
from wangge.cases.permissions import authorise, seat_at_level
from wangge.cases.reasons import FOR_EXTENDING, Reason, reason_among
from wangge.cases.refusals import Missing, NotYours, moved_on, wrong_state
from wangge.cases.renewals import extended_until
from wangge.cases.stages import stage_until
from wangge.cases.workflow import OrderKind, OrderState, State, Verb, is_at_work
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def ask_extension(*, case: Case, reason: str, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """The unit asks for one limit more for its own part, before its deadline; at most two are granted."""
    held = own_part(Verb.ASK_EXTENSION, case, by=by)
    why = reason_among(reason, FOR_EXTENDING)
    words = said(NoteKind.COMMENT, note)
    part = held.order
    if not is_at_work(State(case.state), OrderState(part.state), lead=part.lead):
        raise wrong_state(case, Verb.ASK_EXTENSION)
    ensure_extendable(case, part, by)
    verb, unit, due_at = Verb.ASK_EXTENSION, part.unit_id, part.due_at
    step = Step(verb, held.role, order=part, unit=unit, due_at=due_at, reason=why, words=words)
    move(case, step, by=by, seen=seen)
    place_request(case, RequestKind.EXTENSION, why, by, order=part)
    return case


@transaction.atomic
def grant_extension(*, case: Case, by: Actor, unit: int | None = None, seen: int | None = None) -> Case:
    """Lay one limit more out from the old deadline, by the frozen calendar; the case follows its lead part.

    Where that is done, the case follows the part that is due last. The step is of the part's order, except where a
    supporting part's time moves the deadline of the case: then it is of the case and of no order.
    """
    role = authorise(Verb.GRANT_EXTENSION, case, by=by)
    request, part = _asked(case, unit, seen)
    if part.extensions:
        role = _leadership(case, by)
    not_the_asker(request, case, by)
    due_at = extended_until(case, part)
    count = part.extensions + 1
    change_order(part, case, OrderState(part.state), due_at=due_at, extensions=count, warned_at=None, overdue_at=None)
    decide_request(request, case, RequestState.GRANTED, by)
    changes = {"due_at": due_at, "extensions": count, **stage_until(due_at)} if part.lead else _beside_lead(case)
    order = None if "due_at" in changes and not part.lead else part
    reason = Reason(request.reason)
    step = Step(Verb.GRANT_EXTENSION, role, order=order, unit=part.unit_id, due_at=due_at, reason=reason)
    move(case, step, by=by, seen=seen, changes=changes)
    return case


@transaction.atomic
def refuse_extension(*, case: Case, answer: str, by: Actor, unit: int | None = None, seen: int | None = None) -> Case:
    """The deadline stays, and the refusal is not counted; ``answer`` is what the unit reads."""
    role = authorise(Verb.REFUSE_EXTENSION, case, by=by)
    request, part = _asked(case, unit, seen)
    not_the_asker(request, case, by)
    words = said(NoteKind.COMMENT, answer)
    if not words:
        raise Missing(_("The unit is told why it gets no more time: write the answer"))
    decide_request(request, case, RequestState.REFUSED, by)
    step = Step(Verb.REFUSE_EXTENSION, role, order=part, unit=part.unit_id, due_at=part.due_at, words=words)
    move(case, step, by=by, seen=seen)
    return case


def _asked(case: Case, unit: int | None, seen: int | None) -> tuple[Request, Order]:
    request = waiting_request(case, RequestKind.EXTENSION, seen=seen, unit=unit)
    part = request.order
    if part is None or not is_open(part):
        raise moved_on(case)
    return request, part


def _beside_lead(case: Case) -> dict[str, Any]:
    """The columns of the case after a supporting unit was granted time: none while the lead's part is open."""
    return dues_of_rest(case, list(Order.objects.filter(case=case, kind=OrderKind.PART, open=True)))


def _leadership(case: Case, by: Actor) -> str:
    """The role that grants a second extension."""
    if by.is_system:
        return by.name
    seat = seat_at_level(Permission.GRANT_SECOND_EXTENSION, case, by=by)
    if seat is None:
        sentence = _("The second extension of case {number} is granted by the centre's leadership")
        raise NotYours(sentence.format(number=case.number))
    return seat.role.value
