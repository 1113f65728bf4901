"""The second day of the acceptance: cooking fumes of three restaurants, one case with three parts, to its very end."""

from tests.cases.ends import load
from tests.cases.ways import a_report, order_of, verbs_of
from tests.city import City, at
from wangge.cases.actions.checking import assign_check, check_case
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.dispatching import dispatch_case, escalate_case
from wangge.cases.actions.follow_ups import answer_follow_up, ask_follow_ups
from wangge.cases.actions.intake import file_case
from wangge.cases.actions.reporting import report_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.models import Case, Follower, Source
from wangge.cases.workflow import OrderKind, State
from wangge.territory.models import AreaKind

WEDNESDAY, FRIDAY, MONDAY = "2026-03-18", "2026-03-27", "2026-03-30"
UNITS = ("enforcement", "ecology", "market")


def dispatched_by_the_district(city: City) -> Case:
    """Lin visits and reports 08:40, the community files 09:00; up 09:40 and 10:50; the district dispatches 11:05."""
    lin, community = city.actor("lin", at(WEDNESDAY, "08:40")), city.actor("community", at(WEDNESDAY, "09:00"))
    fumes = a_report(source=Source.GRID_WORKER, minor="0102", description="三家餐馆油烟", level=AreaKind.COMMUNITY)
    case = report_case(report=fumes, by=lin).case
    file_case(case=load(case, community), kind="event", minor="0102", condition="1", by=community)
    for who, time in (("community", "09:40"), ("subdistrict", "10:50")):
        by = city.actor(who, at(WEDNESDAY, time))
        escalate_case(case=load(case, by), reason="beyond_our_means", note="涉及多个部门", by=by)
    by = city.actor("district", at(WEDNESDAY, "11:05"))
    lead, *support = (city.units[name].pk for name in UNITS)
    return dispatch_case(case=load(case, by), lead=lead, support=support, by=by)


def test_the_fumes_are_due_on_1_april_checked_by_a_community_worker_while_they_cook_and_closed(city: City):
    case = dispatched_by_the_district(city)
    assert case.due_at == at("2026-04-01", "11:05")
    for name in UNITS:
        by = city.actor(name, at(WEDNESDAY, "14:30"))
        acknowledge_case(case=load(case, by), by=by)
    for name, time in zip(UNITS, ("15:00", "16:00", "17:00"), strict=True):
        by = city.actor(name, at(FRIDAY, time))
        resolve_case(case=load(case, by), note="已装净化器", by=by)
    check = order_of(case, OrderKind.CHECK)
    assert (check.holder, check.due_at) == (city.people["lin"], at(MONDAY, "17:00"))

    duty, community = city.actor("supervisor", at(MONDAY, "09:00")), city.actor("community", at(MONDAY, "11:45"))
    assign_check(case=load(case, duty), checker=city.people["community"], by=duty)
    check_case(case=load(case, community), outcome="fixed", note="午饭时无油烟", by=community)
    by = city.actor("supervisor", at(MONDAY, "14:10"))
    case = close_case(case=load(case, by), closure="1", answer="三家餐馆都装了净化器", by=by)
    assert (case.state, case.outcome, case.returns, case.extensions) == (State.CLOSED, "fixed", 0, 0)
    assert {order.due_at for order in case.orders.filter(kind="part")} == {at("2026-04-01", "11:05")}

    ask_follow_ups(case=case, at=by.at)
    follower = Follower.objects.select_related("case__merged_into").get(case=case)
    assert not answer_follow_up(follower=follower, fixed=True, by=city.actor("lin", at(MONDAY, "15:00"))).reopened
    ending = ["resolve_part", "resolve_part", "resolve_part", "resolve", "send_to_check", "hand_over", "check", "close"]
    assert verbs_of(case)[-9:] == [*ending, "follow_up"]
