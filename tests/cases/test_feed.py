"""Following the steps by cursor: in order, each once, and only those that somebody may read."""

from dataclasses import fields
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.written_cases import REPORTED_AT, written_case, written_step
from tests.city import City, build_city
from wangge.accounts.permissions import GRANTS, Permission, Role
from wangge.accounts.transactions import Cursor
from wangge.cases import feed
from wangge.cases.feed import StepLine, steps_after
from wangge.cases.models import CaseStep
from wangge.territory.actors import Actor, system


@pytest.fixture
def city(transactional_db: None) -> City:
    """Committed: PostgreSQL holds back the steps of transactions that still run."""
    return build_city()


@pytest.fixture
def told(city: City) -> City:
    """Five steps here, four across the street."""
    here, there = written_case(city), written_case(city, grid=2)
    for number in range(9):
        written_step((here, there)[number % 2], "comment")
    return city


def followed(by: Actor, limit: int) -> list[StepLine]:
    lines, cursor = [], Cursor()
    while True:
        more, further = steps_after(cursor, limit=limit, by=by)
        lines += more
        if further == cursor:
            return lines
        cursor = further


@pytest.mark.parametrize("limit", [1, 2, 4, 100])
def test_whoever_follows_reads_every_step_once_and_in_order(told: City, limit: int):
    lines = followed(system(REPORTED_AT), limit)
    rows = [line.cursor.row for line in lines]
    assert rows == sorted(CaseStep.objects.values_list("id", flat=True))


def test_a_cursor_at_the_end_stays_where_it_is_until_something_happens(told: City):
    _lines, end = steps_after(Cursor(), limit=100, by=system(REPORTED_AT))
    assert steps_after(end, limit=100, by=system(REPORTED_AT)) == ([], end)
    step = written_step(written_case(told), "report")
    (line,), _cursor = steps_after(end, limit=100, by=system(REPORTED_AT))
    assert line.cursor.row == step.pk
    assert Cursor.parse(str(line.cursor)) == line.cursor


@pytest.mark.parametrize(
    ("name", "count"),
    [("intake", 9), ("lin", 5), ("far", 4), ("neighbour", 0), ("community", 5), ("cameras", 0), ("xu", 0)],
)
def test_everybody_reads_the_steps_of_the_cases_they_see(told: City, name: str, count: int):
    assert len(followed(told.actor(name, REPORTED_AT), 100)) == count


def test_whoever_may_read_steps_at_an_area_reads_those_of_its_cases(told: City, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(GRANTS, Role.PLANNER, frozenset({Permission.READ_STEPS}))
    assert len(followed(told.actor("planner", REPORTED_AT), 100)) == 9


def test_who_sees_little_moves_on_over_the_steps_of_others(told: City, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feed, "_WINDOW", 1)
    by = told.actor("far", REPORTED_AT)
    lines, cursor = steps_after(Cursor(), limit=100, by=by)
    assert lines == []
    assert cursor != Cursor()
    assert len(followed(by, 100)) == 4


def test_the_feed_takes_three_statements(told: City):
    by = told.actor("intake", REPORTED_AT)
    with CaptureQueriesContext(connection) as captured:
        lines, _cursor = steps_after(Cursor(), limit=100, by=by)
    assert len(lines) == 9
    assert len(captured) <= 3


def test_a_line_holds_nobody_and_no_grid():
    names = {field.name for field in fields(StepLine)}
    assert not names.intersection({"by", "user", "holder", "handler", "grid", "grid_code", "words", "description"})


def test_a_line_tells_what_happened(city: City):
    unit: Any = city.units["drainage"]
    step = written_step(written_case(city), "dispatch", unit=unit, before="filed", after="dispatched", rule_number=14)
    ((line,), _cursor) = steps_after(Cursor(), limit=5, by=system(REPORTED_AT))
    assert (line.verb, line.before, line.after, line.unit, line.rule_number, line.at, line.number) == (
        "dispatch", "filed", "dispatched", "drainage", 14, step.at, step.case.number,
    )  # fmt: skip
