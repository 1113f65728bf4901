"""The door of reports: one idempotent POST, for posted people and for residents alike."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from wangge.cases.actions.reporting import report_case
from wangge.cases.models import Source
from wangge.cases.reporting import LONGEST_COMPONENT, LONGEST_DESCRIPTION, LONGEST_PLACE
from wangge.cases.reports import Contact, Report
from wangge.catalogue.models import Kind
from wangge.messages.models import Channel
from wangge.territory.datum import Datum
from wangge.territory.doors import ANYBODY, SLOWED, actor_of
from wangge.territory.inputs import Latitude, Longitude
from wangge.territory.models import AreaKind

router = Router()

WHOSE_LEVEL = "Below the city only from who takes in at the place, or works its grids; else the city's all the same."


class ContactIn(Schema):
    name: str = Field("", max_length=60)
    address: str = Field("", max_length=100, description="Telephone number or e-mail address.")
    channel: Channel | None = None
    may_call: bool = False
    language: str = Field("zh_Hans", pattern="^(zh_Hans|en)$")


class ReportIn(Schema):
    """A report; ``id`` is a UUID that the sender made: the same id with the same content is the same report."""

    id: UUID
    source: Source
    longitude: Longitude
    latitude: Latitude
    datum: Datum = Datum.WGS84
    description: str = Field("", max_length=LONGEST_DESCRIPTION)
    place: str = Field("", max_length=LONGEST_PLACE)
    kind: Kind | None = None
    minor: str = Field("", max_length=4, description="The class's four digits; empty leaves it to intake.")
    condition: str = Field("", max_length=2)
    component: str = Field("", max_length=LONGEST_COMPONENT)
    told_at: AwareDatetime | None = Field(
        None, description="When the reporter told the worker, by the worker's clock; one that is wrong loses no report."
    )
    on_behalf: bool = False
    contact: ContactIn | None = None
    inside_dwelling: bool = False
    photos: int = Field(0, ge=0, le=20, description="How many are to follow.")
    level: AreaKind = Field(AreaKind.CITY, description=WHOSE_LEVEL)

    def report(self) -> Report:
        """As the action takes it."""
        given = self.dict(exclude={"id", "place", "contact"})
        contact = Contact(**self.contact.dict()) if self.contact else None
        return Report(client_id=self.id, place_words=self.place, contact=contact, **given)


class ReportedOut(Schema):
    number: str
    version: int
    state: str
    token: str
    repeated: bool
    notices: list[str]


_ANSWERS = {200: ReportedOut, 201: ReportedOut}


@router.post("/cases", auth=ANYBODY, throttle=SLOWED, response=_ANSWERS, summary="Report a case")
def post_report(request: HttpRequest, body: ReportIn) -> Status[dict[str, object]]:
    """Take in a report, or answer 200 with the case that it repeats; ``token`` opens the private tracking link."""
    done = report_case(report=body.report(), by=actor_of(request))
    answer: dict[str, object] = {
        "number": done.case.number,
        "version": done.case.version,
        "state": done.case.state,
        "token": done.token,
        "repeated": done.repeated,
        "notices": list(done.notices),
    }
    return Status(200 if done.repeated else 201, answer)
