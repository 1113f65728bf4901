"""Resolving: by the unit that has it, with the photo; the check follows at once, never by who resolved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, load, resolved, sent_to_rework
from tests.cases.ways import DAY, add_photo, counted, dispatched, in_progress, order_of, seen_by, verbs_of
from tests.city import GRIDS, City, at
from wangge.accounts.refusals import NotFound, Unusable
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case, assign_handler
from wangge.cases.models import Case, CaseStep, Order, PhotoStage
from wangge.cases.refusals import Missing, MovedOn, NotYours, WrongStateRefusal
from wangge.cases.workflow import OrderKind, OrderState, State
from wangge.territory.models import Posting


def fumes(city: City) -> Case:
    """Enforcement leads, ecology and market support; all have acknowledged."""
    case = dispatched(city, "11:05", lead="enforcement", support=("ecology", "market"), minor="0102", photo=False)
    for unit in ("enforcement", "ecology", "market"):
        case = acknowledge_case(case=seen_by(city, unit, case), by=city.actor(unit, at(DAY, "11:20")))
    return case


def test_what_is_resolved_at_0940_is_to_be_checked_by_the_grids_worker_until_thursday_0940(city: City):
    case = resolved(city, "09:40")
    case.refresh_from_db()
    check = order_of(case, OrderKind.CHECK)
    assert (case.state, case.resolved_by, case.resolved_at) == (
        State.CHECKING,
        city.people["sanitation"],
        at(DAY, "09:40"),
    )
    assert (check.holder, check.due_at, check.grid_code) == (city.people["lin"], at(THURSDAY, "09:40"), GRIDS[0])
    assert (case.stage_due_at, case.due_at) == (at(THURSDAY, "09:40"), at(DAY, "14:10"))
    assert verbs_of(case)[-2:] == ["resolve", "send_to_check"]
    step = CaseStep.objects.get(case=case, verb="send_to_check")
    assert (step.by, step.role, step.order, step.due_at) == (None, "rule", check, at(THURSDAY, "09:40"))


def test_the_camera_resolved_at_1555_is_checked_until_thursday_1555(city: City):
    case = dispatched(city, "10:24", kind="component", minor="0107")
    assert case.due_at == at("2026-03-16", "10:24")
    by = city.actor("cameras", at(DAY, "15:55"))
    acknowledge_case(case=load(case, by), by=city.actor("cameras", at(DAY, "10:30")))
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(case, by), by=by)
    assert order_of(case, OrderKind.CHECK).due_at == at(THURSDAY, "15:55")


def test_the_photo_of_the_result_is_asked_for_by_name(city: City):
    by = city.actor("sanitation", at(DAY, "09:40"))
    case = load(in_progress(city), by)
    with pytest.raises(Missing, match=f"{case.number} needs a photo of the result"):
        resolve_case(case=case, by=by)
    add_photo(case, PhotoStage.RESOLVE, by.at).delete()
    refused = add_photo(case, PhotoStage.RESOLVE, by.at)
    refused.state = "refused"
    refused.save()
    with pytest.raises(Missing):
        resolve_case(case=load(case, by), by=by)


def test_after_a_rework_the_old_photo_is_no_proof(city: City):
    case = sent_to_rework(city, "17:30")
    by = city.actor("sanitation", at(THURSDAY, "08:30"))
    acknowledge_case(case=load(case, by), by=by)
    with pytest.raises(Missing, match="photo of the result"):
        resolve_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    assert resolve_case(case=load(case, by), by=by).state == State.CHECKING


@pytest.mark.parametrize("outcome", ["partly", "not_fixed"])
def test_what_is_not_fixed_needs_words(city: City, outcome: str):
    by = city.actor("sanitation", at(DAY, "09:40"))
    case = load(in_progress(city), by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    with pytest.raises(Missing, match="what is not fixed"):
        resolve_case(case=case, outcome=outcome, note="  ", by=by)
    resolve_case(case=case, outcome=outcome, note="墙内的拿不到", by=by)
    assert order_of(case, OrderKind.PART).result == outcome


def test_an_outcome_that_does_not_exist_is_named(city: City):
    by = city.actor("sanitation", at(DAY, "09:40"))
    with pytest.raises(Unusable, match="fixed, partly, not_fixed"):
        resolve_case(case=load(in_progress(city), by), outcome="done", by=by)


def test_three_units_have_a_part_each_and_the_last_one_resolves_the_case(city: City):
    case = fumes(city)
    for unit in ("enforcement", "market"):
        resolve_case(case=seen_by(city, unit, case), by=city.actor(unit, at("2026-03-27", "16:00")))
        case.refresh_from_db()
        assert case.state == State.IN_PROGRESS
    by = city.actor("ecology", at("2026-03-27", "17:00"))
    case = resolve_case(case=load(case, by), note="三家都装了净化器", by=by)
    assert case.state == State.CHECKING
    assert verbs_of(case)[-5:] == ["resolve_part", "resolve_part", "resolve_part", "resolve", "send_to_check"]
    assert order_of(case, OrderKind.CHECK).due_at == at("2026-03-30", "17:00")  # Friday to Monday


def test_when_the_lead_is_done_the_stage_ends_with_what_is_due_next(city: City):
    case = fumes(city)
    Order.objects.filter(case=case, unit=city.units["market"]).update(due_at=at("2026-03-20", "11:05"))
    case = resolve_case(case=seen_by(city, "enforcement", case), by=city.actor("enforcement", at(DAY, "15:00")))
    assert case.stage_due_at == at("2026-03-20", "11:05")


def test_a_supporting_unit_that_acknowledged_is_done_before_the_lead_has_looked(city: City):
    case = dispatched(city, support=("drainage", "ecology"))
    by = city.actor("drainage", at(DAY, "09:00"))
    acknowledge_case(case=load(case, by), by=by)
    case = resolve_case(case=load(case, by), note="已疏通", by=by)
    assert (case.state, case.stage_due_at, verbs_of(case)[-1]) == (State.DISPATCHED, at(DAY, "14:10"), "resolve_part")
    assert order_of(case, OrderKind.PART, city.units["drainage"]).state == OrderState.DONE
    with pytest.raises(WrongStateRefusal, match="waiting for the unit"):  # did not acknowledge
        resolve_case(case=seen_by(city, "ecology", case), by=city.actor("ecology", at(DAY, "09:10")))


def test_so_it_is_in_a_rework_and_the_lead_ends_it(city: City):
    case = dispatched(city, support=("drainage",))
    add_photo(case, PhotoStage.RESOLVE, at(DAY, "09:00"))
    for unit in ("sanitation", "drainage"):
        by = city.actor(unit, at(DAY, "09:00"))
        acknowledge_case(case=load(case, by), by=by)
        case = resolve_case(case=load(case, by), by=by)
    lin, both = city.actor("lin", at(DAY, "17:30")), [city.units["sanitation"].pk, city.units["drainage"].pk]
    case = check_case(case=load(case, lin), outcome="not_fixed", reason="not_fixed", units=both, by=lin)
    add_photo(case, PhotoStage.RESOLVE, at(DAY, "17:50"))
    for unit, state in (("drainage", State.REWORK), ("sanitation", State.CHECKING)):
        by = city.actor(unit, at(DAY, "17:50"))
        acknowledge_case(case=load(case, by), by=by)
        case = resolve_case(case=load(case, by), by=by)
        assert case.state == state


def test_the_handler_resolves_what_was_assigned_to_them_and_nothing_else(city: City):
    clerk, sweeper = city.actor("sanitation", at(DAY, "08:30")), city.actor("sweeper", at(DAY, "09:40"))
    case, other = in_progress(city), in_progress(city)
    assign_handler(case=load(case, clerk), handler=city.people["sweeper"], by=clerk)
    add_photo(case, PhotoStage.RESOLVE, sweeper.at)
    assert resolve_case(case=load(case, sweeper), by=sweeper).resolved_by_id == city.people["sweeper"].pk
    with pytest.raises(NotYours):
        resolve_case(case=other, by=sweeper)


@pytest.mark.parametrize("who", ["cameras", "sweeper", "lin", "far", "community", "dispatcher", "supervisor", "lead"])
def test_nobody_else_resolves(city: City, who: str):
    case = in_progress(city)
    with pytest.raises(NotYours):
        resolve_case(case=case, by=city.actor(who, at(DAY, "09:40")))
    assert Case.objects.get().state == State.IN_PROGRESS


def test_another_unit_does_not_even_see_it(city: City):
    with pytest.raises(NotFound):
        seen_by(city, "cameras", in_progress(city))


def test_what_is_not_acknowledged_or_resolved_already_is_not_resolved(city: City):
    by = city.actor("sanitation", at(DAY, "09:40"))
    with pytest.raises(WrongStateRefusal, match="waiting for the unit"):
        resolve_case(case=load(dispatched(city), by), by=by)
    with pytest.raises(MovedOn, match="waiting for the check"):
        resolve_case(case=load(resolved(city), by), by=by)


def test_of_two_who_resolve_at_once_one_wins(city: City):
    by = city.actor("sanitation", at(DAY, "09:40"))
    case = in_progress(city)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    first, second = load(case, by), load(case, by)
    resolve_case(case=first, by=by)
    with pytest.raises(MovedOn, match="look again"):
        resolve_case(case=second, by=by)
    assert verbs_of(case).count("resolve") == 1


def test_a_worker_who_resolved_it_or_is_of_the_unit_is_passed_over(city: City):
    by = city.actor("sanitation", at(DAY, "09:40"))
    case = in_progress(city)
    area = city.units["sanitation"].area
    member = {"role": "handler", "organisation": city.units["sanitation"], "area": area, "begins_at": at(DAY, "00:00")}
    Posting.objects.create(user=city.people["lin"], **member)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(case, by), by=by)
    assert order_of(case, OrderKind.CHECK).holder == city.people["deputy"]


def test_where_the_grid_has_nobody_the_neighbour_checks_and_where_nobody_is_the_centre_coordinates(city: City):
    by = city.actor("sanitation", at(DAY, "09:40"))
    first, second = in_progress(city), in_progress(city)
    Posting.objects.filter(grid_code=GRIDS[0]).update(ends_at=at(DAY, "09:00"))
    for case in (first, second):
        add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(first, by), by=by)
    assert order_of(first, OrderKind.CHECK).holder == city.people["neighbour"]
    Posting.objects.exclude(grid_code="").update(ends_at=at(DAY, "09:00"))
    case = resolve_case(case=load(second, by), by=by)
    assert (case.state, case.needs_coordination) == (State.RESOLVED, True)
    assert case.stage_due_at == at(THURSDAY, "09:40")


def test_resolving_takes_seven_statements(city: City):
    resolved(city)  # what processes keep is read here
    by = city.actor("sanitation", at(DAY, "09:40"))
    case = load(in_progress(city), by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    with CaptureQueriesContext(connection) as queries:
        resolve_case(case=case, note="已清运", by=by)
    assert counted(queries) <= 7
    assert order_of(case, OrderKind.PART).state == OrderState.DONE
