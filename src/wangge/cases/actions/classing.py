"""Another class for a case: what it is changes, and before it is resolved the unit's deadline is reckoned anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from wangge.cases.actions.intake import go_on_at_once
from wangge.cases.actions.orders import retime_orders
from wangge.cases.clocks import begin
from wangge.cases.evidence import Evidence
from wangge.cases.filing import Filing, class_columns, complete_filing, condition_given
from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.moving import Step, ensure_possible, move
from wangge.cases.permissions import authorise
from wangge.cases.stages import stage_until
from wangge.cases.workflow import AT_THE_UNIT, ORDER_OPEN, OrderKind, State, Verb
from wangge.catalogue.editions import Edition, edition_in_force
from wangge.territory.actors import Actor


@transaction.atomic
def change_class(*, case: Case, kind: str, minor: str, condition: str, by: Actor, seen: int | None = None) -> Case:
    """Give the case another class; open parts get that class's limit from their dispatch, pauses left out.

    After a rework or a reopening the limit that was given then stays. What waits for dispatch and becomes urgent is
    dispatched at once.
    """
    role = authorise(Verb.CHANGE_CLASS, case, by=by)
    ensure_possible(case, Verb.CHANGE_CLASS, seen)
    edition = edition_in_force()
    filing = complete_filing(edition, kind, minor, condition)
    # What was found unhandled at the place waits for dispatch without a condition: now it is filed.
    changes = {**class_columns(case, filing), "filed_at": case.filed_at or by.at}
    parts = [] if case.reworks or case.reopenings else _open_parts(case)
    pauses = _pauses(case) if parts else []
    for part in parts:
        _retime(part, edition, filing, pauses)
    retime_orders(parts)
    lead = next((part for part in parts if part.lead), None)
    if lead is not None:
        changes |= _lead_columns(case, lead)
    steps = [Step(Verb.CHANGE_CLASS, role, order=lead, due_at=lead.due_at if lead else None)]
    if filing.minor.urgent and case.state == State.FILED:
        steps, columns = go_on_at_once(case, steps[0], filing, edition, Evidence(seen=True), by)
        changes |= columns
    move(case, *steps, by=by, seen=seen, changes=changes)
    return case


def _open_parts(case: Case) -> list[Order]:
    return list(Order.objects.filter(case=case, kind=OrderKind.PART, state__in=ORDER_OPEN))


def _pauses(case: Case) -> list[tuple[datetime, datetime]]:
    """The suspensions that are over; the running one is kept by the parts themselves."""
    if not case.suspensions:
        return []
    steps = CaseStep.objects.filter(case=case, verb__in=(Verb.SUSPEND, Verb.RESUME)).order_by("serial")
    moments = list(steps.values_list("at", flat=True))
    return list(zip(moments[::2], moments[1::2], strict=False))


def _retime(part: Order, edition: Edition, filing: Filing, pauses: Sequence[tuple[datetime, datetime]]) -> None:
    """Put the limit of the new class into the part, not yet written; extensions that were granted still count."""
    limit = condition_given(filing).limit
    dated = edition.calendar_for(filing.minor, part.unit_id)
    original, due_at = (begin(limit.times(count), dated, part.ordered_at).due_at for count in (1, 1 + part.extensions))
    for paused_from, paused_to in pauses:
        if paused_from >= part.ordered_at:
            original, due_at = (
                dated[1].resume(due, limit, paused_from=paused_from, paused_to=paused_to) for due in (original, due_at)
            )
    dues = {"original_due_at": original, "due_at": due_at, "warned_at": None, "overdue_at": None}
    term = {**begin(limit, dated, part.ordered_at).fields(), **dues}
    if part.paused_at is not None:
        term["seconds_left"] = dated[1].remaining_seconds(part.paused_at, due_at, limit)
    for name, value in term.items():
        setattr(part, name, value)


def _lead_columns(case: Case, lead: Order) -> dict[str, Any]:
    columns = {"calendar_id": lead.calendar_id, "original_due_at": lead.original_due_at, "due_at": lead.due_at}
    return {**columns, **stage_until(lead.due_at)} if case.state in AT_THE_UNIT else columns
