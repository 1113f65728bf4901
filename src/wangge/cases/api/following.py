"""The private tracking link, the answer to "is it really fixed?", "me too", and the contact for who must call back."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from wangge.cases.actions.follow_ups import answer_follow_up
from wangge.cases.actions.following import (
    follow_case,
    follower_by_token,
    follower_to_call,
    read_contact,
    reporter_of,
    stop_following,
)
from wangge.cases.api.reporting import ContactIn
from wangge.cases.public import public_case
from wangge.cases.reports import Contact
from wangge.cases.tracking import Story, story_of
from wangge.cases.visibility import visible_case
from wangge.territory.doors import ANYBODY, KNOWN, SLOWED, actor_of
from wangge.territory.inputs import RowId

router = Router()


class HappeningOut(Schema):
    at: datetime
    words: str
    unit: str
    notes: list[str]


class StoryOut(Schema):
    """What the reporter reads; nobody is named in it."""

    number: str
    status: str
    words: str
    minor_zh: str
    minor_en: str
    place: str
    unit: str
    reported_at: datetime
    due_at: datetime | None
    outcome: str
    question: bool
    happenings: list[HappeningOut]


class AnswerIn(Schema):
    fixed: bool
    satisfied: bool | None = None


class AnswerByPhoneIn(AnswerIn):
    follower: RowId | None = Field(None, description="Who joined the case and was called; else its reporter.")


class AnsweredOut(Schema):
    reopened: bool
    sentence: str


class FollowIn(Schema):
    contact: ContactIn | None = None
    client_id: UUID | None = None


class FollowedOut(Schema):
    number: str
    token: str


class ContactOut(Schema):
    name: str
    address: str
    may_call: bool
    language: str


class ContactQuery(Schema):
    reason: str = Field(min_length=2, max_length=200, description="Why you need it: kept, and shown to the person.")
    follower: RowId | None = Field(None, description="Who joined the case and may be called; else its reporter.")


@router.get("/track/{token}", auth=ANYBODY, throttle=SLOWED, response=StoryOut, summary="My report")
def read_story(request: HttpRequest, token: str) -> Story:
    """Return the story behind a private link in plain words; nobody is named in it."""
    return story_of(follower_by_token(token))


@router.post(
    "/track/{token}/answer", auth=ANYBODY, throttle=SLOWED, response=AnsweredOut, summary="Is it really fixed?"
)
def post_answer(request: HttpRequest, token: str, body: AnswerIn) -> object:
    """Keep the answer to "is it really fixed?"; the reporter's "no" within 15 days of closing opens the case again.

    A "no" of who joined goes to the duty supervisor.
    """
    follower = follower_by_token(token)
    return answer_follow_up(follower=follower, fixed=body.fixed, satisfied=body.satisfied, by=actor_of(request))


@router.delete(
    "/track/{token}/contact", auth=ANYBODY, throttle=SLOWED, response={204: None}, summary="Forget my contact"
)
def delete_contact(request: HttpRequest, token: str) -> Status[None]:
    """Erase the contact and send nothing more; the case goes on without it."""
    stop_following(follower=follower_by_token(token), by=actor_of(request))
    return Status(204, None)


@router.post("/cases/{number}/follow", auth=ANYBODY, throttle=SLOWED, response=FollowedOut, summary="Me too")
def post_follow(request: HttpRequest, number: str, body: FollowIn) -> dict[str, str]:
    """Join an open public case instead of reporting it again; ``token`` opens a private link of one's own.

    A repeat of ``client_id`` joins once and is answered with the same ``token``.
    """
    by = actor_of(request)
    case = public_case(number)
    contact = Contact(**body.contact.dict()) if body.contact else None
    _follower, token = follow_case(case=case, contact=contact, by=by, client_id=body.client_id)
    return {"number": case.number, "token": token}


@router.post(
    "/cases/{number}/follow-up", auth=KNOWN, response=AnsweredOut, summary="What the reporter said by telephone"
)
def post_follow_up(request: HttpRequest, number: str, body: AnswerByPhoneIn) -> object:
    """Type in what the reporter, or who joined, answered to "is it really fixed?"; 422 where nobody asked yet."""
    by = actor_of(request)
    case = visible_case(number, by=by)
    follower = reporter_of(case) if body.follower is None else follower_to_call(case, body.follower)
    return answer_follow_up(follower=follower, fixed=body.fixed, satisfied=body.satisfied, by=by)


@router.get(
    "/cases/{number}/contact", auth=KNOWN, response={200: ContactOut, 204: None}, summary="The reporter's contact"
)
def read_contact_of(request: HttpRequest, number: str, asked: Query[ContactQuery]) -> Status[Contact | None]:
    """Return the contact to who must call back; every reading is audited, and the person can see it."""
    by = actor_of(request)
    case = visible_case(number, by=by)
    found = read_contact(case=case, reason=asked.reason, by=by, follower=asked.follower)
    return Status(200 if found else 204, found)
