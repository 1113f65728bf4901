"""The check on the spot: what passes, what goes back and until when, and who may never do it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, checked, load, resolved, sent_to_rework
from tests.cases.ways import DAY, add_photo, counted, dispatched, in_progress, order_of, seen_by, verbs_of
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.checking import assign_check, check_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.models import Case, CaseStep, Order, PhotoStage
from wangge.cases.refusals import Missing, MovedOn, NotYours, SamePerson, WrongStateRefusal
from wangge.cases.workflow import OrderKind, OrderState, State
from wangge.territory.models import Posting

NOT_FIXED = {"outcome": "not_fixed", "reason": "not_fixed"}


def test_lin_checks_at_1800_and_the_case_waits_to_be_closed(city: City):
    case = checked(city, "18:00")
    case.refresh_from_db()
    assert (case.state, case.outcome, case.checked_by) == (State.CHECKED, "fixed", city.people["lin"])
    assert (case.checked_at, case.stage_due_at) == (at(DAY, "18:00"), at(THURSDAY, "18:00"))
    check = order_of(case, OrderKind.CHECK)
    assert (check.state, check.result, check.done_at) == (OrderState.DONE, "fixed", at(DAY, "18:00"))


def test_what_is_not_fixed_goes_back_for_half_the_original_limit(city: City):
    case = sent_to_rework(city, "17:30")
    case.refresh_from_db()
    part = order_of(case, OrderKind.PART)
    due_at = at(THURSDAY, "09:30")  # half of four working hours: half an hour on Wednesday, the rest on Thursday
    assert (case.state, case.reworks, case.outcome, case.resolved_at) == (State.REWORK, 1, "", None)
    assert (case.due_at, case.stage_due_at, case.original_due_at) == (due_at, due_at, due_at)
    assert (part.state, part.due_at, part.ordered_at, part.limit) == (OrderState.WAITING, due_at, at(DAY, "17:30"), 2)
    step = CaseStep.objects.get(case=case, verb="send_to_rework")
    assert (step.reason, step.unit, step.due_at) == ("not_fixed", city.units["sanitation"], due_at)


def test_a_second_rework_has_half_the_original_limit_again(city: City):
    case = sent_to_rework(city, "17:30")
    by = city.actor("sanitation", at(THURSDAY, "08:30"))
    acknowledge_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(case, by), by=by)
    by = city.actor("lin", at(THURSDAY, "10:00"))
    case = check_case(case=load(case, by), **NOT_FIXED, by=by)
    assert (case.reworks, case.due_at) == (2, at(THURSDAY, "12:00"))


def test_the_rework_of_one_hour_is_one_hour_and_urgent_hours_run_through_the_night(city: City):
    case = dispatched(city, "08:10")
    type(case.condition).objects.filter(pk=case.condition_id).update(limit=1, unit="urgent_hour")
    by = city.actor("sanitation", at(DAY, "09:00"))
    acknowledge_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(case, by), by=by)
    by = city.actor("lin", at(DAY, "23:30"))
    assert check_case(case=load(case, by), **NOT_FIXED, by=by).due_at == at(THURSDAY, "00:30")


def test_the_unit_takes_a_rework_up_again(city: City):
    case = sent_to_rework(city)
    by = city.actor("sanitation", at(THURSDAY, "08:10"))
    assert acknowledge_case(case=load(case, by), by=by).state == State.IN_PROGRESS


def test_what_is_partly_fixed_is_accepted_as_it_is_with_a_reason_and_words(city: City):
    by = city.actor("lin", at(DAY, "18:00"))
    case = load(resolved(city), by)
    with pytest.raises(Missing, match="what is not fixed"):
        check_case(case=case, outcome="partly", reason="partly_fixed", accept=True, by=by)
    with pytest.raises(Unusable, match="came_back, not_fixed, partly_fixed"):
        check_case(case=case, outcome="partly", note="墙内的拿不到", accept=True, by=by)
    case = check_case(case=case, outcome="partly", reason="partly_fixed", note="墙内的拿不到", accept=True, by=by)
    assert (case.state, case.outcome, case.reworks) == (State.CHECKED, "partly", 0)
    assert CaseStep.objects.get(case=case, verb="check").reason == "partly_fixed"


def test_a_rework_needs_a_reason_that_is_one(city: City):
    by = city.actor("lin", at(DAY, "18:00"))
    case = load(resolved(city), by)
    for reason in (None, "season"):
        with pytest.raises(Unusable, match="came_back, not_fixed, partly_fixed"):
            check_case(case=case, outcome="not_fixed", reason=reason, by=by)
    assert Case.objects.get().state == State.CHECKING


@pytest.mark.parametrize("who", ["deputy", "neighbour", "far", "community", "sanitation", "supervisor", "intake", "xu"])
def test_nobody_but_the_holder_of_the_order_checks(city: City, who: str):
    with pytest.raises(NotYours):
        check_case(case=resolved(city), outcome="fixed", by=city.actor(who, at(DAY, "18:00")))


def test_who_resolved_never_checks_even_with_the_order_in_hand(city: City):
    case = resolved(city)
    Order.objects.filter(case=case, kind=OrderKind.PART).update(holder=city.people["lin"])
    by = city.actor("lin", at(DAY, "18:00"))
    with pytest.raises(SamePerson, match="You resolved"):
        check_case(case=load(case, by), outcome="fixed", by=by)


def test_checked_twice_the_second_is_told_and_of_two_views_one_wins(city: City):
    by = city.actor("lin", at(DAY, "18:00"))
    case = resolved(city)
    first, second = load(case, by), load(case, by)
    check_case(case=first, outcome="fixed", by=by)
    with pytest.raises(MovedOn):
        check_case(case=second, **NOT_FIXED, by=by)
    with pytest.raises(MovedOn, match="waiting to be closed"):
        check_case(case=load(case, by), **NOT_FIXED, by=by)
    assert verbs_of(case)[-1] == "check"


def test_the_supervisor_gives_the_check_to_a_community_worker_and_its_limit_runs_on(city: City):
    by = city.actor("supervisor", at(DAY, "10:00"))
    case = assign_check(case=load(resolved(city), by), checker=city.people["community"], by=by)
    check = order_of(case, OrderKind.CHECK)
    assert (check.holder, check.due_at, case.stage_due_at) == (
        city.people["community"],
        at(THURSDAY, "09:40"),
        at(THURSDAY, "09:40"),
    )
    with pytest.raises(NotYours):
        check_case(case=seen_by(city, "lin", case), outcome="fixed", by=city.actor("lin", at(DAY, "18:00")))
    by = city.actor("community", at(DAY, "18:00"))
    assert check_case(case=load(case, by), outcome="fixed", by=by).state == State.CHECKED
    assert verbs_of(case)[-2:] == ["hand_over", "check"]


def test_a_check_that_the_rule_could_give_to_nobody_is_given_by_the_supervisor(city: City):
    clerk, by = city.actor("sanitation", at(DAY, "09:40")), city.actor("supervisor", at(DAY, "10:00"))
    case = in_progress(city)
    add_photo(case, PhotoStage.RESOLVE, clerk.at)
    Posting.objects.exclude(grid_code="").update(ends_at=at(DAY, "09:00"))
    resolve_case(case=load(case, clerk), by=clerk)
    case = assign_check(case=load(case, by), checker=city.people["community"], by=by)
    assert (case.state, case.needs_coordination, case.stage_due_at) == (State.CHECKING, False, at(THURSDAY, "10:00"))


def test_neither_the_resolver_nor_a_stranger_is_given_the_check(city: City):
    by = city.actor("supervisor", at(DAY, "10:00"))
    case = load(resolved(city), by)
    for who in ("sanitation", "sweeper"):
        with pytest.raises(SamePerson, match="of the unit that did"):
            assign_check(case=case, checker=city.people[who], by=by)
    for who in ("intake", "far", "other_community"):
        with pytest.raises(Unusable, match="holds no posting to check"):
            assign_check(case=case, checker=city.people[who], by=by)
    assert order_of(case, OrderKind.CHECK).holder == city.people["lin"]


@pytest.mark.parametrize("who", ["lin", "community", "subdistrict", "dispatcher", "sanitation", "lead"])
def test_only_the_duty_supervisor_gives_checks_away(city: City, who: str):
    with pytest.raises(NotYours):
        assign_check(case=resolved(city), checker=city.people["community"], by=city.actor(who, at(DAY, "10:00")))


def test_what_is_not_to_be_checked_is_not_given_away(city: City):
    by = city.actor("supervisor", at(DAY, "10:00"))
    with pytest.raises(WrongStateRefusal):
        assign_check(case=load(in_progress(city), by), checker=city.people["community"], by=by)


def test_checks_take_at_most_seven_statements(city: City):
    checked(city)  # what processes keep is read here
    by, counts = city.actor("lin", at(DAY, "18:00")), {}
    found = {"fixed": {"outcome": "fixed", "note": "干净了"}, "rework": {**NOT_FIXED, "note": "还在"}}
    for name, given in found.items():
        case = load(resolved(city), by)
        with CaptureQueriesContext(connection) as queries:
            check_case(case=case, by=by, **given)
        counts[name] = counted(queries)
    assert {name: count for name, count in counts.items() if count > 7} == {}
