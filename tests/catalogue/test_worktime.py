"""Working time: deadlines of real days, holidays, pauses, and calendars that nobody could work by (R-19)."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from wangge.catalogue.dayhours import moments_of
from wangge.catalogue.worktime import (
    DayHours,
    DayHoursError,
    HorizonError,
    Limit,
    LimitError,
    LimitUnit,
    NoWorkingDayError,
    NoZoneError,
    Pause,
    PauseError,
    WorkCalendar,
    overdue_multiple,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
URGENT_HOUR, WORK_HOUR, WORK_DAY, NATURAL_DAY = LimitUnit
CITY = WorkCalendar(code="city", version=1)
SANITATION = WorkCalendar(code="sanitation", version=1, weekdays=frozenset(range(1, 8)), national=False)
ROUND_THE_CLOCK = DayHours(((time(0), time(0)),))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


FIGURES = [
    pytest.param("03-11 08:10", 4, WORK_HOUR, "03-11 14:10", id="four hours, lunch between"),
    pytest.param("03-11 08:00", 4, WORK_HOUR, "03-11 12:00", id="the end of a span stays there"),
    pytest.param("03-11 14:00", 4, WORK_HOUR, "03-11 18:00", id="the end of a day stays there"),
    pytest.param("03-11 10:24", 3, WORK_DAY, "03-16 10:24", id="three days, a weekend between"),
    pytest.param("03-11 09:40", 1, WORK_DAY, "03-12 09:40", id="check in the morning"),
    pytest.param("03-11 15:55", 1, WORK_DAY, "03-12 15:55", id="check in the afternoon"),
    pytest.param("03-18 11:05", 10, WORK_DAY, "04-01 11:05", id="ten days"),
    pytest.param("03-27 17:00", 1, WORK_DAY, "03-30 17:00", id="from Friday to Monday"),
    pytest.param("03-17 22:40", 4, WORK_HOUR, "03-18 12:00", id="begun at night"),
    pytest.param("03-11 05:00", 1, WORK_HOUR, "03-11 09:00", id="begun before work"),
    pytest.param("03-11 12:30", 1, WORK_HOUR, "03-11 15:00", id="begun at lunch"),
    pytest.param("03-11 12:00", 1, WORK_HOUR, "03-11 15:00", id="begun as lunch begins"),
    pytest.param("03-14 09:00", 1, WORK_DAY, "03-16 18:00", id="begun on a Saturday"),
    pytest.param("03-14 23:30", 2, URGENT_HOUR, "03-15 01:30", id="urgent hours run through a Saturday night"),
    pytest.param("09-30 17:00", 3, NATURAL_DAY, "10-03 17:00", id="natural days run through National Day"),
    pytest.param("03-11 08:00", Fraction(1, 2), WORK_DAY, "03-11 12:00", id="half a day"),
    pytest.param("09-30 17:00", 1, WORK_DAY, "10-08 17:00", id="over National Day"),
    pytest.param("10-09 17:00", 1, WORK_DAY, "10-10 17:00", id="a make-up Saturday is worked"),
    pytest.param("02-13 17:00", 1, WORK_DAY, "02-14 17:00", id="a make-up Saturday before Spring Festival"),
    pytest.param("02-14 17:00", 1, WORK_DAY, "02-24 17:00", id="over Spring Festival"),
    pytest.param("02-20 10:00", 1, WORK_HOUR, "02-24 09:00", id="begun in Spring Festival"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "due"), FIGURES)
def test_a_deadline_falls_where_people_count_it(start: str, amount: int, unit: LimitUnit, due: str) -> None:
    assert CITY.deadline(at(start), Limit(amount, unit)) == at(due)


def test_a_deadline_comes_back_in_utc_whatever_the_zone_it_began_in() -> None:
    due = CITY.deadline(at("03-11 08:10"), Limit(4, WORK_HOUR))
    assert due == CITY.deadline(at("03-11 08:10").astimezone(UTC), Limit(4, WORK_HOUR))
    assert due.tzinfo is UTC


def test_a_unit_that_works_on_sundays_counts_them() -> None:
    assert SANITATION.deadline(at("03-14 16:00"), Limit(4, WORK_HOUR)) == at("03-15 10:00")
    assert SANITATION.deadline(at("09-30 17:00"), Limit(1, WORK_DAY)) == at("10-01 17:00")


def test_a_week_of_one_sunday_finds_its_day() -> None:
    sundays = WorkCalendar(code="market", version=1, weekdays=frozenset({7}), national=False)
    assert sundays.deadline(at("03-11 08:00"), Limit(2, WORK_DAY)) == at("03-22 18:00")


def test_what_the_city_says_of_a_day_comes_before_the_nation_and_the_weekend() -> None:
    days = {date(2026, 10, 1): True, date(2026, 3, 12): False, date(2026, 10, 10): False, date(2026, 3, 14): True}
    city = WorkCalendar(code="city", version=2, days=days)
    assert {day: city.is_working_day(day) for day in days} == days
    assert city.deadline(at("03-11 17:00"), Limit(1, WORK_DAY)) == at("03-13 17:00")


def test_the_nations_days_count_only_where_the_calendar_is_national() -> None:
    own = WorkCalendar(code="own", version=1, national=False)
    festival, make_up = date(2026, 2, 17), date(2026, 2, 28)
    assert (CITY.is_working_day(festival), CITY.is_working_day(make_up)) == (False, True)
    assert (own.is_working_day(festival), own.is_working_day(make_up)) == (True, False)


def test_beyond_the_announced_years_the_weekend_rule_holds_and_says_so() -> None:
    day = date(2126, 10, 1)  # a Tuesday of National Day
    assert CITY.is_working_day(day)
    assert CITY.is_beyond_holidays(day)
    assert not CITY.is_working_day(date(2126, 10, 5))
    assert not CITY.is_beyond_holidays(date(2026, 12, 31))


def test_no_warning_where_the_city_has_spoken_itself() -> None:
    day = date(2126, 10, 1)
    assert not WorkCalendar(code="city", version=1, days={day: False}).is_beyond_holidays(day)
    assert not SANITATION.is_beyond_holidays(day)


def test_a_deadline_a_year_ahead_is_found() -> None:
    year = Limit(250, WORK_DAY)
    due = CITY.deadline(at("03-11 10:24"), year)
    assert timedelta(days=340) < due - at("03-11 10:24") < timedelta(days=380)
    assert CITY.worked_seconds(at("03-11 10:24"), due) == CITY.seconds_of(year) == 250 * 8 * 3600


def test_a_working_day_has_the_hours_of_its_calendar() -> None:
    short = WorkCalendar(code="winter", version=1, hours=DayHours(((time(9), time(11, 30)), (time(13), time(16)))))
    assert short.seconds_of(Limit(2, WORK_DAY)) == 2 * int(5.5 * 3600)
    assert short.deadline(at("03-11 10:00"), Limit(1, WORK_DAY)) == at("03-12 10:00")


def test_a_third_of_a_second_counts_as_a_whole_one() -> None:
    assert CITY.seconds_of(Limit(Fraction(1, 3 * 3600), WORK_HOUR)) == 1


def test_who_works_round_the_clock_has_days_of_24_hours() -> None:
    gas = WorkCalendar(code="gas", version=1, hours=ROUND_THE_CLOCK, weekdays=frozenset(range(1, 8)), national=False)
    assert gas.seconds_of(Limit(1, WORK_DAY)) == 86400
    assert gas.deadline(at("03-14 22:00"), Limit(30, WORK_HOUR)) == at("03-16 04:00")


def test_an_hour_that_the_wall_clock_skips_is_not_worked() -> None:
    berlin = WorkCalendar(
        code="berlin",
        version=1,
        hours=ROUND_THE_CLOCK,
        zone=ZoneInfo("Europe/Berlin"),
        weekdays=frozenset({7}),
        national=False,
    )
    spring, autumn = datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)
    assert berlin.worked_seconds(spring, spring + timedelta(days=3)) == 23 * 3600
    assert berlin.worked_seconds(autumn, autumn + timedelta(days=3)) == 25 * 3600


def test_spans_around_a_skipped_hour_are_never_counted_twice() -> None:
    hours = DayHours(((time(1), time(2, 30)), (time(2, 45), time(2, 50)), (time(3), time(4))))
    day = moments_of(hours, ZoneInfo("Europe/Berlin"), date(2026, 3, 29).toordinal())
    edges = [edge for span in day for edge in span]
    assert edges == sorted(edges)
    assert (edges[0].hour, edges[-1].hour) == (0, 2)


def test_time_left_is_counted_in_the_limits_own_kind() -> None:
    now, due = at("03-11 11:00"), at("03-12 09:00")
    assert CITY.remaining_seconds(now, due, Limit(4, WORK_HOUR)) == 6 * 3600
    assert CITY.remaining_seconds(now, due, Limit(24, URGENT_HOUR)) == 22 * 3600


def test_time_left_is_below_zero_once_it_is_overdue() -> None:
    assert CITY.remaining_seconds(at("03-11 14:40"), at("03-11 14:10"), Limit(4, WORK_HOUR)) == -1800
    assert CITY.remaining_seconds(at("03-11 13:00"), at("03-11 12:00"), Limit(4, WORK_HOUR)) == 0


def test_a_season_of_suspension_leaves_what_was_left() -> None:
    # 14 working hours were to go; the works end in a holiday, which lasts until 5 May.
    due = CITY.resume(at("03-16 10:24"), Limit(3, WORK_DAY), paused_from=at("03-12 14:24"), paused_to=at("05-02 12:00"))
    assert due == at("05-07 16:00")


def test_a_pause_of_urgent_work_is_counted_by_the_clock_on_the_wall() -> None:
    due = CITY.resume(
        at("03-15 01:30"), Limit(2, URGENT_HOUR), paused_from=at("03-15 00:30"), paused_to=at("03-15 03:00")
    )
    assert due == at("03-15 04:00")


def test_a_pause_heals_no_delay() -> None:
    late = {"paused_from": at("03-12 10:00"), "paused_to": at("04-12 10:00")}
    for due in ("03-11 14:10", "03-12 10:00"):
        assert CITY.resume(at(due), Limit(4, WORK_HOUR), **late) == at(due)


def test_pauses_are_taken_off_what_was_used() -> None:
    pauses = [Pause(at("03-11 10:00"), at("03-11 11:00")), Pause(at("03-11 15:00"), at("03-11 15:30"))]
    assert CITY.used_seconds(at("03-11 08:00"), at("03-11 17:00"), pauses, WORK_HOUR) == int(5.5 * 3600)
    assert CITY.used_seconds(at("03-11 08:00"), at("03-11 17:00"), pauses, URGENT_HOUR) == int(7.5 * 3600)


def test_pauses_that_overlap_or_lie_outside_are_taken_off_once() -> None:
    pauses = [
        Pause(at("03-11 10:30"), at("03-11 11:00")),
        Pause(at("03-11 10:00"), at("03-11 11:30")),
        Pause(at("03-10 09:00"), at("03-11 09:00")),
        Pause(at("03-12 09:00"), at("03-12 10:00")),
    ]
    assert CITY.used_seconds(at("03-11 08:00"), at("03-11 12:00"), pauses, WORK_HOUR) == int(1.5 * 3600)


def test_a_clock_that_still_stands_uses_nothing_more() -> None:
    paused = [Pause(at("03-11 09:00"))]
    assert CITY.used_seconds(at("03-11 08:00"), at("03-20 12:00"), paused, WORK_HOUR) == 3600


@pytest.mark.parametrize(
    ("used", "multiple"), [(7200, Fraction(1)), (5400, Fraction(1, 2)), (3600, Fraction(0)), (0, Fraction(-1))]
)
def test_an_overdue_multiple_is_what_was_used_beyond_the_limit(used: int, multiple: Fraction) -> None:
    assert overdue_multiple(used, 3600) == multiple


@pytest.mark.parametrize("weekdays", [set(), {0}, {1, 8}])
def test_a_calendar_without_a_week_is_refused(weekdays: set[int]) -> None:
    with pytest.raises(NoWorkingDayError, match="Calendar lost"):
        WorkCalendar(code="lost", version=1, weekdays=frozenset(weekdays))


@pytest.mark.parametrize(
    "spans",
    [
        (),
        ((time(12), time(8)),),
        ((time(8), time(8)),),
        ((time(8), time(12)), (time(11), time(15))),
        ((time(14), time(18)), (time(8), time(12))),
        ((time(22), time(6)),),
        ((time(8), time(0)), (time(9), time(10))),
    ],
)
def test_hours_that_nobody_could_keep_are_refused(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(DayHoursError, match="cannot be kept"):
        DayHours(spans)


def test_hours_are_written_as_on_a_door() -> None:
    assert DayHours().words() == "08:00-12:00, 14:00-18:00"
    assert DayHours().seconds == 8 * 3600


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PauseError):
        Pause(at("03-11 10:00"), at("03-11 09:59"))
    with pytest.raises(PauseError):
        CITY.resume(at("03-16 10:24"), Limit(3, WORK_DAY), paused_from=at("03-12 14:24"), paused_to=at("03-12 12:00"))


@pytest.mark.parametrize("unit", LimitUnit)
@pytest.mark.parametrize("amount", [10**6, 10**18])
def test_a_limit_typed_with_too_many_noughts_is_refused(amount: int, unit: LimitUnit) -> None:
    with pytest.raises(HorizonError, match="give a shorter limit"):
        CITY.deadline(at("03-11 10:00"), Limit(amount, unit))


def test_a_calendar_whose_days_are_all_taken_off_ends_in_a_sentence() -> None:
    off = {date(2026, 1, 1) + timedelta(days=n): False for n in range(21 * 366)}
    closed = WorkCalendar(code="closed", version=1, days=off)
    with pytest.raises(HorizonError, match="calendar closed"):
        closed.deadline(at("03-11 10:00"), Limit(1, WORK_HOUR))


def test_no_working_time_leads_nowhere_not_even_at_night() -> None:
    assert CITY.add_seconds(at("03-11 22:00"), 0) == at("03-11 22:00")


def test_working_time_is_not_laid_out_backwards() -> None:
    with pytest.raises(LimitError):
        CITY.add_seconds(at("03-11 10:00"), -1)


def test_a_moment_without_a_zone_is_refused() -> None:
    nowhere = at("03-11 10:00").replace(tzinfo=None)
    with pytest.raises(NoZoneError, match="2026-03-11T10:00:00 has no time zone"):
        CITY.deadline(nowhere, Limit(1, WORK_HOUR))
    with pytest.raises(NoZoneError):
        Pause(nowhere, at("03-11 11:00"))


def test_calendars_may_be_kept_in_sets_and_are_equal_by_what_they_say() -> None:
    assert len({CITY, WorkCalendar(code="city", version=1)}) == 1
    assert WorkCalendar(code="city", version=1, days={date(2026, 3, 12): False}) != CITY
