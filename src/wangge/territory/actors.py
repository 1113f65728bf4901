"""Who acts: a user with the postings held at that moment, loaded once a request and passed as ``by``.

Authority is a role AT an area (R-14). The moment comes with the actor, so that no action asks a clock of its own.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from wangge.accounts.models import User
from wangge.accounts.permissions import OF_THE_UNIT, Permission, Role, granted
from wangge.accounts.scopes import scopes_allow
from wangge.territory.models import AreaKind, Rank, is_inside


@dataclass(frozen=True)
class Seat:
    """One posting as it counts for rights."""

    role: Role
    area_code: str
    area_kind: AreaKind
    organisation: int | None = None
    grid_code: str = ""
    rank: Rank | None = None

    def covers(self, code: str) -> bool:
        """Whether an area, or a grid by its 15 digits, lies inside the seat's area."""
        return is_inside(code, self.area_code, self.area_kind)

    @property
    def of_the_unit(self) -> bool:
        """Whether its rights hold for the unit's own work only."""
        return self.role in OF_THE_UNIT


@dataclass(frozen=True)
class Actor:
    """Somebody, or the system, at a moment. ``user`` is None for the system and for a reporter with a link only.

    ``scopes`` narrows what a key may do; None is everything that the seats allow.
    """

    at: datetime
    user: User | None = None
    seats: tuple[Seat, ...] = ()
    name: str = "user"  # "user", "system" or "reporter"
    scopes: frozenset[str] | None = field(default=None)

    @property
    def is_system(self) -> bool:
        return self.name == "system"

    @property
    def user_id(self) -> int | None:
        return None if self.user is None else self.user.pk

    def seats_with(self, permission: Permission) -> tuple[Seat, ...]:
        """The seats whose role may do it, wherever they are; none if the key's scopes do not let it through."""
        if not scopes_allow(self.scopes, permission):
            return ()
        return tuple(seat for seat in self.seats if granted(seat.role, permission))

    def seat_at(self, permission: Permission, code: str) -> Seat | None:
        """The first seat that allows it for an area or grid code; None where there is none."""
        return next((seat for seat in self.seats_with(permission) if seat.covers(code)), None)

    def may_at(self, permission: Permission, code: str) -> bool:
        """Whether some seat allows it at the area or grid; units' seats count here too."""
        return self.is_system or self.seat_at(permission, code) is not None

    def moved_to(self, at: datetime) -> "Actor":
        """The same somebody at another moment, with the seats that were loaded."""
        return Actor(at, self.user, self.seats, self.name, self.scopes)


# Written out because every request asks it: compiled by the ORM each time it cost more than running it.
_HELD = """
    SELECT posting.role, area.code, area.kind, posting.organisation_id, posting.grid_code, posting.rank
    FROM territory_posting posting JOIN territory_area area ON area.id = posting.area_id
    WHERE posting.user_id = %s AND posting.begins_at <= %s AND (posting.ends_at IS NULL OR posting.ends_at > %s)
    ORDER BY posting.id
"""


def actor_for(user: User, at: datetime, scopes: frozenset[str] | None = None) -> Actor:
    """Load the postings that ``user`` holds at ``at``: one statement."""
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [user.pk, moment, moment])
        rows = cursor.fetchall()
    seats = tuple(
        Seat(Role(role), code, AreaKind(kind), organisation, grid, Rank(rank) if rank else None)
        for role, code, kind, organisation, grid, rank in rows
    )
    return Actor(at, user, seats, scopes=scopes)


def system(at: datetime) -> Actor:
    """The platform itself: sweeps, rules and jobs."""
    return Actor(at, name="system")


def reporter(at: datetime) -> Actor:
    """Somebody known by a private link only, or not at all."""
    return Actor(at, name="reporter")


def areas_of(actor: Actor, permission: Permission) -> list[str]:
    """The codes of the areas at which the actor may do it, once each."""
    return sorted({seat.area_code for seat in actor.seats_with(permission)})
