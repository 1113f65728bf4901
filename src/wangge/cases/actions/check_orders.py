"""The check order that follows by rule: when a case is resolved, reopened, or drawn as a sample. No verb of its own."""

from typing import Any

from wangge.cases.actions.orders import place_orders
from wangge.cases.clocks import CHECK_LIMIT, begin
from wangge.cases.models import Case
from wangge.cases.moving import RULE, Step
from wangge.cases.stages import stage_until
from wangge.cases.standing import Orders
from wangge.cases.verifying import check_order, checker_of
from wangge.cases.workflow import Verb
from wangge.territory.actors import Actor


def begin_check(
    case: Case, orders: Orders, *, by: Actor, rather_not: frozenset[int] = frozenset()
) -> tuple[list[Step], dict[str, Any]]:
    """Place the check order; return the step and the columns that go with it.

    Where nobody is posted who may check there is no step: the case waits for the coordination of the centre.
    """
    worker = checker_of(case, by.at, excluding=orders.resolvers, units=orders.units, rather_not=rather_not)
    if worker is None:
        due_at = begin(CHECK_LIMIT, orders.centre_calendar, by.at).due_at
        return [], {**stage_until(due_at), "needs_coordination": True}
    check = check_order(case, worker, orders.centre_calendar, by.at)
    place_orders(case, [check])
    return [Step(Verb.SEND_TO_CHECK, RULE, order=check, due_at=check.due_at)], stage_until(check.due_at)
