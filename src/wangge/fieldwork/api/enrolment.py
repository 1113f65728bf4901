"""How a phone is enrolled: a code from the station, and the key that the phone gets for it."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from wangge.fieldwork.actions.codes import end_phone, enrol_phone, make_phone_code
from wangge.fieldwork.codes import shown_code
from wangge.fieldwork.doors import ONE_BY_ONE, SEALED, phone_at
from wangge.fieldwork.stations import station
from wangge.territory.doors import ANYBODY, KNOWN, SLOWED, actor_of, browser_of
from wangge.territory.inputs import Short
from wangge.territory.overseeing import owner_of_new_key

router = Router()


class CodeIn(Schema):
    owner: Short = Field("", description="A user name; oneself if it is left out.")


class CodeOut(Schema):
    code: str = Field(description="XXXX-XXXX, shown now and never again; for one phone.")
    expires_at: datetime


class EnrolIn(Schema):
    code: str = Field(max_length=20, description="As it was read out; small letters, gaps and hyphens do not matter.")
    label: str = Field(min_length=1, max_length=60, description="What tells this phone from the owner's others.")
    owner: Short = Field("", description="Whose things wait on the phone, if some do: no code of others will do then.")
    replaces: str = Field(
        "",
        pattern=r"^([0-9a-f]{16})?$",
        description="The id of the key that the phone had before: it ends, if it is a phone's of the same person.",
    )


class EnrolledPersonOut(Schema):
    name: str
    username: str
    language: str


class StationOut(Schema):
    """To whom the phone seals what must not be lost."""

    id: str
    public_key: str = Field(description="A point of P-256, uncompressed: 65 bytes in base64.")


class EnrolledOut(Schema):
    id: str = Field(description="Of the key, and no secret: the phone tells it when it is enrolled anew.")
    key: str = Field(description="Shown now and never again: send it as `Authorization: Bearer <key>`.")
    person: EnrolledPersonOut
    station: StationOut


@router.post("/phone/codes", auth=KNOWN, response={201: CodeOut}, summary="Make a code for a phone")
def create_phone_code(request: HttpRequest, body: CodeIn) -> Status[dict[str, object]]:
    """Make a code for a phone of one's own, or of somebody of one's area; it holds for 15 minutes.

    A code before it that was not used ends.
    """
    by, user = browser_of(request)
    made = make_phone_code(owner=owner_of_new_key(body.owner, user, by), at=by.at, by=user)
    return Status(201, {"code": shown_code(made.code), "expires_at": made.expires_at})


@router.post("/phone/enrol", auth=ANYBODY, throttle=SLOWED, response={201: EnrolledOut}, summary="Enrol a phone")
def post_enrol(request: HttpRequest, body: EnrolIn) -> Status[dict[str, object]]:
    """Give the phone its key for a code; 422 for a code that is wrong, used or too old, whichever it is."""
    made = enrol_phone(at=actor_of(request).at, **body.dict())
    owner, here = made.key.owner, station()
    person = {"name": owner.work_name, "username": owner.username, "language": owner.language}
    sealed_to = {"id": here.id, "public_key": here.public_key}
    return Status(201, {"id": made.key.lookup, "key": made.secret, "person": person, "station": sealed_to})


@router.delete("/phone/key", auth=SEALED, throttle=ONE_BY_ONE, response={204: None}, summary="End this phone's key")
def delete_phone_key(request: HttpRequest) -> Status[None]:
    """Revoke the very key that asks, because all is removed from its phone; again is a success."""
    end_phone(key=phone_at(request), at=timezone.now())
    return Status(204, None)
