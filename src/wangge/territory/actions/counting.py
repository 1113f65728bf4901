"""Counting again where it stands: values are merged one by one, and of two that differ both are kept (R-26, R-40).

Whoever counted without having seen what stands there now does not overwrite it: the value is kept beside it and shown
with who counted it and when, until somebody who has seen both counts once more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import Counted, Dwelling, DwellingCount, take_turn
from wangge.territory.whereabouts import locate


@dataclass(frozen=True)
class Change:
    """A value as it was seen, and as it was counted; None where nobody knows."""

    was: int | None
    now: int | None


@transaction.atomic
def count_dwelling(
    *, code: str, changes: Mapping[Counted, Change], settles: Sequence[int], counted_at: datetime, by: Actor
) -> list[DwellingCount]:
    """Write each value that was counted, or keep it beside another that its counter had not seen; the new rows.

    ``settles`` are rows kept beside that the counter has seen: they stand there no longer. Raises NotFound for a
    dwelling that does not exist, NotAllowed for one of another's grid. At most eight statements.
    """
    if by.user is None:
        raise NotAllowed(_("Only a person counts dwellings"))
    dwelling = _dwelling(code, by)
    own = _counted_before(dwelling, by)
    rows = [
        _row(dwelling, field, change, counted_at, by, own)
        for field, change in changes.items()
        if getattr(dwelling, field) != change.now
    ]
    taken = [row for row in rows if not row.beside]
    for row in taken:
        setattr(dwelling, row.field, row.value)
    dwelling.counted_on = localdate(counted_at)
    dwelling.save(update_fields=[*(row.field for row in taken), "counted_on"])
    DwellingCount.objects.filter(pk__in=settles, dwelling=dwelling, beside=True).update(beside=False)
    take_turn("dwellings")
    return DwellingCount.objects.bulk_create(rows)


def _dwelling(code: str, by: Actor) -> Dwelling:
    found = Dwelling.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound(_("There is no dwelling {code}; look it up anew").format(code=code))
    if not _may_count(found, by):
        raise NotAllowed(_("Dwelling {code} lies in another grid: whoever works there counts it").format(code=code))
    return found


def _may_count(dwelling: Dwelling, by: Actor) -> bool:
    """Who works in its grid, or in its community."""
    spot = locate(dwelling.longitude, dwelling.latitude, at=by.at)
    here = {Role.GRID_WORKER: spot.grid_code, Role.COMMUNITY_WORKER: spot.community_code}
    seats = by.seats_with(Permission.COUNT_DWELLINGS)
    return any(here.get(seat.role) == (seat.grid_code or seat.area_code) for seat in seats)


def _counted_before(dwelling: Dwelling, by: Actor) -> set[tuple[str, int | None]]:
    """What the same person counted there: of two counts on one phone the second has seen the first."""
    own = DwellingCount.objects.filter(dwelling=dwelling, counted_by=by.user_id, beside=False)
    return set(own.values_list("field", "value"))


def _row(
    dwelling: Dwelling,
    field: Counted,
    change: Change,
    counted_at: datetime,
    by: Actor,
    own: set[tuple[str, int | None]],
) -> DwellingCount:
    stands = getattr(dwelling, field)
    return DwellingCount(
        dwelling=dwelling,
        field=field,
        was=change.was,
        value=change.now,
        counted_at=counted_at,
        counted_by=by.user,
        beside=stands != change.was and (field, stands) not in own,
    )
