"""Verification and check orders: to whom, by when. Builds, does not write."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from wangge.cases.clocks import CHECK_LIMIT, VERIFY_LIMIT, Term, begin, centre_term
from wangge.cases.models import Case, Order
from wangge.cases.standing import resolving_steps
from wangge.cases.workflow import OrderKind, OrderState
from wangge.catalogue.editions import Edition
from wangge.catalogue.worktime import WorkCalendar
from wangge.territory.whereabouts import Spot, neighbours_at, neighbours_of
from wangge.territory.workers import Worker, verifier_candidates

TRUE, NOT_SO = "true", "not_so"  # what a verification found


def verifier_at(spot: Spot, at: datetime, *, excluding: frozenset[int]) -> Worker | None:
    """The worker of the place's grid, else the deputy, else an adjoining grid's: one statement, by posting only."""
    return _first(spot.grid_code, neighbours_at(spot), at, excluding)


def verifier_for(plan: int | None, grid_code: str, at: datetime, *, excluding: frozenset[int]) -> Worker | None:
    """The same for a grid of a plan: two statements."""
    around = neighbours_of(plan, grid_code) if plan is not None and grid_code else ()
    return _first(grid_code, around, at, excluding)


def verifier_of(case: Case, at: datetime) -> Worker | None:
    """Who may verify the case: the first choice who did not report it."""
    excluding = frozenset() if case.reported_by_id is None else frozenset({case.reported_by_id})
    return verifier_for(case.plan_id, case.grid_code, at, excluding=excluding)


def checker_of(
    case: Case, at: datetime, *, excluding: frozenset[int], units: Collection[int], rather_not: frozenset[int]
) -> Worker | None:
    """Who may check the case: the nearest by posting, never who ever resolved it or is posted in one of ``units``.

    Nor anyone of ``excluding``; ``rather_not`` come only where nobody else is. One statement, three where the grid
    itself has nobody.
    """
    resolved = resolving_steps(case).values("by")
    near = verifier_candidates(case.grid_code, (), at, excluding | rather_not, units, resolved)
    if near:
        return near[0]
    around = neighbours_of(case.plan_id, case.grid_code) if case.plan_id is not None and case.grid_code else ()
    found = verifier_candidates(case.grid_code, around, at, excluding, units, resolved)
    return min(found, key=lambda worker: worker.user_id in rather_not, default=None)


def verify_order(case: Case, worker: Worker, edition: Edition, at: datetime) -> Order:
    """The order to verify, within four working hours; not yet written."""
    return _order(case, OrderKind.VERIFY, worker, centre_term(edition, VERIFY_LIMIT, at), at)


def check_order(case: Case, worker: Worker, calendar: tuple[int, WorkCalendar], at: datetime) -> Order:
    """The order to check on the spot, within one working day of the centre's calendar; not yet written."""
    return _order(case, OrderKind.CHECK, worker, begin(CHECK_LIMIT, calendar, at), at)


def _first(grid_code: str, around: tuple[str, ...], at: datetime, excluding: frozenset[int]) -> Worker | None:
    if not grid_code:
        return None
    found = verifier_candidates(grid_code, around, at, excluding=excluding)
    return found[0] if found else None


def _order(case: Case, kind: OrderKind, worker: Worker, term: Term, at: datetime) -> Order:
    fields: dict[str, Any] = term.fields()
    return Order(
        case=case,
        kind=kind,
        state=OrderState.WAITING,
        holder_id=worker.user_id,
        grid_code=worker.grid_code,
        ordered_at=at,
        **fields,
    )
