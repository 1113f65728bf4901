"""Who has heard an instruction, and who has not: counts for lists, names by grid for one. Reads only.

Counted are those who hold a seat now; what others acknowledged before they left stays, and is told apart. The order is
that of the codes, never of who was first.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from wangge.accounts.permissions import Role
from wangge.fieldwork.addressed import ROLES, seats_of
from wangge.fieldwork.models import Acknowledgement, Addressed, Instruction
from wangge.territory.models import AreaKind, Posting, Rank, is_inside

_COLUMNS = ("user_id", "user__work_name", "role", "rank", "grid_code", "area__code")


@dataclass(frozen=True)
class Holder:
    """Somebody in a seat; ``place`` is the grid of a worker, the area of others."""

    user_id: int
    name: str
    role: Role
    deputy: bool
    place: str


@dataclass(frozen=True)
class Tally:
    """Of those who are addressed now, how many have read it and how many have reported."""

    instruction: Instruction
    addressed: int
    acknowledged: int
    answered: int


@dataclass(frozen=True)
class Reader:
    """One line of the list. ``holder`` is None for who holds no seat of it any more."""

    name: str
    holder: Holder | None
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True)
class Group:
    """A community, or what lies above communities, with those who sit in it."""

    code: str
    readers: tuple[Reader, ...]

    @property
    def acknowledged(self) -> int:
        """How many have read it."""
        return len(self.heard)

    @property
    def heard(self) -> tuple[Reader, ...]:
        """Those who have read it, by place."""
        return tuple(reader for reader in self.readers if reader.acknowledged_at is not None)

    @property
    def missing(self) -> tuple[Reader, ...]:
        """Those who have not, by place."""
        return tuple(reader for reader in self.readers if reader.acknowledged_at is None)


def tallies(instructions: Sequence[Instruction], at: datetime) -> list[Tally]:
    """The counts of each: two statements for all of them."""
    holders = _holders(instructions, at)
    heard: dict[int, dict[int, bool]] = defaultdict(dict)
    rows = Acknowledgement.objects.filter(instruction__in=[one.pk for one in instructions])
    for instruction, person, answered_at in rows.values_list("instruction_id", "person_id", "answered_at"):
        heard[instruction][person] = answered_at is not None
    return [_tally(one, holders, heard[one.pk]) for one in instructions]


def groups_of(instruction: Instruction, at: datetime) -> list[Group]:
    """Everybody whom it addresses now, by community and grid; then those who acknowledged and have left."""
    given = Acknowledgement.objects.filter(instruction=instruction).select_related("person").order_by("id")
    heard = {one.person_id: one for one in given}
    holders = [one for one in _holders([instruction], at) if _is_addressed(instruction, one)]
    found = [
        Group(code, tuple(_reader(one, heard.get(one.user_id)) for one in sitting))
        for code, sitting in groupby(holders, key=lambda one: one.place[:12])
    ]
    present = {one.user_id for one in holders}
    left = [one for one in heard.values() if one.person_id not in present]
    return [*found, *([Group("", tuple(map(_leaver, left)))] if left else [])]


def _holders(instructions: Sequence[Instruction], at: datetime) -> list[Holder]:
    """Those who sit within any of the areas, in the order of places, principals first."""
    if not instructions:
        return []
    seats = Q(pk__in=[])
    for one in {(one.area_id, one.grid_code, one.addressed): one for one in instructions}.values():
        seats |= seats_of(one)
    rows = Posting.objects.in_force(at).filter(seats).values_list(*_COLUMNS)
    found = [
        Holder(user, name, Role(role), rank == Rank.DEPUTY, grid or area) for user, name, role, rank, grid, area in rows
    ]
    return sorted(found, key=lambda one: (one.place, one.deputy, one.user_id))


def _is_addressed(instruction: Instruction, holder: Holder) -> bool:
    inside = is_inside(holder.place, instruction.area.code, AreaKind(instruction.area.kind))
    in_grid = instruction.grid_code in {"", holder.place}
    fits = holder.role in ROLES[Addressed(instruction.addressed)]
    return inside and in_grid and fits and holder.user_id != instruction.given_by_id


def _tally(instruction: Instruction, holders: Sequence[Holder], heard: dict[int, bool]) -> Tally:
    present = {one.user_id for one in holders if _is_addressed(instruction, one)}
    return Tally(
        instruction,
        addressed=len(present),
        acknowledged=len(present & heard.keys()),
        answered=sum(heard.get(person, False) for person in present),
    )


def _reader(holder: Holder, given: Acknowledgement | None) -> Reader:
    if given is None:
        return Reader(holder.name, holder)
    return Reader(holder.name, holder, given.acknowledged_at, given.answered_at, given.answer)


def _leaver(given: Acknowledgement) -> Reader:
    return Reader(given.person.work_name, None, given.acknowledged_at, given.answered_at, given.answer)
