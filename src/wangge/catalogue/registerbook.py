"""The component register as a workbook: the columns that its import reads, so that a city edits and sends it back."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from wangge.catalogue.contents import Edition
from wangge.catalogue.models import Component
from wangge.screens.sheets import writable

COLUMNS = ("code", "class_code", "label", "owner", "community", "longitude", "latitude")


def write_register(path: Path, pieces: Iterable[Component], edition: Edition) -> int:
    """One sheet, every cell a text: spreadsheets round numbers of 16 digits. The number of pieces."""
    book = Workbook(write_only=True)
    page = book.create_sheet("components")
    page.freeze_panes = "A2"
    page.append(list(COLUMNS))
    count = 0
    for piece in pieces:
        cells = [WriteOnlyCell(page, writable(value)) for value in _values(piece, edition)]
        for cell in cells:
            cell.data_type = "s"  # a label that begins with "=" stays a text
        page.append(cells)
        count += 1
    book.save(path)
    return count


def _values(piece: Component, edition: Edition) -> tuple[str, ...]:
    owner = edition.units.get(piece.owner_id)
    return (
        piece.code,
        piece.class_code,
        piece.label,
        owner.code if owner else "",
        piece.community.code,
        repr(piece.longitude),
        repr(piece.latitude),
    )
