"""Editions of the catalogue, read once and kept by each process; asked again whether they still hold: one statement.

What an edition contains is `contents`; who writes it is actions/editions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from django.db import connection

from wangge.accounts.refusals import NotFound
from wangge.catalogue.calendars import calendar_by_id, current_calendars, keep_calendars_of
from wangge.catalogue.contents import (
    Closure,
    Condition,
    Edition,
    Major,
    Minor,
    NoCatalogue,
    OwnerName,
    Rule,
    Scope,
    Unit,
)
from wangge.catalogue.limits import Limit, LimitUnit
from wangge.catalogue.models import (
    ClosureCondition,
    FilingCondition,
    MajorClass,
    MinorClass,
    OwnerKind,
    RoutingRule,
    VersionState,
)
from wangge.language import _
from wangge.territory.models import AreaKind, Organisation

__all__ = [  # what the rooms above ask of an edition comes through one door
    "Closure",
    "Condition",
    "Edition",
    "Minor",
    "NoCatalogue",
    "Rule",
    "Unit",
    "calendar_by_id",
    "edition",
    "edition_in_force",
]

# Whoever changes one of these takes its turn; in the order of the stamp.
_WATCHED = ("calendars", "catalogue", "units")
# Written out because every report asks it: the same compiled by the ORM each time took 1.2 ms, this 0.05 ms.
_STAMP = """
    SELECT version.id, version.number,
        COALESCE((SELECT number FROM territory_turn WHERE name = %s), 0),
        COALESCE((SELECT number FROM territory_turn WHERE name = %s), 0),
        COALESCE((SELECT number FROM territory_turn WHERE name = %s), 0)
    FROM catalogue_catalogueversion version
    WHERE version.state = %s OR version.id = %s
"""
_EDITIONS_KEPT = 8  # the one in force, and those that open cases were filed under

T = TypeVar("T")


@dataclass(frozen=True)
class _Stamp:
    """A version and what must be as it was for its kept edition to hold."""

    version: int
    number: int
    calendars: int
    catalogue: int
    units: int


_kept: dict[_Stamp, Edition] = {}
_reading = Lock()


def edition_in_force() -> Edition:
    """The edition that new cases are filed under; NoCatalogue before the first one is adopted."""
    stamp = _stamp(state=VersionState.IN_FORCE.value)
    if stamp is None:
        raise NoCatalogue(_("No catalogue is in force yet: import one and adopt it."))
    return _edition(stamp)


def edition(version_id: int) -> Edition:
    """The edition that an old case was filed under, with the units and calendars of today."""
    stamp = _stamp(version_id=version_id)
    if stamp is None:
        raise NotFound(_("There is no edition {id} of the catalogue.").format(id=version_id))
    return _edition(stamp)


def _stamp(*, state: str = "", version_id: int = 0) -> _Stamp | None:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [*_WATCHED, state, version_id])
        row = cursor.fetchone()
    return None if row is None else _Stamp(*row)


def _edition(stamp: _Stamp) -> Edition:
    """Only one thread reads; the others wait for it."""
    found = _kept.get(stamp)
    if found is not None:
        return found
    with _reading:
        keep_calendars_of(stamp.calendars)
        if stamp not in _kept:
            read = _read(stamp.version, stamp.number)
            if len(_kept) >= _EDITIONS_KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[stamp] = read
        return _kept[stamp]


def _read(version_id: int, number: int) -> Edition:
    majors = MajorClass.objects.filter(version=version_id).order_by("kind", "code")
    return Edition(
        version_id=version_id,
        number=number,
        majors=tuple(Major(row.kind, row.code, row.name_zh, row.name_en) for row in majors),
        minors=_minors(version_id),
        units=_units(),
        rules=_rules(version_id),
        owner_kinds={row.code: OwnerName(row.code, row.name_zh, row.name_en) for row in OwnerKind.objects.all()},
        calendars=current_calendars(),
    )


def _minors(version_id: int) -> dict[int, Minor]:
    conditions = _by_minor(
        (row.minor_id, _condition(row))
        for row in FilingCondition.objects.filter(minor__major__version=version_id).order_by("code")
    )
    closures = _by_minor(
        (row.minor_id, Closure(row.pk, row.code, row.text_zh, row.text_en))
        for row in ClosureCondition.objects.filter(minor__major__version=version_id).order_by("code")
    )
    rows = MinorClass.objects.filter(major__version=version_id).select_related("major")
    return {
        row.pk: _minor(row, conditions.get(row.pk, ()), closures.get(row.pk, ()))
        for row in rows.order_by("major__kind", "code")
    }


def _by_minor(rows: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = {}
    for minor, what in rows:
        found.setdefault(minor, []).append(what)
    return {minor: tuple(every) for minor, every in found.items()}


def _condition(row: FilingCondition) -> Condition:
    return Condition(row.pk, row.code, row.text_zh, row.text_en, Limit(row.limit, LimitUnit(row.unit)))


def _minor(row: MinorClass, conditions: tuple[Condition, ...], closures: tuple[Closure, ...]) -> Minor:
    return Minor(
        id=row.pk,
        kind=row.major.kind,
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
        conditions=conditions,
        closures=closures,
    )


def _units() -> dict[int, Unit]:
    rows = Organisation.objects.filter(closed_at__isnull=True).values_list(
        "id",
        "code",
        "name_zh",
        "name_en",
        "calendar",
        "owner_kind",
        "area__code",
        "area__kind",
        "area__name_zh",
        "area__name_en",
    )
    return {
        unit: Unit(unit, code, zh, en, calendar, owner, Scope(area, AreaKind(kind), area_zh, area_en))
        for unit, code, zh, en, calendar, owner, area, kind, area_zh, area_en in rows
    }


def _rules(version_id: int) -> tuple[Rule, ...]:
    rows = RoutingRule.objects.filter(version=version_id).select_related("area", "unit").order_by("number")
    return tuple(
        Rule(
            number=row.number,
            area=Scope(row.area.code, AreaKind(row.area.kind), row.area.name_zh, row.area.name_en),
            kind=row.kind,
            class_code=row.class_code,
            owner_kind=row.owner_kind,
            unit_id=row.unit_id,
            unit_name_zh=row.unit.name_zh,
            unit_name_en=row.unit.name_en,
            remark=row.remark,
        )
        for row in rows
    )
