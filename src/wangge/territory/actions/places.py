"""Imports of addresses, dwellings and premises: counts and signs, never a person (R-26). Nothing by half.

A list that comes again mends what differs, by community and address or by code; what it leaves out stays. A code is one
for the whole city: what stands under it in a community that the actor does not keep is not written over. A city's list
takes seconds to read, so it is judged first and written in a short transaction: SQLite has one writer at a time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.addressbook import STAMP
from wangge.territory.datum import Datum
from wangge.territory.models import Address, Dwelling, Premises, take_turn
from wangge.territory.placefiles import read_places
from wangge.territory.placerows import address_of, dwelling_of, premises_of
from wangge.territory.placing import Placed, place_rows
from wangge.territory.standing import standing
from wangge.territory.tables import BadRow, BadRows, Row, RowError, encoding_of

_A_BATCH = 1000
_POINT = ["community", "longitude", "latitude"]

T = TypeVar("T", Address, Dwelling, Premises)


@dataclass(frozen=True)
class PlacesImported:
    """How many rows were written, and the encoding of a CSV, ``utf-8`` or ``gb18030``; "" of other files."""

    rows: int
    encoding: str


def import_addresses(*, path: Path, datum: Datum, by: Actor) -> PlacesImported:
    """Bring in the city's address list: columns text, longitude, latitude and maybe community; or a map of them."""
    rows, datum = read_places(path, "addresses", datum, required=["text"])
    made = _made(rows, address_of, lambda one: f"{one.community_id} {one.plain}", datum, by)
    with transaction.atomic():
        take_turn(STAMP)
        Address.objects.bulk_create(
            made.values(),
            batch_size=_A_BATCH,
            update_conflicts=True,
            unique_fields=["community", "plain"],
            update_fields=["text", "pinyin", "initials", "longitude", "latitude"],
        )
        return _done("import_addresses", len(made), path, by)


def import_dwellings(*, path: Path, datum: Datum, by: Actor) -> PlacesImported:
    """Bring in buildings with counts: code, longitude, latitude, households, maybe people, storeys, counted_on."""
    optional = ["people", "storeys", "counted_on"]
    rows, datum = read_places(path, "dwellings", datum, required=["code", "households"], optional=optional)
    made = _made(rows, dwelling_of, lambda one: one.code, datum, by)
    with transaction.atomic():
        take_turn("dwellings")
        _ask_standing(Dwelling.objects.all(), made, by)
        Dwelling.objects.bulk_create(
            made.values(),
            batch_size=_A_BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[*_POINT, "households", "people", "storeys", "counted_on"],
        )
        return _done("import_dwellings", len(made), path, by)


def import_premises(*, path: Path, datum: Datum, by: Actor) -> PlacesImported:
    """Bring in places of business: code, kind, name (the sign over the door), longitude, latitude."""
    rows, datum = read_places(path, "premises", datum, required=["code", "kind", "name"])
    made = _made(rows, premises_of, lambda one: one.code, datum, by)
    with transaction.atomic():
        take_turn("premises")
        _ask_standing(Premises.objects.all(), made, by)
        Premises.objects.bulk_create(
            made.values(),
            batch_size=_A_BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[*_POINT, "kind", "name"],
        )
        return _done("import_premises", len(made), path, by)


def _made(
    rows: Sequence[Row], make: Callable[[Placed], T], key_of: Callable[[T], str], datum: Datum, by: Actor
) -> dict[int, T]:
    """Place the rows, ask the right, make what is to be written, by row; BadRows with every fault at once."""
    _ask_any_right(by)
    placed, bad = place_rows(rows, datum, by.at)
    _ask_right(placed, by)
    first: dict[str, int] = {}
    made: dict[int, T] = {}
    for one in placed:
        try:
            thing = make(one)
            _refuse_twice(first, key_of(thing), one.row.number)
            made[one.row.number] = thing
        except RowError as error:
            bad.append(BadRow(one.row.number, "", str(error)))
    if bad:
        raise BadRows(sorted(bad, key=lambda row: row.number))
    return made


def _ask_any_right(by: Actor) -> None:
    if not (by.is_system or by.seats_with(Permission.PLAN_GRIDS)):
        raise NotAllowed(_("You do not keep the places of any area; ask the planner."))


def _ask_right(placed: Iterable[Placed], by: Actor) -> None:
    codes = {one.community.code: one.community.name_zh for one in placed}
    outside = sorted(name for code, name in codes.items() if not by.may_at(Permission.PLAN_GRIDS, code))
    if outside:
        sentence = _("You do not keep the places of {communities}; ask the planner of an area around them.")
        raise NotAllowed(sentence.format(communities=", ".join(outside[:5])))


def _ask_standing(register: QuerySet[Any], made: Mapping[int, Dwelling] | Mapping[int, Premises], by: Actor) -> None:
    """BadRows for rows by whose code a place stands in a community that the actor does not keep."""
    numbers = {one.code: number for number, one in made.items()}
    kept = standing(register, list(numbers), "community__code", "community__name_zh")
    sentence = _(
        "{code} stands already in {community}, whose places you do not keep; ask the planner of an area there."
    )
    bad = [
        BadRow(numbers[code], "", sentence.format(code=code, community=name))
        for code, community, name in kept
        if not by.may_at(Permission.PLAN_GRIDS, community)
    ]
    if bad:
        raise BadRows(sorted(bad, key=lambda row: row.number))


def _refuse_twice(first: dict[str, int], key: str, number: int) -> None:
    if first.setdefault(key, number) != number:
        raise RowError(_("it is the same as row {first}; leave one of them out.").format(first=first[key]))


def _done(action: str, count: int, path: Path, by: Actor) -> PlacesImported:
    record_audit(action=action, at=by.at, actor=by.user, subject="places", reason=f"{count} rows")
    return PlacesImported(count, encoding_of(path) if path.suffix.lower() == ".csv" else "")
