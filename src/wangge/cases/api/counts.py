"""Counts for dashboards: open cases by state, and how often what happened in an area. Never by grid or by person."""

from datetime import date

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.cases.tallies import open_counts, totals
from wangge.cases.workflow import Verb
from wangge.catalogue.models import Kind
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import AreaCode, ClassCode

router = Router(auth=KNOWN)
_LONGEST_DAYS = 3660


class OpenQuery(Schema):
    area: AreaCode


class OpenOut(Schema):
    state: str
    count: int
    overdue: int = Field(description="Of these, beyond the limit of the stage they are in.")


class TotalsQuery(Schema):
    area: list[AreaCode] = Field(min_length=1, max_length=50, description="Communities or wider areas.")
    verb: list[Verb] = Field(min_length=1, max_length=20)
    since: date = Field(description="The first day, in the city's time.")
    until: date = Field(description="The day after the last one.")
    kind: Kind | None = None
    minor: ClassCode | None = None


class TotalOut(Schema):
    area: str
    verb: str
    count: int


@router.get("/counts/open", response=list[OpenOut], summary="Open cases by state")
def count_open(request: HttpRequest, asked: Query[OpenQuery]) -> object:
    """Count the open cases of an area that one sees: a grid worker one's own grid's, a unit its own."""
    by = actor_of(request)
    need(by, Permission.SEE_CASES)
    return open_counts(by=by, area=asked.area)


@router.get("/counts/totals", response=list[TotalOut], summary="How often what happened")
def count_totals(request: HttpRequest, asked: Query[TotalsQuery]) -> object:
    """Count verbs by area and period, zeros included, for offices whose area it is; read from maintained counters."""
    by = actor_of(request)
    for area in asked.area:
        _need_office(by, area)
    if not 0 < (asked.until - asked.since).days <= _LONGEST_DAYS:
        raise Unusable(_("Give a period of 1 to {most} days: since, and until after it").format(most=_LONGEST_DAYS))
    kind, minor = asked.kind or "", asked.minor or ""
    return totals(asked.area, asked.since, asked.until, asked.verb, kind=kind, minor=minor)


def _need_office(by: Actor, area: str) -> None:
    """A grid worker's figures of the whole community would be the neighbours' too."""
    seats = [seat for seat in by.seats_with(Permission.SEE_CASES) if not seat.of_the_unit]
    if not any(seat.covers(area) for seat in seats if seat.role is not Role.GRID_WORKER):
        raise NotAllowed(_("You hold no posting at {area} that sees its figures").format(area=area))
