"""What a step means inside the house: messages to units, to holders of orders and to the centre, in Chinese.

Pure over rows that were read, as ``tidings`` is for followers.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from wangge.cases.models import CaseStep, Order
from wangge.cases.moving import RULE
from wangge.cases.tidings import Setting
from wangge.cases.workflow import ORDER_OPEN, OrderKind, OrderState, Verb
from wangge.language import CHINESE, _, speaking
from wangge.messages.models import Channel
from wangge.messages.outbox import Draft
from wangge.territory.desks import CENTRE


def inside_drafts(step: CaseStep, parts: Sequence[Order], setting: Setting) -> Iterator[Draft]:
    """Every message that the step causes inside; ``parts`` are those of all units that the case has or had."""
    with speaking(CHINESE):  # what desks and inboxes of offices read
        drafts = [*_to_units(step, parts, setting), *_to_holder(step, setting), *_to_centre(step, setting)]
    yield from drafts


def _to_units(step: CaseStep, parts: Sequence[Order], setting: Setting) -> Iterator[Draft]:
    sentence = _unit_sentences().get(Verb(step.verb))
    if sentence is None:
        return
    for unit in _units_told(step, parts):
        until = setting.until(_own_due(unit, step, parts) or step.due_at or step.case.due_at)
        yield _desk(step, f"unit:{unit}", sentence.format(number=step.case.number, day=step.until or "", until=until))


def _unit_sentences() -> dict[Verb, str]:
    return {
        Verb.DISPATCH: _("Case {number} is yours, to be resolved {until}"),
        Verb.REDISPATCH: _("Case {number} is yours, to be resolved {until}"),
        Verb.CHANGE_CLASS: _("Case {number} has another class now, to be resolved {until}"),
        Verb.RETURN: _("Case {number} went back to the centre, and your part of it ended"),
        Verb.RETURN_PART: _("Case {number} is yours again, {until}: a supporting unit gave its part back"),
        Verb.SEND_TO_REWORK: _("Case {number} was found not fixed and is yours again, {until}"),
        Verb.REWORK_PART: _("Case {number} was found not fixed and is yours again, {until}"),
        Verb.SUPERVISE: _("Supervision order for case {number}"),
        Verb.GRANT_EXTENSION: _("More time was granted for case {number}: {until}"),
        Verb.REFUSE_EXTENSION: _("No more time was granted for case {number}"),
        Verb.SUSPEND: _("Case {number} rests until {day}"),
        Verb.REFUSE_SUSPENSION: _("Case {number} does not rest: its limit runs on"),
        Verb.RESUME: _("Work on case {number} goes on, to be resolved {until}"),
        Verb.WARN: _("Case {number} is due soon: {until}"),
        Verb.MARK_OVERDUE: _("Case {number} is overdue"),
        Verb.HAND_OVER: _("Whoever handled case {number} has left: assign it to somebody else"),
        Verb.VOID: _("Case {number} is void: nothing more is to be done"),
        Verb.CLOSE: _("Case {number} was checked and closed"),
    }


_OF_ONE_PART = frozenset({Verb.WARN, Verb.MARK_OVERDUE, Verb.SUPERVISE, Verb.HAND_OVER})
_OF_ALL_PARTS = frozenset({Verb.SUSPEND, Verb.RESUME, Verb.VOID, Verb.CLOSE})


def _units_told(step: CaseStep, parts: Sequence[Order]) -> list[int]:
    """The units that a step concerns: whoever is given a part, all who worked on it at its end, else the one named.

    What is about no unit's part is about a desk or an errand, and no unit's business.
    """
    if step.verb in {Verb.DISPATCH, Verb.REDISPATCH}:
        found = [step.unit_id, *(part.unit_id for part in parts if part.ordered_at == step.at)]
    elif step.verb in _OF_ALL_PARTS:
        found = [part.unit_id for part in parts if part.state != OrderState.SENT_BACK and _was_theirs(part, step)]
    elif step.verb == Verb.RETURN:
        found = [part.unit_id for part in parts if part.state == OrderState.CANCELLED and _came_with(part, step)]
    elif step.verb == Verb.RETURN_PART:
        found = [step.case.unit_id if step.due_at is not None else None]  # the lead, where its part begins anew
    elif step.verb in _OF_ONE_PART:
        found = [step.unit_id]
    else:
        found = [step.unit_id or step.case.unit_id]
    return list(dict.fromkeys(unit for unit in found if unit is not None))


def _own_due(unit: int, step: CaseStep, parts: Sequence[Order]) -> datetime | None:
    """What a unit has left when a case goes on is its own; None where the step itself tells the limit."""
    if step.verb != Verb.RESUME:
        return None
    return next((part.due_at for part in parts if part.unit_id == unit and part.state in ORDER_OPEN), None)


def _came_with(part: Order, step: CaseStep) -> bool:
    """Whether the part was given by the same dispatch as the order of the step."""
    return step.order is not None and part.ordered_at == step.order.ordered_at


def _was_theirs(part: Order, step: CaseStep) -> bool:
    """A void cancels the parts that it ends; elsewhere a cancelled part ended before."""
    return part.state != OrderState.CANCELLED or step.verb == Verb.VOID


def _to_holder(step: CaseStep, setting: Setting) -> Iterator[Draft]:
    """Who is to verify or to check hears of the order, and of its limit; at night only of danger."""
    order = step.order
    if order is None or order.holder_id is None or order.kind == OrderKind.PART or order.state not in ORDER_OPEN:
        return
    sentence = _holder_sentences(OrderKind(order.kind)).get(Verb(step.verb))
    if sentence is None:
        return
    urgent = step.case.urgent
    read = setting if urgent else setting.by_day()
    text = sentence.format(number=step.case.number, until=read.until(order.due_at))
    yield Draft(
        f"step:{step.pk}:holder",
        Channel.INBOX,
        step.verb,
        text,
        to_user_id=order.holder_id,
        urgent=urgent,
        not_before=None if urgent else setting.morning,
    )


def _holder_sentences(kind: OrderKind) -> dict[Verb, str]:
    """``file`` carries the verification that runs beside an urgent case."""
    verify = _("Please verify case {number} at the place, {until}")
    asked = verify if kind is OrderKind.VERIFY else _("Please check case {number} at the place, {until}")
    return {
        **dict.fromkeys((Verb.FILE, Verb.SEND_TO_VERIFY, Verb.SEND_TO_CHECK, Verb.HAND_OVER), asked),
        Verb.WARN: _("Case {number} is due soon: {until}"),
        Verb.MARK_OVERDUE: _("Case {number} is overdue"),
    }


_ASKED = (Verb.ASK_EXTENSION, Verb.ASK_SUSPENSION, Verb.ASK_VOID, Verb.ASK_APPEAL)


def _to_centre(step: CaseStep, setting: Setting) -> Iterator[Draft]:
    """What comes back to the centre, what it is asked, limits of its own desks, and what nobody else gets done."""
    own_limit = step.order_id is None
    sentence = {
        Verb.RETURN: _("Case {number} came back to the centre"),
        Verb.RETURN_PART: _("A supporting unit gave its part of case {number} back"),
        Verb.REFUTE: _("Case {number} came back to the centre"),
        **dict.fromkeys(_ASKED, _("Somebody asks for a decision about case {number}")),
        Verb.WARN: _("Case {number} is due soon: {until}") if own_limit else None,
        Verb.MARK_OVERDUE: _("Case {number} is overdue") if own_limit else None,
        Verb.SUPERVISE: _("Case {number} is late by its whole limit: coordinate it") if step.role == RULE else None,
    }.get(Verb(step.verb))
    if sentence is not None:
        text = sentence.format(number=step.case.number, until=setting.until(step.due_at))
        yield _desk(step, CENTRE, text)


def _desk(step: CaseStep, desk: str, text: str) -> Draft:
    return Draft(f"step:{step.pk}:{desk}", Channel.INBOX, step.verb, text, to_desk=desk)
