"""Centres, offices, stations and responsible units: listed, opened and closed."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.territory.actions.organisations import close_organisation, open_organisation
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import AreaCode, RowId, Short
from wangge.territory.models import Organisation, OrganisationKind, code_range, kind_of
from wangge.territory.organisations import NewOrganisation

router = Router(auth=KNOWN)


class OrganisationOut(Schema):
    id: int
    code: str
    kind: str
    name_zh: str
    name_en: str
    area: str
    parent: str
    owner_kind: str = Field(description="Which classes a responsible unit answers for.")
    calendar: str
    phone: str
    closed: bool


class OrganisationQuery(Schema):
    area: AreaCode | None = None
    kind: OrganisationKind | None = None
    closed: bool = Field(False, description="Closed ones too.")  # noqa: FBT003 (a field's default)


class OrganisationIn(Schema):
    code: str = Field(pattern=r"^[A-Za-z0-9._-]{1,30}$")
    kind: OrganisationKind
    name_zh: str = Field(min_length=1, max_length=80)
    area: AreaCode
    name_en: str = Field("", max_length=120)
    parent: str = Field("", max_length=30)
    owner_kind: str = Field("", max_length=30)
    calendar: str = Field("", max_length=30)
    phone: Short = ""


@router.get("/organisations", response=list[OrganisationOut], summary="List organisations")
def list_organisations(request: HttpRequest, asked: Query[OrganisationQuery]) -> list[dict[str, object]]:
    """Return the open organisations at an area and inside it, or all of the city, by code."""
    need(actor_of(request), Permission.SEE_TERRITORY)
    found = _all()
    if asked.area is not None:
        first, last = code_range(asked.area, kind_of(asked.area))
        found = found.filter(area__code__gte=first, area__code__lte=last)
    if asked.kind is not None:
        found = found.filter(kind=asked.kind)
    if not asked.closed:
        found = found.filter(closed_at__isnull=True)
    return [_shown(one) for one in found.order_by("code")]


@router.post("/organisations", response={201: OrganisationOut}, summary="Open an organisation")
def create_organisation(request: HttpRequest, body: OrganisationIn) -> Status[dict[str, object]]:
    """Open a centre, office, station or unit at an area of one's own; its code must be new."""
    opened = open_organisation(new=NewOrganisation(**body.dict()), by=actor_of(request))
    return Status(201, _shown(opened))


@router.post("/organisations/{organisation}/close", response=OrganisationOut, summary="Close an organisation")
def post_close_organisation(request: HttpRequest, organisation: Path[RowId]) -> dict[str, object]:
    """Close it from now on; 409 while people are posted to it or something open stands below it."""
    found = _all().filter(pk=organisation).first()
    if found is None:
        raise NotFound(_("There is no such organisation"))
    return _shown(close_organisation(organisation=found, by=actor_of(request)))


def _all() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("area", "parent").defer("area__boundary")


def _shown(one: Organisation) -> dict[str, object]:
    return {
        "id": one.pk,
        "code": one.code,
        "kind": one.kind,
        "name_zh": one.name_zh,
        "name_en": one.name_en,
        "area": one.area.code,
        "parent": one.parent.code if one.parent else "",
        "owner_kind": one.owner_kind,
        "calendar": one.calendar,
        "phone": one.phone,
        "closed": one.closed_at is not None,
    }
