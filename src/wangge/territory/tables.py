"""Tables that a city sends, CSV or XLSX, as rows of text with their numbers; what is wrong with rows, row by row.

What the columns mean is the importer's matter; how files become lines is in tablefiles.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.territory.tablefiles import TableError, encoding_of, lines_of, sheets_of

__all__ = [
    "BadRow",
    "BadRows",
    "Row",
    "RowError",
    "TableError",
    "encoding_of",
    "parse_rows",
    "read_table",
    "sheets_of",
    "whole_number",
]

SHOWN = 20  # bad rows in the sentence itself; all of them are in ``rows``

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One row: ``number`` as a spreadsheet shows it (the header is 1); every known column has a text, maybe empty."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True)
class BadRow:
    """What is wrong with one row, in one sentence."""

    number: int
    sheet: str
    sentence: str

    def __str__(self) -> str:
        where = _("sheet {sheet}, row {number}") if self.sheet else _("row {number}")
        return f"{where.format(sheet=self.sheet, number=self.number)}: {self.sentence}"


class BadRows(Unusable):
    """Some rows cannot be used: each with its sentence, and nothing of the file was imported."""

    code = "bad-rows"

    def __init__(self, rows: Sequence[BadRow]) -> None:
        self.rows = list(rows)
        first = _("{count} rows cannot be used and nothing was imported; mend them and import again.")
        lines = [first.format(count=len(self.rows)), *map(str, self.rows[:SHOWN])]
        if len(self.rows) > SHOWN:
            lines.append(_("… and {more} more").format(more=len(self.rows) - SHOWN))
        super().__init__("\n".join(lines))


class RowError(ValueError):
    """Raised while one row is parsed: the sentence for its BadRow."""


def read_table(path: Path, *, sheet: str = "", required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The rows of a CSV, of a sheet of an XLSX, or of ``<sheet>.csv`` in a folder; empty rows are left out.

    TableError if the file cannot be read, a required column is missing, or a column is not known: one that is
    mistyped would be lost in silence, and one too many may tell of people. BadRows for rows that cannot be read.
    """
    rows: list[Row] = []
    bad: list[BadRow] = []
    lines = lines_of(path, sheet)
    first = next(lines, None)
    columns = _columns(path, sheet, first[1] if first else (), required, optional)
    missing = {name: "" for name in optional if name not in columns}
    for number, cells in lines:
        if not any(cells):
            continue
        fault = _fault(cells, len(columns))
        if fault:
            bad.append(BadRow(number, sheet, fault))
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        rows.append(Row(number, {**missing, **dict(zip(columns, padded, strict=False))}))
    if bad:
        raise BadRows(bad)
    return rows


def parse_rows(rows: Iterable[Row], parse: Callable[[Row], T], *, sheet: str = "") -> list[T]:
    """What ``parse`` makes of each row; BadRows with the sentence of every row for which it raised RowError."""
    made: list[T] = []
    bad: list[BadRow] = []
    for row in rows:
        try:
            made.append(parse(row))
        except RowError as error:
            bad.append(BadRow(row.number, sheet, str(error)))
    if bad:
        raise BadRows(bad)
    return made


def whole_number(row: Row, column: str, most: int) -> int | None:
    """A whole number from 0 to ``most``; None where the cell is empty, RowError for anything else."""
    text = row[column]
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > most:
        sentence = _("{column} is “{value}”; give a whole number from 0 to {most}.")
        raise RowError(sentence.format(column=column, value=text[:30], most=most))
    return int(text)


def _columns(
    path: Path, sheet: str, header: Sequence[str], required: Sequence[str], optional: Sequence[str]
) -> list[str]:
    columns = [cell.strip().lower() for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    known = [*required, *optional]
    where = f"{path.name} ({sheet})" if sheet else path.name
    missing = [name for name in required if name not in columns]
    if missing:
        sentence = _("{where}: columns are missing: {missing}; the first row must name {known}.")
        raise TableError(sentence.format(where=where, missing=", ".join(missing), known=", ".join(known)))
    strange = [name or _("(no name)") for name in columns if name not in known]
    if strange:
        sentence = _("{where}: columns are not known: {strange}; remove or rename them, known are {known}.")
        raise TableError(sentence.format(where=where, strange=", ".join(strange), known=", ".join(known)))
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        raise TableError(_("{where}: columns stand twice: {twice}.").format(where=where, twice=", ".join(twice)))
    return columns


def _fault(cells: Sequence[str], columns: int) -> str:
    """Why the row cannot be read at all; empty if it can."""
    if len(cells) > columns and any(cells[columns:]):
        return _("it has more cells than the header has columns; quote texts that contain commas.")
    if any(cell.startswith("#") and cell.endswith(("!", "?", "#N/A")) for cell in cells):
        return _("a formula in it has failed; mend the spreadsheet.")
    return ""
