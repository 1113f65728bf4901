"""Tables to take away: CSV that spreadsheets open as it is, with nothing that acts as a formula; cells of workbooks."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from wangge.screens.signs import without_hidden

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK = "\ufeff"  # without it a spreadsheet takes Chinese for something else


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file of this name, a head and a line for each row; None is an empty cell."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([harmless(word) for word in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    answer = HttpResponse(_MARK + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def writable(cell: str) -> str:
    """The words as the cell of a workbook can hold them: one hidden sign would spoil the whole file."""
    return without_hidden(cell).replace("\x00", "")


def harmless(cell: object) -> object:
    """Numbers as they are; words that a spreadsheet would reckon with an apostrophe before them."""
    if cell is None or isinstance(cell, int | float):
        return cell
    words = str(cell)
    return f"'{words}" if words.startswith(_BEGINS_A_FORMULA) else words
