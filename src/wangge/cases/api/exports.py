"""What a list shows, as a file for other programs: CSV as it is read, or a workbook."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from ninja import Field, Query, Router
from openpyxl import Workbook

from wangge.cases.api.listing import CaseFilters
from wangge.cases.nearness import Box
from wangge.cases.sheets import case_rows
from wangge.screens.sheets import writable
from wangge.territory.doors import KNOWN, actor_of
from wangge.territory.inputs import Short

router = Router(auth=KNOWN)
_CSV, _XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES: dict[str, Any] = {
    "responses": {
        200: {"description": "The file.", "content": {kind: {"schema": {"type": "string"}} for kind in (_CSV, _XLSX)}}
    }
}


class ExportQuery(CaseFilters):
    bbox: Short = Field("", description="west,south,east,north in degrees of WGS 84.")
    format: Literal["csv", "xlsx"] = "csv"


@router.get("/exports/cases", response=None, openapi_extra=_FILES, summary="Export cases")
def export_cases(request: HttpRequest, asked: Query[ExportQuery]) -> HttpResponseBase:
    """Return the cases of a list as a sheet, 100,000 at most; nothing of who reported, no words of theirs.

    The column "overdue" says of what was resolved that it was resolved after the unit's deadline; of the rest, that it
    is late now.
    """
    box = Box.parse(asked.bbox) if asked.bbox else None
    rows = case_rows(asked.filters(box), by=actor_of(request))
    answer = _workbook(rows) if asked.format == "xlsx" else _table(rows)
    answer["Content-Disposition"] = f'attachment; filename="cases.{asked.format}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _table(rows: Iterable[list[str]]) -> StreamingHttpResponse:
    """With the mark by which spreadsheets know UTF-8."""
    return StreamingHttpResponse(_lines(rows), content_type=f"{_CSV}; charset=utf-8")


def _lines(rows: Iterable[list[str]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    for row in rows:
        line = StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue().encode()


def _workbook(rows: Iterable[list[str]]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([writable(cell) for cell in row])
    content = BytesIO()
    book.save(content)
    return HttpResponse(content.getvalue(), content_type=_XLSX)
