"""The component register: imported by code, whole or not at all; a piece that is gone keeps its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.catalogue.componentfiles import CodeSplit, ComponentRow, component_row, read_components
from wangge.catalogue.contents import Edition
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Component, Kind
from wangge.catalogue.permissions import may_edit_component
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.datum import Datum
from wangge.territory.models import take_turn
from wangge.territory.placecodes import place_code
from wangge.territory.placing import Placed, place_rows
from wangge.territory.standing import standing
from wangge.territory.tables import BadRow, BadRows, RowError

_UPDATED = ("class_code", "label", "owner", "community", "longitude", "latitude", "place_code", "removed_at")


@dataclass(frozen=True)
class ImportedComponents:
    """How many pieces are new, and how many had a row already."""

    added: int
    updated: int


def import_components(*, path: Path, datum: Datum, by: Actor, split: CodeSplit | None = None) -> ImportedComponents:
    """Add and update pieces by their object codes; BadRows, and nothing written, if one row is bad.

    A piece that was removed and is in the file again stands again. Who may not edit the piece as it stands, or stood
    when it was removed, may not write over it either.
    """
    if not by.is_system and not by.seats_with(Permission.EDIT_COMPONENTS):
        raise NotAllowed(_("Components are edited by a catalogue editor or by the clerk of the unit that owns them."))
    rows = read_components(path)
    placed, bad = place_rows(rows, datum, by.at)
    check = _Check(edition_in_force(), split or CodeSplit(), by)
    pieces: list[Component] = []
    for one in placed:
        try:
            pieces.append(check.piece(one))
        except RowError as error:
            bad.append(BadRow(one.row.number, "", str(error)))
    if bad:
        raise BadRows(sorted(bad, key=lambda row: row.number))
    with transaction.atomic():
        take_turn("components")
        others = check.standing_of_others()
        if others:
            raise BadRows(others)
        return _write(pieces, path.name, by)


@transaction.atomic
def remove_component(*, code: str, by: Actor) -> Component:
    """Mark a piece as gone; cases about it keep it. Removing it again changes nothing."""
    found = Component.objects.select_related("community").defer("community__boundary").filter(code=code).first()
    if found is None:
        raise NotFound(_("There is no component {code}.").format(code=code))
    if not may_edit_component(by, found.community.code, found.owner_id):
        raise NotAllowed(_out_of_reach(code))
    if found.removed_at is None:
        take_turn("components")
        Component.objects.filter(pk=found.pk, removed_at__isnull=True).update(removed_at=by.at)
        record_audit(action="remove_component", at=by.at, actor=by.user, subject=f"component:{found.pk}", reason=code)
        found.refresh_from_db()
    return found


class _Check:
    """What a row must fit: the edition in force, the open units, the other rows, the actor's reach."""

    def __init__(self, edition: Edition, split: CodeSplit, by: Actor) -> None:
        self._edition = edition
        self._split = split
        self._by = by
        self._units: Mapping[str, int] = {unit.code: unit.id for unit in edition.units.values()}
        self._first: dict[str, int] = {}
        self._reach: dict[tuple[str, int], bool] = {}

    def piece(self, placed: Placed) -> Component:
        """The row as a piece that is not written yet; RowError says why it cannot be one."""
        row = component_row(placed.row, self._split)
        owner = self._owner(row, placed)
        self._ask_class(row)
        first = self._first.setdefault(row.code, placed.row.number)
        if first != placed.row.number:
            raise RowError(_("component {code} stands in row {first} too.").format(code=row.code, first=first))
        return Component(
            code=row.code,
            class_code=row.class_code,
            label=row.label,
            owner_id=owner,
            community=placed.community,
            longitude=placed.longitude,
            latitude=placed.latitude,
            place_code=place_code(placed.longitude, placed.latitude),
        )

    def standing_of_others(self) -> list[BadRow]:
        """A sentence for each row by whose code a piece is kept that the actor may not edit, in the rows' order."""
        kept = standing(Component.objects.all(), list(self._first), "community__code", "owner_id")
        others = [code for code, community, owner in kept if not self._reaches(community, owner)]
        sentence = _(
            "component {code} is in the register already, as another unit's or outside of your posting; only who keeps"
            " it there, or a catalogue editor, may change it."
        )
        told = [BadRow(self._first[code], "", sentence.format(code=code)) for code in others]
        return sorted(told, key=lambda row: row.number)

    def _owner(self, row: ComponentRow, placed: Placed) -> int:
        owner = self._units.get(row.owner)
        if owner is None:
            sentence = _("there is no open unit {code} in the organisation tree.")
            raise RowError(sentence.format(code=row.owner[:30] or "“”"))
        if not self._reaches(placed.community.code, owner):
            raise RowError(_out_of_reach(row.code))
        return owner

    def _reaches(self, community: str, owner: int) -> bool:
        where = (community, owner)
        if where not in self._reach:
            self._reach[where] = may_edit_component(self._by, community, owner)
        return self._reach[where]

    def _ask_class(self, row: ComponentRow) -> None:
        own = self._split.class_of(row.code)
        if len(own) == 4 and own != row.class_code:
            sentence = _("class_code {given} is not what the code {code} says, {own}.")
            raise RowError(sentence.format(given=row.class_code, code=row.code, own=own))
        if self._edition.minor_by_code(Kind.COMPONENT, row.class_code) is None:
            sentence = _("the catalogue in force has no component class {code}.")
            raise RowError(sentence.format(code=row.class_code or "“”"))


def _write(pieces: Sequence[Component], source: str, by: Actor) -> ImportedComponents:
    before = Component.objects.count()
    Component.objects.bulk_create(
        pieces, update_conflicts=True, unique_fields=["code"], update_fields=_UPDATED, batch_size=5000
    )
    added = Component.objects.count() - before
    done = ImportedComponents(added, len(pieces) - added)
    words = f"{source}: added {done.added}, updated {done.updated}"
    record_audit(action="import_components", at=by.at, actor=by.user, subject="components", reason=words)
    return done


def _out_of_reach(code: str) -> str:
    return _("component {code} is outside of your posting, or belongs to another unit.").format(code=code)
