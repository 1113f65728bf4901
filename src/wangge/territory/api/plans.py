"""Grid plans: listed, drafted from a file, adopted at a date by a second person, discarded (R-08)."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from ninja import Field, File, Form, Path, Router, Schema, Status
from ninja.files import UploadedFile

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.territory.actions.plans import adopt_plan, discard_plan, draft_plan
from wangge.territory.actors import Actor
from wangge.territory.datum import Datum
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import AreaCode, Moment, RowId
from wangge.territory.models import Area, AreaKind, GridPlan, PlanState
from wangge.territory.uploads import MAPS, kept_on_disk

router = Router(auth=KNOWN)


class PlanOut(Schema):
    id: int
    city: str
    title: str
    state: str
    source: str
    grids: int
    begins_at: datetime | None
    ends_at: datetime | None
    drafted_at: datetime


class PlanIn(Schema):
    city: AreaCode
    title: str = Field(min_length=1, max_length=80)
    datum: Datum = Datum.WGS84


class AdoptIn(Schema):
    begins_at: Moment


@router.get("/plans", response=list[PlanOut], summary="List grid plans")
def list_plans(request: HttpRequest) -> list[dict[str, object]]:
    """Return the plans of one's city, the newest first; drafts only to who plans or adopts."""
    by = actor_of(request)
    need(by, Permission.SEE_TERRITORY)
    return [_shown(plan) for plan in _visible(by).annotate(count=Count("grids")).order_by("-id")]


@router.post("/plans", response={201: PlanOut}, summary="Draft a plan from a file")
def create_plan(request: HttpRequest, body: Form[PlanIn], file: File[UploadedFile]) -> Status[dict[str, object]]:
    """Bring in a division of the whole city (.gpkg or .geojson); 422 names every defect, and nothing is written."""
    by = actor_of(request)
    need(by, Permission.PLAN_GRIDS)
    city = Area.objects.filter(code=body.city, kind=AreaKind.CITY).first()
    if city is None:
        raise NotFound(_("There is no city {code}").format(code=body.city))
    with kept_on_disk(file, MAPS) as path:
        plan = draft_plan(path=path, city=city, title=body.title, by=by, datum=body.datum)
    return Status(201, _shown(plan))


@router.post("/plans/{plan}/adopt", response=PlanOut, summary="Adopt a plan at a date")
def post_adopt_plan(request: HttpRequest, plan: Path[RowId], body: AdoptIn) -> dict[str, object]:
    """Put a draft in force from a moment to come; never by who drafted it."""
    by = actor_of(request)
    return _shown(adopt_plan(plan=_plan(plan, by), begins_at=body.begins_at, by=by))


@router.delete("/plans/{plan}", response={204: None}, summary="Discard a draft")
def delete_plan(request: HttpRequest, plan: Path[RowId]) -> Status[None]:
    """Delete a draft; 409 for a plan that was adopted."""
    by = actor_of(request)
    discard_plan(plan=_plan(plan, by), by=by)
    return Status(204, None)


def _visible(by: Actor) -> QuerySet[GridPlan]:
    cities = Q(pk__in=[])
    for seat in by.seats_with(Permission.SEE_TERRITORY) + by.seats_with(Permission.ADOPT_PLAN):
        city = seat.area_code[: AreaKind.CITY.digits].ljust(12, "0")
        cities |= Q(city__code=city)
    plans = GridPlan.objects.filter(cities).select_related("city").defer("city__boundary")
    planners = by.seats_with(Permission.PLAN_GRIDS) + by.seats_with(Permission.ADOPT_PLAN)
    return plans if planners else plans.exclude(state=PlanState.DRAFT)


def _plan(row: int, by: Actor) -> GridPlan:
    found = _visible(by).filter(pk=row).first()
    if found is None:
        raise NotFound(_("There is no such plan that you may see"))
    return found


def _shown(plan: GridPlan) -> dict[str, object]:
    return {
        "id": plan.pk,
        "city": plan.city.code,
        "title": plan.title,
        "state": plan.state,
        "source": plan.source,
        "grids": getattr(plan, "count", None) or plan.grids.count(),
        "begins_at": plan.begins_at,
        "ends_at": plan.ends_at,
        "drafted_at": plan.drafted_at,
    }
