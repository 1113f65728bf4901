"""Grid plans are written here: drafted, discarded, adopted at a date, retired. Their grids are never edited (R-08)."""

from datetime import datetime
from pathlib import Path

import shapely
from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.datum import Datum
from wangge.territory.defects import Defect, PlanDefects
from wangge.territory.models import Area, AreaKind, Grid, GridLineage, GridPlan, PlanState, take_turn
from wangge.territory.planfiles import DrawnPlan, read_plan_file
from wangge.territory.planrows import digest_of, grid_rows, lineage_rows
from wangge.territory.soundness import defects_of
from wangge.territory.succession import codes_broken_off, returning_codes

_TURN = "plans"
_SOURCE_LENGTH = _TITLE_LENGTH = 80


class PlanInThePast(Unusable):
    """Figures that were made already would change."""

    code = "plan-in-the-past"


class SecondPersonNeeded(NotAllowed):
    """Who drafted a plan does not adopt it."""

    code = "second-person-needed"


def judge_plan(
    *, path: Path, city: Area, by: Actor, datum: Datum = Datum.WGS84, crs: str | None = None
) -> tuple[Defect, ...]:
    """Return what is wrong with a plan's file, mild defects too, and write nothing."""
    _refuse_stranger(by, Permission.PLAN_GRIDS, city)
    return _defects(read_plan_file(path, datum, crs), city, by.at)


@transaction.atomic
def draft_plan(
    *, path: Path, city: Area, title: str, by: Actor, datum: Datum = Datum.WGS84, crs: str | None = None
) -> GridPlan:
    """Bring in a division of the whole city as a draft; PlanDefects if any defect is fatal, and nothing is written."""
    _refuse_stranger(by, Permission.PLAN_GRIDS, city)
    _refuse_unnamed(title, city)
    drawn = read_plan_file(path, datum, crs)
    defects = _defects(drawn, city, by.at)
    if any(defect.fatal for defect in defects):
        raise PlanDefects(defects)
    plan = GridPlan.objects.create(
        city=city,
        title=title,
        source=path.name[:_SOURCE_LENGTH],
        digest=digest_of(drawn),
        drafted_at=by.at,
        drafted_by=by.user,
    )
    Grid.objects.bulk_create(grid_rows(plan, drawn), batch_size=500)
    gone = [GridLineage(plan=plan, former_code=code, code="", households=0) for code in drawn.retired]
    GridLineage.objects.bulk_create(gone, batch_size=500)
    record_audit(action="draft_plan", at=by.at, actor=by.user, subject=f"plan:{plan.pk}")
    return plan


@transaction.atomic
def discard_plan(*, plan: GridPlan, by: Actor) -> GridPlan:
    """Delete a draft; Conflict for a plan that was adopted."""
    _refuse_stranger(by, Permission.PLAN_GRIDS, plan.city)
    take_turn(_TURN)
    _refuse_adopted(plan)
    number = plan.pk
    plan.delete()
    record_audit(action="discard_plan", at=by.at, actor=by.user, subject=f"plan:{number}")
    return plan


@transaction.atomic
def adopt_plan(*, plan: GridPlan, begins_at: datetime, by: Actor) -> GridPlan:
    """Put a draft in force from ``begins_at`` until the next plan begins; the one before it ends at that moment."""
    _refuse_stranger(by, Permission.ADOPT_PLAN, plan.city)
    if by.user_id is not None and by.user_id == plan.drafted_by_id:
        raise SecondPersonNeeded(_("Who drafted a plan does not adopt it; ask a second person to adopt this one."))
    if begins_at < by.at:
        raise PlanInThePast(
            _("A plan cannot begin in the past: the figures until now were made with the plan in force.")
        )
    take_turn(_TURN)
    _refuse_adopted(plan)
    before, after = _plans_around(plan.city, begins_at)
    _refuse_misplaced(plan, before, begins_at)
    if before is not None:
        before.ends_at = begins_at
        before.save(update_fields=["ends_at"])
        _write_lineage(before, plan)
    if after is not None:
        _write_lineage(plan, after)
    plan.state, plan.begins_at, plan.adopted_by = PlanState.ADOPTED, begins_at, by.user
    plan.ends_at = None if after is None else after.begins_at
    plan.save(update_fields=["state", "begins_at", "ends_at", "adopted_by"])
    GridPlan.objects.over(by.at).update(state=PlanState.RETIRED)
    record_audit(action="adopt_plan", at=by.at, actor=by.user, subject=f"plan:{plan.pk}")
    return plan


@transaction.atomic
def retire_plans(*, by: Actor) -> int:
    """Mark adopted plans whose time is over, and return how many; a job does so every day."""
    if not by.is_system:
        raise NotAllowed(_("Plans retire by themselves when the next one begins."))
    return GridPlan.objects.over(by.at).update(state=PlanState.RETIRED)


def _refuse_stranger(by: Actor, permission: Permission, city: Area) -> None:
    if not by.may_at(permission, city.code):
        raise NotAllowed(
            _("You hold no posting at {city} that allows this; ask its planner or its centre.").format(
                city=city.name_zh
            )
        )


def _refuse_unnamed(title: str, city: Area) -> None:
    if city.kind != AreaKind.CITY:
        raise Unusable(_("{area} is no city; a plan divides a whole city.").format(area=city.name_zh))
    if not 0 < len(title.strip()) <= _TITLE_LENGTH:
        raise Unusable(_("A plan's title has 1 to {most} characters; write another one.").format(most=_TITLE_LENGTH))


def _refuse_adopted(plan: GridPlan) -> None:
    """Look again, now that nobody else can change it."""
    if not GridPlan.objects.filter(pk=plan.pk, state=PlanState.DRAFT).exists():
        raise Conflict(
            _("The plan {title} is no draft any more; load the list of plans again.").format(title=plan.title)
        )


def _plans_around(city: Area, at: datetime) -> tuple[GridPlan | None, GridPlan | None]:
    """The plan in force at a moment, and the one that begins next."""
    plans = GridPlan.objects.filter(city=city)
    return plans.in_force(at).first(), plans.filter(begins_at__gt=at).order_by("begins_at").first()


def _refuse_misplaced(plan: GridPlan, before: GridPlan | None, begins_at: datetime) -> None:
    """Two plans cannot begin at once, and no code comes back once it is retired."""
    if before is not None and before.begins_at == begins_at:
        raise Conflict(_("The plan {title} begins at that very moment; choose another one.").format(title=before.title))
    codes = set(plan.grids.values_list("code", flat=True))
    returning = returning_codes(plan.city, codes, begins_at) or codes_broken_off(plan.city, codes, begins_at)
    if returning:
        raise PlanDefects([_returning(code) for code in returning])


def _write_lineage(before: GridPlan, plan: GridPlan) -> None:
    """Let ``plan`` follow ``before``; codes that its file calls retired stay so."""
    plan.lineage.exclude(code="").delete()
    GridLineage.objects.bulk_create(lineage_rows(before, plan), batch_size=500)


def _defects(drawn: DrawnPlan, city: Area, at: datetime) -> tuple[Defect, ...]:
    own = city.code[: AreaKind.CITY.digits]
    communities = Area.objects.filter(kind=AreaKind.COMMUNITY, code__startswith=own)
    boundaries = {
        code: None if boundary is None else shapely.make_valid(shapely.from_wkb(bytes(boundary)))
        for code, boundary in communities.values_list("code", "boundary")
    }
    returning = returning_codes(city, drawn.code.tolist(), at)
    return (*defects_of(drawn, own, boundaries), *map(_returning, returning))


def _returning(code: str) -> Defect:
    sentence = _("Grid code {code} was retired with an earlier plan and is never used again; give the grid a new one.")
    return Defect("code-retired", sentence.format(code=code), code=code)
