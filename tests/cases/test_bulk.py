"""The same verb for many cases: each by itself, with an answer each."""

import pytest

from tests.cases.ways import DAY, dispatched, filed, reported
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.bulk import FiledAs, acknowledge_many, dispatch_many, file_many, take_in_many
from wangge.cases.models import Case
from wangge.cases.workflow import State


def states(*cases: Case) -> list[str]:
    return [Case.objects.get(pk=case.pk).state for case in cases]


def test_one_refusal_never_stops_the_rest(city: City):
    first, filed_one, last = reported(city), filed(city), reported(city)
    numbers = [first.number, filed_one.number, "000-000-001-1", "nonsense", last.number]
    answers = take_in_many(numbers=numbers, by=city.actor("intake", at(DAY)))
    assert [answer.done for answer in answers] == [True, False, False, False, True]
    assert [answer.number for answer in answers] == numbers
    assert "waiting for dispatch" in answers[1].sentence
    assert "no case number" in answers[3].sentence
    assert states(first, filed_one, last) == [State.TAKEN_IN, State.FILED, State.TAKEN_IN]


def test_what_the_actor_does_not_see_is_not_there(city: City):
    case = reported(city, level="community")
    (answer,) = take_in_many(numbers=[case.number], by=city.actor("other_community", at(DAY)))
    assert not answer.done
    assert "no case" in answer.sentence


def test_many_are_filed_as_reported_or_as_it_is_said_for_each(city: City):
    as_reported, changed = reported(city), reported(city)
    unclassed, unseen = reported(city, minor="", kind=None, condition=""), reported(city, "xu")
    cases = (as_reported, changed, unclassed, unseen)
    answers = file_many(
        numbers=[case.number for case in cases],
        by=city.actor("intake", at(DAY)),
        filed_as={changed.number: FiledAs("event", "0103", "2")},
    )
    assert [answer.done for answer in answers] == [True, True, False, False]
    changed.refresh_from_db()
    assert changed.minor is not None
    assert changed.minor.code == "0103"
    assert states(unclassed, unseen) == [State.REPORTED, State.VERIFYING]


def test_many_are_dispatched_where_the_rules_are_certain(city: City):
    cases = [filed(city), filed(city, minor="0103")]
    answers = dispatch_many(numbers=[case.number for case in cases], by=city.actor("dispatcher", at(DAY)))
    assert all(answer.done for answer in answers)
    assert [Case.objects.get(pk=case.pk).unit.code for case in cases] == ["sanitation", "drainage"]


def test_a_unit_acknowledges_its_own_of_many(city: City):
    own, others = dispatched(city), dispatched(city, minor="0103")
    numbers = [own.number, others.number]
    answers = acknowledge_many(numbers=numbers, by=city.actor("sanitation", at(DAY)))
    assert [answer.done for answer in answers] == [True, False]
    assert states(own, others) == [State.IN_PROGRESS, State.DISPATCHED]


def test_more_than_two_hundred_are_too_many(city: City):
    with pytest.raises(Unusable, match="201 cases"):
        take_in_many(numbers=["1"] * 201, by=city.actor("intake", at(DAY)))
