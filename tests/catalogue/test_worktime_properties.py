"""Working time by properties: what holds for any calendar, any moment and any limit (R-19)."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from wangge.catalogue.worktime import DayHours, Limit, LimitUnit, Pause, WorkCalendar

HOURS = [
    DayHours(),
    DayHours(((time(6), time(14)),)),
    DayHours(((time(0), time(6)), (time(22), time(0)))),
    DayHours(((time(0), time(0)),)),
    DayHours(((time(8), time(10)), (time(10), time(11)), (time(13, 30), time(16, 45)))),
]
DAYS = st.dates(date(2026, 1, 1), date(2027, 3, 1))

calendars = st.builds(
    WorkCalendar,
    code=st.just("any"),
    version=st.just(1),
    hours=st.sampled_from(HOURS),
    zone=st.sampled_from([ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")]),
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    days=st.dictionaries(DAYS, st.booleans(), max_size=20),
    national=st.booleans(),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001 hypothesis adds it
seconds = st.integers(1, 20 * 8 * 3600)
spells = st.integers(0, 60 * 86400).map(lambda length: timedelta(seconds=length))
working_limits = st.builds(
    Limit,
    st.fractions(Fraction(1, 8), 15, max_denominator=8),
    st.sampled_from([LimitUnit.WORK_HOUR, LimitUnit.WORK_DAY]),
)


@given(calendars, moments, working_limits)
def test_the_time_worked_up_to_a_deadline_is_the_limit(calendar: WorkCalendar, start: datetime, limit: Limit) -> None:
    assert calendar.worked_seconds(start, calendar.deadline(start, limit)) == calendar.seconds_of(limit)


@given(calendars, moments, seconds)
def test_a_deadline_never_waits_beyond_the_work(calendar: WorkCalendar, start: datetime, length: int) -> None:
    due = calendar.add_seconds(start, length)
    assert calendar.worked_seconds(start, due - timedelta(seconds=1)) == length - 1


@given(calendars, moments, seconds, seconds)
def test_time_added_in_two_steps_is_time_added_in_one(
    calendar: WorkCalendar, start: datetime, first: int, second: int
) -> None:
    halfway = calendar.add_seconds(start, first)
    assert calendar.add_seconds(halfway, second) == calendar.add_seconds(start, first + second)


@given(calendars, moments, spells, working_limits)
def test_who_begins_later_is_never_due_earlier(
    calendar: WorkCalendar, start: datetime, later: timedelta, limit: Limit
) -> None:
    assert calendar.deadline(start, limit) <= calendar.deadline(start + later, limit)


@given(calendars, moments, spells, spells)
def test_the_time_worked_is_the_sum_of_its_parts(
    calendar: WorkCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    halfway, end = start.replace(microsecond=0) + first, start.replace(microsecond=0) + first + second
    parts = calendar.worked_seconds(start.replace(microsecond=0), halfway) + calendar.worked_seconds(halfway, end)
    assert parts == calendar.worked_seconds(start.replace(microsecond=0), end)


@given(calendars, moments, working_limits, st.fractions(0, 1), spells)
def test_a_pause_puts_a_deadline_off_by_the_working_time_that_it_took(
    calendar: WorkCalendar, start: datetime, limit: Limit, share: Fraction, length: timedelta
) -> None:
    due = calendar.deadline(start, limit)
    paused = start + (due - start) * float(share) * 0.99
    resumed = calendar.resume(due, limit, paused_from=paused, paused_to=paused + length)
    assert resumed >= due
    assert calendar.worked_seconds(due, resumed) == calendar.worked_seconds(paused, paused + length)
    pauses = [Pause(paused, paused + length)]
    assert calendar.used_seconds(start, resumed, pauses, limit.unit) == calendar.seconds_of(limit)


@given(calendars, moments, st.integers(1, 100), st.fractions(0, 1), spells)
def test_a_pause_of_urgent_work_puts_its_deadline_off_by_its_length(
    calendar: WorkCalendar, start: datetime, hours: int, share: Fraction, length: timedelta
) -> None:
    limit = Limit(hours, LimitUnit.URGENT_HOUR)
    due = calendar.deadline(start, limit)
    paused = start + timedelta(hours=hours) * float(share) * 0.99
    assert calendar.resume(due, limit, paused_from=paused, paused_to=paused + length) == due + length


@given(calendars, moments, spells, st.lists(st.tuples(moments, st.none() | spells), max_size=5))
def test_what_was_used_is_what_was_worked_and_not_paused(
    calendar: WorkCalendar, start: datetime, length: timedelta, spans: list[tuple[datetime, timedelta | None]]
) -> None:
    pauses = [Pause(begun, None if spell is None else begun + spell) for begun, spell in spans]
    used = calendar.used_seconds(start, start + length, pauses, LimitUnit.WORK_DAY)
    assert 0 <= used <= calendar.worked_seconds(start, start + length)
    assert used == calendar.used_seconds(start, start + length, pauses[::-1] + pauses, LimitUnit.WORK_DAY)


@given(st.sampled_from(HOURS), moments, st.integers(0, 10 * 24))
def test_the_time_worked_is_what_looking_at_every_quarter_of_an_hour_finds(
    hours: DayHours, start: datetime, quarters: int
) -> None:
    calendar = WorkCalendar(code="slow", version=1, hours=hours)
    first = start.replace(minute=0, second=0, microsecond=0)
    looked = [first + timedelta(minutes=15) * n for n in range(quarters)]
    found = sum(900 for moment in looked if is_worked(calendar, moment))
    assert calendar.worked_seconds(first, first + timedelta(minutes=15) * quarters) == found


def is_worked(calendar: WorkCalendar, moment: datetime) -> bool:
    wall = moment.astimezone(calendar.zone)
    now = wall.time()
    at_work = any(start <= now and (now < end or end == time(0)) for start, end in calendar.hours.spans)
    return at_work and calendar.is_working_day(wall.date())
