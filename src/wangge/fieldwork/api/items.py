"""The outbox of a phone: one door for all that it sends, and the same again is a success."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Field, Path, Router, Schema, Status

from wangge.fieldwork.actions.items import Taken, take_in_item
from wangge.fieldwork.outbox import AnyBody, hash_of
from wangge.territory.doors import KNOWN, person_of

router = Router(auth=KNOWN)


class PromisedOut(Schema):
    hash: str
    stage: str
    arrived: bool


class ItemOut(Schema):
    """The case as the item left it, and its photos as they are now; of what is no case, version 0 and no state."""

    item: UUID
    number: str = Field(description="The case's; of what is no case, its own number or code.")
    version: int
    state: str
    token: str | None = Field(description="Of a report: opens its private tracking link.")
    notices: list[str] = Field(description="What was put right, in sentences.")
    photos: list[PromisedOut]


@router.put("/phone/items/{uuid}", response={200: ItemOut, 201: ItemOut}, summary="Take in an item of the outbox")
def put_item(request: HttpRequest, uuid: Path[UUID], body: Body[AnyBody]) -> Status[dict[str, object]]:
    """Do what the item asks for: 201 the first time, 200 with the same answer for a repeat.

    409 for another body under the same id, and for a case that somebody moved since it was seen: nothing is kept then,
    and the corrected item comes with a new id.
    """
    by, person = person_of(request)
    taken = take_in_item(uuid=uuid, body=body, body_hash=hash_of(request.body), by=by, person=person)
    return Status(200 if taken.repeated else 201, answer_of(taken))


def answer_of(taken: Taken) -> dict[str, object]:
    """What the phone is told."""
    item = taken.item
    return {
        "item": item.uuid,
        "number": item.about,
        "version": item.version,
        "state": item.state,
        "token": taken.token or None,
        "notices": item.notices.splitlines(),
        "photos": [
            {"hash": one.hash, "stage": one.stage, "arrived": one.arrived_at is not None} for one in taken.photos
        ],
    }
