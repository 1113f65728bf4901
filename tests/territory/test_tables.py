"""Tables that a city sends: encodings, workbooks, folders, and what is said of those that cannot be used."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from wangge.territory.tables import (
    BadRow,
    BadRows,
    Row,
    RowError,
    TableError,
    encoding_of,
    parse_rows,
    read_table,
    sheets_of,
    whole_number,
)

TEXT = 'code,name\r\n01,中书街社区\r\n\r\n02,"大学路, 东"\r\n'


def csv_file(folder: Path, data: bytes | str) -> Path:
    path = folder / "table.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    path = folder / "table.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030")])
def test_a_csv_in_each_of_the_known_encodings_reads_alike(tmp_path: Path, encoding: str, said: str) -> None:
    path = csv_file(tmp_path, TEXT.encode(encoding))
    rows = read_table(path, required=["code", "name"])
    assert [(row.number, row["code"], row["name"]) for row in rows] == [
        (2, "01", "中书街社区"),
        (4, "02", "大学路, 东"),
    ]
    assert encoding_of(path) == said


@pytest.mark.parametrize("encoding", ["utf-16", "big5", "shift-jis"])
def test_a_csv_in_another_encoding_is_refused_and_not_guessed(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, "code,name\n1,中山路三号大學文化街市場\n".encode(encoding, errors="ignore"))
    with pytest.raises(TableError, match=r"table\.csv is neither UTF-8 nor GB18030"):
        read_table(path, required=["code", "name"])


def test_a_missing_column_is_named_with_those_that_are_wanted(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "code\n1\n")
    with pytest.raises(TableError, match="columns are missing: name, kind; the first row must name code, name, kind"):
        read_table(path, required=["code", "name", "kind"])


def test_a_column_that_is_not_known_is_refused_and_not_lost_in_silence(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "code,calender\n1,city\n")
    with pytest.raises(TableError, match="not known: calender"):
        read_table(path, required=["code"], optional=["calendar"])


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="stand twice: code"):
        read_table(csv_file(tmp_path, "code,Code\n1,2\n"), required=["code"])


def test_an_optional_column_that_is_not_there_is_empty(tmp_path: Path) -> None:
    rows = read_table(csv_file(tmp_path, "code,,\n1,,\n"), required=["code"], optional=["name"])
    assert rows == [Row(2, {"code": "1", "name": ""})]


def test_a_row_number_is_the_line_on_which_the_row_begins(tmp_path: Path) -> None:
    rows = read_table(csv_file(tmp_path, 'code,name\n1,"two\nlines"\n2,next\n'), required=["code", "name"])
    assert [row.number for row in rows] == [2, 4]


def test_a_row_longer_than_the_header_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRows, match="row 3: it has more cells") as refused:
        read_table(csv_file(tmp_path, "code\n1\n2,3\n"), required=["code"])
    assert [row.number for row in refused.value.rows] == [3]


def test_broken_quotation_marks_are_named_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"table\.csv, line 3"):
        read_table(csv_file(tmp_path, 'code\n"1"\n"2"x\n'), required=["code"])


def test_an_empty_file_has_no_columns(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="columns are missing: code"):
        read_table(csv_file(tmp_path, ""), required=["code"])


def test_a_file_that_is_not_there_is_refused_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.csv cannot be read"):
        read_table(tmp_path / "none.csv", required=["code"])


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"old\.xls is neither CSV nor XLSX"):
        read_table(tmp_path / "old.xls", required=["code"])


def test_a_workbook_gives_numbers_dates_and_truths_as_a_person_reads_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, units=[["code", "day", "at", "on"], [420502002021, date(2026, 5, 1), None, True], [1.0]])
    rows = read_table(path, sheet="units", required=["code", "day"], optional=["at", "on"])
    assert rows[0].cells == {"code": "420502002021", "day": "2026-05-01", "at": "", "on": "yes"}
    assert rows[1]["code"] == "1"


def test_a_moment_in_a_workbook_keeps_its_hours(tmp_path: Path) -> None:
    path = workbook(tmp_path, one=[["at"], [datetime(2026, 5, 1, 8, 30)]])  # noqa: DTZ001 (a cell has no zone)
    assert read_table(path, required=["at"])[0]["at"] == "2026-05-01 08:30:00"


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path, one=[["code"]], two=[["code"]])
    with pytest.raises(TableError, match="no sheet “three”; its sheets are one, two"):
        read_table(path, sheet="three", required=["code"])
    assert sheets_of(path) == ("one", "two")


def test_a_failed_formula_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRows, match="sheet one, row 2: a formula"):
        read_table(workbook(tmp_path, one=[["code"], ["#REF!"]]), sheet="one", required=["code"])


def test_a_file_that_only_looks_like_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(TableError, match="cannot be read as XLSX"):
        read_table(path, required=["code"])


def test_a_folder_of_csv_files_reads_like_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code\n7\n", encoding="utf-8")
    assert sheets_of(tmp_path) == ("units",)
    assert read_table(tmp_path, sheet="units", required=["code"])[0]["code"] == "7"


def test_every_row_that_cannot_be_parsed_is_reported_at_once() -> None:
    rows = [Row(number, {"count": text}) for number, text in enumerate(["5", "-1", "", "²", "12"], start=2)]

    def parse(row: Row) -> int | None:
        return whole_number(row, "count", 10)

    with pytest.raises(BadRows) as refused:
        parse_rows(rows, parse, sheet="dwellings")
    assert [(row.number, row.sheet) for row in refused.value.rows] == [
        (3, "dwellings"),
        (5, "dwellings"),
        (6, "dwellings"),
    ]
    assert "row 6: count is “12”; give a whole number from 0 to 10." in str(refused.value)
    assert parse_rows([rows[0], rows[2]], parse) == [5, None]


def test_a_long_list_of_bad_rows_is_cut_in_the_sentence_but_whole_in_the_refusal() -> None:
    refused = BadRows([BadRow(number, "", "no.") for number in range(30)])
    assert str(refused).endswith("… and 10 more")
    assert len(refused.rows) == 30


def test_an_error_of_the_program_is_not_taken_for_a_bad_row() -> None:
    def parse(row: Row) -> None:
        raise KeyError(row.number)

    with pytest.raises(KeyError):
        parse_rows([Row(2, {})], parse)
    assert issubclass(RowError, ValueError)
