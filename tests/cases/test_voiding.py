"""Voiding by two people: one asks, another one does it, and whatever was ordered is taken back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import closed, load
from tests.cases.ways import DAY, counted, in_progress, order_of, reported
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.voiding import ask_void, refuse_void, void_case
from wangge.cases.models import Case, Request
from wangge.cases.refusals import Missing, MovedOn, NotYours, SamePerson, WrongStateRefusal
from wangge.cases.workflow import OrderKind, OrderState, State


def ask(city: City, case: Case, who: str = "intake") -> Case:
    by = city.actor(who, at(DAY, "10:00"))
    return ask_void(case=load(case, by), reason="entered_by_mistake", by=by)


def test_a_second_person_ends_the_case_and_takes_its_orders_back(city: City):
    case = ask(city, in_progress(city))
    assert case.state == State.IN_PROGRESS
    by = city.actor("supervisor", at(DAY, "10:10"))
    case = void_case(case=load(case, by), by=by)
    case.refresh_from_db()
    assert (case.state, case.open, case.stage_due_at, case.ended_at) == (State.VOID, False, None, at(DAY, "10:10"))
    assert order_of(case, OrderKind.PART).state == OrderState.CANCELLED
    assert Request.objects.get().state == "granted"


def test_nobody_voids_what_they_asked_to_void_or_what_nobody_asked_for(city: City):
    by = city.actor("supervisor", at(DAY, "10:10"))
    case = in_progress(city)
    with pytest.raises(Missing, match="Nobody waits"):
        void_case(case=load(case, by), by=by)
    ask(city, case, "supervisor")
    with pytest.raises(SamePerson, match="You asked for this yourself"):
        void_case(case=load(case, by), by=by)
    assert void_case(case=load(case, by), by=city.actor("lead", at(DAY, "10:20"))).state == State.VOID


def test_a_refusal_says_why_and_the_case_goes_on(city: City):
    case = ask(city, reported(city))
    by = city.actor("supervisor", at(DAY, "10:10"))
    with pytest.raises(Missing, match="why not"):
        refuse_void(case=load(case, by), answer="", by=by)
    case = refuse_void(case=load(case, by), answer="确有其事", by=by)
    assert (case.state, case.open, Request.objects.get().state) == (State.REPORTED, True, "refused")
    assert ask(city, case).open


def test_it_is_asked_once_at_a_time_with_a_reason_and_other_in_words(city: City):
    case = ask(city, reported(city))
    by = city.actor("intake", at(DAY, "10:00"))
    with pytest.raises(Unusable, match="waits for the answer"):
        ask(city, case)
    other = load(reported(city), by)
    with pytest.raises(Unusable, match="entered_by_mistake, other, test_entry"):
        ask_void(case=other, reason="season", by=by)
    with pytest.raises(Missing, match="in a few words"):
        ask_void(case=other, reason="other", by=by)


def test_what_has_ended_is_not_voided(city: City):
    with pytest.raises(WrongStateRefusal):
        ask(city, closed(city))


@pytest.mark.parametrize("who", ["lin", "xu", "sanitation", "other_community", "lead"])
def test_nobody_else_asks(city: City, who: str):
    with pytest.raises(NotYours):
        ask_void(case=in_progress(city), reason="test_entry", by=city.actor(who, at(DAY, "10:00")))


@pytest.mark.parametrize("who", ["lin", "community", "subdistrict", "dispatcher", "sanitation"])
def test_nobody_else_voids(city: City, who: str):
    case, by = ask(city, in_progress(city)), city.actor(who, at(DAY, "10:10"))
    with pytest.raises(NotYours):
        void_case(case=case, by=by)
    with pytest.raises(NotYours):
        refuse_void(case=case, answer="不", by=by)


def test_of_two_who_decide_at_once_one_wins(city: City):
    case = ask(city, in_progress(city))
    by = city.actor("supervisor", at(DAY, "10:10"))
    first, second = load(case, by), load(case, by)
    void_case(case=first, by=by)
    with pytest.raises(MovedOn, match="it is void now"):
        refuse_void(case=second, answer="不", by=by)
    assert Case.objects.get().state == State.VOID


def test_voiding_takes_at_most_seven_statements(city: City):
    case, by = ask(city, in_progress(city)), city.actor("supervisor", at(DAY, "10:10"))
    case = load(case, by)
    with CaptureQueriesContext(connection) as queries:
        void_case(case=case, by=by)
    assert counted(queries) <= 7
