"""Opening, importing and closing organisations. Open work of a closed one is the caller's question, who knows cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import Area, Organisation, Posting, take_turn
from wangge.territory.organisations import NewOrganisation, Tree
from wangge.territory.tables import BadRow, BadRows

_EDITABLE = ("name_zh", "name_en", "owner_kind", "calendar", "phone", "parent")


class StillHeld(Conflict):
    """The organisation has people posted to it, or organisations below it."""

    code = "still-held"


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    unchanged: int


@transaction.atomic
def import_organisations(*, rows: Sequence[NewOrganisation], by: Actor) -> Imported:
    """Add what is new and mend what differs; nothing at all if one row is bad. The same list again changes nothing."""
    _ask_right(by, [row.area for row in rows])
    take_turn("units")
    areas = {area.code: area for area in Area.objects.defer("boundary")}
    standing = {one.code: one for one in Organisation.objects.select_related("area", "parent").defer("area__boundary")}
    tree = Tree(rows, standing, areas)
    bad = [BadRow(row.row, "", fault) for row in rows if (fault := tree.fault(row))]
    if bad:
        raise BadRows(bad)
    added = _add([row for row in rows if row.code not in standing], standing, areas)
    changed = _mend(rows, standing)
    done = Imported(added, changed - added, len(rows) - changed)
    record_audit(
        action="import_organisations",
        at=by.at,
        actor=by.user,
        subject="organisations",
        reason=f"added {done.added}, changed {done.changed}",
    )
    return done


@transaction.atomic
def open_organisation(*, new: NewOrganisation, by: Actor) -> Organisation:
    """Open one; the same rules as for a list, but its code must be new."""
    _ask_right(by, [new.area])
    take_turn("units")
    areas = {area.code: area for area in Area.objects.defer("boundary")}
    standing = {one.code: one for one in Organisation.objects.select_related("area", "parent").defer("area__boundary")}
    if new.code in standing:
        raise Conflict(_("There is an organisation {code} already; give another code.").format(code=new.code))
    fault = Tree([new], standing, areas).fault(new)
    if fault:
        raise Unusable(fault)
    _add([new], standing, areas)
    _mend([new], standing)
    opened = standing[new.code]
    record_audit(action="open_organisation", at=by.at, actor=by.user, subject=f"organisation:{opened.pk}")
    return opened


@transaction.atomic
def close_organisation(*, organisation: Organisation, by: Actor) -> Organisation:
    """Close it from now on; refused while anyone is posted to it or something open stands below it."""
    _ask_right(by, [organisation.area.code])
    take_turn("units")
    # Somebody could be posted to it while it closes: whoever posts takes this turn too.
    take_turn("postings")
    organisation.refresh_from_db()
    if organisation.closed_at is not None:
        raise Conflict(_("{name} has been closed already.").format(name=organisation.name_zh))
    _refuse_while_held(organisation, by)
    organisation.closed_at = by.at
    organisation.save(update_fields=["closed_at"])
    record_audit(action="close_organisation", at=by.at, actor=by.user, subject=f"organisation:{organisation.pk}")
    return organisation


def _ask_right(by: Actor, area_codes: Sequence[str]) -> None:
    outside = sorted({code for code in area_codes if not by.may_at(Permission.MANAGE_PEOPLE, code)})
    if outside:
        sentence = _("You do not keep the organisation of {areas}; ask the administrator of an area around it.")
        raise NotAllowed(sentence.format(areas=", ".join(outside[:5])))


def _add(rows: Sequence[NewOrganisation], standing: dict[str, Organisation], areas: dict[str, Area]) -> int:
    """Write the new ones, without parents: a parent may come later in the list."""
    new = [Organisation(code=row.code, kind=row.kind, area=areas[row.area]) for row in rows]
    for one in Organisation.objects.bulk_create(new):
        standing[one.code] = one
    return len(new)


def _mend(rows: Sequence[NewOrganisation], standing: dict[str, Organisation]) -> int:
    """Give every row its words and its parent; returns how many differed."""
    differing = []
    for row in rows:
        one = standing[row.code]
        words = {name: getattr(row, name) for name in _EDITABLE if name != "parent"}
        words["parent"] = standing[row.parent] if row.parent else None
        if any(getattr(one, name) != value for name, value in words.items()):
            for name, value in words.items():
                setattr(one, name, value)
            differing.append(one)
    Organisation.objects.bulk_update(differing, _EDITABLE, batch_size=500)
    return len(differing)


def _refuse_while_held(organisation: Organisation, by: Actor) -> None:
    held = Posting.objects.within(by.at, None).filter(organisation=organisation).count()
    if held:
        sentence = _("{name} has {count} postings; end or move them first.")
        raise StillHeld(sentence.format(name=organisation.name_zh, count=held))
    below = Organisation.objects.filter(parent=organisation, closed_at__isnull=True).count()
    if below:
        sentence = _("{name} has {count} open organisations below it; close or move them first.")
        raise StillHeld(sentence.format(name=organisation.name_zh, count=below))
