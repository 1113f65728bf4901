"""When a plan comes into force its grids change under open cases: each gets the grid in which it now lies (R-08)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from wangge.cases.models import Case
from wangge.cases.moving import RULE, Step, move
from wangge.cases.reasons import Reason
from wangge.cases.refusals import MovedOn
from wangge.cases.workflow import Verb
from wangge.territory.actors import system
from wangge.territory.models import AreaKind, GridPlan, code_range
from wangge.territory.whereabouts import Spot, locate_many

_BATCH = 200


def rehome_cases(at: datetime) -> int:
    """Move every open case of a former plan into the plan in force; return how many. Idempotent.

    Orders stay with whoever holds them; those of a worker who left are handed over by another sweep. Ended cases
    keep the grid and plan of their time.
    """
    plans = GridPlan.objects.in_force(at).select_related("city")
    return sum(_rehome(batch, at) for plan in plans for batch in _behind(plan))


def _behind(plan: GridPlan) -> Iterator[list[Case]]:
    """Open cases of the plan's city that are not in it yet, by id: one that cannot be moved holds up no other."""
    first, last = code_range(plan.city.code, AreaKind.CITY)
    behind = Case.objects.filter(open=True, community__gte=first, community__lte=last).exclude(plan=plan)
    seen = 0
    while batch := list(behind.filter(pk__gt=seen).order_by("pk")[:_BATCH]):
        yield batch
        seen = batch[-1].pk


def _rehome(cases: list[Case], at: datetime) -> int:
    spots = locate_many([(case.longitude, case.latitude) for case in cases], at=at)
    return sum(_move_home(case, spot, at) for case, spot in zip(cases, spots, strict=True) if spot is not None)


@transaction.atomic
def _move_home(case: Case, spot: Spot, at: datetime) -> int:
    if spot.plan_id == case.plan_id:
        return 0
    changes = {"plan_id": spot.plan_id, "grid_code": spot.grid_code, "community_id": spot.community_code}
    if spot.grid_code == case.grid_code and spot.community_code == case.community_id:
        return Case.objects.filter(pk=case.pk, version=case.version).update(plan_id=spot.plan_id)
    try:
        move(case, Step(Verb.REHOME, RULE, reason=Reason.NEW_PLAN), by=system(at), changes=changes)
    except MovedOn:  # somebody acts on it right now: the next round finds it
        return 0
    return 1
