"""More time: extensions and suspensions, asked by the unit and decided by the centre."""

from datetime import date

from django.http import HttpRequest
from ninja import Field, Router

from wangge.cases.actions.extensions import ask_extension, grant_extension, refuse_extension
from wangge.cases.actions.suspensions import ask_suspension, refuse_suspension, resume_case, suspend_case
from wangge.cases.api.moved import MovedOut, Noted, Reasoned, Seen, moved
from wangge.territory.doors import KNOWN
from wangge.territory.inputs import RowId, Words

router = Router(auth=KNOWN)


class Paused(Reasoned):
    until: date = Field(description="The first day on which it goes on; at most a year ahead.")


class Decided(Seen):
    unit: RowId | None = Field(None, description="Whose request; the lead unit's if it is not said.")


class RefusedTime(Decided):
    answer: Words


@router.post("/cases/{number}/ask-extension", response=MovedOut, summary="Ask for an extension")
def post_ask_extension(request: HttpRequest, number: str, body: Reasoned) -> dict[str, object]:
    return moved(request, number, lambda case, by: ask_extension(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/grant-extension", response=MovedOut, summary="Grant the extension")
def post_grant_extension(request: HttpRequest, number: str, body: Decided) -> dict[str, object]:
    return moved(request, number, lambda case, by: grant_extension(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/refuse-extension", response=MovedOut, summary="Refuse the extension")
def post_refuse_extension(request: HttpRequest, number: str, body: RefusedTime) -> dict[str, object]:
    return moved(request, number, lambda case, by: refuse_extension(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/ask-suspension", response=MovedOut, summary="Ask to suspend until a date")
def post_ask_suspension(request: HttpRequest, number: str, body: Paused) -> dict[str, object]:
    return moved(request, number, lambda case, by: ask_suspension(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/suspend", response=MovedOut, summary="Grant the suspension")
def post_suspend(request: HttpRequest, number: str, body: Seen) -> dict[str, object]:
    return moved(request, number, lambda case, by: suspend_case(case=case, by=by, seen=body.seen))


@router.post("/cases/{number}/refuse-suspension", response=MovedOut, summary="Refuse the suspension")
def post_refuse_suspension(request: HttpRequest, number: str, body: Noted) -> dict[str, object]:
    return moved(
        request, number, lambda case, by: refuse_suspension(case=case, answer=body.note, by=by, seen=body.seen)
    )


@router.post("/cases/{number}/resume", response=MovedOut, summary="End the suspension before its date")
def post_resume(request: HttpRequest, number: str, body: Seen) -> dict[str, object]:
    return moved(request, number, lambda case, by: resume_case(case=case, by=by, seen=body.seen))
