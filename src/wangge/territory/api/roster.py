"""The duty roster of the centres (R-14): who is on duty when, in which role."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status

from wangge.accounts.models import User
from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.territory.actions.shifts import add_shift, drop_shift
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, actor_of, need, need_at
from wangge.territory.inputs import Moment, RowId
from wangge.territory.models import Organisation, Shift

router = Router(auth=KNOWN)


class ShiftOut(Schema):
    id: int
    username: str
    work_name: str
    organisation: int
    role: str
    begins_at: datetime
    ends_at: datetime


class RosterQuery(Schema):
    organisation: RowId
    since: Moment
    until: Moment


class ShiftIn(Schema):
    username: str = Field(max_length=60)
    organisation: RowId
    role: Role
    begins_at: Moment
    ends_at: Moment


@router.get("/roster", response=list[ShiftOut], summary="Who is on duty")
def list_shifts(request: HttpRequest, asked: Query[RosterQuery]) -> list[dict[str, object]]:
    """Return the shifts of a centre that share a moment with the period, by beginning; 1,000 at most."""
    by = actor_of(request)
    organisation = _organisation(asked.organisation, by)
    need_at(by, Permission.SEE_TERRITORY, organisation.area.code)
    found = Shift.objects.within(asked.since, asked.until).filter(organisation=organisation)
    return [_shown(one) for one in found.select_related("user").order_by("begins_at", "id")[:1000]]


@router.post("/roster", response={201: ShiftOut}, summary="Put somebody on duty")
def create_shift(request: HttpRequest, body: ShiftIn) -> Status[dict[str, object]]:
    """Add a shift for who holds the role during all of it; 409 where the person has another."""
    by = actor_of(request)
    need(by, Permission.KEEP_ROSTER)
    user = User.objects.filter(username=body.username).first()
    if user is None:
        raise NotFound(_("There is no user {name}").format(name=body.username))
    shift = add_shift(
        user=user,
        organisation=_organisation(body.organisation, by),
        role=body.role,
        begins_at=body.begins_at,
        ends_at=body.ends_at,
        by=by,
    )
    return Status(201, _shown(shift))


@router.delete("/roster/{shift}", response={204: None}, summary="Take back a shift")
def delete_shift(request: HttpRequest, shift: Path[RowId]) -> Status[None]:
    """Drop a shift that has not begun; 409 afterwards."""
    by = actor_of(request)
    need(by, Permission.KEEP_ROSTER)
    found = Shift.objects.select_related("organisation__area").defer("organisation__area__boundary").filter(pk=shift)
    one = found.first()
    if one is None or not by.may_at(Permission.KEEP_ROSTER, one.organisation.area.code):
        raise NotFound(_("There is no such shift in your area"))
    drop_shift(shift=one, by=by)
    return Status(204, None)


def _organisation(row: int, by: Actor) -> Organisation:
    """Name an organisation of the actor's areas; NotFound for every other."""
    found = Organisation.objects.select_related("area").defer("area__boundary").filter(pk=row).first()
    if found is None or not by.may_at(Permission.SEE_TERRITORY, found.area.code):
        raise NotFound(_("There is no such organisation in your area"))
    return found


def _shown(one: Shift) -> dict[str, object]:
    return {
        "id": one.pk,
        "username": one.user.username,
        "work_name": one.user.work_name,
        "organisation": one.organisation_id,
        "role": one.role,
        "begins_at": one.begins_at,
        "ends_at": one.ends_at,
    }
