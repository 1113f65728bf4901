"""Leave of those whom one posts: listed, entered, ended early. Who is away when, never why."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.territory.actions.absences import end_absence, enter_absence
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import Moment, RowId
from wangge.territory.models import Absence
from wangge.territory.overseeing import people_within, person_within

router = Router(auth=KNOWN)


class AbsenceOut(Schema):
    id: int
    username: str
    work_name: str
    begins_at: datetime
    ends_at: datetime


class AbsenceIn(Schema):
    username: str = Field(max_length=60)
    begins_at: Moment
    ends_at: Moment


@router.get("/absences", response=list[AbsenceOut], summary="Who is on leave, now or soon")
def list_absences(request: HttpRequest) -> list[dict[str, object]]:
    """Return leave of people at one's areas that has not ended, by beginning; 1,000 at most."""
    by = actor_of(request)
    need(by, Permission.MANAGE_PEOPLE)
    return [_shown(one) for one in _coming(by).order_by("begins_at", "id")[:1000]]


@router.post("/absences", response={201: AbsenceOut}, summary="Enter leave")
def create_absence(request: HttpRequest, body: AbsenceIn) -> Status[dict[str, object]]:
    """Enter it for somebody whom one posts; the deputy stands in, and open errands are handed over."""
    by = actor_of(request)
    need(by, Permission.MANAGE_PEOPLE)
    user = person_within(body.username, Permission.MANAGE_PEOPLE, by)
    return Status(201, _shown(enter_absence(user=user, begins_at=body.begins_at, ends_at=body.ends_at, by=by)))


@router.delete("/absences/{absence}", response={204: None}, summary="End leave early, or take it back")
def delete_absence(request: HttpRequest, absence: Path[RowId]) -> Status[None]:
    """Let it end now; before it begins it is taken back."""
    by = actor_of(request)
    need(by, Permission.MANAGE_PEOPLE)
    found = _coming(by).filter(pk=absence).first()
    if found is None:
        raise NotFound(_("There is no such leave in your area"))
    end_absence(absence=found, by=by)
    return Status(204, None)


def _coming(by: Actor) -> QuerySet[Absence]:
    theirs = Absence.objects.filter(user__in=people_within(Permission.MANAGE_PEOPLE, by), ends_at__gt=by.at)
    return theirs.select_related("user")


def _shown(one: Absence) -> dict[str, object]:
    return {
        "id": one.pk,
        "username": one.user.username,
        "work_name": one.user.work_name,
        "begins_at": one.begins_at,
        "ends_at": one.ends_at,
    }
