"""Which posting can be: team, role, kind of area, organisation and grid must fit (R-10, R-14). Two tables; no writing.

Periods, and who may post whom, are in actions/postings.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wangge.accounts.models import Team, User
from wangge.accounts.permissions import OF_THE_UNIT, Role
from wangge.gridding.codes import CodeError, parse_grid_code
from wangge.language import _
from wangge.territory.models import Area, AreaKind, Grid, GridPlan, Organisation, Rank, is_inside
from wangge.territory.post_words import area_kind_words, listed, role_words, team_words

_C, _S, _D, _CITY = AreaKind.COMMUNITY, AreaKind.SUBDISTRICT, AreaKind.DISTRICT, AreaKind.CITY
_OFFICE = frozenset({Team.OFFICE})
_CENTRES = frozenset({_S, _D, _CITY})
_ANYWHERE = frozenset(AreaKind)

TEAMS: Mapping[Role, frozenset[Team]] = {
    # A community worker stands in for a grid worker on leave; a volunteer never does.
    Role.GRID_WORKER: frozenset({Team.GRID_WORKER, Team.COMMUNITY_WORKER}),
    Role.COMMUNITY_WORKER: frozenset({Team.COMMUNITY_WORKER}),
    Role.VOLUNTEER: frozenset({Team.VOLUNTEER}),
    **{role: _OFFICE for role in Role if role not in {Role.GRID_WORKER, Role.COMMUNITY_WORKER, Role.VOLUNTEER}},
}
AREAS: Mapping[Role, frozenset[AreaKind]] = {
    Role.GRID_WORKER: frozenset({_C}),
    Role.COMMUNITY_WORKER: frozenset({_C}),
    Role.VOLUNTEER: frozenset({_C, _S}),
    Role.SUBDISTRICT_OFFICER: frozenset({_S}),
    Role.INTAKE_OPERATOR: _CENTRES,
    Role.DISPATCHER: _CENTRES,
    Role.DUTY_SUPERVISOR: _CENTRES,
    Role.CENTRE_LEAD: _CENTRES,
    Role.UNIT_CLERK: _ANYWHERE,
    Role.HANDLER: _ANYWHERE,
    Role.PLANNER: _CENTRES,
    Role.CATALOGUE_EDITOR: frozenset({_CITY}),
    Role.ADMINISTRATOR: _CENTRES,
    Role.AUDITOR: frozenset({_D, _CITY}),
}


class EndReason(StrEnum):
    """Why a posting ends: fixed words, because free ones would come to tell of illness and quarrels."""

    TERM_OVER = "term over"
    LEAVE_OVER = "leave over"
    MOVED = "moved to another posting"
    LEFT = "left the service"
    GRID_CHANGED = "grid changed"
    MISTAKE = "posted by mistake"


def end_reason_words(reason: str) -> str:
    """What people read for it."""
    words = {
        EndReason.TERM_OVER: _("term over"),
        EndReason.LEAVE_OVER: _("standing in is over"),
        EndReason.MOVED: _("moved to another posting"),
        EndReason.LEFT: _("left the service"),
        EndReason.GRID_CHANGED: _("the grid changed"),
        EndReason.MISTAKE: _("posted by mistake"),
    }
    return words[EndReason(reason)]


@dataclass(frozen=True)
class Place:
    """Where somebody is to be posted, and as what."""

    role: Role
    area: Area
    organisation: Organisation | None = None
    grid_code: str = ""
    rank: Rank | None = None


def misfit(user: User, place: Place, begins_at: datetime, ends_at: datetime | None) -> str:
    """Why ``user`` cannot be posted there, in one sentence; empty if it fits."""
    if ends_at is not None and ends_at <= begins_at:
        return _("The posting would end before it begins; mend the dates.")
    return (
        _misfit_of_person(user, place.role)
        or _misfit_of_area(place)
        or _misfit_of_organisation(place)
        or _misfit_of_grid(place, begins_at)
    )


def _misfit_of_person(user: User, role: Role) -> str:
    if not user.is_active:
        return _("{name} has left; give the posting to somebody who is with the service.").format(name=user.work_name)
    if Team(user.team) not in TEAMS[role]:
        sentence = _("{name} is in the team {team}, which does not hold the role {role}; teams that do: {teams}.")
        teams = listed(team_words(team) for team in sorted(TEAMS[role]))
        return sentence.format(name=user.work_name, team=team_words(user.team), role=role_words(role), teams=teams)
    return ""


def _misfit_of_area(place: Place) -> str:
    if AreaKind(place.area.kind) in AREAS[place.role]:
        return ""
    kinds = listed(area_kind_words(kind) for kind in AreaKind if kind in AREAS[place.role])
    sentence = _("The role {role} is not held at an area of the kind {kind}, but at: {kinds}.")
    return sentence.format(role=role_words(place.role), kind=area_kind_words(place.area.kind), kinds=kinds)


def _misfit_of_organisation(place: Place) -> str:
    organisation = place.organisation
    if organisation is None:
        if place.role in OF_THE_UNIT:
            return _("The role {role} is held for a unit; name its organisation.").format(role=role_words(place.role))
        return ""
    if organisation.closed_at is not None:
        return _("{name} has been closed; name an open organisation.").format(name=organisation.name_zh)
    if not is_inside(place.area.code, organisation.area.code, AreaKind(organisation.area.kind)):
        sentence = _("{name} does not reach as far as {area}; post at an area inside its own.")
        return sentence.format(name=organisation.name_zh, area=place.area.name_zh)
    return ""


def _misfit_of_grid(place: Place, begins_at: datetime) -> str:
    if place.role != Role.GRID_WORKER:
        return _("Only a grid worker has a grid and a rank; leave them out.") if place.grid_code or place.rank else ""
    if place.rank is None:
        return _("A grid worker is posted as principal or as deputy; say which.")
    try:
        code = parse_grid_code(place.grid_code)
    except CodeError as error:
        return str(error)
    if code.community != place.area.code:
        sentence = _("Grid {grid} does not lie in {area}; post at the community of its first 12 digits.")
        return sentence.format(grid=place.grid_code, area=place.area.name_zh)
    return _misfit_of_plan(place.grid_code, begins_at)


def _misfit_of_plan(grid_code: str, begins_at: datetime) -> str:
    """Without any plan at that date every well-formed code is believed: postings are entered before the first plan."""
    ids = list(
        GridPlan.objects.in_force(begins_at).filter(city__code__startswith=grid_code[:4]).values_list("id", flat=True)
    )
    if not ids or Grid.objects.filter(plan__in=ids, code=grid_code).exists():
        return ""
    sentence = _("There is no grid {grid} in the plan in force on {date}; look up its code there.")
    return sentence.format(grid=grid_code, date=begins_at.date().isoformat())
