"""The sheets of a catalogue, XLSX or a folder of CSV, read into a `Draft`; every bad row is reported."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Generic, TypeVar

from wangge.catalogue.draft import CalendarDraft, Draft, R, in_order
from wangge.catalogue.references import Fault, Known, Named, calendar_faults, faults_of, key_part
from wangge.catalogue.sheetrows import (
    CalendarRow,
    ClosureRow,
    DayRow,
    FilingRow,
    MajorRow,
    MinorRow,
    OwnerRow,
    RuleRow,
    calendar_row,
    closure_row,
    day_row,
    filing_row,
    major_row,
    minor_row,
    owner_row,
    rule_row,
)
from wangge.language import _
from wangge.territory.tables import BadRow, BadRows, Row, RowError, TableError, read_table, sheets_of

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One table: its columns in order, how a row is read, and which columns name a row once and for all."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[Row], T]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ()
    needed: bool = True

    @property
    def every_column(self) -> tuple[str, ...]:
        return (*self.columns, *self.optional)


_NAMES = ("name_zh", "name_en")
_TEXTS = ("text_zh", "text_en")
_CLASS = ("kind", "major", "minor", "code")
OWNERS = Sheet[OwnerRow]("owner_kinds", ("code", *_NAMES), owner_row, ("code",))
MAJORS = Sheet[MajorRow]("major_classes", ("kind", "code", *_NAMES), major_row, ("kind", "code"))
MINORS = Sheet[MinorRow](
    "minor_classes",
    (
        *("kind", "major", "code", *_NAMES, "owner_kind", "photo_needed", "urgent", "inside_dwelling"),
        *("public_when", "urgent_call", "description_zh", "description_en"),
    ),
    minor_row,
    ("kind", "major", "code"),
    optional=("calendar",),
)
FILING = Sheet[FilingRow]("filing_conditions", (*_CLASS, *_TEXTS, "limit", "unit"), filing_row, _CLASS)
CLOSURE = Sheet[ClosureRow]("closure_conditions", (*_CLASS, *_TEXTS), closure_row, _CLASS)
RULES = Sheet[RuleRow](
    "routing_rules",
    ("number", "area", "kind", "class_code", "owner_kind", "unit", "remark"),
    rule_row,
    ("number",),
    needed=False,
)
CALENDARS = Sheet[CalendarRow](
    "calendars", ("code", *_NAMES, "hours", "weekdays", "national"), calendar_row, ("code",), needed=False
)
DAYS = Sheet[DayRow]("calendar_days", ("calendar", "day", "worked", "name"), day_row, ("calendar", "day"), needed=False)
SHEETS: tuple[Sheet[Any], ...] = (OWNERS, MAJORS, MINORS, FILING, CLOSURE, RULES, CALENDARS, DAYS)


def shipped_catalogue() -> Path:
    """The folder of the catalogue that comes with Wangge, for the first set-up."""
    return Path(str(files("wangge.catalogue").joinpath("data")))


def has_sheet(path: Path, sheet: Sheet[Any]) -> bool:
    """Whether the workbook or folder has the sheet."""
    return sheet.name in sheets_of(path)


def read_draft(path: Path, known: Known) -> Draft:
    """The whole catalogue; TableError for a file that is none, BadRows with every bad row of every sheet."""
    found = sheets_of(path)
    _ask_sheets(path, found)
    reading = _Reading(path, found)
    draft = Draft(
        owner_kinds=reading.rows(OWNERS),
        majors=reading.rows(MAJORS),
        minors=reading.rows(MINORS),
        filing=reading.rows(FILING),
        closure=reading.rows(CLOSURE),
        rules=reading.rows(RULES) if RULES.name in found else None,
        calendars=reading.calendars(),
    )
    reading.refuse_bad(faults_of(draft, reading.named, known))
    return draft


def read_calendars(path: Path) -> CalendarDraft:
    """The sheets ``calendars`` and ``calendar_days`` alone."""
    reading = _Reading(path, sheets_of(path))
    draft = reading.calendars()
    if draft is None:
        raise TableError(_("{path} has no sheet {missing}.").format(path=path.name, missing=CALENDARS.name))
    reading.refuse_bad(calendar_faults(draft, reading.named))
    return draft


def _ask_sheets(path: Path, found: Sequence[str]) -> None:
    """TableError for sheets that are missing or not known: a mistyped name would be lost in silence."""
    needed = [sheet.name for sheet in SHEETS if sheet.needed]
    if DAYS.name in found:
        needed.append(CALENDARS.name)
    missing = [name for name in needed if name not in found]
    if missing:
        sentence = _("{path} has no sheet {missing}; a catalogue is an XLSX or a folder of CSV with {needed}.")
        raise TableError(sentence.format(path=path.name, missing=", ".join(missing), needed=", ".join(needed)))
    strange = [name for name in found if name not in {sheet.name for sheet in SHEETS}]
    if strange:
        sentence = _("{path}: sheets are not known: {strange}; remove or rename them, known are {known}.")
        known = ", ".join(sheet.name for sheet in SHEETS)
        raise TableError(sentence.format(path=path.name, strange=", ".join(strange), known=known))


@dataclass
class _Reading:
    """What was read so far: the bad rows, the places of the good ones, and what all of them name, good or bad."""

    path: Path
    found: Sequence[str]
    bad: list[BadRow] = field(default_factory=list)
    places: dict[object, int] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)

    def rows(self, sheet: Sheet[R]) -> tuple[R, ...]:
        """The good rows in order."""
        read: list[R] = []
        named = self.named.setdefault(sheet.name, Named())
        for row in self._table(sheet):
            key = tuple(key_part(row[column]) for column in sheet.key)
            first = named.add(key, row.number)
            try:
                one = sheet.read(row)
                if first != row.number:
                    raise RowError(_("it names the same as row {first}; each may stand once.").format(first=first))
            except RowError as error:
                self.bad.append(BadRow(row.number, sheet.name, str(error)))
                continue
            self.places[one] = row.number
            read.append(one)
        return in_order(read)

    def calendars(self) -> CalendarDraft | None:
        if CALENDARS.name not in self.found:
            return None
        return CalendarDraft(self.rows(CALENDARS), self.rows(DAYS) if DAYS.name in self.found else ())

    def refuse_bad(self, faults: Iterable[Fault]) -> None:
        bad = self.bad + [BadRow(self.places[fault.row], fault.sheet, fault.sentence) for fault in faults]
        order = [sheet.name for sheet in SHEETS]
        if bad:
            raise BadRows(sorted(bad, key=lambda one: (order.index(one.sheet), one.number)))

    def _table(self, sheet: Sheet[R]) -> list[Row]:
        try:
            return read_table(self.path, sheet=sheet.name, required=sheet.columns, optional=sheet.optional)
        except BadRows as refusal:
            self.bad.extend(refusal.rows)
            return []
