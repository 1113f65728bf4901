"""A whole catalogue as rows: what a workbook, a folder of CSV and an edition in the database have in common."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import TypeVar

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

R = TypeVar("R", OwnerRow, MajorRow, MinorRow, FilingRow, ClosureRow, RuleRow, CalendarRow, DayRow)


@dataclass(frozen=True)
class CalendarDraft:
    """Calendars with the days that they decide themselves, both in the order of their codes."""

    calendars: tuple[CalendarRow, ...]
    days: tuple[DayRow, ...]


@dataclass(frozen=True)
class Draft:
    """Rows in the order of their codes; ``rules`` and ``calendars`` None where their sheets are left out."""

    owner_kinds: tuple[OwnerRow, ...]
    majors: tuple[MajorRow, ...]
    minors: tuple[MinorRow, ...]
    filing: tuple[FilingRow, ...]
    closure: tuple[ClosureRow, ...]
    rules: tuple[RuleRow, ...] | None = None
    calendars: CalendarDraft | None = None


def in_order(rows: Iterable[R]) -> tuple[R, ...]:
    """Rows in the one order in which drafts are compared: by their first columns, which are codes."""
    return tuple(sorted(rows, key=astuple))
