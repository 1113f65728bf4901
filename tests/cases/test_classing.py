"""Another class before resolving: the deadline anew from the dispatch, pauses and extensions kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import DAY, counted, dispatched, filed, in_progress, order_of, reported, returned, seen_by
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.classing import change_class
from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.refusals import Missing, MovedOn, NotYours, WrongStateRefusal
from wangge.cases.workflow import OrderKind, State, Verb

SEWAGE = {"kind": "event", "minor": "0103", "condition": "1"}  # one working day


def changed(city: City, case: Case, **given: str) -> Case:
    case = seen_by(city, "intake", case)
    change_class(case=case, by=city.actor("intake", at(DAY, "11:00")), **{**SEWAGE, **given})
    case.refresh_from_db()
    return case


def test_the_deadline_is_reckoned_anew_from_the_dispatch(city: City):
    case = changed(city, in_progress(city))
    assert case.minor is not None
    assert (case.minor.code, case.state) == ("0103", State.IN_PROGRESS)
    order = order_of(case, OrderKind.PART)
    assert case.due_at == case.original_due_at == case.stage_due_at == order.due_at == at("2026-03-12", "08:10")
    assert (order.limit, order.limit_unit) == (1, "work_day")


def test_what_waits_for_dispatch_only_gets_the_class(city: City):
    case = filed(city)
    due = case.stage_due_at
    case = changed(city, case)
    assert (case.due_at, case.stage_due_at, case.state) == (None, due, State.FILED)


def test_what_waits_for_dispatch_and_is_urgent_now_goes_to_the_unit_at_once(city: City):
    case = changed(city, filed(city), kind="component", minor="0101")
    assert (case.state, case.unit, case.urgent) == (State.DISPATCHED, city.units["drainage"], True)
    assert case.due_at == case.stage_due_at == order_of(case, OrderKind.PART).due_at == at(DAY, "13:00")
    steps = list(CaseStep.objects.filter(case=case).order_by("serial").values_list("verb", "role"))
    assert steps[-2:] == [("change_class", "intake_operator"), ("dispatch", "rule")]


def test_what_was_returned_keeps_the_dispatchers_limit(city: City):
    case = returned(city)
    assert changed(city, case).stage_due_at == case.stage_due_at


def test_every_open_part_gets_its_own_new_limit(city: City):
    case = changed(city, dispatched(city, support=("market",)))
    assert set(Order.objects.filter(case=case).values_list("due_at", flat=True)) == {at("2026-03-12", "08:10")}


def test_extensions_that_were_granted_still_count(city: City):
    case = in_progress(city)
    Order.objects.filter(case=case).update(extensions=1)
    case = changed(city, case)
    assert case.due_at == at("2026-03-13", "08:10")
    assert case.original_due_at == at("2026-03-12", "08:10")


def test_a_suspension_that_is_over_is_left_out(city: City):
    case = in_progress(city)
    Case.objects.filter(pk=case.pk).update(suspensions=1)
    for serial, (verb, when) in enumerate([(Verb.SUSPEND, "09:10"), (Verb.RESUME, "10:10")], start=100):
        CaseStep.objects.create(case=case, serial=serial, verb=verb, after="x", at=at(DAY, when), role="r")
    case = changed(city, case)
    assert (case.due_at, case.original_due_at) == (at("2026-03-12", "09:10"),) * 2  # a pause is no extension


def test_while_suspended_the_part_keeps_what_would_be_left(city: City):
    case = in_progress(city)
    Case.objects.filter(pk=case.pk).update(state="suspended", stage_due_at=None)
    Order.objects.filter(case=case).update(paused_at=at(DAY, "09:10"), seconds_left=3 * 3600)
    case = changed(city, case)
    assert order_of(case, OrderKind.PART).seconds_left == 7 * 3600
    assert case.stage_due_at is None


def test_after_a_rework_the_limit_stays(city: City):
    case = in_progress(city)
    Case.objects.filter(pk=case.pk).update(reworks=1)
    assert changed(city, case).due_at == at(DAY, "14:10")


def test_before_filing_the_class_is_set_by_filing(city: City):
    case = reported(city)
    with pytest.raises(WrongStateRefusal):
        change_class(case=case, **SEWAGE, by=city.actor("intake", at(DAY)))


def test_the_new_class_must_exist_with_its_condition(city: City):
    case, by = in_progress(city), city.actor("intake", at(DAY))
    with pytest.raises(Unusable, match="no class 0199"):
        change_class(case=case, kind="event", minor="0199", condition="1", by=by)
    with pytest.raises(Missing):
        change_class(case=case, kind="event", minor="0103", condition="", by=by)


@pytest.mark.parametrize("who", ["community", "other_community", "dispatcher", "sanitation", "drainage", "lin"])
def test_only_the_desk_that_files_changes_the_class(city: City, who: str):
    with pytest.raises(NotYours):
        change_class(case=in_progress(city), **SEWAGE, by=city.actor(who, at(DAY)))


def test_a_case_that_moved_meanwhile_keeps_its_class(city: City):
    case = seen_by(city, "intake", in_progress(city))
    changed(city, case, condition="2")
    with pytest.raises(MovedOn):
        change_class(case=case, **SEWAGE, by=city.actor("intake", at(DAY)))
    assert order_of(case, OrderKind.PART).limit == 3


def test_it_takes_few_statements(city: City):
    changed(city, in_progress(city))
    case = seen_by(city, "intake", in_progress(city, support=("market", "ecology")))
    with CaptureQueriesContext(connection) as queries:
        change_class(case=case, **SEWAGE, by=city.actor("intake", at(DAY)))
    assert counted(queries) <= 7
