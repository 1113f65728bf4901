"""Whoever ever resolved a case never checks or closes it (R-17): after a rework, a return, a change of unit, too."""

import pytest

from tests.cases.ends import THURSDAY, load, resolved, sent_to_rework
from tests.cases.ways import add_photo, order_of
from tests.city import CITY, COMMUNITY, GRIDS, City, at
from wangge.accounts.permissions import Role
from wangge.cases.actions.checking import assign_check, check_case
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case, return_case
from wangge.cases.models import Case, PhotoStage
from wangge.cases.refusals import SamePerson
from wangge.cases.workflow import OrderKind, State
from wangge.territory.models import Area, Posting


def post(city: City, name: str, role: Role, *, unit: str = "") -> None:
    place = Area.objects.get(code=COMMUNITY if role is not Role.DUTY_SUPERVISOR else CITY)
    Posting.objects.create(
        user=city.people[name],
        role=role,
        area=place,
        organisation=city.units.get(unit),
        begins_at=at(THURSDAY, "00:00"),
    )


def resolved_again(city: City, by: str, case: Case, time: str = "10:00") -> Case:
    """Acknowledged and resolved by a clerk on Thursday."""
    actor = city.actor(by, at(THURSDAY, time))
    acknowledge_case(case=load(case, actor), by=actor)
    add_photo(case, PhotoStage.RESOLVE, actor.at)
    return resolve_case(case=load(case, actor), note="已清运", by=actor)


def after_a_rework_by_a_colleague(city: City) -> Case:
    """Sanitation's clerk resolved it in vain on Wednesday, a second clerk of the unit on Thursday."""
    post(city, "planner", Role.UNIT_CLERK, unit="sanitation")
    return resolved_again(city, "planner", sent_to_rework(city))


def given_to_another_unit(city: City) -> Case:
    """Two clerks of sanitation resolved it in vain, the second gave it back; drainage resolved it."""
    case, lin = after_a_rework_by_a_colleague(city), city.actor("lin", at(THURSDAY, "10:30"))
    by, desk = city.actor("planner", at(THURSDAY, "10:40")), city.actor("dispatcher", at(THURSDAY, "10:50"))
    case = check_case(case=load(case, lin), outcome="not_fixed", reason="not_fixed", by=lin)
    acknowledge_case(case=load(case, by), by=by)
    return_case(case=load(case, by), reason="other_owner", note="井下渗出，归排水", by=by)
    redispatch_case(case=load(case, desk), lead=city.units["drainage"].pk, by=desk)
    return resolved_again(city, "drainage", case, "11:10")


def test_the_first_resolver_does_not_close_what_a_colleague_resolved_after_them(city: City):
    case = after_a_rework_by_a_colleague(city)
    lin = city.actor("lin", at(THURSDAY, "11:00"))
    check_case(case=load(case, lin), outcome="fixed", by=lin)
    post(city, "sanitation", Role.DUTY_SUPERVISOR)
    by = city.actor("sanitation", at(THURSDAY, "11:30"))
    with pytest.raises(SamePerson, match="somebody else closes it"):
        close_case(case=load(case, by), closure="1", by=by)
    assert Case.objects.get().state == State.CHECKED


def test_who_resolved_it_for_the_unit_that_gave_it_back_is_not_asked_to_check(city: City):
    eleven, first = at(THURSDAY, "11:00"), {"area": Area.objects.get(code=COMMUNITY), "grid_code": GRIDS[0]}
    Posting.objects.filter(user__in=[city.people["sanitation"], city.people["lin"]]).update(ends_at=eleven)
    Posting.objects.create(
        user=city.people["sanitation"], role=Role.GRID_WORKER, rank="principal", begins_at=eleven, **first
    )
    case = given_to_another_unit(city)
    assert order_of(case, OrderKind.CHECK).holder == city.people["deputy"]


def test_nor_is_the_check_put_into_their_hands(city: City):
    case = given_to_another_unit(city)
    Posting.objects.filter(user=city.people["sanitation"]).update(ends_at=at(THURSDAY, "11:00"))
    post(city, "sanitation", Role.COMMUNITY_WORKER)
    by = city.actor("supervisor", at(THURSDAY, "11:20"))
    with pytest.raises(SamePerson):
        assign_check(case=load(case, by), checker=city.people["sanitation"], by=by)


def test_who_joined_the_unit_since_the_check_was_ordered_does_not_check(city: City):
    case = resolved(city)
    post(city, "lin", Role.HANDLER, unit="sanitation")
    by = city.actor("lin", at(THURSDAY, "09:00"))
    with pytest.raises(SamePerson, match="of a unit that resolved"):
        check_case(case=load(case, by), outcome="fixed", by=by)
