"""Whom the demonstration city needs: a list of hires, made from its areas, grids and units. Nobody is hired here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wangge.accounts.models import Team
from wangge.accounts.permissions import Role
from wangge.territory.models import Area, AreaKind, Grid, Organisation, Rank
from wangge.territory.seating import Place

_GRIDS_A_DESK = 150  # so many grids keep one intake operator, dispatcher and supervisor busy
_GRIDS_A_DEPUTY = 4  # every fourth grid has a deputy: a community worker who stands in
_DESKS = (Role.INTAKE_OPERATOR, Role.DISPATCHER, Role.DUTY_SUPERVISOR)
_ONE_EACH = (Role.PLANNER, Role.CENTRE_LEAD, Role.CATALOGUE_EDITOR, Role.AUDITOR)
_UNIT = (Role.UNIT_CLERK, Role.HANDLER)


@dataclass(frozen=True)
class Hire:
    """One person to be: ``places`` are what they hold; ``by_browser`` gets password and second factor."""

    username: str
    team: Team
    places: tuple[Place, ...]
    by_browser: bool = False


def leading_people(city: Area) -> list[Hire]:
    """Who makes the city what it is: they come first, for they draft, adopt and import."""
    return [Hire(_name(role), Team.OFFICE, (Place(role, city),), by_browser=True) for role in _ONE_EACH]


def centre(city: Area, grids: int) -> list[Hire]:
    """The desks: two of each at least, for nobody closes what they filed. Supervisors close, which is a browser's."""
    desks = max(2, -(-grids // _GRIDS_A_DESK))
    return [
        Hire(
            f"{_name(role)}-{number}",
            Team.OFFICE,
            (Place(role, city),),
            by_browser=number == 1 or role is Role.DUTY_SUPERVISOR,
        )
        for role in _DESKS
        for number in range(1, desks + 1)
    ]


def units_people(city: Area, units: Iterable[Organisation]) -> list[Hire]:
    """A clerk and a handler for each unit."""
    return [
        Hire(
            f"{_name(role)}-{unit.code.removeprefix('U-')}",
            Team.OFFICE,
            (Place(role, city, unit),),
            by_browser=number == 0,
        )
        for number, unit in enumerate(units)
        for role in _UNIT
    ]


def people_of_areas(areas: Iterable[Area], grids: Sequence[Grid]) -> list[Hire]:
    """An officer in each subdistrict; a community worker, who is deputy of some grids, and a volunteer a community."""
    hires: list[Hire] = []
    for area in areas:
        first = not any(one.by_browser for one in hires if one.places[0].area.kind == area.kind)
        if area.kind == AreaKind.SUBDISTRICT:
            place = Place(Role.SUBDISTRICT_OFFICER, area)
            hires.append(Hire(f"officer-{area.code[:9]}", Team.OFFICE, (place,), by_browser=first))
        elif area.kind == AreaKind.COMMUNITY:
            own = [grid.code for grid in grids if grid.code.startswith(area.code)][::_GRIDS_A_DEPUTY]
            deputies = (Place(Role.GRID_WORKER, area, None, code, Rank.DEPUTY) for code in own)
            places = (Place(Role.COMMUNITY_WORKER, area), *deputies)
            hires.append(Hire(f"community-{area.code}", Team.COMMUNITY_WORKER, places, by_browser=first))
            volunteer = (Place(Role.VOLUNTEER, area),)
            hires.append(Hire(f"volunteer-{area.code}", Team.VOLUNTEER, volunteer, by_browser=first))
    return hires


def grid_workers(grids: Iterable[Grid], areas: dict[str, Area]) -> list[Hire]:
    """A principal for each grid."""
    return [
        Hire(
            f"grid-{grid.code}",
            Team.GRID_WORKER,
            (Place(Role.GRID_WORKER, areas[grid.code[:12]], None, grid.code, Rank.PRINCIPAL),),
            by_browser=number == 0,
        )
        for number, grid in enumerate(grids)
    ]


def _name(role: Role) -> str:
    words = {Role.INTAKE_OPERATOR: "intake", Role.DUTY_SUPERVISOR: "supervisor", Role.CENTRE_LEAD: "lead"}
    words |= {Role.UNIT_CLERK: "clerk", Role.CATALOGUE_EDITOR: "editor"}
    return words.get(role, role.value)
