"""Voiding: one person asks, a second one does it. What was entered by mistake ends without a result."""

from django.db import transaction

from wangge.cases.actions.requests import decide_request, place_request
from wangge.cases.asking import none_waiting, not_the_asker, waiting_request
from wangge.cases.models import Case, NoteKind, Order, RequestKind, RequestState
from wangge.cases.moving import Step, move, said
from wangge.cases.permissions import authorise
from wangge.cases.reasons import FOR_VOIDING, Reason, reason_among
from wangge.cases.refusals import Missing, wrong_state
from wangge.cases.stages import stage_until
from wangge.cases.workflow import ORDER_OPEN, OrderState, Verb
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def ask_void(*, case: Case, reason: str, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """Ask that the case ends as if it had not been; a reason that has no code of its own needs words."""
    role = authorise(Verb.ASK_VOID, case, by=by)
    why = reason_among(reason, FOR_VOIDING)
    words = said(NoteKind.COMMENT, note)
    if why is Reason.OTHER and not words:
        raise Missing(_("Say in a few words why case {number} is to be void").format(number=case.number))
    if not case.open:
        raise wrong_state(case, Verb.ASK_VOID)
    none_waiting(case, RequestKind.VOID)
    move(case, Step(Verb.ASK_VOID, role, reason=why, words=words), by=by, seen=seen)
    place_request(case, RequestKind.VOID, why, by)
    return case


@transaction.atomic
def void_case(*, case: Case, by: Actor, seen: int | None = None) -> Case:
    """A second person ends it; whatever was ordered is taken back."""
    role = authorise(Verb.VOID, case, by=by)
    request = waiting_request(case, RequestKind.VOID, seen=seen)
    not_the_asker(request, case, by)
    decide_request(request, case, RequestState.GRANTED, by)
    Order.objects.filter(case=case, state__in=ORDER_OPEN).update(state=OrderState.CANCELLED)
    step = Step(Verb.VOID, role, unit=case.unit_id, reason=Reason(request.reason))
    move(case, step, by=by, seen=seen, changes={"suspended_until": None, **stage_until(None)})
    return case


@transaction.atomic
def refuse_void(*, case: Case, answer: str, by: Actor, seen: int | None = None) -> Case:
    """A second person lets it go on; ``answer`` is what who asked reads."""
    role = authorise(Verb.REFUSE_VOID, case, by=by)
    request = waiting_request(case, RequestKind.VOID, seen=seen)
    not_the_asker(request, case, by)
    words = said(NoteKind.COMMENT, answer)
    if not words:
        raise Missing(_("Whoever asked to void case {number} is told why not: write it").format(number=case.number))
    decide_request(request, case, RequestState.REFUSED, by)
    move(case, Step(Verb.REFUSE_VOID, role, words=words), by=by, seen=seen)
    return case
