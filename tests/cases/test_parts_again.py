"""Rework of a case that several units did: the lead always, supporting units where the checker says so; appeals too."""

import pytest

from tests.cases.ends import THURSDAY, load
from tests.cases.ways import DAY, add_photo, dispatched, returned
from tests.city import City, at
from wangge.accounts.refusals import NotFound, Unusable
from wangge.cases.actions.appeals import ask_appeal
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.models import Case, Order, PhotoStage
from wangge.cases.refusals import NotYours
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
    case = not_fixed(city, case, support=[city.units["drainage"].pk])
    due_at = at(THURSDAY, "09:30")
    assert parts(case) == {"sanitation": (OrderState.WAITING, due_at), "drainage": (OrderState.WAITING, due_at)}
    assert (case.state, case.reworks) == (State.REWORK, 1)
    case = done_by_two(city, case, THURSDAY, "09:00")
    assert case.state == State.CHECKING


def test_without_a_name_only_the_lead_has_rework(city: City):
    case = not_fixed(city, done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00"))
    assert {unit: state for unit, (state, _due) in parts(case).items()} == {
        "sanitation": OrderState.WAITING,
        "drainage": OrderState.DONE,
    }


def test_a_unit_that_did_no_part_has_none_to_do_again(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    with pytest.raises(Unusable, match="Only units that did a part"):
        not_fixed(city, case, support=[city.units["market"].pk])
    assert Case.objects.get().state == State.CHECKING


def test_the_supporting_unit_appeals_for_its_own_part_and_a_stranger_does_not(city: City):
    case = done_by_two(city, dispatched(city, support=("drainage",)), DAY, "09:00")
    by = city.actor("lin", at(DAY, "18:00"))
    check_case(case=load(case, by), outcome="fixed", by=by)
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = close_case(case=load(case, by), closure="1", by=by)
    by = city.actor("market", at(THURSDAY))
    with pytest.raises(NotYours):
        ask_appeal(case=Case.objects.get(), reason="weather", note="暴雨", by=by)
    by = city.actor("drainage", at(THURSDAY))
    ask_appeal(case=load(case, by), reason="weather", note="暴雨", by=by)


def test_a_unit_that_returned_a_case_sees_nothing_of_what_became_of_it(city: City):
    case = returned(city)
    former = city.actor("sanitation", at(DAY, "09:00"))
    by = city.actor("dispatcher", at(DAY, "08:50"))
    redispatch_case(case=load(case, by), by=by, lead=city.units["drainage"].pk)
    assert not visible_to(former).exists()
    with pytest.raises(NotFound):
        visible_case(case.number, by=former)
    assert visible_to(city.actor("drainage", at(DAY, "09:00"))).get() == case
