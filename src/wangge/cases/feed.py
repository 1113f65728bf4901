"""The steps of cases in the order in which they became visible, by cursor: what other programs follow (GET /steps)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from wangge.accounts.permissions import Permission
from wangge.accounts.transactions import Cursor, settled_after
from wangge.cases.models import Case, CaseStep
from wangge.cases.numbers import number_of
from wangge.cases.visibility import visible_to
from wangge.territory.actors import Actor
from wangge.territory.models import code_range

LONGEST = 1000
_WINDOW = 2000  # steps looked through at once: whoever sees few of them moves on all the same


@dataclass(frozen=True)
class StepLine:
    """A step without anybody in it: who did it is told by the case's own page to those who may read it (R-61)."""

    cursor: Cursor
    number: str
    serial: int
    verb: str
    before: str
    after: str
    at: datetime
    role: str
    community: str
    order: int | None
    unit: str
    due_at: datetime | None
    until: date | None
    reason: str
    rule_number: int | None


def steps_after(cursor: Cursor, *, limit: int, by: Actor) -> tuple[list[StepLine], Cursor]:
    """The next steps that ``by`` may read, and where to go on; an unchanged cursor means that there are no more yet.

    Nothing that commits later can lie before the new cursor. There may be no line and still a new cursor: go on then.
    Three statements, each by an index, however many cases there are.
    """
    limit = max(1, min(limit, LONGEST))
    window = list(settled_after(CaseStep.objects.all(), cursor).values_list("transaction", "id", "case")[:_WINDOW])
    if not window:
        return [], cursor
    cases = _readable_among({case for _transaction, _row, case in window}, by)
    rows = [row for _transaction, row, case in window if case in cases][:limit]
    steps = CaseStep.objects.select_related("case", "unit").in_bulk(rows)
    lines = [_line(steps[row]) for row in rows]
    return lines, lines[-1].cursor if len(lines) == limit else Cursor(*window[-1][:2])


def _readable_among(cases: set[int], by: Actor) -> set[int]:
    """Cases that ``by`` sees, and those of the areas at which a posting lets steps be read."""
    areas = Q(pk__in=[])
    for seat in by.seats_with(Permission.READ_STEPS):
        first, last = code_range(seat.area_code, seat.area_kind)
        areas |= Q(community__gte=first, community__lte=last)
    readable = visible_to(by) | Case.objects.filter(areas)
    return set(readable.filter(pk__in=cases).values_list("pk", flat=True))


def _line(step: CaseStep) -> StepLine:
    return StepLine(
        cursor=Cursor(step.transaction, step.pk),
        number=number_of(step.case_id),
        serial=step.serial,
        verb=step.verb,
        before=step.before,
        after=step.after,
        at=step.at,
        role=step.role,
        community=step.case.community_id,
        order=step.order_id,
        unit=step.unit.code if step.unit else "",
        due_at=step.due_at,
        until=step.until,
        reason=step.reason,
        rule_number=step.rule_number,
    )
