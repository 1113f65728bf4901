"""The ground of a phone: the grids that its person is posted to, under the plan in force. Reads only."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from wangge.accounts.permissions import Permission, Role
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind, Grid, GridPlan, Rank


@dataclass(frozen=True)
class OwnGrid:
    """A grid of one's own, as principal or as deputy."""

    code: str
    name: str
    principal: bool


@dataclass(frozen=True)
class Ground:
    """The own grids and the plan at a moment; ``digest`` is another one whenever postings or plan are others."""

    grids: tuple[OwnGrid, ...]
    plan: int
    digest: str
    at: datetime

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the own grids."""
        return tuple(grid.code for grid in self.grids)


def ground_of(by: Actor) -> Ground:
    """The ground of somebody at the moment: two statements at most."""
    plan, division = _plan_at(by)
    held = {seat.grid_code: seat.rank is Rank.PRINCIPAL for seat in by.seats if seat.role is Role.GRID_WORKER}
    names = dict(Grid.objects.filter(plan=plan, code__in=held).values_list("code", "name")) if held else {}
    grids = tuple(OwnGrid(code, names.get(code, ""), held[code]) for code in sorted(held))
    seats = sorted(f"{one.role} {one.area_code} {one.organisation} {one.grid_code} {one.rank}" for one in by.seats)
    told = repr((by.user_id, seats, plan, division, by.scopes and sorted(by.scopes)))
    return Ground(grids, plan, hashlib.sha256(told.encode()).hexdigest()[:16], by.at)


def outdoors(by: Actor) -> Actor:
    """The same person with the seats whose cases a phone carries: of grids, of a community, of a unit's work.

    A whole subdistrict or city does not go into a pocket; whoever works for it does so at a desk.
    """
    seats = tuple(seat for seat in by.seats if seat.of_the_unit or seat.area_kind is AreaKind.COMMUNITY)
    return replace(by, seats=seats)


def own_units(by: Actor) -> list[int]:
    """The units for which one works."""
    seats = by.seats_with(Permission.SEE_CASES)
    return [seat.organisation for seat in seats if seat.of_the_unit and seat.organisation is not None]


def _plan_at(by: Actor) -> tuple[int, str]:
    found = GridPlan.objects.in_force(by.at).order_by("-begins_at").values_list("pk", "digest").first()
    return found or (0, "")
