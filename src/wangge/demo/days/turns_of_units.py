"""A unit's part of a day: acknowledging, returning, asking for time, resolving with a photo."""

from datetime import timedelta

from wangge.accounts.permissions import Role
from wangge.cases.actions.extensions import ask_extension, grant_extension, refuse_extension
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.suspensions import ask_suspension, suspend_case
from wangge.cases.actions.unit import acknowledge_case, assign_handler, return_case
from wangge.cases.models import Order, PhotoStage, Request, RequestKind, RequestState
from wangge.cases.reasons import Reason
from wangge.cases.workflow import ORDER_OPEN, OrderKind, State
from wangge.demo.days.reports import add_photo
from wangge.demo.days.scene import Now

_REFUSED = 0.2  # of the extensions that are asked for


def acknowledge(now: Now) -> None:
    """The clerk has seen it, or says that it is not theirs."""
    clerk = now.of_unit(Role.UNIT_CLERK, now.case.unit_id)
    if now.case.returns < now.story.fate.returns and now.case.state == State.DISPATCHED:
        return_case(case=now.case, reason=Reason.OTHER_OWNER, note="经现场勘查，不属本单位管养", by=clerk)
        return
    acknowledge_case(case=now.case, by=clerk)


def is_to_be_talked_about(now: Now) -> bool:
    """Whether something comes before resolving: a handler is named, time is asked for or decided upon."""
    return _wants_handler(now) or _wants_time(now) or _wants_rest(now) or _waiting(now) is not None


def go_on(now: Now) -> None:
    """The next thing on the way to the result."""
    waiting = _waiting(now)
    if waiting is not None:
        _decide(now, waiting)
    elif _wants_handler(now):
        _name_handler(now)
    elif _wants_rest(now):
        _ask_rest(now)
    elif _wants_time(now):
        _ask_time(now)
    else:
        _resolve(now)


def _name_handler(now: Now) -> None:
    now.story.assigned = True
    handler = now.of_unit(Role.HANDLER, now.case.unit_id).user
    assert handler is not None
    assign_handler(case=now.case, handler=handler, by=now.of_unit(Role.UNIT_CLERK, now.case.unit_id))


def _ask_rest(now: Now) -> None:
    until = now.story.rest_asked = now.at.date() + timedelta(days=now.story.fate.rest_days)
    clerk = now.of_unit(Role.UNIT_CLERK, now.case.unit_id)
    ask_suspension(case=now.case, reason=Reason.MATERIAL, until=until, note="等待配件到货", by=clerk)


def _ask_time(now: Now) -> None:
    """In time only: afterwards nobody asks."""
    now.story.extension_asked = True
    if now.case.due_at is not None and now.at < now.case.due_at:
        clerk = now.of_unit(Role.UNIT_CLERK, now.case.unit_id)
        ask_extension(case=now.case, reason=Reason.NEEDS_OTHERS, note="需与其他单位协同", by=clerk)


def _decide(now: Now, waiting: Request) -> None:
    if waiting.kind == RequestKind.SUSPENSION:
        suspend_case(case=now.case, by=now.one_of(Role.CENTRE_LEAD))
    elif now.scene.chance.random() < _REFUSED:
        refuse_extension(case=now.case, answer="请按期完成", by=now.one_of(Role.CENTRE_LEAD))
    else:
        grant_extension(case=now.case, by=now.one_of(Role.DUTY_SUPERVISOR))


def _resolve(now: Now) -> None:
    """Supporting units first; the lead shows its result on a photo."""
    opened = Order.objects.filter(case=now.case, kind=OrderKind.PART, state__in=sorted(ORDER_OPEN))
    part = opened.order_by("lead", "id")[0]
    role = Role.HANDLER if part.lead and now.case.handler_id is not None else Role.UNIT_CLERK
    by = now.of_unit(role, part.unit_id)
    if part.lead:
        add_photo(now.scene, now.case, PhotoStage.RESOLVE, by)
    resolve_case(case=now.scene.case_of(now.story), note="已处理完毕", by=by)


def _waiting(now: Now) -> Request | None:
    """What the unit asked for and nobody decided yet."""
    if not (now.story.extension_asked or now.story.rest_asked):
        return None
    kinds = (RequestKind.EXTENSION, RequestKind.SUSPENSION)
    return Request.objects.filter(case=now.case, kind__in=kinds, state=RequestState.ASKED).first()


def _wants_handler(now: Now) -> bool:
    return now.story.fate.by_handler and not now.story.assigned


def _wants_time(now: Now) -> bool:
    return now.story.fate.extended and not now.story.extension_asked and not now.case.urgent


def _wants_rest(now: Now) -> bool:
    return bool(now.story.fate.rest_days) and now.story.rest_asked is None and not now.case.urgent
