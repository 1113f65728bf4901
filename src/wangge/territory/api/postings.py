"""Postings: who holds which role where; given and ended by the administrator of an area around it (R-11, R-14)."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status

from wangge.accounts.models import User
from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.territory.actions.postings import end_posting, post, withdraw_posting
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, actor_of, need, need_at
from wangge.territory.inputs import AreaCode, GridCode, Moment, RowId
from wangge.territory.models import Area, Organisation, Posting, Rank, code_range, kind_of
from wangge.territory.seating import EndReason
from wangge.territory.vacancies import vacancies

router = Router(auth=KNOWN)


class PostingOut(Schema):
    id: int
    username: str
    work_name: str
    role: str
    area: str
    organisation: str
    grid: str
    rank: str
    office_phone: str
    office_hours: str
    begins_at: datetime
    ends_at: datetime | None
    end_reason: str


class PostingQuery(Schema):
    area: AreaCode
    role: Role | None = None
    history: bool = Field(False, description="Ended and coming ones too; for who posts people.")  # noqa: FBT003 (default)


class PostingIn(Schema):
    username: str = Field(max_length=60)
    role: Role
    area: AreaCode
    organisation: RowId | None = Field(None, description="The unit, for its clerks and handlers.")
    grid: GridCode | None = None
    rank: Rank | None = None
    begins_at: Moment
    ends_at: Moment | None = None
    office_phone: str = Field("", max_length=40)
    office_hours: str = Field("", max_length=80)


class EndIn(Schema):
    at: Moment
    reason: EndReason


class VacancyOut(Schema):
    grid: str


@router.get("/postings", response=list[PostingOut], summary="Who holds which role at an area")
def list_postings(request: HttpRequest, asked: Query[PostingQuery]) -> list[dict[str, object]]:
    """Return the postings at an area and inside it, by area and role; 1,000 at most."""
    by = actor_of(request)
    need_at(by, Permission.MANAGE_PEOPLE if asked.history else Permission.SEE_TERRITORY, asked.area)
    first, last = code_range(asked.area, kind_of(asked.area))
    found = _all().filter(area__code__gte=first, area__code__lte=last)
    if not asked.history:
        found = found.filter(pk__in=Posting.objects.in_force(by.at))
    if asked.role is not None:
        found = found.filter(role=asked.role)
    return [_shown(one) for one in found.order_by("area__code", "role", "grid_code", "rank", "begins_at", "id")[:1000]]


@router.post("/postings", response={201: PostingOut}, summary="Post somebody")
def create_posting(request: HttpRequest, body: PostingIn) -> Status[dict[str, object]]:
    """Give a role at an area of one's own for a time; 409 where grid, rank or person is taken."""
    by = actor_of(request)
    need_at(by, Permission.MANAGE_PEOPLE, body.area)
    area = Area.objects.filter(code=body.area).first()
    user = User.objects.filter(username=body.username).first()
    organisation = Organisation.objects.filter(pk=body.organisation).first() if body.organisation else None
    if area is None or user is None or (body.organisation and organisation is None):
        raise NotFound(_("There is no such area, user or organisation"))
    posting = post(
        user=user,
        role=body.role,
        area=area,
        organisation=organisation,
        grid_code=body.grid or "",
        rank=body.rank,
        begins_at=body.begins_at,
        ends_at=body.ends_at,
        office_phone=body.office_phone,
        office_hours=body.office_hours,
        by=by,
    )
    return Status(201, _shown(posting))


@router.post("/postings/{posting}/end", response=PostingOut, summary="End a posting")
def post_end_posting(request: HttpRequest, posting: Path[RowId], body: EndIn) -> dict[str, object]:
    """Let it end now or later; an end that was set may come earlier, never later."""
    by = actor_of(request)
    return _shown(end_posting(posting=_posting(posting, by), at=body.at, reason=body.reason, by=by))


@router.delete("/postings/{posting}", response={204: None}, summary="Withdraw a posting that has not begun")
def delete_posting(request: HttpRequest, posting: Path[RowId]) -> Status[None]:
    """Take it back before it begins; 409 afterwards: history stays."""
    by = actor_of(request)
    withdraw_posting(posting=_posting(posting, by), by=by)
    return Status(204, None)


@router.get("/vacancies", response=list[VacancyOut], summary="Grids without a principal worker")
def list_vacancies(request: HttpRequest) -> list[dict[str, str]]:
    """Return the vacant grids of one's areas under the plan in force."""
    by = actor_of(request)
    need(by, Permission.SEE_TERRITORY)
    return [{"grid": code} for code in vacancies(by.at) if by.may_at(Permission.SEE_TERRITORY, code)]


def _posting(row: int, by: Actor) -> Posting:
    """One of an area whose people the actor posts; NotFound for every other."""
    found = _all().filter(pk=row).first()
    need(by, Permission.MANAGE_PEOPLE)
    if found is None or not by.may_at(Permission.MANAGE_PEOPLE, found.area.code):
        raise NotFound(_("There is no such posting in your area"))
    return found


def _all() -> QuerySet[Posting]:
    return Posting.objects.select_related("user", "area", "organisation").defer("area__boundary")


def _shown(one: Posting) -> dict[str, object]:
    return {
        "id": one.pk,
        "username": one.user.username,
        "work_name": one.user.work_name,
        "role": one.role,
        "area": one.area.code,
        "organisation": one.organisation.code if one.organisation else "",
        "grid": one.grid_code,
        "rank": one.rank,
        "office_phone": one.office_phone,
        "office_hours": one.office_hours,
        "begins_at": one.begins_at,
        "ends_at": one.ends_at,
        "end_reason": one.end_reason,
    }
