"""Whom an instruction addresses: whoever holds a seat of its area, by posting. Reads only.

A later holder is told while it is open; who held a seat since it was given may still answer, wherever they are now.
"""

from django.db.models import Q

from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotFound
from wangge.fieldwork.models import Addressed, Instruction
from wangge.fieldwork.models.instructions import InstructionQuerySet
from wangge.language import _
from wangge.territory.actors import Actor, Seat
from wangge.territory.models import AreaKind, Posting, code_range

MOST_OPEN = 200  # told at once; the nearest deadlines first
_WORKERS, _STAFF = frozenset({Role.GRID_WORKER}), frozenset({Role.COMMUNITY_WORKER})
_VOLUNTEERS = frozenset({Role.VOLUNTEER})
ROLES = {
    Addressed.GRID_WORKERS: _WORKERS,
    Addressed.COMMUNITY_STAFF: _STAFF,
    Addressed.EVERYBODY: _WORKERS | _STAFF,
    Addressed.VOLUNTEERS: _VOLUNTEERS,
}


def open_for(by: Actor) -> InstructionQuerySet:
    """The open instructions of the actor's present seats, the nearest deadline first; none of the own giving."""
    theirs = Q(pk__in=[])
    for seat in by.seats_with(Permission.ANSWER_INSTRUCTION):
        theirs |= _for_seat(seat)
    found = Instruction.objects.open(by.at).filter(theirs).exclude(given_by=by.user_id)
    return found.order_by("open_until", "id")


def overseen(by: Actor) -> InstructionQuerySet:
    """Those that the actor gave, and those of the areas for which the actor may give them."""
    theirs = Q(given_by=by.user_id)
    for seat in by.seats_with(Permission.GIVE_INSTRUCTION):
        first, last = code_range(seat.area_code, seat.area_kind)
        theirs |= Q(area__code__gte=first, area__code__lte=last)
    found = Instruction.objects.filter(theirs).select_related("area", "given_by").defer("area__boundary")
    return found.order_by("-id")


def may_oversee(instruction: Instruction, by: Actor) -> bool:
    """Whether the names of who acknowledged are for the actor."""
    gave = by.user_id is not None and instruction.given_by_id == by.user_id
    return gave or by.may_at(Permission.GIVE_INSTRUCTION, instruction.area.code)


def was_addressed(instruction: Instruction, by: Actor) -> bool:
    """Whether the actor has held one of its seats since it was given: one statement."""
    if by.user_id is None or instruction.given_by_id == by.user_id:
        return False
    held = Posting.objects.filter(user=by.user_id, begins_at__lte=by.at).within(instruction.given_at, None)
    return held.filter(seats_of(instruction)).exists()


def seats_of(instruction: Instruction) -> Q:
    """The postings of its seats."""
    roles = [role.value for role in ROLES[Addressed(instruction.addressed)]]
    if instruction.grid_code:
        return Q(role__in=roles, grid_code=instruction.grid_code)
    first, last = code_range(instruction.area.code, AreaKind(instruction.area.kind))
    return Q(role__in=roles, area__code__gte=first, area__code__lte=last)


def readable(row: int, by: Actor) -> Instruction:
    """One that the actor gave, oversees, or was asked; NotFound for every other."""
    rows = Instruction.objects.select_related("area", "given_by").defer("area__boundary")
    found = rows.filter(pk=row).first()
    if found is None or not (may_oversee(found, by) or was_addressed(found, by)):
        raise NotFound(_("There is no such instruction that you may see"))
    return found


def _for_seat(seat: Seat) -> Q:
    """What addresses a seat: of its area and of every wider one, and of its own grid only."""
    kinds = [kind for kind in Addressed if seat.role in ROLES[kind]]
    return Q(addressed__in=kinds, area__code__in=_around(seat.area_code), grid_code__in={"", seat.grid_code})


def _around(code: str) -> set[str]:
    """The codes of an area and of all that it lies in."""
    return {code[: kind.digits].ljust(12, "0") for kind in AreaKind}
