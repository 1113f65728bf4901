"""Calendars in the database: a new version at each change, the old ones kept for the deadlines frozen with them."""

from datetime import date

import pytest

from tests.catalogue.catalogue_files import written
from tests.city import City, at
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import NotAllowed, NotFound, Unusable
from wangge.catalogue.actions.calendars import ensure_standard_calendar, import_calendars, set_calendar, set_days
from wangge.catalogue.calendars import HoursError, hours_of, weekdays_of
from wangge.catalogue.editions import calendar_by_id, edition_in_force
from wangge.catalogue.models import Calendar
from wangge.catalogue.sheetrows import CalendarRow, DayRow
from wangge.catalogue.worktime import DayHoursError
from wangge.territory.tables import BadRows

NOON = at("2026-03-11", "12:00")
DAILY = CalendarRow("daily", "每日", "", "08:00-12:00 14:00-18:00", "1234567", national=False)


def day(text: str, worked: bool, name: str = "") -> DayRow:
    return DayRow("city", date.fromisoformat(text), worked, name)


def test_the_standard_calendar_is_made_once(db):
    made = ensure_standard_calendar(at=NOON)
    assert (made.code, made.version, made.weekdays, made.national) == ("city", 1, "12345", True)
    assert ensure_standard_calendar(at=at("2026-04-01")) == made
    assert Calendar.objects.count() == 1


def test_a_new_calendar_counts_at_once(city: City):
    made = set_calendar(calendar=DAILY, by=city.actor("editor", NOON))
    assert edition_in_force().calendars["daily"][0] == made.pk
    assert AuditEntry.objects.get().action == "set_calendar"


def test_a_change_makes_a_new_version_and_keeps_the_days(city: City):
    editor = city.actor("editor", NOON)
    old_id, old = edition_in_force().calendar_for(None, None)
    second = set_days(code="city", days=[day("2026-06-06", worked=True, name="补班")], by=editor)
    third = set_calendar(calendar=CalendarRow("city", "市", "", "9:00-17:00", "12345", national=True), by=editor)
    fourth = set_days(code="city", days=[day("2026-06-06", worked=False), day("2026-06-07", worked=True)], by=editor)
    assert [one.version for one in (second, third, fourth)] == [2, 3, 4]
    saturday, sunday = date(2026, 6, 6), date(2026, 6, 7)
    asked = [calendar_by_id(one.pk) for one in (second, third, fourth)]
    assert [(one.is_working_day(saturday), one.is_working_day(sunday)) for one in asked] == [
        (True, False),
        (True, False),
        (False, True),
    ]
    assert [one.hours.words() for one in asked] == ["08:00-12:00, 14:00-18:00", "09:00-17:00", "09:00-17:00"]
    assert calendar_by_id(old_id) == old
    assert edition_in_force().calendar_for(None, None)[0] == fourth.pk


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"hours": "from 8 to 12"}, "write them like 08:00-12:00"),
        ({"hours": ""}, "write them like 08:00-12:00"),
        ({"hours": "12:00-08:00"}, "cannot be kept"),
        ({"weekdays": "128"}, "digits of the days worked"),
        ({"weekdays": "11"}, "digits of the days worked"),
        ({"weekdays": ""}, "digits of the days worked"),
        ({"name_zh": ""}, "needs a code and a Chinese name"),
        ({"name_zh": "签到日历"}, "never enters"),
    ],
)
def test_a_calendar_that_cannot_be_kept_is_refused(city: City, changed: dict[str, str], words: str):
    fields = {"code": "x", "name_zh": "新", "name_en": "", "hours": "08:00-12:00", "weekdays": "12345", **changed}
    with pytest.raises(Unusable, match=words):
        set_calendar(calendar=CalendarRow(**fields, national=True), by=city.actor("editor", NOON))
    assert Calendar.objects.count() == 1


def test_days_of_a_calendar_that_is_not_there_are_refused(city: City):
    with pytest.raises(NotFound, match="make it first"):
        set_days(code="nothing", days=[day("2026-06-06", worked=True)], by=city.actor("editor", NOON))


@pytest.mark.parametrize("name", ["planner", "supervisor", "administrator", "sanitation", "lin"])
def test_nobody_but_the_catalogue_editor_changes_calendars(city: City, name: str):
    with pytest.raises(NotAllowed):
        set_calendar(calendar=DAILY, by=city.actor(name, NOON))
    with pytest.raises(NotAllowed):
        set_days(code="city", days=[], by=city.actor(name, NOON))


def test_only_calendars_that_differ_get_a_new_version_from_a_file(city: City, tmp_path):
    editor = city.actor("editor", NOON)
    sheets = {
        "calendars": [
            _sheet_row("city", "市", "city", "08:00-12:00 14:00-18:00", "12345", "yes"),
            _sheet_row("daily", "每日", "", "08:00-24:00", "1234567", "no"),
        ],
        "calendar_days": [{"calendar": "daily", "day": "2026-10-01", "worked": "no", "name": "国庆节"}],
    }
    path = written(tmp_path / "sheets", sheets)
    assert [(one.code, one.version) for one in import_calendars(path=path, by=editor)] == [("daily", 1)]
    assert import_calendars(path=path, by=editor) == []
    sheets["calendar_days"][0]["worked"] = "yes"
    written(path, sheets)
    assert [(one.code, one.version) for one in import_calendars(path=path, by=editor)] == [("daily", 2)]


def test_bad_rows_of_a_calendar_file_are_told(city: City, tmp_path):
    sheets = {
        "calendars": [_sheet_row("daily", "每日", "", "8-12", "12345", "no")],
        "calendar_days": [
            {"calendar": "nothing", "day": "2026-10-01", "worked": "no", "name": ""},
            {"calendar": "daily", "day": "1 October", "worked": "no", "name": ""},
        ],
    }
    with pytest.raises(BadRows) as refused:
        import_calendars(path=written(tmp_path / "sheets", sheets), by=city.actor("editor", NOON))
    assert [(bad.sheet, bad.number) for bad in refused.value.rows] == [
        ("calendars", 2),
        ("calendar_days", 2),
        ("calendar_days", 3),
    ]


def test_hours_are_read_as_people_write_them():
    assert hours_of("8:00-12:00, 14:00–18:00").words() == "08:00-12:00, 14:00-18:00"
    assert hours_of("20:00-24:00").seconds == 4 * 3600
    assert weekdays_of("71") == frozenset({1, 7})
    with pytest.raises(HoursError):
        hours_of("25:00-26:00 x")
    with pytest.raises((HoursError, DayHoursError, ValueError)):
        hours_of("25:00-26:00")


def _sheet_row(code: str, name_zh: str, name_en: str, hours: str, weekdays: str, national: str) -> dict[str, str]:
    return {
        "code": code, "name_zh": name_zh, "name_en": name_en, "hours": hours, "weekdays": weekdays,
        "national": national,
    }  # fmt: skip
