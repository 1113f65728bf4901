"""A catalogue between the database and a `Draft`: read for export and comparison, and what a check must know.

Rows are written by actions/editions and actions/calendars.
"""

from wangge.catalogue.draft import CalendarDraft, Draft, in_order
from wangge.catalogue.models import (
    Calendar,
    CalendarDay,
    CatalogueVersion,
    ClosureCondition,
    FilingCondition,
    MajorClass,
    MinorClass,
    OwnerKind,
    RoutingRule,
)
from wangge.catalogue.references import Known
from wangge.catalogue.sheetrows import (
    CalendarRow,
    ClosureRow,
    DayRow,
    FilingRow,
    MajorRow,
    MinorRow,
    OwnerRow,
    RuleRow,
)
from wangge.territory.models import Area, Organisation


def known_now(*, with_rules: bool) -> Known:
    """What the rows of a catalogue may refer to; areas and units only where there are rules that name them."""
    calendars = frozenset(Calendar.objects.values_list("code", flat=True))
    if not with_rules:
        return Known(calendars=calendars)
    units = Organisation.objects.filter(closed_at__isnull=True).values_list("code", "id")
    return Known(dict(Area.objects.values_list("code", "id")), dict(units), calendars)


def draft_of(version: CatalogueVersion) -> Draft:
    """An edition as its sheets would be, with the calendars of today: eight statements."""
    majors = MajorClass.objects.filter(version=version).values_list("kind", "code", "name_zh", "name_en")
    return Draft(
        owner_kinds=in_order(OwnerRow(*row) for row in OwnerKind.objects.values_list("code", "name_zh", "name_en")),
        majors=in_order(MajorRow(*row) for row in majors),
        minors=_minors(version),
        filing=_filing(version),
        closure=_closure(version),
        rules=_rules(version),
        calendars=calendars_now(),
    )


def calendars_now() -> CalendarDraft:
    """The newest version of every calendar with its own days."""
    newest = {row.code: row for row in Calendar.objects.order_by("version")}
    days = CalendarDay.objects.filter(calendar__in=newest.values())
    return CalendarDraft(
        in_order(
            CalendarRow(row.code, row.name_zh, row.name_en, row.hours, row.weekdays, row.national)
            for row in newest.values()
        ),
        in_order(DayRow(*row) for row in days.values_list("calendar__code", "day", "worked", "name")),
    )


def _minors(version: CatalogueVersion) -> tuple[MinorRow, ...]:
    rows = MinorClass.objects.filter(major__version=version).values_list(
        "major__kind",
        "code",
        "name_zh",
        "name_en",
        "owner_kind",
        "photo_needed",
        "urgent",
        "inside_dwelling",
        "public_when",
        "urgent_call",
        "calendar",
        "description_zh",
        "description_en",
    )
    return in_order(MinorRow(*row) for row in rows)


def _filing(version: CatalogueVersion) -> tuple[FilingRow, ...]:
    rows = FilingCondition.objects.filter(minor__major__version=version).values_list(
        "minor__major__kind", "minor__code", "code", "text_zh", "text_en", "limit", "unit"
    )
    return in_order(FilingRow(*row) for row in rows)


def _closure(version: CatalogueVersion) -> tuple[ClosureRow, ...]:
    rows = ClosureCondition.objects.filter(minor__major__version=version).values_list(
        "minor__major__kind", "minor__code", "code", "text_zh", "text_en"
    )
    return in_order(ClosureRow(*row) for row in rows)


def _rules(version: CatalogueVersion) -> tuple[RuleRow, ...]:
    rows = RoutingRule.objects.filter(version=version).values_list(
        "number", "area__code", "kind", "class_code", "owner_kind", "unit__code", "remark"
    )
    return in_order(RuleRow(*row) for row in rows)
