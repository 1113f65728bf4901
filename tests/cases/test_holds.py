"""Who has a case open: seen by colleagues for a moment, and kept no longer than that."""

from datetime import timedelta

import pytest

from tests.cases.threads import together
from tests.cases.ways import DAY, reported, seen_by
from tests.city import CITY, City, at, build_city
from wangge.accounts.permissions import Role
from wangge.accounts.retention import overdue
from wangge.cases.actions.holds import HELD_FOR, erase_holds, hold_case
from wangge.cases.models import CaseStep, Hold
from wangge.cases.refusals import NotYours
from wangge.territory.models import Area, Posting

NINE = at(DAY)


@pytest.fixture
def committed_city(transactional_db: None) -> City:
    return build_city()


def test_the_first_who_opens_a_case_holds_it_and_a_colleague_reads_who(city):
    case = reported(city)
    assert hold_case(case=case, by=city.actor("intake", NINE)).holder == city.people["intake"]
    assert hold_case(case=case, by=city.actor("supervisor", NINE)).holder == city.people["intake"]
    assert Hold.objects.count() == 1


def test_a_hold_that_has_ended_is_the_next_ones(city):
    case = reported(city)
    hold_case(case=case, by=city.actor("intake", NINE))
    later = city.actor("supervisor", NINE + HELD_FOR)
    assert hold_case(case=case, by=later).holder == city.people["supervisor"]
    assert Hold.objects.get().until == later.at + HELD_FOR


def test_whoever_opens_the_next_case_lets_go_of_the_one_before(city):
    first, second = reported(city), reported(city)
    hold_case(case=first, by=city.actor("intake", NINE))
    hold_case(case=second, by=city.actor("intake", NINE))
    assert [hold.case for hold in Hold.objects.all()] == [second]
    assert hold_case(case=first, by=city.actor("supervisor", NINE)).holder == city.people["supervisor"]


def test_a_hold_is_no_step_and_changes_nothing_of_the_case(city):
    case = reported(city)
    before = CaseStep.objects.count(), case.version
    hold_case(case=case, by=city.actor("intake", NINE))
    assert (CaseStep.objects.count(), seen_by(city, "intake", case).version) == before


def test_who_may_not_take_the_case_in_holds_nothing(city):
    case = reported(city)
    with pytest.raises(NotYours):
        hold_case(case=case, by=city.actor("dispatcher", NINE))
    assert not Hold.objects.exists()


def test_ended_holds_are_erased_and_nothing_tells_who_looked_at_what(city):
    hold_case(case=reported(city), by=city.actor("intake", NINE))
    assert erase_holds(NINE) == 0
    late = NINE + HELD_FOR + timedelta(seconds=1)
    assert overdue(late) == {"Hold": 1}
    assert erase_holds(late) == 1
    assert overdue(late) == {}


def test_of_four_who_open_a_case_at_once_one_holds_it_and_all_read_the_same_name(committed_city):
    city = committed_city
    area = Area.objects.get(code=CITY)
    for name in ("lead", "planner"):
        more = {"role": Role.INTAKE_OPERATOR, "area": area, "begins_at": at("2025-01-01")}
        Posting.objects.create(user=city.people[name], **more)
    case = reported(city)
    actors = [city.actor(name, NINE) for name in ("intake", "supervisor", "lead", "planner")]
    names: list[str] = []
    raised = together(4, lambda number: names.append(hold_case(case=case, by=actors[number]).holder.work_name))
    assert raised == []
    assert len(names) == 4
    assert set(names) == {Hold.objects.get().holder.work_name}
