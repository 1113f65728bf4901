"""What a phone's outbox holds, as it is sent: one body a kind, with the fields of the same verb at a browser."""

import hashlib
import json
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, StringConstraints, TypeAdapter

from wangge.cases.actions.checking import check_case
from wangge.cases.actions.promises import Promise
from wangge.cases.actions.remarks import comment_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.actions.verification import refute_case, verify_case
from wangge.cases.api.desk import Said
from wangge.cases.api.ending import Checked
from wangge.cases.api.moved import Noted, Seen
from wangge.cases.api.reporting import WHOSE_LEVEL, ContactIn
from wangge.cases.api.unit import Resolved
from wangge.cases.models import Case, PhotoStage, Source
from wangge.cases.photos import MOST_A_STAGE, MOST_BYTES
from wangge.cases.reasons import Reason
from wangge.cases.reporting import LONGEST_COMPONENT, LONGEST_DESCRIPTION, LONGEST_PLACE
from wangge.cases.reports import Contact, Report
from wangge.catalogue.models import Kind
from wangge.fieldwork.actions.instructions import acknowledge_instruction, answer_instruction
from wangge.fieldwork.actions.tasks import give_back_task
from wangge.fieldwork.addressed import readable
from wangge.fieldwork.models.instructions import LONGEST_ANSWER
from wangge.territory.actions.counting import Change, count_dwelling
from wangge.territory.actors import Actor
from wangge.territory.datum import Datum
from wangge.territory.inputs import LARGEST, Latitude, Longitude, RowId
from wangge.territory.models import AreaKind, Counted, DwellingCount

MOST_COUNTED = 100_000  # households, people or storeys of one building: more is a slip
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class PhotoIn(Schema):
    """A photo that is on its way, or has come already: see POST /phone/blobs."""

    hash: Sha256
    bytes: int = Field(ge=1, le=MOST_BYTES)


class _Sent(Schema):
    """What every item has beside the fields of its verb."""

    made_at: AwareDatetime = Field(description="By the phone's clock; one that is wrong loses nothing.")


class _WithPhotos(_Sent):
    photos: list[PhotoIn] = Field(default_factory=list, max_length=MOST_A_STAGE)


class _WithoutPhotos(_Sent):
    photos: list[PhotoIn] = Field(default_factory=list, max_length=0, description="None: the kind shows nothing.")


class _OfCase(_Sent):
    number: str = Field(max_length=40, description="The case's.")


class ReportItem(_WithPhotos):
    """A report as POST /cases takes it; the item's id is its id, and the class's kind is ``kind_of_case``."""

    kind: Literal["report"]
    kind_of_case: Kind | None = None
    source: Source
    longitude: Longitude
    latitude: Latitude
    datum: Datum = Datum.WGS84
    description: str = Field("", max_length=LONGEST_DESCRIPTION)
    place: str = Field("", max_length=LONGEST_PLACE)
    minor: str = Field("", max_length=4, description="The class's four digits; empty leaves it to intake.")
    condition: str = Field("", max_length=2)
    component: str = Field("", max_length=LONGEST_COMPONENT)
    told_at: AwareDatetime | None = Field(None, description="When the reporter told the worker; else ``made_at``.")
    on_behalf: bool = False
    contact: ContactIn | None = None
    inside_dwelling: bool = False
    level: AreaKind = Field(AreaKind.CITY, description=WHOSE_LEVEL)

    def report(self, item: UUID) -> Report:
        """As the action of reports takes it."""
        own = {"kind", "kind_of_case", "made_at", "photos", "place", "contact", "told_at"}
        return Report(
            client_id=item,
            place_words=self.place,
            kind=self.kind_of_case,
            contact=Contact(**self.contact.dict()) if self.contact else None,
            told_at=self.told_at or self.made_at,
            photos=len(self.photos),
            **self.dict(exclude=own),
        )


class VerifyItem(_WithPhotos, _OfCase, Noted):
    """The order to verify is done: it is so, or there is nothing."""

    kind: Literal["verify"]
    outcome: Literal["confirmed", "not_found"] = "confirmed"
    reason: Reason = Field(Reason.NOT_THERE, description="Why, where it is not found.")

    def act(self, case: Case, by: Actor, seen: int | None) -> object:
        """Do it."""
        if self.outcome == "confirmed":
            return verify_case(case=case, note=self.note, by=by, seen=seen)
        return refute_case(case=case, reason=self.reason, note=self.note, by=by, seen=seen)


class CheckItem(_WithPhotos, _OfCase, Checked):
    kind: Literal["check"]

    def act(self, case: Case, by: Actor, seen: int | None) -> object:
        """Do it."""
        given = {name: getattr(self, name) for name in ("outcome", "note", "reason", "accept", "units")}
        return check_case(case=case, by=by, seen=seen, **given)


class ResolveItem(_WithPhotos, _OfCase, Resolved):
    kind: Literal["resolve"]

    def act(self, case: Case, by: Actor, seen: int | None) -> object:
        """Do it."""
        return resolve_case(case=case, note=self.note, outcome=self.outcome, by=by, seen=seen)


class AcknowledgeItem(_WithoutPhotos, _OfCase, Seen):
    kind: Literal["acknowledge"]

    def act(self, case: Case, by: Actor, seen: int | None) -> object:
        """Do it."""
        return acknowledge_case(case=case, by=by, seen=seen)


class CommentItem(_WithoutPhotos, _OfCase, Said):
    kind: Literal["comment"]

    def act(self, case: Case, by: Actor, seen: int | None) -> object:
        """Do it."""
        return comment_case(case=case, note=self.note, by=by, seen=seen)


class ChangeIn(Schema):
    """A value as the phone showed it, and as it was counted; null where nobody knows."""

    was: int | None = Field(ge=0, le=MOST_COUNTED)
    now: int | None = Field(ge=0, le=MOST_COUNTED)


class HouseholdsIn(ChangeIn):
    now: int = Field(ge=0, le=MOST_COUNTED)


class CountItem(_WithoutPhotos):
    """A dwelling was counted again; what the phone does not name stays."""

    kind: Literal["count"]
    dwelling: str = Field(max_length=40, description="Its code.")
    households: HouseholdsIn | None = None
    people: ChangeIn | None = None
    storeys: ChangeIn | None = None
    settles: list[Annotated[int, Field(ge=1, le=LARGEST)]] = Field(
        default_factory=list, max_length=100, description="Values kept beside, which the counter has seen."
    )

    def count(self, by: Actor, at: datetime) -> list[DwellingCount]:
        """Do it; what was kept beside another value."""
        given = {field: getattr(self, field) for field in Counted}
        changes = {field: Change(one.was, one.now) for field, one in given.items() if one is not None}
        return count_dwelling(code=self.dwelling, changes=changes, settles=self.settles, counted_at=at, by=by)


class _OfInstruction(_WithoutPhotos):
    instruction: RowId


class AcknowledgeInstructionItem(_OfInstruction):
    """It was read; a task is taken by it."""

    kind: Literal["acknowledge_instruction"]

    def tell(self, by: Actor) -> None:
        """Do it."""
        acknowledge_instruction(instruction=readable(self.instruction, by), by=by)


class AnswerInstructionItem(_OfInstruction):
    """It was read, and this is the report."""

    kind: Literal["answer_instruction"]
    answer: str = Field(min_length=1, max_length=LONGEST_ANSWER)

    def tell(self, by: Actor) -> None:
        """Do it."""
        answer_instruction(instruction=readable(self.instruction, by), answer=self.answer, by=by)


class GiveBackTaskItem(_OfInstruction):
    """The task is left to somebody else."""

    kind: Literal["give_back_task"]

    def tell(self, by: Actor) -> None:
        """Do it."""
        give_back_task(task=readable(self.instruction, by), by=by)


VerbItem = VerifyItem | CheckItem | ResolveItem | AcknowledgeItem | CommentItem
InstructionItem = AcknowledgeInstructionItem | AnswerInstructionItem | GiveBackTaskItem
AnyItem = ReportItem | VerbItem | CountItem | InstructionItem
AnyBody = Annotated[AnyItem, Field(discriminator="kind")]
_READER: TypeAdapter[AnyItem] = TypeAdapter(AnyBody)
_STAGES = {
    "report": PhotoStage.REPORT,
    "verify": PhotoStage.VERIFY,
    "check": PhotoStage.CHECK,
    "resolve": PhotoStage.RESOLVE,
}


def stage_of(body: AnyItem) -> PhotoStage | None:
    """The stage of the case that its photos show; None where the kind has none."""
    return _STAGES.get(body.kind)


def promises_of(body: AnyItem) -> tuple[Promise, ...]:
    """The photos that come with it, each once."""
    return tuple({photo.hash: Promise(photo.hash, photo.bytes) for photo in body.photos}.values())


def hash_of(content: bytes) -> str:
    """SHA-256 over the body's fields, whatever their order and gaps; ValueError where it is no JSON."""
    fields = json.loads(content)
    return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_body(content: bytes) -> AnyItem:
    """The body out of its JSON; ValueError where it is none."""
    return _READER.validate_json(content)
