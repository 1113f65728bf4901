"""Parts that are given to their units again: rework after a check, or after a sample audit. No verb of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.orders import change_order
from wangge.cases.clocks import Term
from wangge.cases.models import Case, Order
from wangge.cases.moving import Step, Words
from wangge.cases.reasons import Reason
from wangge.cases.renewals import renewed_case, renewed_part
from wangge.cases.stages import stage_until
from wangge.cases.standing import Orders
from wangge.cases.workflow import OrderState, Verb
from wangge.language import _
from wangge.territory.actors import Actor

Renewing = Callable[[Case, Order, datetime], Term]


def parts_again(case: Case, orders: Orders, units: Sequence[int]) -> list[Order]:
    """The part of each unit that did one last; without ``units`` the lead's, if there is one.

    Unusable for a unit that did no part.
    """
    if not units:
        return [orders.lead] if orders.lead is not None else []
    done = {part.unit_id: part for part in reversed(orders.parts) if part.state == OrderState.DONE}
    if not set(units) <= set(done):
        sentence = _("Only units that did a part of case {number} can be given rework: choose of these")
        raise Unusable(sentence.format(number=case.number))
    return [done[unit] for unit in dict.fromkeys(units)]


def begin_rework(
    case: Case,
    parts: Sequence[Order],
    renewing: Renewing,
    *,
    role: str,
    reason: Reason,
    by: Actor,
    words: tuple[Words, ...] = (),
) -> tuple[list[Step], dict[str, Any]]:
    """Open the parts again, each under its own limit; return the steps and the columns that go with them.

    The first step is what followers are told: the part by which the case is due.
    """
    again = [(part, renewing(case, part, by.at)) for part in parts]
    again.sort(key=lambda one: (one[0].lead, one[1].due_at), reverse=True)
    steps = [_again(case, part, term, role, reason, by) for part, term in again]
    first = replace(steps[0], verb=Verb.SEND_TO_REWORK, words=words)
    return [first, *steps[1:]], {**_columns(again), "reworks": case.reworks + 1}


def _again(case: Case, part: Order, term: Term, role: str, reason: Reason, by: Actor) -> Step:
    change_order(part, case, OrderState.WAITING, **renewed_part(term, by.at))
    return Step(Verb.REWORK_PART, role, order=part, unit=part.unit_id, due_at=term.due_at, reason=reason)


def _columns(again: Sequence[tuple[Order, Term]]) -> dict[str, Any]:
    """The case follows its lead part; where that stays done, its limit ends with the last of the others."""
    first, term = again[0]
    if first.lead:
        return renewed_case(term)
    return {**renewed_case(term), **stage_until(min(one.due_at for _part, one in again))}
