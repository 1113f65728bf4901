"""Work in the hands of somebody who left goes to whoever is posted in their place, by the rule of its kind (R-14)."""

import pytest

from tests.cases.ends import THURSDAY, closed, load, resolved
from tests.cases.ways import DAY, in_progress, order_of, reported, seen_by, verbs_of
from tests.city import COMMUNITY, GRIDS, OTHER_COMMUNITY, City, at
from wangge.accounts.permissions import Role
from wangge.cases.actions import handing_over
from wangge.cases.actions.closing import reopen_by_reporter
from wangge.cases.actions.handing_over import hand_over_work
from wangge.cases.actions.unit import acknowledge_case, assign_handler
from wangge.cases.actions.voiding import ask_void, void_case
from wangge.cases.models import Case, CaseStep, Follower, Order, Source
from wangge.cases.reports import Contact
from wangge.cases.workflow import OrderKind, OrderState
from wangge.territory.actors import reporter
from wangge.territory.models import Area, Posting

NOON = at(DAY, "12:00")


def leave(city: City, name: str) -> None:
    Posting.objects.filter(user=city.people[name]).update(ends_at=at(DAY, "11:59"))


def post(city: City, name: str, role: Role, area: str, *, grid: str = "", rank: str = "", unit: str = "") -> None:
    place = Area.objects.get(code=area)
    Posting.objects.create(
        user=city.people[name], role=role, area=place, organisation=city.units.get(unit), grid_code=grid, rank=rank,
        begins_at=at(DAY, "11:59"),
    )  # fmt: skip


def holder_of(case: Case, kind: OrderKind) -> str:
    holder = order_of(case, kind).holder
    return "" if holder is None else holder.username


def test_while_everybody_is_posted_nothing_changes_hands(city: City):
    case, checked = reported(city, "xu"), resolved(city)
    assert hand_over_work(NOON) == 0
    assert (holder_of(case, OrderKind.VERIFY), holder_of(checked, OrderKind.CHECK)) == ("lin", "lin")


def test_the_errands_of_a_worker_who_left_go_to_the_deputy_and_once_only(city: City):
    case, checked = reported(city, "xu"), resolved(city)
    leave(city, "lin")
    assert [hand_over_work(NOON), hand_over_work(NOON)] == [2, 0]
    assert (holder_of(case, OrderKind.VERIFY), holder_of(checked, OrderKind.CHECK)) == ("deputy", "deputy")
    step = CaseStep.objects.filter(case=case).latest("serial")
    assert (step.verb, step.reason, step.role, step.by, step.at) == ("hand_over", "left", "rule", None, NOON)
    assert step.order == order_of(case, OrderKind.VERIFY)


def test_a_person_who_may_no_longer_sign_in_holds_nothing(city: City):
    case = reported(city, "xu")
    city.people["lin"].is_active = False
    city.people["lin"].save()
    assert hand_over_work(NOON) == 1
    assert holder_of(case, OrderKind.VERIFY) == "deputy"


def test_who_is_posted_elsewhere_now_leaves_the_work_where_it_is(city: City):
    case = reported(city, "xu")
    leave(city, "lin")
    post(city, "lin", Role.GRID_WORKER, OTHER_COMMUNITY, grid=GRIDS[3], rank="principal")
    assert [hand_over_work(NOON), hand_over_work(NOON)] == [1, 0]
    assert holder_of(case, OrderKind.VERIFY) == "deputy"


def test_who_works_another_grid_of_the_community_keeps_what_is_in_hand(city: City):
    case = reported(city, "xu")
    leave(city, "lin")
    leave(city, "neighbour")
    post(city, "lin", Role.GRID_WORKER, COMMUNITY, grid=GRIDS[1], rank="principal")
    assert hand_over_work(NOON) == 0
    assert holder_of(case, OrderKind.VERIFY) == "lin"


@pytest.mark.parametrize(("area", "moved"), [(COMMUNITY, 0), (OTHER_COMMUNITY, 1)])
def test_a_check_given_to_an_office_counts_for_the_offices_own_area(city: City, area: str, moved: int):
    case = resolved(city)
    Order.objects.filter(case=case, kind=OrderKind.CHECK).update(holder=city.people["planner"], grid_code="")
    post(city, "planner", Role.COMMUNITY_WORKER, area)
    assert hand_over_work(NOON) == moved


def test_the_reporter_never_inherits_the_verification(city: City):
    case = reported(city, "deputy", source=Source.TELEPHONE, on_behalf=True)
    assert holder_of(case, OrderKind.VERIFY) == "lin"
    leave(city, "lin")
    assert hand_over_work(NOON) == 1
    assert holder_of(case, OrderKind.VERIFY) == "neighbour"


def test_who_is_of_a_unit_that_resolved_never_inherits_the_check(city: City):
    case = resolved(city)
    post(city, "deputy", Role.HANDLER, COMMUNITY, unit="sanitation")
    leave(city, "lin")
    assert hand_over_work(NOON) == 1
    assert holder_of(case, OrderKind.CHECK) == "neighbour"


def test_what_the_reporter_opened_again_goes_to_no_one_who_passed_it_before(city: City):
    case = closed(city, on_behalf=True, contact=Contact("周桂兰", "0717-6000000", may_call=True))
    reopen_by_reporter(follower=Follower.objects.get(case=case), by=reporter(at(THURSDAY, "10:00")))
    assert holder_of(case, OrderKind.CHECK) == "deputy"
    leave(city, "deputy")
    post(city, "planner", Role.GRID_WORKER, COMMUNITY, grid=GRIDS[0], rank="deputy")
    assert hand_over_work(at(THURSDAY, "10:05")) == 1
    assert holder_of(case, OrderKind.CHECK) == "planner"  # not Lin, though she comes first at the place


def test_what_nobody_can_take_stays_and_holds_up_nothing(city: City, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(handing_over, "_BATCH", 1)
    stays, goes = reported(city, "xu", grid=3), reported(city, "xu", grid=0)
    Order.objects.filter(case=stays).update(holder=city.people["lin"])
    for name in ("lin", "far"):
        leave(city, name)
    assert hand_over_work(NOON) == 1
    assert (holder_of(stays, OrderKind.VERIFY), holder_of(goes, OrderKind.VERIFY)) == ("lin", "deputy")


def test_a_case_in_the_hands_of_a_handler_who_left_goes_back_to_the_clerk(city: City):
    by = city.actor("sanitation", at(DAY, "08:30"))
    case = assign_handler(case=load(in_progress(city), by), handler=city.people["sweeper"], by=by)
    leave(city, "sweeper")
    assert [hand_over_work(NOON), hand_over_work(NOON)] == [1, 0]
    case.refresh_from_db()
    assert (case.handler, holder_of(case, OrderKind.PART)) == (None, "")
    assert case.state == "in_progress"
    assert order_of(case, OrderKind.PART).state == OrderState.ACCEPTED


def test_the_part_of_a_supporting_unit_goes_back_to_its_clerk_too(city: City):
    case = in_progress(city, lead="sanitation", support=("drainage",))
    by = city.actor("drainage", at(DAY, "08:30"))
    case = acknowledge_case(case=load(case, by), by=by)
    post_handler = city.people["planner"]
    post(city, "planner", Role.HANDLER, COMMUNITY, unit="drainage")
    later = city.actor("drainage", NOON)
    assign_handler(case=load(case, later), handler=post_handler, by=later)
    Posting.objects.filter(user=post_handler, role=Role.HANDLER).update(ends_at=at(DAY, "12:30"))
    assert hand_over_work(at(DAY, "13:00")) == 1
    assert order_of(case, OrderKind.PART, city.units["drainage"]).holder is None
    assert verbs_of(case)[-1] == "hand_over"


def test_a_case_that_ended_is_left_alone(city: City):
    by, other = city.actor("intake", at(DAY)), city.actor("supervisor", at(DAY))
    case = ask_void(case=load(reported(city, "xu"), by), reason="test_entry", by=by)
    void_case(case=load(case, other), by=other)
    Order.objects.filter(case=case).update(state=OrderState.WAITING)  # as an older database may hold it
    leave(city, "lin")
    assert hand_over_work(NOON) == 0


def test_whoever_acts_at_that_moment_is_not_disturbed(city: City, monkeypatch: pytest.MonkeyPatch):
    case = reported(city, "xu")
    leave(city, "lin")
    found = handing_over._successor

    def slowly(order: Order, when: object) -> object:
        worker = found(order, NOON)
        Case.objects.filter(pk=case.pk).update(version=case.version + 1)  # somebody comments meanwhile
        return worker

    monkeypatch.setattr(handing_over, "_successor", slowly)
    assert hand_over_work(NOON) == 0
    assert holder_of(seen_by(city, "intake", case), OrderKind.VERIFY) == "lin"
