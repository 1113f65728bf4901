"""The work that waits for me: verifications, checks and parts of my unit, by deadline."""

from django.http import HttpRequest
from ninja import Query, Router, Schema

from wangge.cases.api.shapes import CaseLine, OrderOut, line_of, order_of
from wangge.cases.worklist import orders_for
from wangge.territory.doors import KNOWN, actor_of
from wangge.territory.inputs import Limit

router = Router(auth=KNOWN)


class WorkOut(Schema):
    order: OrderOut
    case: CaseLine


class WorkQuery(Schema):
    limit: Limit = 100


@router.get("/orders", response=list[WorkOut], summary="My open orders")
def list_orders(request: HttpRequest, asked: Query[WorkQuery]) -> list[dict[str, object]]:
    """Return own verification and check orders and the parts of one's unit, the nearest deadline first."""
    orders = orders_for(actor_of(request), limit=asked.limit)
    return [{"order": order_of(order), "case": line_of(order.case)} for order in orders]
