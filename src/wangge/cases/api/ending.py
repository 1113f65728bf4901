"""The verbs that end a case: check, close, reopen, void, on the spot; and appeals after the end."""

from typing import Literal

from django.http import HttpRequest
from ninja import Field, Router

from wangge.accounts.models import User
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.appeals import ask_appeal, review_appeal
from wangge.cases.actions.checking import assign_check, check_case
from wangge.cases.actions.closing import close_case, reopen_case
from wangge.cases.actions.on_the_spot import handle_on_the_spot
from wangge.cases.actions.voiding import ask_void, refuse_void, void_case
from wangge.cases.api.moved import MovedOut, Noted, Reasoned, Seen, moved
from wangge.cases.models import Outcome
from wangge.cases.reasons import Reason
from wangge.language import _
from wangge.territory.doors import KNOWN
from wangge.territory.inputs import RowId, Words

router = Router(auth=KNOWN)


_AGAIN = "Units whose parts are to be done again; without any the lead unit's."


class Checked(Noted):
    outcome: Literal["fixed", "partly", "not_fixed"]
    reason: Reason | None = None
    accept: bool = Field(False, description="Accept what is not wholly fixed, with the reason.")  # noqa: FBT003 (a field's default)
    units: list[RowId] = Field(default_factory=list, max_length=10, description=_AGAIN)


class AssignedCheck(Seen):
    checker: str = Field(max_length=60, description="The user name of who is to check.")


class Closed(Seen):
    closure: str = Field(max_length=2, description="The code of the closure condition that is met.")
    outcome: Outcome | None = Field(
        None, description="The outcome that the check found, to be sure; 422 if it differs."
    )
    answer: Words = Field("", description="What the reporter is told.")


class Reopened(Reasoned):
    units: list[RowId] = Field(default_factory=list, max_length=10, description=_AGAIN)


class Reviewed(Noted):
    allow: bool


@router.post("/cases/{number}/handle-on-the-spot", response=MovedOut, summary="Handled on the spot, with photos")
def post_on_the_spot(request: HttpRequest, number: str, body: Noted) -> dict[str, object]:
    return moved(request, number, lambda case, by: handle_on_the_spot(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/check", response=MovedOut, summary="Is it fixed? Never by who resolved it")
def post_check(request: HttpRequest, number: str, body: Checked) -> dict[str, object]:
    return moved(request, number, lambda case, by: check_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/assign-check", response=MovedOut, summary="Give the check to somebody else")
def post_assign_check(request: HttpRequest, number: str, body: AssignedCheck) -> dict[str, object]:
    checker = User.objects.filter(username=body.checker, is_active=True).first()
    if checker is None:
        raise Unusable(_("There is no user {name}").format(name=body.checker))
    return moved(request, number, lambda case, by: assign_check(case=case, checker=checker, by=by, seen=body.seen))


@router.post("/cases/{number}/close", response=MovedOut, summary="Close under a closure condition")
def post_close(request: HttpRequest, number: str, body: Closed) -> dict[str, object]:
    return moved(request, number, lambda case, by: close_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/reopen", response=MovedOut, summary="Reopen after a sample audit failed")
def post_reopen(request: HttpRequest, number: str, body: Reopened) -> dict[str, object]:
    return moved(request, number, lambda case, by: reopen_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/ask-void", response=MovedOut, summary="Ask to void; a second person decides")
def post_ask_void(request: HttpRequest, number: str, body: Reasoned) -> dict[str, object]:
    return moved(request, number, lambda case, by: ask_void(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/void", response=MovedOut, summary="Void, by a second person")
def post_void(request: HttpRequest, number: str, body: Seen) -> dict[str, object]:
    return moved(request, number, lambda case, by: void_case(case=case, by=by, seen=body.seen))


@router.post("/cases/{number}/refuse-void", response=MovedOut, summary="Refuse to void")
def post_refuse_void(request: HttpRequest, number: str, body: Noted) -> dict[str, object]:
    return moved(request, number, lambda case, by: refuse_void(case=case, answer=body.note, by=by, seen=body.seen))


@router.post("/cases/{number}/ask-appeal", response=MovedOut, summary="Appeal against the overdue mark, once")
def post_ask_appeal(request: HttpRequest, number: str, body: Reasoned) -> dict[str, object]:
    return moved(request, number, lambda case, by: ask_appeal(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/review-appeal", response=MovedOut, summary="Review an appeal; two reviewers decide")
def post_review_appeal(request: HttpRequest, number: str, body: Reviewed) -> dict[str, object]:
    return moved(request, number, lambda case, by: review_appeal(case=case, by=by, **body.dict()))
