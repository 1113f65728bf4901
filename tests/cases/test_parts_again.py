"""Rework of a case that several units did: the lead, or exactly those whom the checker names; appeals too."""

import pytest

from tests.cases.ends import THURSDAY, load, resolved
from tests.cases.ways import DAY, add_photo, dispatched, returned, verbs_of
from tests.city import City, at
from wangge.accounts.refusals import NotFound, Unusable
from wangge.cases.actions.appeals import ask_appeal, review_appeal
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case, reopen_case
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.extensions import ask_extension, grant_extension
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.forms.at_the_place import CheckForm
from wangge.cases.models import Case, CaseStep, Follower, Order, PhotoStage, Request
from wangge.cases.refusals import NotYours
from wangge.cases.tracking import story_of
from wangge.cases.visibility import visible_case, visible_to
from wangge.cases.workflow import OrderKind, OrderState, State


def done_by_two(city: City, case: Case, day: str, time: str) -> Case:
    """Sanitation, the lead, and drainage beside it have acknowledged and resolved what is theirs."""
    for who in ("sanitation", "drainage"):
        by = city.actor(who, at(day, time))
        acknowledge_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, at(day, time))
    for who in ("drainage", "sanitation"):
        by = city.actor(who, at(day, time))
        case = resolve_case(case=load(case, by), by=by)
    return case


def not_fixed(city: City, case: Case, **given) -> Case:
    by = city.actor("lin", at(DAY, "17:30"))
    return check_case(case=load(case, by), outcome="not_fixed", reason="not_fixed", by=by, **given)


def parts(case: Case) -> dict[str, tuple[str, object]]:
    found = Order.objects.filter(case=case, kind=OrderKind.PART).select_related("unit")
    return {part.unit.code: (part.state, part.due_at) for part in found if part.unit}


def test_the_supporting_unit_that_is_named_has_rework_beside_the_lead_and_the_case_waits_for_both(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    case = not_fixed(city, case, units=[city.units["drainage"].pk, city.units["sanitation"].pk])
    due_at = at(THURSDAY, "09:30")
    assert parts(case) == {"sanitation": (OrderState.WAITING, due_at), "drainage": (OrderState.WAITING, due_at)}
    assert (case.state, case.reworks) == (State.REWORK, 1)
    case = done_by_two(city, case, THURSDAY, "09:00")
    assert case.state == State.CHECKING
    reworked = CaseStep.objects.filter(case=case, verb__in=("send_to_rework", "rework_part")).order_by("serial")
    assert [(step.verb, step.unit.code) for step in reworked] == [
        ("send_to_rework", "sanitation"),
        ("rework_part", "drainage"),
    ]


def test_rework_of_the_supporting_unit_alone_leaves_the_lead_in_peace_and_ends_with_that_part(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    case = not_fixed(city, case, units=[city.units["drainage"].pk])
    due_at = at(THURSDAY, "09:30")
    assert {unit: state for unit, (state, _due) in parts(case).items()} == {
        "sanitation": OrderState.DONE,
        "drainage": OrderState.WAITING,
    }
    assert (case.state, case.due_at, case.stage_due_at) == (State.REWORK, due_at, due_at)
    by = city.actor("drainage", at(THURSDAY, "08:30"))
    assert acknowledge_case(case=load(case, by), by=by).state == State.IN_PROGRESS
    assert resolve_case(case=load(case, by), by=by).state == State.CHECKING


def test_of_two_supporting_units_in_rework_either_takes_it_up_first_and_the_stage_ends_with_who_is_left(city: City):
    case = dispatched(city, support=("drainage", "market"))
    for who in ("sanitation", "drainage", "market"):
        by = city.actor(who, at(DAY, "09:00"))
        acknowledge_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, at(DAY, "09:00"))
    for who in ("sanitation", "drainage", "market"):
        by = city.actor(who, at(DAY, "09:10"))
        resolve_case(case=load(case, by), by=by)
    case = not_fixed(city, case, units=[city.units["market"].pk, city.units["drainage"].pk])
    later = at(THURSDAY, "11:00")
    Order.objects.filter(case=case, unit=city.units["market"]).update(due_at=later)
    for who in ("market", "drainage"):
        by = city.actor(who, at(THURSDAY, "08:10"))
        case = acknowledge_case(case=load(case, by), by=by)
    assert verbs_of(case)[-2:] == ["acknowledge", "acknowledge_part"]
    by = city.actor("drainage", at(THURSDAY, "08:30"))
    assert resolve_case(case=load(case, by), by=by).stage_due_at == later


def test_more_time_for_the_only_part_that_is_open_moves_the_deadline_of_the_case(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    case = not_fixed(city, case, units=[city.units["drainage"].pk])
    by = city.actor("drainage", at(THURSDAY, "08:30"))
    case = acknowledge_case(case=load(case, by), by=by)
    case = ask_extension(case=load(case, by), reason="weather", by=by)
    by = city.actor("supervisor", at(THURSDAY, "09:00"))
    case = grant_extension(case=load(case, by), by=by)
    case.refresh_from_db()
    due_at = at(THURSDAY, "15:30")  # four working hours from 09:30
    assert (case.due_at, case.stage_due_at, case.original_due_at) == (due_at, due_at, at(THURSDAY, "09:30"))


def test_of_parts_without_the_lead_the_last_one_tells_when_the_case_is_due_and_more_time_never_shortens_it(city: City):
    case = dispatched(city, support=("drainage", "market"))
    for who in ("sanitation", "drainage", "market"):
        by = city.actor(who, at(DAY, "09:00"))
        acknowledge_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, at(DAY, "09:00"))
    by = city.actor("sanitation", at(DAY, "09:10"))
    case = resolve_case(case=load(case, by), by=by)
    later = at("2026-03-16", "11:00")
    Case.objects.filter(pk=case.pk).update(due_at=later)
    Order.objects.filter(case=case, unit=city.units["market"]).update(due_at=later)
    by = city.actor("drainage", at(DAY, "10:00"))
    case = ask_extension(case=load(case, by), reason="weather", by=by)
    by = city.actor("supervisor", at(DAY, "10:10"))
    case = grant_extension(case=load(case, by), by=by)
    assert (case.due_at, case.stage_due_at) == (later, at(THURSDAY, "08:10"))
    assert CaseStep.objects.get(verb="grant_extension").order.unit == city.units["drainage"]


def test_a_failed_audit_gives_the_named_parts_a_full_limit_each(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    by = city.actor("lin", at(DAY, "18:00"))
    check_case(case=load(case, by), outcome="fixed", by=by)
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = close_case(case=load(case, by), closure="1", by=by)
    by = city.actor("lead", at(THURSDAY, "10:00"))
    units = [city.units["drainage"].pk]
    case = reopen_case(case=load(case, by), reason="sample_failed", units=units, by=by)
    assert parts(case)["drainage"] == (OrderState.WAITING, at(THURSDAY, "16:00"))
    assert (case.state, parts(case)["sanitation"][0]) == (State.REWORK, OrderState.DONE)


def test_the_checkers_form_asks_which_units_where_several_did_it(city: City):
    by, drainage = city.actor("lin", at(DAY, "17:30")), city.units["drainage"].pk
    case = load(done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00"), by)
    form = CheckForm({"outcome": "not_fixed", "reason": "not_fixed", "units": [drainage]}, case=case, by=by)
    assert form.is_valid(), form.errors
    assert form.act().state == State.REWORK
    assert {unit: state for unit, (state, _due) in parts(case).items()} == {
        "sanitation": OrderState.DONE,
        "drainage": OrderState.WAITING,
    }


def test_the_checkers_form_asks_nothing_where_one_unit_did_it_all(city: City):
    by = city.actor("lin", at(DAY, "17:30"))
    assert "units" not in CheckForm(case=load(resolved(city), by), by=by).fields


def test_residents_read_of_one_rework_however_many_units_have_it(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    not_fixed(city, case, units=[city.units["drainage"].pk, city.units["sanitation"].pk])
    story = story_of(Follower.objects.select_related("case__unit", "case__minor").get(case=case))
    assert [one.words for one in story.happenings].count("checked: not fixed yet, the unit goes on") == 1


def test_without_a_name_only_the_lead_has_rework(city: City):
    case = not_fixed(city, done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00"))
    assert {unit: state for unit, (state, _due) in parts(case).items()} == {
        "sanitation": OrderState.WAITING,
        "drainage": OrderState.DONE,
    }


def test_a_unit_that_did_no_part_has_none_to_do_again(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    with pytest.raises(Unusable, match="Only units that did a part"):
        not_fixed(city, case, units=[city.units["market"].pk])
    assert Case.objects.get().state == State.CHECKING


def closed_by_two(city: City) -> Case:
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    by = city.actor("lin", at(DAY, "18:00"))
    check_case(case=load(case, by), outcome="fixed", by=by)
    by = city.actor("supervisor", at(DAY, "18:10"))
    return close_case(case=load(case, by), closure="1", by=by)


def appeal_allowed(city: City, case: Case, who: str) -> Case:
    by = city.actor(who, at(THURSDAY))
    case = ask_appeal(case=load(case, by), reason="weather", note="暴雨", by=by)
    for reviewer in ("supervisor", "lead"):
        by = city.actor(reviewer, at(THURSDAY, "10:00"))
        case = review_appeal(case=load(case, by), allow=True, by=by)
    return case


def test_the_supporting_unit_appeals_for_its_own_part_and_a_stranger_does_not(city: City):
    case = closed_by_two(city)
    by = city.actor("market", at(THURSDAY))
    with pytest.raises(NotYours):
        ask_appeal(case=Case.objects.get(), reason="weather", note="暴雨", by=by)
    by = city.actor("drainage", at(THURSDAY))
    ask_appeal(case=load(case, by), reason="weather", note="暴雨", by=by)
    assert CaseStep.objects.get(verb="ask_appeal").unit == city.units["drainage"]
    by = city.actor("sanitation", at(THURSDAY))
    with pytest.raises(Unusable, match="only one is heard"):
        ask_appeal(case=load(case, by), reason="weather", note="暴雨", by=by)


@pytest.mark.parametrize(("who", "exempt"), [("sanitation", True), ("drainage", False)])
def test_an_appeal_counts_for_the_part_of_who_appealed_and_the_case_is_exempt_by_its_lead(
    city: City, who: str, exempt: bool
):
    case = appeal_allowed(city, closed_by_two(city), who)
    request = Request.objects.get(kind="appeal")
    assert (request.state, request.order, case.exempt) == (
        "granted",
        Order.objects.get(unit=city.units[who]),
        exempt,
    )


def test_a_unit_that_returned_a_case_sees_nothing_of_what_became_of_it(city: City):
    case = returned(city)
    former = city.actor("sanitation", at(DAY, "09:00"))
    by = city.actor("dispatcher", at(DAY, "08:50"))
    redispatch_case(case=load(case, by), by=by, lead=city.units["drainage"].pk)
    assert not visible_to(former).exists()
    with pytest.raises(NotFound):
        visible_case(case.number, by=former)
    assert visible_to(city.actor("drainage", at(DAY, "09:00"))).get() == case
