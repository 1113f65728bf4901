"""Holidays that nobody has announced yet: who is told, from when on, and when it ends (R-19)."""

from datetime import date, timedelta

import pytest
from chinese_calendar import holidays, workdays

from tests.api.knocking import ROOT, browser
from tests.catalogue.unannounced import DAYS_OFF, NEW_YEAR, SOON, YEAR, enter
from tests.city import City, at
from wangge.catalogue.actions.calendars import set_calendar
from wangge.catalogue.calendars import current_calendars
from wangge.catalogue.holidays import LAST_YEAR
from wangge.catalogue.sheetrows import CalendarRow
from wangge.catalogue.unknown_holidays import (
    NOTICE_DAYS,
    STATUTORY_DAYS_OFF,
    UnknownHolidays,
    holiday_warnings,
    unknown_holidays,
)
from wangge.cli.doctor import city as doctor


def unknown(moment=SOON) -> list[UnknownHolidays]:
    return unknown_holidays(current_calendars(), moment)


def test_a_calendar_is_named_with_the_day_and_what_to_do(city: City):
    assert unknown(at("2026-03-11")) == []
    (warning,) = holiday_warnings(current_calendars(), SOON)
    assert f"Calendar city: from {YEAR}-01-01 on" in warning
    assert "Import calendars" in warning


def test_the_notice_begins_sixty_days_before(city: City):
    first = at(f"{YEAR}-01-01") - timedelta(days=NOTICE_DAYS)
    assert [len(unknown(moment)) for moment in (first - timedelta(days=1), first)] == [0, 1]


@pytest.mark.parametrize(
    ("entered", "first"),
    [
        ([], NEW_YEAR),
        ([NEW_YEAR], date(YEAR, 1, 2)),
        ([date(YEAR, 6, 6)], NEW_YEAR),
        (DAYS_OFF[:-1], date(YEAR, 1, 2)),
        (DAYS_OFF, None),
    ],
    ids=["none", "New Year's Day", "another day", "one too few", "all"],
)
def test_days_of_the_city_s_own_are_no_year_that_was_entered(city: City, entered: list[date], first: date | None):
    enter(city, *entered)
    assert [one.first for one in unknown()] == ([] if first is None else [first])


def test_days_that_are_worked_are_no_holidays(city: City):
    enter(city, *DAYS_OFF, worked=True)
    assert [one.first for one in unknown()] == [date(YEAR, 1, 2)]


def test_a_year_that_begins_with_work_is_none_that_was_entered(city: City):
    enter(city, *DAYS_OFF, date(YEAR, 3, 1))
    enter(city, NEW_YEAR, worked=True)
    assert [one.first for one in unknown()] == [date(YEAR, 1, 2)]


def test_every_announced_year_would_count_as_entered_even_by_its_weekdays_alone():
    for year in range(2014, LAST_YEAR + 1):
        off = [day for day in holidays if day.year == year and day.isoweekday() < 6]
        made_up = [day for day in workdays if day.year == year]
        assert len(off) >= STATUTORY_DAYS_OFF, year
        assert len(off) - len(made_up) >= 11, "what the law granted before 2025"


def test_who_keeps_no_national_holidays_is_not_warned(city: City):
    own = CalendarRow("city", "市", "", "08:00-12:00", "1234567", national=False)
    set_calendar(calendar=own, by=city.actor("editor", SOON))
    assert unknown() == []


def test_the_api_warns_until_the_year_is_entered(city: City, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: SOON)
    editor = browser(city, "editor")
    told = editor.get(f"{ROOT}/calendars").json()["warnings"]
    assert told == holiday_warnings(current_calendars(), SOON) != []
    enter(city, *DAYS_OFF)
    assert editor.get(f"{ROOT}/calendars").json()["warnings"] == []


def test_the_doctor_notes_it_before_the_year_begins_and_calls_it_grave_from_then_on(city: City):
    for moment, grave in ((SOON, False), (at(f"{YEAR}-01-04"), True)):
        (finding,) = doctor.holidays(moment)
        assert finding.grave is grave
        assert f"Calendar city: from {YEAR}-01-0" in finding.sentence
    enter(city, *DAYS_OFF)
    for moment in (SOON, at(f"{YEAR}-01-04"), at(f"{YEAR}-09-01")):
        assert list(doctor.holidays(moment)) == []
