"""Editions of the catalogue: imported as drafts, adopted, exported. What an edition in force says never changes."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.refusals import Conflict
from wangge.catalogue.actions.calendars import apply_calendars
from wangge.catalogue.draft import Draft
from wangge.catalogue.models import (
    CatalogueVersion,
    ClosureCondition,
    FilingCondition,
    MajorClass,
    MinorClass,
    OwnerKind,
    RoutingRule,
    VersionState,
)
from wangge.catalogue.permissions import ask_editor
from wangge.catalogue.references import Known
from wangge.catalogue.rows import draft_of, known_now
from wangge.catalogue.sheetrows import MinorRow, RuleRow
from wangge.catalogue.sheets import RULES, has_sheet, read_draft
from wangge.catalogue.workbook import write_workbook
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import take_turn

_Classes = dict[tuple[str, str], MinorClass]


def import_catalogue(*, path: Path, by: Actor) -> CatalogueVersion:
    """Read an XLSX or a folder of CSV into a new draft; BadRows, and nothing written, if one row is bad.

    Without a sheet of rules the draft takes over those in force. Calendars of the file count at once: see
    actions/calendars.
    """
    ask_editor(by)
    known = known_now(with_rules=has_sheet(path, RULES))
    draft = read_draft(path, known)
    with transaction.atomic():
        take_turn("catalogue")
        version = _new_version(path.name, by.at, by)
        _write_owner_kinds(draft)
        _write_conditions(draft, _write_classes(draft, version))
        _write_rules(draft, version, known)
        if draft.calendars is not None:
            apply_calendars(draft=draft.calendars, by=by)
        _audit("import_catalogue", version, by)
    return version


@transaction.atomic
def adopt_catalogue(*, version: CatalogueVersion, by: Actor) -> CatalogueVersion:
    """Put a draft in force from now on; the edition before it retires and stays as it is, for the cases under it."""
    ask_editor(by)
    take_turn("catalogue")
    CatalogueVersion.objects.filter(state=VersionState.IN_FORCE).exclude(pk=version.pk).update(
        state=VersionState.RETIRED
    )
    drafts = CatalogueVersion.objects.filter(pk=version.pk, state=VersionState.DRAFT)
    if not drafts.update(state=VersionState.IN_FORCE, begins_at=by.at):
        sentence = _("Edition {number} is no draft any more: only a draft can be adopted. Import it anew.")
        raise Conflict(sentence.format(number=version.number))
    _audit("adopt_catalogue", version, by)
    version.refresh_from_db()
    return version


def export_catalogue(path: Path, version: CatalogueVersion) -> None:
    """Write an edition as the workbook that ``import_catalogue`` reads, with the calendars of today."""
    write_workbook(path, draft_of(version))


def _new_version(source: str, at: datetime, by: Actor) -> CatalogueVersion:
    last = CatalogueVersion.objects.aggregate(last=Max("number"))["last"] or 0
    return CatalogueVersion.objects.create(number=last + 1, source=source[:120], imported_at=at, imported_by=by.user)


def _write_owner_kinds(draft: Draft) -> None:
    """Kinds are the city's vocabulary, not an edition's: names are renewed, none is taken away from units."""
    OwnerKind.objects.bulk_create(
        [OwnerKind(code=row.code, name_zh=row.name_zh, name_en=row.name_en) for row in draft.owner_kinds],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name_zh", "name_en"],
    )


def _write_classes(draft: Draft, version: CatalogueVersion) -> _Classes:
    majors = MajorClass.objects.bulk_create(
        [
            MajorClass(version=version, kind=row.kind, code=row.code, name_zh=row.name_zh, name_en=row.name_en)
            for row in draft.majors
        ]
    )
    by_code = {(major.kind, major.code): major for major in majors}
    minors = MinorClass.objects.bulk_create([_minor(row, by_code[row.kind, row.code[:2]]) for row in draft.minors])
    return {(minor.major.kind, minor.code): minor for minor in minors}


def _minor(row: MinorRow, major: MajorClass) -> MinorClass:
    return MinorClass(
        major=major,
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en,
        owner_kind=row.owner_kind,
        photo_needed=row.photo_needed,
        urgent=row.urgent,
        inside_dwelling=row.inside_dwelling,
        public_when=row.public_when,
        urgent_call=row.urgent_call,
        calendar=row.calendar,
        description_zh=row.description_zh,
        description_en=row.description_en,
    )


def _write_conditions(draft: Draft, minors: _Classes) -> None:
    FilingCondition.objects.bulk_create(
        [
            FilingCondition(
                minor=minors[row.kind, row.minor],
                code=row.code,
                text_zh=row.text_zh,
                text_en=row.text_en,
                limit=row.limit,
                unit=row.unit,
            )
            for row in draft.filing
        ]
    )
    ClosureCondition.objects.bulk_create(
        [
            ClosureCondition(minor=minors[row.kind, row.minor], code=row.code, text_zh=row.text_zh, text_en=row.text_en)
            for row in draft.closure
        ]
    )


def _write_rules(draft: Draft, version: CatalogueVersion, known: Known) -> None:
    if draft.rules is None:
        rules = list(RoutingRule.objects.filter(version__state=VersionState.IN_FORCE))
        for rule in rules:
            rule.pk, rule.version = None, version
    else:
        rules = [_rule(row, version, known) for row in draft.rules]
    RoutingRule.objects.bulk_create(rules)


def _rule(row: RuleRow, version: CatalogueVersion, known: Known) -> RoutingRule:
    return RoutingRule(
        version=version,
        number=row.number,
        area_id=known.areas[row.area],
        kind=row.kind,
        class_code=row.class_code,
        owner_kind=row.owner_kind,
        unit_id=known.units[row.unit],
        remark=row.remark,
    )


def _audit(action: str, version: CatalogueVersion, by: Actor) -> None:
    record_audit(
        action=action, at=by.at, actor=by.user, subject=f"catalogue:{version.pk}", reason=f"edition {version.number}"
    )
