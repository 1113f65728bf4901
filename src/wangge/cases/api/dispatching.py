"""Whither a filed case goes: to units, up a level, or back to intake."""

from django.http import HttpRequest
from ninja import Field, Router

from wangge.cases.actions.dispatching import dispatch_case, escalate_case, redispatch_case, send_back_case
from wangge.cases.api.moved import MovedOut, Noted, Reasoned, Seen, moved
from wangge.territory.doors import KNOWN
from wangge.territory.inputs import RowId

router = Router(auth=KNOWN)


class Dispatched(Seen):
    lead: RowId | None = Field(None, description="The unit; none leaves it to the routing rules.")
    support: list[RowId] = Field(default_factory=list, max_length=10)


class Redispatched(Dispatched):
    again: bool = Field(False, description="To the very unit that returned it.")  # noqa: FBT003 (a field's default)


@router.post("/cases/{number}/escalate", response=MovedOut, summary="Escalate to the next level")
def post_escalate(request: HttpRequest, number: str, body: Reasoned) -> dict[str, object]:
    return moved(request, number, lambda case, by: escalate_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/dispatch", response=MovedOut, summary="Dispatch to a lead unit and supporting units")
def post_dispatch(request: HttpRequest, number: str, body: Dispatched) -> dict[str, object]:
    return moved(request, number, lambda case, by: dispatch_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/redispatch", response=MovedOut, summary="Dispatch a returned case to another unit")
def post_redispatch(request: HttpRequest, number: str, body: Redispatched) -> dict[str, object]:
    return moved(request, number, lambda case, by: redispatch_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/send-back", response=MovedOut, summary="Send a returned case back to intake")
def post_send_back(request: HttpRequest, number: str, body: Noted) -> dict[str, object]:
    return moved(request, number, lambda case, by: send_back_case(case=case, by=by, **body.dict()))
