"""Cases as files: what one sees, in the language of the request, and nothing of who reported."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from tests.api.knocking import browser, phone, send, statements
from tests.cases.ends import THURSDAY, closed
from tests.cases.ways import DAY, dispatched, reported
from tests.city import COMMUNITY, City, at
from wangge.cases.models import Case
from wangge.cases.reports import Contact
from wangge.territory.models import Area


def rows(answer) -> list[list[str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(content)))


def test_the_sheet_has_a_row_for_each_case_that_one_sees(city: City):
    dispatched(city)
    reported(city, "xu", grid=1)
    heads, *found = rows(send(browser(city, "intake"), "GET", "/exports/cases", headers={"Accept-Language": "en"}))
    assert heads[:4] == ["number", "state", "urgent", "class code"]
    assert [row[1] for row in found] == ["being verified", "waiting for the unit to acknowledge"]
    heads, *found = rows(send(phone(city, "lin"), "GET", "/exports/cases", headers={"Accept-Language": "zh-hans"}))
    assert heads[:2] == ["案件号", "状态"]
    assert [row[4] for row in found] == ["暴露垃圾"]


def test_the_words_and_the_contact_of_the_reporter_are_in_no_cell(city: City):
    guilan = Contact("周桂兰", "0717-6000001", None, may_call=True)
    reported(
        city, "intake", source="telephone", description="机密的话", contact=guilan, on_behalf=True,
        place_words="王家门口",
    )  # fmt: skip
    told = str(rows(send(browser(city, "supervisor"), "GET", "/exports/cases")))
    assert "机密" not in told
    assert "王家" not in told
    assert "周桂兰" not in told
    assert "6000001" not in told


def test_no_cell_begins_like_a_formula(city: City):
    reported(city)
    Area.objects.filter(code=COMMUNITY).update(name_zh="=HYPERLINK(1)", name_en="")
    _heads, row = rows(send(browser(city, "intake"), "GET", "/exports/cases"))
    assert row[5] == "'=HYPERLINK(1)"


def test_what_was_resolved_late_stays_so_when_it_is_closed_and_what_was_in_time_too(city: City):
    late, in_time, waiting = closed(city), closed(city), dispatched(city)
    Case.objects.filter(pk=late.pk).update(resolved_at=at(THURSDAY))
    Case.objects.filter(pk=waiting.pk).update(overdue_at=at(DAY, "14:10"))
    heads, *found = rows(send(browser(city, "intake"), "GET", "/exports/cases", headers={"Accept-Language": "en"}))
    told = {row[0]: row[heads.index("overdue")] for row in found}
    assert told == {late.number: "yes", in_time.number: "", waiting.number: "yes"}


def test_a_workbook_says_the_same(city: City):
    dispatched(city)
    answer = send(browser(city, "intake"), "GET", "/exports/cases?format=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    table = rows(send(browser(city, "intake"), "GET", "/exports/cases"))
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == table


def test_a_hidden_sign_that_was_kept_before_spoils_no_workbook(city: City):
    reported(city)
    Area.objects.filter(code=COMMUNITY).update(name_zh="巷\x08口\x1f", name_en="")
    answer = send(browser(city, "intake"), "GET", "/exports/cases?format=xlsx")
    _heads, row = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert row[5] == "巷口"


def test_a_filter_that_cannot_be_is_refused_before_any_row(city: City):
    answer = send(browser(city, "intake"), "GET", "/exports/cases?area=420502002021&bbox=nonsense")
    assert answer.status_code == 422


def test_an_export_takes_two_statements_more_than_who_asks(city: City):
    for _number in range(5):
        reported(city)
    assert statements(phone(city, "lin"), "GET", "/exports/cases") <= 5
