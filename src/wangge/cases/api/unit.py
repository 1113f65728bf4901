"""The verbs of a responsible unit: acknowledge, assign, return, resolve. Asking for more time is in ``time``."""

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router

from wangge.accounts.models import User
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case, assign_handler, return_case
from wangge.cases.api.moved import MovedOut, Noted, Seen, moved
from wangge.cases.reasons import Reason
from wangge.language import _
from wangge.territory.doors import KNOWN
from wangge.territory.inputs import RowId

router = Router(auth=KNOWN)


class Assigned(Seen):
    handler: str = Field(max_length=60, description="The user name of the handler.")


class Returned(Noted):
    reason: Reason
    owner: RowId | None = Field(None, description="The unit that owns it; without it the note names the owner.")


class Resolved(Noted):
    outcome: Literal["fixed", "partly", "not_fixed"] = "fixed"


@router.post("/cases/{number}/acknowledge", response=MovedOut, summary="The unit has it")
def post_acknowledge(request: HttpRequest, number: str, body: Seen) -> dict[str, object]:
    return moved(request, number, lambda case, by: acknowledge_case(case=case, by=by, seen=body.seen))


@router.post("/cases/{number}/assign", response=MovedOut, summary="Assign a handler of the unit")
def post_assign(request: HttpRequest, number: str, body: Assigned) -> dict[str, object]:
    handler = User.objects.filter(username=body.handler, is_active=True).first()
    if handler is None:
        raise Unusable(_("There is no user {name}").format(name=body.handler))
    return moved(request, number, lambda case, by: assign_handler(case=case, handler=handler, by=by, seen=body.seen))


@router.post("/cases/{number}/return", response=MovedOut, summary="Not ours: name the owner and the evidence")
def post_return(request: HttpRequest, number: str, body: Returned) -> dict[str, object]:
    return moved(request, number, lambda case, by: return_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/resolve", response=MovedOut, summary="The unit's part is done")
def post_resolve(request: HttpRequest, number: str, body: Resolved) -> dict[str, object]:
    return moved(request, number, lambda case, by: resolve_case(case=case, by=by, **body.dict()))
