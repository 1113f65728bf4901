"""The table of the workflow alone: only its ways, every open state can end, and no way around filing or the check."""

from itertools import product

import pytest

from wangge.cases.moving import Step, path_from
from wangge.cases.workflow import (
    ENDED,
    OPEN,
    ORDER_OPEN,
    ORDER_TRANSITIONS,
    TRANSITIONS,
    OrderState,
    State,
    Verb,
    WrongState,
    after,
    is_at_work,
    verbs_from,
)


def ends_reached_from(state: State) -> set[State]:
    seen, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        beyond = {after(verb, here) for verb in verbs_from(here)} - seen
        seen |= beyond
        waiting += beyond
    return seen & ENDED


@pytest.mark.parametrize("verb", list(Verb))
def test_only_the_ways_of_the_table_are_possible(verb: Verb):
    for state in (None, *State):
        if state in TRANSITIONS[verb]:
            assert after(verb, state) is TRANSITIONS[verb][state]
            assert verb in verbs_from(state)
        else:
            assert verb not in verbs_from(state)
            with pytest.raises(WrongState, match=verb):
                after(verb, state)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_every_open_state_can_end_otherwise_than_void(state: State):
    assert ends_reached_from(state) - {State.VOID}


def test_nothing_begins_but_by_a_report():
    assert verbs_from(None) == (Verb.REPORT,)


def test_what_has_ended_opens_again_only_by_reopening_or_a_sample():
    ways = {(verb, state) for verb, state in product(Verb, ENDED) if TRANSITIONS[verb].get(state, state) is not state}
    assert ways == {(Verb.REOPEN, State.CLOSED), (Verb.SEND_TO_CHECK, State.SELF_HANDLED)}


def test_a_returned_case_is_never_pushed_to_closing():
    assert {after(verb, State.RETURNED) for verb in verbs_from(State.RETURNED)} == {
        State.RETURNED,
        State.DISPATCHED,
        State.REPORTED,
        State.VOID,
    }


def test_a_path_stops_at_the_first_step_that_has_no_way():
    steps = [Step(Verb.REPORT, "r"), Step(Verb.FILE, "r")]
    assert path_from(None, steps) == [State.REPORTED, State.FILED]
    with pytest.raises(WrongState, match="close"):
        path_from(None, [*steps, Step(Verb.CLOSE, "r"), Step(Verb.FILE, "r")])


def test_a_lead_is_at_work_when_the_case_is_and_a_supporting_unit_when_it_acknowledged():
    working = {
        (case, part, lead)
        for case, part, lead in product(State, ORDER_OPEN, (True, False))
        if is_at_work(case, part, lead=lead)
    }
    anyhow = set(product([State.IN_PROGRESS], ORDER_OPEN, (True, False)))
    support = {(state, OrderState.ACCEPTED, False) for state in (State.DISPATCHED, State.REWORK)}
    assert working == anyhow | support


def test_orders_that_are_cancelled_or_sent_back_stay_so():
    assert set(ORDER_TRANSITIONS) == set(OrderState)
    assert not ORDER_TRANSITIONS[OrderState.SENT_BACK] | ORDER_TRANSITIONS[OrderState.CANCELLED]
