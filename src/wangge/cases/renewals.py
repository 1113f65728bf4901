"""A limit that begins anew or goes on: rework, reopening, extension, resumption. Builds, does not write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from wangge.cases.clocks import Term, begin, calendar_of, limit_of
from wangge.cases.models import Case, Order
from wangge.cases.stages import stage_until
from wangge.catalogue.limits import Limit, LimitUnit


def original_limit(case: Case) -> Limit:
    """The limit of the case's filing condition, whatever was granted or halved since."""
    assert case.condition is not None  # a case with a part was filed with one: a constraint of the table
    return Limit(case.condition.limit, LimitUnit(case.condition.unit))


def rework_term(case: Case, part: Order, at: datetime) -> Term:
    """Half the original limit, at least one hour of its kind, by the part's own calendar."""
    return begin(original_limit(case).halved(), (part.calendar_id, calendar_of(part)), at)


def full_term(case: Case, part: Order, at: datetime) -> Term:
    """The whole original limit once more, by the part's own calendar."""
    return begin(original_limit(case), (part.calendar_id, calendar_of(part)), at)


def full_term_since(reopened_at: datetime) -> Callable[[Case, Order, datetime], Term]:
    """The whole original limit from a reopening that was checked first: that check takes of the unit's time.

    An hour of its kind is left to the unit however long the check took.
    """

    def term(case: Case, part: Order, at: datetime) -> Term:
        full = full_term(case, part, reopened_at)
        least = begin(full.limit.last_hour(), (part.calendar_id, calendar_of(part)), at)
        return replace(full, due_at=max(full.due_at, least.due_at))

    return term


def renewed_part(term: Term, at: datetime) -> dict[str, Any]:
    """The columns of a part that is given to its unit again; what was late before stays in the steps."""
    return {
        **term.fields(),
        "ordered_at": at,
        "accepted_at": None,
        "done_at": None,
        "warned_at": None,
        "overdue_at": None,
        "result": "",
    }


def renewed_case(term: Term) -> dict[str, Any]:
    """The columns of a case whose lead part begins anew."""
    return {
        "calendar_id": term.calendar_id,
        "original_due_at": term.due_at,
        "due_at": term.due_at,
        "resolved_at": None,
        "checked_at": None,
        "closed_at": None,
        "closure_id": None,
        "outcome": "",
        **stage_until(term.due_at),
    }


def extended_until(case: Case, part: Order) -> datetime:
    """The original limit once more, of a rework too, laid out from the old deadline by the part's own calendar."""
    return calendar_of(part).deadline(part.due_at, original_limit(case))


def resumed(part: Order, at: datetime) -> Order:
    """The part with its deadlines laid out from ``at``: what was left when it was paused; a pause heals no delay."""
    assert part.paused_at is not None
    calendar, limit, since = calendar_of(part), limit_of(part), part.paused_at
    part.due_at = calendar.resume(part.due_at, limit, paused_from=since, paused_to=at)
    part.original_due_at = calendar.resume(part.original_due_at, limit, paused_from=since, paused_to=at)
    part.paused_at = part.seconds_left = None
    return part


def paused(part: Order, at: datetime) -> Order:
    """The part with its clock stopped; ``seconds_left`` is below zero where it is late already."""
    part.paused_at = at
    part.seconds_left = calendar_of(part).remaining_seconds(at, part.due_at, limit_of(part))
    return part
