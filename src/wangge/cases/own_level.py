"""Which cases lie within what somebody decides: in the area of a seat in an office, up to the level of that seat."""

from django.db.models import Q

from wangge.accounts.permissions import Permission
from wangge.cases.permissions import OUT_OF_OFFICE
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind, code_range


def at_own_level(by: Actor, *permissions: Permission) -> Q:
    """On cases: as the sphere LEVEL of the table of permissions asks it; none is met without such a seat."""
    theirs = Q(pk__in=[])
    for seat in {seat for permission in permissions for seat in by.seats_with(permission)}:
        if seat.role not in OUT_OF_OFFICE and not seat.of_the_unit:
            first, last = code_range(seat.area_code, seat.area_kind)
            levels = [kind for kind in AreaKind if kind.width <= seat.area_kind.width]
            theirs |= Q(community__gte=first, community__lte=last, level__in=levels)
    return theirs
