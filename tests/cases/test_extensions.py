"""More time for a part: asked before its deadline, granted by the centre, the second by its leadership; no third."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, load, sent_to_rework
from tests.cases.ways import DAY, counted, dispatched, in_progress, order_of
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.extensions import ask_extension, grant_extension, refuse_extension
from wangge.cases.actions.unit import acknowledge_case, return_case
from wangge.cases.models import Case, CaseStep, Request
from wangge.cases.refusals import Missing, MovedOn, NotYours, SamePerson, WrongStateRefusal
from wangge.cases.workflow import OrderKind, State
from wangge.territory.models import Posting


def ask(city: City, case: Case, time: str = "10:00", *, unit: str = "sanitation", day: str = DAY) -> Case:
    by = city.actor(unit, at(day, time))
    return ask_extension(case=load(case, by), reason="material", note="等吊车", by=by)


def grant(city: City, case: Case, who: str = "supervisor", time: str = "11:00", *, day: str = DAY) -> Case:
    by = city.actor(who, at(day, time))
    return grant_extension(case=load(case, by), by=by)


def fumes(city: City) -> Case:
    case = dispatched(city, lead="enforcement", support=("ecology",), minor="0102", photo=False)
    for unit in ("enforcement", "ecology"):
        by = city.actor(unit, at(DAY, "08:30"))
        case = acknowledge_case(case=load(case, by), by=by)
    return case


def test_each_extension_lays_the_original_limit_out_from_the_old_deadline(city: City):
    case = grant(city, ask(city, in_progress(city)))
    case.refresh_from_db()
    part = order_of(case, OrderKind.PART)
    # Four working hours more than Wednesday 14:10: to 18:00, then ten minutes of Thursday.
    assert (case.due_at, case.stage_due_at, part.due_at) == (at(THURSDAY, "08:10"),) * 3
    assert (case.original_due_at, case.extensions, part.extensions) == (at(DAY, "14:10"), 1, 1)
    case = grant(city, ask(city, case, "17:00"), "lead", "17:30")
    case.refresh_from_db()
    assert (case.due_at, case.extensions, part.limit) == (at(THURSDAY, "14:10"), 2, 4)
    assert list(Request.objects.values_list("state", flat=True)) == ["granted", "granted"]


def test_the_second_is_granted_by_the_leadership_only(city: City):
    case = ask(city, grant(city, ask(city, in_progress(city))), "17:00")
    with pytest.raises(NotYours, match="leadership"):
        grant(city, case, "supervisor", "17:30")
    assert grant(city, case, "lead", "17:30").extensions == 2
    assert CaseStep.objects.filter(verb="grant_extension").latest("id").role == "centre_lead"


def test_the_next_unit_begins_without_any_and_the_history_keeps_what_the_former_had(city: City):
    case = grant(city, ask(city, in_progress(city)))
    by = city.actor("sanitation", at(DAY, "14:30"))
    case = return_case(case=load(case, by), reason="other_owner", note="河道归排水所", by=by)
    assert case.extensions == 0
    by = city.actor("dispatcher", at(DAY, "14:40"))
    case = redispatch_case(case=load(case, by), lead=city.units["drainage"].pk, by=by)
    by = city.actor("drainage", at(DAY, "14:50"))
    case = acknowledge_case(case=load(case, by), by=by)
    case = grant(city, ask(city, case, "15:00", unit="drainage"), "supervisor", "15:30")  # its first
    assert (case.extensions, CaseStep.objects.filter(case=case, verb="grant_extension").count()) == (1, 2)


def test_there_is_no_third(city: City):
    case = grant(city, ask(city, grant(city, ask(city, in_progress(city))), "17:00"), "lead", "17:30")
    with pytest.raises(Unusable, match="2 times already"):
        ask(city, case, "09:00", day=THURSDAY)


def test_refusals_are_not_counted_and_say_why(city: City):
    case = ask(city, in_progress(city))
    by = city.actor("supervisor", at(DAY, "11:00"))
    with pytest.raises(Missing, match="why it gets no more time"):
        refuse_extension(case=load(case, by), answer=" ", by=by)
    case = refuse_extension(case=load(case, by), answer="人手够", by=by)
    assert (case.due_at, case.extensions, Request.objects.get().state) == (at(DAY, "14:10"), 0, "refused")
    assert grant(city, ask(city, case, "12:30"), time="13:00").extensions == 1


def test_it_is_asked_before_the_deadline_and_may_be_granted_after_it(city: City):
    case = in_progress(city)
    with pytest.raises(Unusable, match="passed on 2026-03-11 14:10"):
        ask(city, case, "14:10")
    case = grant(city, ask(city, case, "14:09"), time="15:00")
    assert case.due_at == at(THURSDAY, "08:10")


def test_it_is_asked_once_at_a_time_with_a_reason_that_is_one(city: City):
    case = ask(city, in_progress(city))
    with pytest.raises(Unusable, match="waits for the answer"):
        ask(city, case, "10:05")
    by = city.actor("sanitation", at(DAY, "10:00"))
    with pytest.raises(Unusable, match="material, needs_others, season, weather, works"):
        ask_extension(case=load(in_progress(city), by), reason="not_ours", by=by)


def test_a_supporting_units_time_leaves_the_case_alone(city: City):
    case = fumes(city)
    due_at = case.due_at
    case = grant(city, ask(city, case, unit="ecology"))
    case.refresh_from_db()
    assert (case.due_at, case.stage_due_at, case.extensions) == (due_at, due_at, 0)
    assert order_of(case, OrderKind.PART, city.units["ecology"]).due_at == at("2026-04-09", "08:10")
    assert order_of(case, OrderKind.PART, city.units["enforcement"]).due_at == due_at


def test_a_supporting_unit_that_acknowledged_is_granted_time_before_the_lead_has_looked(city: City):
    case = dispatched(city, lead="enforcement", support=("ecology",), minor="0102", photo=False)
    due_at = case.due_at
    with pytest.raises(WrongStateRefusal):
        ask(city, case, unit="ecology")
    by = city.actor("ecology", at(DAY, "08:30"))
    case = grant(city, ask(city, acknowledge_case(case=load(case, by), by=by), unit="ecology"))
    assert (case.state, case.due_at, case.stage_due_at) == (State.DISPATCHED, due_at, due_at)
    assert order_of(case, OrderKind.PART, city.units["ecology"]).due_at == at("2026-04-09", "08:10")
    case = ask(city, case, "12:00", unit="ecology")
    by = city.actor("supervisor", at(DAY, "12:10"))
    refuse_extension(case=load(case, by), answer="够了", by=by)


def test_of_two_requests_the_one_of_the_unit_that_was_named_is_answered(city: City):
    case = ask(city, ask(city, fumes(city), unit="enforcement"), unit="ecology")
    by = city.actor("supervisor", at(DAY, "11:00"))
    case = grant_extension(case=load(case, by), unit=city.units["ecology"].pk, by=by)
    assert case.extensions == 0
    assert grant(city, case).extensions == 1
    with pytest.raises(Missing, match="Nobody waits"):
        grant(city, case)


def test_nobody_grants_what_they_asked_for(city: City):
    case = ask(city, in_progress(city))
    area = city.units["sanitation"].area
    Posting.objects.create(
        user=city.people["sanitation"], role="duty_supervisor", area=area, begins_at=at(DAY, "00:00")
    )
    with pytest.raises(SamePerson, match="You asked for this yourself"):
        grant(city, case, "sanitation")
    by = city.actor("sanitation", at(DAY, "11:00"))
    with pytest.raises(SamePerson):
        refuse_extension(case=load(case, by), answer="不", by=by)


@pytest.mark.parametrize("who", ["cameras", "sweeper", "lin", "community", "dispatcher", "supervisor"])
def test_nobody_else_asks(city: City, who: str):
    with pytest.raises(NotYours):
        ask_extension(case=in_progress(city), reason="works", by=city.actor(who, at(DAY)))


@pytest.mark.parametrize("who", ["lin", "community", "subdistrict", "dispatcher", "intake", "sanitation", "cameras"])
def test_nobody_else_decides(city: City, who: str):
    case, by = ask(city, in_progress(city)), city.actor(who, at(DAY, "11:00"))
    with pytest.raises(NotYours):
        grant_extension(case=case, by=by)
    with pytest.raises(NotYours):
        refuse_extension(case=case, answer="不", by=by)


def test_it_is_asked_only_while_the_unit_works_on_it(city: City):
    by = city.actor("sanitation", at(DAY, "09:00"))
    with pytest.raises(WrongStateRefusal):
        ask_extension(case=load(dispatched(city), by), reason="works", by=by)


def test_of_two_who_answer_at_once_one_wins(city: City):
    case = ask(city, in_progress(city))
    by = city.actor("supervisor", at(DAY, "11:00"))
    first, second = load(case, by), load(case, by)
    refuse_extension(case=first, answer="不必", by=by)
    with pytest.raises(MovedOn, match="look again"):
        grant_extension(case=load(case, by), by=by, seen=second.version)
    with pytest.raises(MovedOn, match="look again"):
        grant_extension(case=second, by=by)
    assert Request.objects.get().state == "refused"


def test_extensions_take_at_most_seven_statements(city: City):
    grant(city, ask(city, in_progress(city)))  # what processes keep is read here
    clerk, by, counts = city.actor("sanitation", at(DAY)), city.actor("supervisor", at(DAY, "11:00")), {}
    first, second = load(in_progress(city), clerk), ask(city, in_progress(city))
    third = ask(city, in_progress(city))
    for name, act in {
        "ask": lambda: ask_extension(case=first, reason="works", note="施工", by=clerk),
        "grant": lambda: grant_extension(case=second, by=by),
        "refuse": lambda: refuse_extension(case=third, answer="不必", by=by),
    }.items():
        with CaptureQueriesContext(connection) as queries:
            act()
        counts[name] = counted(queries)
    assert {name: count for name, count in counts.items() if count > 7} == {}


def test_of_a_rework_an_extension_is_the_original_limit_too(city: City):
    by = city.actor("sanitation", at(DAY, "17:40"))
    case = acknowledge_case(case=load(sent_to_rework(city), by), by=by)
    assert case.due_at == at(THURSDAY, "09:30")  # half of four working hours from 17:30
    case = grant(city, ask(city, case, "17:45"), time="17:50")
    assert case.due_at == at(THURSDAY, "15:30")
