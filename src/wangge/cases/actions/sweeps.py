"""What time does to cases: warnings, overdue marks, escalation, resumption. By rule, in batches, again without harm.

Of a case one limit is handled at a time; a second one that is due at the same moment comes with the next sweep.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from wangge.cases.actions.suspensions import resume_case
from wangge.cases.asking import GIVEN_AWAY, WAITING
from wangge.cases.due import (
    desks_nearing,
    desks_overdue,
    is_long_overdue,
    is_the_stage,
    orders_long_overdue,
    orders_nearing,
    orders_overdue,
)
from wangge.cases.models import Case, CaseStep, Order, Request, RequestKind, RequestState
from wangge.cases.moving import RULE
from wangge.cases.reasons import Reason
from wangge.cases.refusals import MovedOn, WrongStateRefusal
from wangge.cases.workflow import AT_THE_UNIT, ORDER_OPEN, State, Verb
from wangge.territory.actors import system

Row = TypeVar("Row", Case, Order)

_BATCH = 500


class _RacedError(Exception):
    """Somebody acts on a case of the batch at this moment."""


@dataclass(frozen=True)
class _Kind:
    """The step to append; ``column``, empty yet, takes the moment in the order, and in the case if it is its stage."""

    verb: Verb
    column: str = ""
    reason: str = ""


@dataclass(frozen=True)
class _Mark:
    """A case, perhaps for one of its orders; ``stage`` where the limit is the one of the case's own stage."""

    case: Case
    order: Order | None = None
    stage: bool = True


_WARNED = _Kind(Verb.WARN, "warned_at")
_OVERDUE = _Kind(Verb.MARK_OVERDUE, "overdue_at")
_ESCALATED = _Kind(Verb.SUPERVISE, reason=Reason.OVERDUE)


def warn_of_limits(at: datetime) -> int:
    """Say once of each limit that a quarter of it is left; return how often."""
    return _mark_orders(_WARNED, orders_nearing(at), at) + _mark_desks(_WARNED, desks_nearing(at), at)


def mark_overdue(at: datetime) -> int:
    """Mark each limit that passed, once; return how many."""
    return _mark_orders(_OVERDUE, orders_overdue(at), at) + _mark_desks(_OVERDUE, desks_overdue(at), at)


def escalate_long_overdue(at: datetime) -> int:
    """Put onto the coordination list what is overdue by more than its limit, once a limit; return how many."""
    written = 0
    for page in _pages(orders_long_overdue(at).select_related("case")):
        late = [_Mark(order.case, order) for order in _one_a_case(page) if is_long_overdue(order, at)]
        written += _write_or_skip(_ESCALATED, late, at)
    return written


def resume_suspended(at: datetime) -> int:
    """Resume what was to rest until today; return how many."""
    due = Case.objects.filter(open=True, state=State.SUSPENDED, suspended_until__lte=localdate(at))
    return sum(_resume(case, at) for page in _pages(due) for case in page)


def lapse_requests(at: datetime) -> int:
    """Refuse, by nobody, what cannot be granted any more because the case went on; return how many."""
    of_the_unit = Q(kind__in=(RequestKind.EXTENSION, RequestKind.SUSPENSION))
    gone = of_the_unit & ~Q(case__state__in=sorted({*AT_THE_UNIT, State.SUSPENDED}))
    done = Q(kind=RequestKind.EXTENSION) & ~Q(order__state__in=sorted(ORDER_OPEN)) | Q(order__state__in=GIVEN_AWAY)
    ended = Q(kind=RequestKind.VOID, case__open=False)
    rows = Request.objects.filter(gone | done | ended, state__in=WAITING)
    return rows.update(state=RequestState.REFUSED, decided_at=at)


def _mark_orders(kind: _Kind, orders: QuerySet[Order], at: datetime) -> int:
    written = 0
    for page in _pages(orders.select_related("case")):
        marks = [_Mark(order.case, order, is_the_stage(order)) for order in _one_a_case(page)]
        written += _write_or_skip(kind, marks, at)
    return written


def _mark_desks(kind: _Kind, cases: QuerySet[Case], at: datetime) -> int:
    return sum(_write_or_skip(kind, [_Mark(case) for case in page], at) for page in _pages(cases))


def _resume(case: Case, at: datetime) -> int:
    try:
        resume_case(case=case, by=system(at))
    except (MovedOn, WrongStateRefusal):
        return 0  # somebody was first
    return 1


def _pages(rows: QuerySet[Row]) -> Iterator[list[Row]]:
    """Batches by id; what a batch could not write is not asked for again, so this ends."""
    last = 0
    while True:
        page = list(rows.filter(pk__gt=last).order_by("pk")[:_BATCH])
        if page:
            last = page[-1].pk
            yield page
        if len(page) < _BATCH:
            return


def _one_a_case(orders: Sequence[Order]) -> list[Order]:
    return list({order.case_id: order for order in reversed(orders)}.values())


def _write_or_skip(kind: _Kind, marks: Sequence[_Mark], at: datetime) -> int:
    """All at once; where somebody acts on one of them right now, one by one, and that one later."""
    if not marks:
        return 0
    try:
        return _write(kind, marks, at)
    except _RacedError:
        return sum(_write_alone(kind, mark, at) for mark in marks)


def _write_alone(kind: _Kind, mark: _Mark, at: datetime) -> int:
    try:
        return _write(kind, [mark], at)
    except _RacedError:
        return 0


@transaction.atomic
def _write(kind: _Kind, marks: Sequence[_Mark], at: datetime) -> int:
    """Orders, then cases, as every verb does it, so that nobody waits for each other; four statements at most."""
    orders = [mark.order.pk for mark in marks if mark.order is not None]
    if orders and kind.column:
        empty = {f"{kind.column}__isnull": True}
        rows = Order.objects.filter(pk__in=orders, state__in=sorted(ORDER_OPEN), **empty)
        _every(orders, rows.update(**{kind.column: at}))
    own = {kind.column: at} if kind.column else {"needs_coordination": True}
    for stage, columns in ((True, own), (False, {})):
        cases = [mark.case for mark in marks if mark.stage is stage]
        if cases:
            _every(cases, Case.objects.filter(_as_read(cases)).update(version=F("version") + 1, **columns))
    return len(CaseStep.objects.bulk_create(_step(kind, mark, at) for mark in marks))


def _every(asked: Sequence[object], written: int) -> None:
    if written != len(asked):
        raise _RacedError


def _as_read(cases: Sequence[Case]) -> Q:
    """Those of the cases that nobody changed since they were read."""
    versions: dict[int, list[int]] = defaultdict(list)
    for case in cases:
        versions[case.version].append(case.pk)
    same = Q(pk__in=[])
    for version, ids in versions.items():
        same |= Q(version=version, pk__in=ids)
    return same


def _step(kind: _Kind, mark: _Mark, at: datetime) -> CaseStep:
    case, order = mark.case, mark.order
    return CaseStep(
        case=case,
        serial=case.version + 1,
        verb=kind.verb,
        before=case.state,
        after=case.state,
        at=at,
        role=RULE,
        order=order,
        unit_id=order.unit_id if order is not None else None,
        due_at=order.due_at if order is not None else case.stage_due_at,
        reason=kind.reason,
    )
