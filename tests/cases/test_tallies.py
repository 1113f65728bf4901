"""The maintained counters: every step once, whoever counts and whenever it commits."""

from collections import Counter
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cases.threads import together
from tests.cases.written_cases import written_case, written_step
from tests.city import CITY, COMMUNITY, OTHER_COMMUNITY, City, at, build_city
from wangge.accounts.transactions import Cursor
from wangge.cases.actions.tallies import count_steps, recount_steps
from wangge.cases.feed import steps_after
from wangge.cases.models import Case, CaseStep, Reader, Tally
from wangge.cases.tallies import OpenCount, day_totals, open_counts, totals
from wangge.cases.tally_jobs import count_new_steps
from wangge.cases.workflow import Verb
from wangge.territory.actors import system

MORNING = at("2026-03-11", "08:06")
DAY, NEXT_DAY = date(2026, 3, 11), date(2026, 3, 12)
FIGURES = ("day", "community", "verb", "kind", "class_code", "count")


@pytest.fixture
def city(transactional_db: None) -> City:
    """Committed: inside one long transaction PostgreSQL holds back that transaction's own steps."""
    return build_city()


def count_all() -> int:
    return count_new_steps(MORNING)


def sum_of(verb: Verb, area: str = CITY, **of: str) -> int:
    return totals([area], DAY, NEXT_DAY, [verb], **of)[0].count


def test_steps_are_counted_by_the_citys_day_community_verb_and_class(city: City):
    case, other = written_case(city), written_case(city, grid=2, minor="component 0101")
    written_step(case, "report", at("2026-03-11", "00:01"))
    written_step(case, "comment", at("2026-03-11", "23:59"))
    written_step(case, "comment", at("2026-03-12", "00:01"))
    written_step(other, "report", at("2026-03-11", "12:00"))
    written_step(written_case(city, minor=""), "report", MORNING)
    assert count_all() == 5
    assert set(Tally.objects.values_list(*FIGURES)) == {
        (DAY, COMMUNITY, "report", "event", "0101", 1),
        (DAY, COMMUNITY, "report", "", "", 1),
        (DAY, COMMUNITY, "comment", "event", "0101", 1),
        (NEXT_DAY, COMMUNITY, "comment", "event", "0101", 1),
        (DAY, OTHER_COMMUNITY, "report", "component", "0101", 1),
    }


def test_figures_add_up_over_areas_days_and_classes(city: City):
    case, other = written_case(city), written_case(city, grid=2, minor="component 0101")
    for one, count in ((case, 3), (other, 2)):
        for _ in range(count):
            written_step(one, "comment", MORNING)
    written_step(case, "comment", MORNING + timedelta(days=1))
    written_step(case, "note", MORNING)
    count_all()
    assert sum_of(Verb.COMMENT) == 5
    assert sum_of(Verb.COMMENT, COMMUNITY) == 3
    assert sum_of(Verb.COMMENT, kind="component", minor="0101") == 2
    with CaptureQueriesContext(connection) as captured:
        found = totals([CITY, COMMUNITY], DAY, NEXT_DAY, [Verb.NOTE, Verb.CLOSE])
    assert [(one.area, one.verb, one.count) for one in found] == [
        (CITY, "note", 1), (CITY, "close", 0), (COMMUNITY, "note", 1), (COMMUNITY, "close", 0),
    ]  # fmt: skip
    days = day_totals(CITY, DAY, NEXT_DAY + timedelta(days=1), [Verb.COMMENT])
    assert [(one.day, one.count) for one in days] == [(DAY, 5), (NEXT_DAY, 1)]
    assert len(captured) == 1


def test_what_was_counted_is_not_counted_again_and_what_is_new_is_added(city: City):
    case = written_case(city)
    for expected in (1, 2, 3):
        written_step(case, "comment", MORNING)
        assert count_all() == 1
        assert sum_of(Verb.COMMENT) == expected
    assert count_all() == 0


def test_a_batch_takes_few_statements_however_many_steps_it_has(city: City):
    count_all()
    case = written_case(city)
    for verb in ("comment", "note", "warn", "follow_up"):
        for _ in range(30):
            written_step(case, verb, MORNING)
    with CaptureQueriesContext(connection) as captured:
        assert count_steps() == 120
    sent = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert len([sql for sql in sent if not sql.startswith(("BEGIN", "COMMIT"))]) <= 6


def test_counting_in_small_batches_gives_the_same_as_in_one(city: City):
    case, other = written_case(city), written_case(city, grid=3)
    for number in range(25):
        written_step((case, other)[number % 2], ("comment", "note", "warn")[number % 3], MORNING)
    while count_steps(most=4):
        pass
    step_by_step = Counter(Tally.objects.values_list(*FIGURES))
    assert recount_steps() == 25
    assert Counter(Tally.objects.values_list(*FIGURES)) == step_by_step


def test_a_changed_class_leaves_the_sums_as_they_are(city: City):
    case = written_case(city)
    written_step(case, "comment", MORNING)
    count_all()
    Case.objects.filter(pk=case.pk).update(minor=None)
    written_step(case, "comment", MORNING)
    count_all()
    assert sum_of(Verb.COMMENT) == 2
    recount_steps()
    assert sum_of(Verb.COMMENT) == 2


def test_open_cases_are_counted_by_state_for_who_sees_them(city: City):
    past, future = MORNING, MORNING + timedelta(days=1)
    written_case(city, state="in_progress", stage_due_at=past)
    written_case(city, state="in_progress", stage_due_at=future)
    written_case(city, grid=2, state="reported", stage_due_at=past)
    written_case(city, state="void")
    intake = city.actor("intake", MORNING + timedelta(hours=1))
    with CaptureQueriesContext(connection) as captured:
        assert open_counts(by=intake, area=CITY) == (OpenCount("in_progress", 2, 1), OpenCount("reported", 1, 1))
    assert len(captured) == 1
    assert open_counts(by=intake, area=OTHER_COMMUNITY) == (OpenCount("reported", 1, 1),)
    assert open_counts(by=city.actor("far", intake.at), area=CITY) == (OpenCount("reported", 1, 1),)
    assert open_counts(by=city.actor("planner", intake.at), area=CITY) == ()


# At once


def test_two_workers_count_every_step_once(city: City):
    case = written_case(city)
    for _ in range(60):
        written_step(case, "comment", MORNING)
    Reader.objects.create(name="tallies")

    def work(_number: int) -> None:
        for _round in range(30):
            count_steps(most=7)

    assert together(3, work) == []
    assert sum_of(Verb.COMMENT) == 60


def test_two_workers_may_begin_the_very_first_count(city: City):
    written_step(written_case(city), "comment", MORNING)
    assert together(2, lambda _number: count_new_steps(MORNING)) == []
    assert sum_of(Verb.COMMENT) == 1


@pytest.mark.postgresql
def test_a_step_that_commits_late_is_neither_missed_nor_counted_twice(city: City):
    case, other = written_case(city), written_case(city, grid=2)
    written, may_commit = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            written_step(case, "comment", MORNING)
            written.set()
            may_commit.wait(timeout=30)
        connection.close()

    thread = Thread(target=slow)
    thread.start()
    assert written.wait(timeout=30)
    written_step(other, "comment", MORNING)  # a later transaction commits first
    seen_before = count_all()
    lines, cursor = steps_after(Cursor(), limit=100, by=system(MORNING))
    may_commit.set()
    thread.join()
    assert CaseStep.objects.count() == 2
    assert seen_before + count_all() == 2
    assert sum_of(Verb.COMMENT) == 2
    more, _cursor = steps_after(cursor, limit=100, by=system(MORNING))
    assert sorted(line.number for line in (*lines, *more)) == sorted([case.number, other.number])
