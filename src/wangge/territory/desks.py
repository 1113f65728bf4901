"""Desks that messages and alerts are addressed to, and which of them are somebody's."""

from wangge.accounts.permissions import Permission, Role
from wangge.messages.actions import PLATFORM_DESK
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind

CENTRE = "desk:centre"
ADMINISTRATORS = "administrators"
_AT_THE_CENTRE = frozenset({Role.INTAKE_OPERATOR, Role.DISPATCHER, Role.DUTY_SUPERVISOR, Role.CENTRE_LEAD})


def desks_of(by: Actor) -> list[str]:
    """The desks at which the actor sits now: of units as clerk, of grids as worker, of the city's centre."""
    desks: set[str] = set()
    for seat in by.seats:
        if seat.role is Role.UNIT_CLERK:
            desks.add(f"unit:{seat.organisation}")
        if seat.role is Role.GRID_WORKER:
            desks.add(f"grid:{seat.grid_code}")
        if seat.role in _AT_THE_CENTRE and seat.area_kind is AreaKind.CITY:
            desks.add(CENTRE)
    if any(seat.area_kind is AreaKind.CITY for seat in by.seats_with(Permission.MANAGE_PEOPLE)):
        desks |= {ADMINISTRATORS, PLATFORM_DESK}
    return sorted(desks)
