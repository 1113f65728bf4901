"""The verbs of the centre's desks until a case is filed: verification, intake, filing; and remarks at any time."""

from django.http import HttpRequest
from ninja import Field, Router

from wangge.cases.actions.classing import change_class
from wangge.cases.actions.intake import file_case, refuse_filing, take_in_case
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.remarks import comment_case, note_case, supervise_case
from wangge.cases.actions.verification import refute_case, send_to_verify, verify_case
from wangge.cases.api.moved import MovedOut, Noted, Reasoned, Seen, moved
from wangge.cases.reasons import Reason
from wangge.cases.visibility import visible_case
from wangge.catalogue.models import Kind
from wangge.territory.doors import KNOWN, actor_of
from wangge.territory.inputs import ClassCode, Words

router = Router(auth=KNOWN)


class Filed(Seen):
    kind: Kind
    minor: ClassCode
    condition: str = Field(max_length=2, description="The code of the filing condition.")
    reason: Reason | None = Field(None, description="Why it is filed without evidence; the duty supervisor's only.")


class Refused(Seen):
    reason: Reason
    answer: Words = Field(description="What the reporter is told.")


class Merged(Seen):
    into: str = Field(max_length=40, description="The number of the case that goes on.")


class Said(Seen):
    note: Words = Field(min_length=1)


@router.post("/cases/{number}/send-to-verify", response=MovedOut, summary="Have it verified at the place")
def post_send_to_verify(request: HttpRequest, number: str, body: Seen) -> dict[str, object]:
    return moved(request, number, lambda case, by: send_to_verify(case=case, by=by, seen=body.seen))


@router.post("/cases/{number}/verify", response=MovedOut, summary="It is so")
def post_verify(request: HttpRequest, number: str, body: Noted) -> dict[str, object]:
    return moved(request, number, lambda case, by: verify_case(case=case, note=body.note, by=by, seen=body.seen))


@router.post("/cases/{number}/refute", response=MovedOut, summary="It is not so")
def post_refute(request: HttpRequest, number: str, body: Reasoned) -> dict[str, object]:
    return moved(
        request,
        number,
        lambda case, by: refute_case(case=case, reason=body.reason, note=body.note, by=by, seen=body.seen),
    )


@router.post("/cases/{number}/take-in", response=MovedOut, summary="Take in")
def post_take_in(request: HttpRequest, number: str, body: Seen) -> dict[str, object]:
    return moved(request, number, lambda case, by: take_in_case(case=case, by=by, seen=body.seen))


@router.post("/cases/{number}/file", response=MovedOut, summary="File under a class and condition")
def post_file(request: HttpRequest, number: str, body: Filed) -> dict[str, object]:
    return moved(request, number, lambda case, by: file_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/refuse-filing", response=MovedOut, summary="Not filed, with the reason")
def post_refuse_filing(request: HttpRequest, number: str, body: Refused) -> dict[str, object]:
    return moved(request, number, lambda case, by: refuse_filing(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/merge", response=MovedOut, summary="Merge into another case")
def post_merge(request: HttpRequest, number: str, body: Merged) -> dict[str, object]:
    into = visible_case(body.into, by=actor_of(request))
    return moved(request, number, lambda case, by: merge_case(case=case, into=into, by=by, seen=body.seen))


@router.post("/cases/{number}/change-class", response=MovedOut, summary="Change class and condition")
def post_change_class(request: HttpRequest, number: str, body: Filed) -> dict[str, object]:
    given = body.dict(exclude={"reason"})
    return moved(request, number, lambda case, by: change_class(case=case, by=by, **given))


@router.post("/cases/{number}/supervise", response=MovedOut, summary="Give a supervision order")
def post_supervise(request: HttpRequest, number: str, body: Reasoned) -> dict[str, object]:
    return moved(request, number, lambda case, by: supervise_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/comments", response=MovedOut, summary="Comment for everybody who handles it")
def post_comment(request: HttpRequest, number: str, body: Said) -> dict[str, object]:
    return moved(request, number, lambda case, by: comment_case(case=case, by=by, **body.dict()))


@router.post("/cases/{number}/notes", response=MovedOut, summary="Internal note of the centre")
def post_note(request: HttpRequest, number: str, body: Said) -> dict[str, object]:
    return moved(request, number, lambda case, by: note_case(case=case, by=by, **body.dict()))
