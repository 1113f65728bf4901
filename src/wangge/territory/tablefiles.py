"""The bytes of a table file as numbered lines of cells: CSV in UTF-8 or GB18030, XLSX, a folder of CSV.

Which columns are wanted and what they mean is not known here.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from wangge.accounts.refusals import Unusable
from wangge.language import _

MOST_BYTES = 512 * 1024 * 1024  # of one file, unpacked: a table of a whole city has a tenth of it
# Nearly all characters of real Chinese text are in GB 2312; of another encoding read as GB18030 far fewer.
_LEAST_GB2312 = 0.9
_CSV = ".csv"
_XLSX = ".xlsx"

Line = tuple[int, Sequence[str]]  # its number in the file, its cells


class TableError(Unusable):
    """The file as a whole cannot be read as the table that is wanted."""

    code = "bad-table"


def lines_of(path: Path, sheet: str) -> Iterator[Line]:
    """The lines of a CSV, of a sheet (the first without a name) of an XLSX, or of ``<sheet>.csv`` in a folder."""
    if path.is_dir():
        return _csv_lines(path / f"{sheet}{_CSV}")
    if path.suffix.lower() == _CSV:
        return _csv_lines(path)
    if path.suffix.lower() == _XLSX:
        return _xlsx_lines(path, sheet)
    raise TableError(_("{path} is neither CSV nor XLSX; save it as one of them.").format(path=path.name))


def sheets_of(path: Path) -> tuple[str, ...]:
    """The names of the tables that a folder, a workbook or a CSV has."""
    if path.is_dir():
        return tuple(sorted(file.stem for file in path.iterdir() if file.suffix.lower() == _CSV))
    if path.suffix.lower() != _XLSX:
        return (path.stem,)
    with closing(_workbook(path)) as book:
        return tuple(book.sheetnames)


def encoding_of(path: Path) -> str:
    """``utf-8`` or ``gb18030``, whichever the CSV is in; TableError for all others."""
    return _decoded(path)[1]


def _csv_lines(path: Path) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(_decoded(path)[0], newline=""), strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, [cell.strip() for cell in cells]
            number = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            _("{path}, line {line}: {reason}; mend the quotation marks.").format(
                path=path.name, line=reader.line_num, reason=error
            )
        ) from error


def _decoded(path: Path) -> tuple[str, str]:
    data = _bytes(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding == "utf-8-sig" or _reads_as_chinese(text)):
            return text, encoding.removesuffix("-sig")
    sentence = _("{path} is neither UTF-8 nor GB18030; save it as “CSV UTF-8”, or as XLSX.")
    raise TableError(sentence.format(path=path.name))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise TableError(_("{path} cannot be read ({reason}).").format(path=path.name, reason=reason)) from error


def _reads_as_chinese(text: str) -> bool:
    letters = [letter for letter in text if not letter.isascii()]
    known = len("".join(letters).encode("gb2312", errors="ignore")) / 2
    return known >= _LEAST_GB2312 * len(letters)


def _xlsx_lines(path: Path, sheet: str) -> Iterator[Line]:
    with closing(_workbook(path)) as book:
        if sheet and sheet not in book.sheetnames:
            sentence = _("{path} has no sheet “{sheet}”; its sheets are {sheets}.")
            raise TableError(sentence.format(path=path.name, sheet=sheet, sheets=", ".join(book.sheetnames)))
        page = book[sheet or book.sheetnames[0]]
        page.reset_dimensions()  # some programs write a wrong extent, and rows beyond it would be lost
        for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
            texts = [_text(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            yield number, texts


def _workbook(path: Path):  # type: ignore[no-untyped-def]  # openpyxl's read-only workbook has no public type
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise _too_large(path)
        return load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, InvalidFileException) as error:
        sentence = _("{path} cannot be read as XLSX; open it in a spreadsheet program and save it again.")
        raise TableError(sentence.format(path=path.name)) from error


def _too_large(path: Path) -> TableError:
    return TableError(_("{path} is larger than any table of a city; divide it.").format(path=path.name))


def _text(cell: object) -> str:
    """A cell as a person reads it; codes that a spreadsheet took for numbers become digits again."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        whole_day = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if whole_day else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
