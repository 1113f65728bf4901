"""Who holds which posting in the demonstration city, found once: the people that simulated days act through."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.territory.actors import Actor, actor_for
from wangge.territory.models import Posting, Rank

_AT_A_UNIT = {Role.UNIT_CLERK, Role.HANDLER}


@dataclass
class Cast:
    """Actors by what they hold; ``moved_to`` takes each to the moment at which they act."""

    by_user: dict[int, Actor] = field(default_factory=dict)
    by_role: dict[Role, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    by_place: dict[tuple[Role, str], Actor] = field(default_factory=dict)  # area, of a principal the grid
    by_unit: dict[tuple[Role, int], Actor] = field(default_factory=dict)

    def one_of(self, role: Role, chance: Random, at: datetime) -> Actor:
        """Whoever of the role has time."""
        return chance.choice(self.by_role[role]).moved_to(at)

    def at_place(self, role: Role, code: str, at: datetime) -> Actor:
        """Who holds the role at an area; of grid workers the principal of a grid."""
        return self.by_place[role, code].moved_to(at)

    def of_unit(self, role: Role, unit: int, at: datetime) -> Actor:
        """The clerk or the handler of a unit."""
        return self.by_unit[role, unit].moved_to(at)

    def user(self, user: int, at: datetime) -> Actor:
        """This very person."""
        return self.by_user[user].moved_to(at)

    @property
    def grids(self) -> list[str]:
        """The grids that have a principal, sorted."""
        return sorted(code for role, code in self.by_place if role is Role.GRID_WORKER)


def cast_at(at: datetime) -> Cast:
    """Everybody posted at ``at``; Unusable where a desk of the centre has nobody."""
    cast = Cast()
    held = Posting.objects.in_force(at).select_related("user", "area").defer("area__boundary").order_by("id")
    for posting in held:
        actor = cast.by_user.get(posting.user_id) or actor_for(posting.user, at)
        cast.by_user[posting.user_id] = actor
        _enter(cast, posting, actor)
    empty = [role for role in (Role.INTAKE_OPERATOR, Role.DISPATCHER, Role.DUTY_SUPERVISOR) if not cast.by_role[role]]
    if empty or not cast.grids:
        raise Unusable(_("Nobody is posted who could play the days: build the demonstration city first"))
    return cast


def _enter(cast: Cast, posting: Posting, actor: Actor) -> None:
    role = Role(posting.role)
    if role in _AT_A_UNIT and posting.organisation_id is not None:
        cast.by_unit.setdefault((role, posting.organisation_id), actor)
    elif role is not Role.GRID_WORKER:
        cast.by_role[role].append(actor)
        cast.by_place.setdefault((role, posting.area.code), actor)
    elif posting.rank == Rank.PRINCIPAL:
        cast.by_place[role, posting.grid_code] = actor
