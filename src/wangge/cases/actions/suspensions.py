"""A case that rests until a date, for a stated reason, once: its clocks stand still, and the public can read of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.requests import decide_request, place_request
from wangge.cases.actions.resolving import dues_of_rest
from wangge.cases.asking import none_waiting, not_the_asker, waiting_request
from wangge.cases.models import Case, NoteKind, Order, RequestKind, RequestState
from wangge.cases.moving import RULE, Step, move, said
from wangge.cases.permissions import authorise
from wangge.cases.reasons import FOR_SUSPENDING, Reason, reason_among
from wangge.cases.refusals import Missing, wrong_state
from wangge.cases.renewals import paused, resumed
from wangge.cases.stages import stage_until
from wangge.cases.standing import orders_of
from wangge.cases.workflow import OrderKind, State, Verb
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def ask_suspension(*, case: Case, reason: str, until: date, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """The lead unit asks to let the case rest until a date after today, a year ahead at most; once a case."""
    role = authorise(Verb.ASK_SUSPENSION, case, by=by)
    why = reason_among(reason, FOR_SUSPENDING)
    words = said(NoteKind.COMMENT, note)
    if case.state != State.IN_PROGRESS:
        raise wrong_state(case, Verb.ASK_SUSPENSION)
    _possible(case, until, by.at)
    part = Order.objects.filter(case=case, kind=OrderKind.PART, lead=True).latest("id")
    none_waiting(case, RequestKind.SUSPENSION, part)
    step = Step(Verb.ASK_SUSPENSION, role, unit=case.unit_id, until=until, reason=why, words=words)
    move(case, step, by=by, seen=seen)
    place_request(case, RequestKind.SUSPENSION, why, by, order=part, until=until)
    return case


@transaction.atomic
def suspend_case(*, case: Case, by: Actor, seen: int | None = None) -> Case:
    """The centre's leadership lets it rest; what each part has left is kept."""
    role = authorise(Verb.SUSPEND, case, by=by)
    request = waiting_request(case, RequestKind.SUSPENSION, seen=seen)
    not_the_asker(request, case, by)
    until = request.until or localdate(by.at)
    _possible(case, until, by.at)
    decide_request(request, case, RequestState.GRANTED, by)
    parts = [paused(part, by.at) for part in orders_of(case).open_parts]
    Order.objects.bulk_update(parts, ["paused_at", "seconds_left"])
    changes = {"suspended_until": until, "suspensions": case.suspensions + 1, **stage_until(None)}
    step = Step(Verb.SUSPEND, role, unit=case.unit_id, until=until, reason=Reason(request.reason))
    move(case, step, by=by, seen=seen, changes=changes)
    return case


@transaction.atomic
def refuse_suspension(*, case: Case, answer: str, by: Actor, seen: int | None = None) -> Case:
    """The clock runs on; ``answer`` is what the unit reads."""
    role = authorise(Verb.REFUSE_SUSPENSION, case, by=by)
    request = waiting_request(case, RequestKind.SUSPENSION, seen=seen)
    not_the_asker(request, case, by)
    words = said(NoteKind.COMMENT, answer)
    if not words:
        raise Missing(_("The unit is told why the case does not rest: write the answer"))
    decide_request(request, case, RequestState.REFUSED, by)
    move(case, Step(Verb.REFUSE_SUSPENSION, role, unit=case.unit_id, words=words), by=by, seen=seen)
    return case


@transaction.atomic
def resume_case(*, case: Case, by: Actor, seen: int | None = None) -> Case:
    """Work goes on, by rule on the date or earlier by the leadership: what was left is laid out from now."""
    role = RULE if by.is_system else authorise(Verb.RESUME, case, by=by)
    if case.state != State.SUSPENDED:
        raise wrong_state(case, Verb.RESUME)
    parts = [resumed(part, by.at) for part in orders_of(case).open_parts if part.paused_at is not None]
    Order.objects.bulk_update(parts, ["paused_at", "seconds_left", "due_at", "original_due_at"])
    lead = next((part for part in parts if part.lead), None)
    columns = _columns_of(case, parts, lead)
    step = Step(Verb.RESUME, role, order=lead, unit=case.unit_id, due_at=columns.get("due_at"))
    move(case, step, by=by, seen=seen, changes={"suspended_until": None, **columns})
    return case


def _possible(case: Case, until: date, at: datetime) -> None:
    """Raise Unusable for a second suspension, and for a date that is not between tomorrow and a year ahead."""
    if case.suspensions:
        raise Unusable(_("Case {number} rested once already: more is not possible").format(number=case.number))
    today = localdate(at)
    last = date(today.year + 1, today.month, min(today.day, 28 if today.month == 2 else 31))
    if not today < until <= last:
        sentence = _("Case {number} can rest until a day after {today} and not after {last}: choose another date")
        raise Unusable(sentence.format(number=case.number, today=today, last=last))


def _columns_of(case: Case, parts: list[Order], lead: Order | None) -> dict[str, Any]:
    """The case follows its lead part; where that is done, the others with what was marked of them."""
    if lead is None:
        return dues_of_rest(case, parts) if parts else stage_until(None)
    columns = {**stage_until(lead.due_at), "overdue_at": lead.overdue_at, "warned_at": lead.warned_at}
    return {**columns, "due_at": lead.due_at, "original_due_at": lead.original_due_at}
