"""A lead part that is given to its unit again: rework after a check, or after a sample audit. No verb of its own."""

from dataclasses import replace
from typing import Any

from wangge.cases.actions.orders import change_order
from wangge.cases.clocks import Term
from wangge.cases.models import Case, Order
from wangge.cases.moving import Step, Words
from wangge.cases.reasons import Reason
from wangge.cases.renewals import renewed_case, renewed_part
from wangge.cases.workflow import OrderState, Verb
from wangge.territory.actors import Actor


def begin_rework(
    case: Case, part: Order, term: Term, *, role: str, reason: Reason, by: Actor, words: tuple[Words, ...] = ()
) -> tuple[Step, dict[str, Any]]:
    """Open the lead's part again under ``term``; return the step and the columns that go with it."""
    step = rework_beside(case, part, term, role=role, reason=reason, by=by)
    return replace(step, words=words), {**renewed_case(term), "reworks": case.reworks + 1}


def rework_beside(case: Case, part: Order, term: Term, *, role: str, reason: Reason, by: Actor) -> Step:
    """Open a supporting unit's part again; the case follows its lead part."""
    change_order(part, case, OrderState.WAITING, **renewed_part(term, by.at))
    return Step(Verb.SEND_TO_REWORK, role, order=part, unit=part.unit_id, due_at=term.due_at, reason=reason)
