"""A draft written as the workbook that a city edits: the sheets and columns that the import reads."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from wangge.catalogue.cells import NO, YES
from wangge.catalogue.draft import Draft
from wangge.catalogue.sheetrows import ClosureRow, FilingRow, MinorRow
from wangge.catalogue.sheets import SHEETS
from wangge.screens.sheets import writable


def write_workbook(path: Path, draft: Draft) -> None:
    """All sheets of the draft as one XLSX; those that it leaves out are left out."""
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        rows = _rows(draft, sheet.name)
        if rows is None:
            continue
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        page.append(list(sheet.every_column))
        for row in rows:
            cells = [WriteOnlyCell(page, writable(_cell(row, column))) for column in sheet.every_column]
            for cell in cells:
                cell.data_type = "s"  # a text that begins with "=" stays a text
            page.append(cells)
    book.save(path)


def _rows(draft: Draft, sheet: str) -> Sequence[object] | None:
    calendars = draft.calendars
    return {
        "owner_kinds": draft.owner_kinds,
        "major_classes": draft.majors,
        "minor_classes": draft.minors,
        "filing_conditions": draft.filing,
        "closure_conditions": draft.closure,
        "routing_rules": draft.rules,
        "calendars": None if calendars is None else calendars.calendars,
        "calendar_days": None if calendars is None else calendars.days,
    }[sheet]


def _cell(row: object, column: str) -> str:
    """One cell; the four digits of a class stand as major and minor, two each."""
    if isinstance(row, MinorRow) and column in {"major", "code"}:
        return row.code[:2] if column == "major" else row.code[2:]
    if isinstance(row, FilingRow | ClosureRow) and column in {"major", "minor"}:
        return row.minor[:2] if column == "major" else row.minor[2:]
    value = getattr(row, column)
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)
