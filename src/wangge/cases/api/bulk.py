"""One verb for many cases: each answers for itself, and one refusal never stops the rest."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from wangge.cases.actions.bulk import Answer, FiledAs, acknowledge_many, dispatch_many, file_many, take_in_many
from wangge.catalogue.models import Kind
from wangge.territory.doors import KNOWN, actor_of
from wangge.territory.inputs import ClassCode, Short

router = Router(auth=KNOWN)


class Numbers(Schema):
    numbers: list[Short] = Field(min_length=1, max_length=200)


class FiledAsIn(Schema):
    kind: Kind
    minor: ClassCode
    condition: str = Field(max_length=2)


class NumbersFiled(Numbers):
    filed_as: dict[Short, FiledAsIn] = Field(
        default_factory=dict, description="By number; a case that is not named is filed as it was reported."
    )


class AnswerOut(Schema):
    number: str
    done: bool
    sentence: str


@router.post("/cases/bulk/take-in", response=list[AnswerOut], summary="Take in many")
def post_take_in_many(request: HttpRequest, body: Numbers) -> list[Answer]:
    return take_in_many(numbers=body.numbers, by=actor_of(request))


@router.post("/cases/bulk/file", response=list[AnswerOut], summary="File many as what they were reported")
def post_file_many(request: HttpRequest, body: NumbersFiled) -> list[Answer]:
    filed_as = {number: FiledAs(one.kind, one.minor, one.condition) for number, one in body.filed_as.items()}
    return file_many(numbers=body.numbers, by=actor_of(request), filed_as=filed_as)


@router.post("/cases/bulk/dispatch", response=list[AnswerOut], summary="Dispatch all that the rules make certain")
def post_dispatch_many(request: HttpRequest, body: Numbers) -> list[Answer]:
    return dispatch_many(numbers=body.numbers, by=actor_of(request))


@router.post("/cases/bulk/acknowledge", response=list[AnswerOut], summary="Acknowledge many")
def post_acknowledge_many(request: HttpRequest, body: Numbers) -> list[Answer]:
    return acknowledge_many(numbers=body.numbers, by=actor_of(request))
