"""Tables to take away: spreadsheets read them, and nothing in them acts."""

import csv
from io import StringIO

import pytest

from wangge.screens.sheets import csv_answer


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_words_that_a_spreadsheet_would_reckon_get_an_apostrophe(words):
    rows = read(csv_answer("t", ["a"], [[words]]))
    assert rows[1] == [f"'{words}"]


def test_numbers_stay_numbers_also_below_zero_and_chinese_is_read():
    answer = csv_answer("cases", ["名称", "数"], [["桥头社区", -3], ["a,b", None]])
    assert answer.content.startswith("\ufeff".encode())
    assert answer["Content-Disposition"] == 'attachment; filename="cases.csv"'
    assert read(answer) == [["名称", "数"], ["桥头社区", "-3"], ["a,b", ""]]


def read(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
