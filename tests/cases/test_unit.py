"""The unit's inbox: acknowledge, assign, return; a supporting unit with its own part only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import DAY, counted, dispatched, in_progress, order_of, returned, seen_by, verbs_of
from tests.city import City, at
from wangge.accounts.refusals import NotFound, Unusable
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.sweeps import mark_overdue
from wangge.cases.actions.unit import acknowledge_case, assign_handler, return_case
from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.refusals import Missing, MovedOn, NotYours, WrongStateRefusal
from wangge.cases.workflow import OrderKind, OrderState, State

NOT_OURS = {"reason": "other_owner", "note": "井盖上有排水所的字样"}


def with_support(city: City) -> Case:
    """The restaurants' fumes: enforcement leads, ecology and market support."""
    return dispatched(city, lead="enforcement", support=("ecology", "market"), minor="0102", photo=False)


def part(city: City, case: Case, unit: str) -> Order:
    return order_of(case, OrderKind.PART, city.units[unit])


def test_when_the_lead_acknowledges_the_case_is_in_progress_by_the_same_deadline(city: City):
    case = seen_by(city, "sanitation", dispatched(city, "08:10"))
    acknowledge_case(case=case, by=city.actor("sanitation", at(DAY, "08:20")))
    case.refresh_from_db()
    assert (case.state, case.due_at, case.stage_due_at) == (State.IN_PROGRESS, at(DAY, "14:10"), at(DAY, "14:10"))
    order = order_of(case, OrderKind.PART)
    assert (order.state, order.accepted_at) == (OrderState.ACCEPTED, at(DAY, "08:20"))


def test_a_supporting_unit_acknowledges_its_own_part_before_or_after_the_lead(city: City):
    case = with_support(city)
    acknowledge_case(case=seen_by(city, "ecology", case), by=city.actor("ecology", at(DAY)))
    case.refresh_from_db()
    assert case.state == State.DISPATCHED
    acknowledge_case(case=seen_by(city, "enforcement", case), by=city.actor("enforcement", at(DAY)))
    acknowledge_case(case=seen_by(city, "market", case), by=city.actor("market", at(DAY)))
    case.refresh_from_db()
    assert case.state == State.IN_PROGRESS
    assert set(Order.objects.values_list("state", flat=True)) == {OrderState.ACCEPTED}
    assert verbs_of(case)[-3:] == ["acknowledge_part", "acknowledge", "acknowledge_part"]


def test_acknowledged_twice_the_second_is_told(city: City):
    case = in_progress(city)
    with pytest.raises(MovedOn, match="in progress"):
        acknowledge_case(case=seen_by(city, "sanitation", case), by=city.actor("sanitation", at(DAY)))


@pytest.mark.parametrize("who", ["cameras", "ecology", "sweeper", "lin", "community", "dispatcher", "supervisor"])
def test_nobody_else_acknowledges_assigns_or_returns(city: City, who: str):
    case, busy, by = dispatched(city), in_progress(city), city.actor(who, at(DAY))
    with pytest.raises(NotYours):
        acknowledge_case(case=case, by=by)
    with pytest.raises(NotYours):
        return_case(case=case, **NOT_OURS, by=by)
    with pytest.raises(NotYours):
        assign_handler(case=busy, handler=city.people["sweeper"], by=by)


def test_a_unit_does_not_even_see_a_case_of_another(city: City):
    with pytest.raises(NotFound):
        seen_by(city, "cameras", dispatched(city))


def test_the_handler_who_is_named_holds_the_case(city: City):
    case = seen_by(city, "sanitation", in_progress(city))
    with pytest.raises(NotFound):
        seen_by(city, "sweeper", case)
    assign_handler(case=case, handler=city.people["sweeper"], by=city.actor("sanitation", at(DAY)))
    assert seen_by(city, "sweeper", case).handler == city.people["sweeper"]
    assert order_of(case, OrderKind.PART).holder == city.people["sweeper"]


def test_somebody_of_another_unit_is_not_named(city: City):
    case = seen_by(city, "sanitation", in_progress(city))
    by = city.actor("sanitation", at(DAY))
    for name in ("cameras", "lin", "supervisor"):
        with pytest.raises(Unusable, match="no posting in the unit"):
            assign_handler(case=case, handler=city.people[name], by=by)


def test_what_is_not_acknowledged_is_not_assigned(city: City):
    case = seen_by(city, "sanitation", dispatched(city))
    with pytest.raises(WrongStateRefusal):
        assign_handler(case=case, handler=city.people["sweeper"], by=city.actor("sanitation", at(DAY)))


def test_the_handler_of_a_supporting_part_leaves_the_leads_handler_alone(city: City):
    case = with_support(city)
    acknowledge_case(case=seen_by(city, "enforcement", case), by=city.actor("enforcement", at(DAY)))
    acknowledge_case(case=seen_by(city, "market", case), by=city.actor("market", at(DAY)))
    case = seen_by(city, "market", case)
    assign_handler(case=case, handler=city.people["market"], by=city.actor("market", at(DAY)))
    assert Case.objects.get().handler is None
    assert part(city, case, "market").holder == city.people["market"]


def test_a_supporting_unit_names_its_handler_before_the_lead_has_looked(city: City):
    case = seen_by(city, "market", with_support(city))
    by = city.actor("market", at(DAY))
    acknowledge_case(case=case, by=by)
    assign_handler(case=case, handler=city.people["market"], by=by)
    assert (Case.objects.get().state, part(city, case, "market").holder) == (State.DISPATCHED, city.people["market"])


def test_a_return_names_the_owner_stops_the_clock_and_is_counted(city: City):
    case = seen_by(city, "sanitation", in_progress(city))
    drainage = city.units["drainage"].pk
    return_case(case=case, **NOT_OURS, owner=drainage, by=city.actor("sanitation", at(DAY, "09:10")))
    case.refresh_from_db()
    order = order_of(case, OrderKind.PART)
    assert (order.state, order.seconds_left, order.paused_at) == (OrderState.SENT_BACK, 3 * 3600, at(DAY, "09:10"))
    assert (case.state, case.unit, case.returns, case.needs_coordination) == (State.RETURNED, None, 1, False)
    assert (case.due_at, case.stage_due_at) == (None, at(DAY, "10:10"))
    step = CaseStep.objects.get(case=case, verb="return")
    assert (step.unit_id, step.order, step.reason) == (drainage, order, "other_owner")


def test_after_the_second_return_the_case_is_on_the_coordination_list(city: City):
    case = seen_by(city, "dispatcher", returned(city))
    redispatch_case(case=case, by=city.actor("dispatcher", at(DAY)), lead=city.units["drainage"].pk)
    return_case(case=seen_by(city, "drainage", case), **NOT_OURS, by=city.actor("drainage", at(DAY)))
    case.refresh_from_db()
    assert (case.returns, case.needs_coordination, case.state) == (2, True, State.RETURNED)


def test_a_return_needs_evidence_a_fitting_reason_and_another_owner(city: City):
    case, by = seen_by(city, "sanitation", dispatched(city)), city.actor("sanitation", at(DAY))
    with pytest.raises(Missing, match="how one sees"):
        return_case(case=case, reason="other_owner", note=" ", by=by)
    with pytest.raises(Unusable, match="other_owner, wrong_place"):
        return_case(case=case, reason="works", note="不是", by=by)
    for owner in (city.units["sanitation"].pk, 987_654):
        with pytest.raises(Unusable, match="no other open unit"):
            return_case(case=case, **NOT_OURS, owner=owner, by=by)
    with pytest.raises(Unusable, match="2000 are possible"):
        return_case(case=case, reason="other_owner", note="不" * 2001, by=by)
    assert Case.objects.get().state == State.DISPATCHED


def test_when_the_lead_returns_it_the_other_parts_end_too(city: City):
    case = with_support(city)
    return_case(case=seen_by(city, "enforcement", case), **NOT_OURS, by=city.actor("enforcement", at(DAY)))
    assert part(city, case, "enforcement").state == OrderState.SENT_BACK
    assert {part(city, case, unit).state for unit in ("ecology", "market")} == {OrderState.CANCELLED}


def test_a_supporting_unit_that_returns_its_part_leaves_the_case_with_the_lead(city: City):
    case = with_support(city)
    return_case(case=seen_by(city, "market", case), **NOT_OURS, by=city.actor("market", at(DAY)))
    case.refresh_from_db()
    assert (case.state, case.unit, case.returns) == (State.DISPATCHED, city.units["enforcement"], 0)
    assert part(city, case, "market").state == OrderState.SENT_BACK
    assert part(city, case, "ecology").state == OrderState.WAITING


def led_alone(city: City, *support: str) -> Case:
    """Enforcement is done at nine with its part of the fumes; the supporting units are at it."""
    case = dispatched(city, lead="enforcement", support=support, minor="0102", photo=False)
    for unit in ("enforcement", *support):
        acknowledge_case(case=seen_by(city, unit, case), by=city.actor(unit, at(DAY)))
    by = city.actor("enforcement", at(DAY, "09:00"))
    return resolve_case(case=seen_by(city, "enforcement", case), by=by)


def test_when_the_last_part_comes_back_the_lead_has_its_own_again_with_a_full_limit(city: City):
    case = led_alone(city, "market")
    first_due = case.due_at
    Order.objects.filter(case=case, lead=True).update(extensions=1, overdue_at=at(DAY))
    by = city.actor("market", at("2026-03-12", "08:10"))
    case = return_case(case=seen_by(city, "market", case), **NOT_OURS, by=by)
    lead = part(city, case, "enforcement")
    assert (case.state, case.needs_coordination) == (State.IN_PROGRESS, True)
    assert (lead.state, lead.due_at, lead.original_due_at) == (OrderState.WAITING, case.due_at, case.original_due_at)
    assert (lead.extensions, lead.overdue_at, lead.done_at, lead.result) == (0, None, None, "")
    assert first_due is not None
    assert case.due_at == case.stage_due_at == first_due + timedelta(days=1)  # a day after the dispatch, both Thursdays
    assert CaseStep.objects.get(verb="return_part").due_at == case.due_at
    acknowledge_case(case=seen_by(city, "enforcement", case), by=city.actor("enforcement", at("2026-03-12")))
    assert part(city, case, "enforcement").state == OrderState.ACCEPTED


def test_when_the_lead_is_done_and_one_of_two_parts_comes_back_the_stage_ends_with_the_other(city: City):
    case = led_alone(city, "ecology", "market")
    Order.objects.filter(unit=city.units["market"]).update(due_at=at(DAY, "10:00"))
    Order.objects.filter(unit=city.units["ecology"]).update(due_at=at(DAY, "11:00"), warned_at=at(DAY, "09:30"))
    Case.objects.update(stage_due_at=at(DAY, "10:00"), overdue_at=at(DAY, "10:01"))
    case = return_case(case=seen_by(city, "market", case), **NOT_OURS, by=city.actor("market", at(DAY, "10:30")))
    case.refresh_from_db()
    assert (case.stage_due_at, case.warned_at, case.overdue_at) == (at(DAY, "11:00"), at(DAY, "09:30"), None)
    assert mark_overdue(at(DAY, "11:01")) == 1
    case.refresh_from_db()
    assert case.overdue_at == at(DAY, "11:01")


def test_of_acknowledging_and_returning_at_once_one_wins(city: City):
    case = dispatched(city)
    first, second = seen_by(city, "sanitation", case), seen_by(city, "sanitation", case)
    acknowledge_case(case=first, by=city.actor("sanitation", at(DAY)))
    with pytest.raises(MovedOn, match="in progress"):
        return_case(case=second, **NOT_OURS, by=city.actor("sanitation", at(DAY)))
    assert order_of(case, OrderKind.PART).state == OrderState.ACCEPTED


def test_the_units_verbs_take_few_statements(city: City):
    returned(city)  # what processes keep is read here
    by, counts = city.actor("sanitation", at(DAY)), {}
    case = seen_by(city, "sanitation", dispatched(city))
    sweeper = city.people["sweeper"]
    for verb, act in {
        "acknowledge": lambda: acknowledge_case(case=case, by=by),
        "assign": lambda: assign_handler(case=case, handler=sweeper, by=by),
        "return": lambda: return_case(case=case, **NOT_OURS, by=by),
    }.items():
        with CaptureQueriesContext(connection) as queries:
            act()
        counts[verb] = counted(queries)
    assert {verb: count for verb, count in counts.items() if count > 7} == {}
