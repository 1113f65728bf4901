"""To which unit: by rule or by hand, again after a return, back to intake, one level up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import (
    DAY,
    a_report,
    counted,
    dispatched,
    filed,
    in_progress,
    order_of,
    reported,
    returned,
    seen_by,
    verbs_of,
)
from tests.city import CITY, SUBDISTRICT, City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.dispatching import (
    dispatch_case,
    escalate_case,
    propose,
    redispatch_case,
    send_back_case,
)
from wangge.cases.actions.intake import file_case
from wangge.cases.actions.reporting import report_case
from wangge.cases.actions.unit import return_case
from wangge.cases.actions.verification import send_to_verify, verify_case
from wangge.cases.models import Case, CaseStep, Order, Source
from wangge.cases.refusals import MovedOn, NotYours, WrongStateRefusal
from wangge.cases.workflow import OrderKind, OrderState, State
from wangge.catalogue.models import CatalogueVersion, Component, RoutingRule
from wangge.catalogue.routing import Why
from wangge.territory.actors import Actor, reporter
from wangge.territory.models import Area, Organisation, take_turn


def a_rule(city: City, unit: str, number: int = 14, area: str = CITY) -> None:
    version = CatalogueVersion.objects.get()
    place = Area.objects.get(code=area)
    RoutingRule.objects.create(version=version, number=number, area=place, class_code="01", unit=city.units[unit])
    take_turn("catalogue")


def test_the_only_unit_of_the_kind_gets_it_with_the_frozen_deadline(city: City):
    case = dispatched(city, "08:10")
    case.refresh_from_db()
    order = order_of(case, OrderKind.PART)
    assert (case.state, case.unit, case.rule_number) == (State.DISPATCHED, city.units["sanitation"], None)
    assert case.due_at == case.original_due_at == case.stage_due_at == order.due_at == at(DAY, "14:10")
    assert (order.lead, order.state, order.calendar_id) == (True, OrderState.WAITING, case.calendar_id)
    step = CaseStep.objects.get(case=case, verb="dispatch")
    assert (step.unit, step.order, step.due_at) == (city.units["sanitation"], order, at(DAY, "14:10"))


def test_dispatched_at_eight_sharp_it_is_due_at_noon(city: City):
    assert dispatched(city, "08:00").due_at == at(DAY, "12:00")


def test_a_rule_names_the_unit_and_its_number_stays(city: City):
    a_rule(city, "market")
    case = dispatched(city)
    assert (case.unit_id, case.rule_number) == (city.units["market"].pk, 14)
    assert propose(case).why is Why.RULE


def test_the_registered_owner_of_a_component_comes_before_every_rule(city: City):
    a_rule(city, "market")
    Component.objects.create(
        code="4205020107000017", class_code="0107", label="17", owner=city.units["cameras"],
        community=Area.objects.get(code="420502002021"), longitude=111.2815, latitude=30.7015, place_code=1,
    )  # fmt: skip
    given = {"kind": None, "minor": "", "condition": "1", "component": "4205020107000017"}
    case = dispatched(city, "10:24", **given)
    assert case.unit_id == city.units["cameras"].pk
    assert case.due_at == at("2026-03-16", "10:24")
    assert propose(seen_by(city, "dispatcher", case)).why is Why.OWNER


def test_a_component_that_the_case_is_not_about_leaves_it_at_filing(city: City):
    Component.objects.create(
        code="4205020107000017", class_code="0107", owner=city.units["cameras"], place_code=1,
        community=Area.objects.get(code="420502002021"), longitude=111.2815, latitude=30.7015,
    )  # fmt: skip
    case = reported(city, kind=None, minor="", condition="", component="4205020107000017")
    case = seen_by(city, "intake", case)
    file_case(case=case, kind="event", minor="0101", condition="1", by=city.actor("intake", at(DAY)))
    case = dispatch_case(case=seen_by(city, "dispatcher", case), by=city.actor("dispatcher", at(DAY)))
    assert (case.component_id, case.unit_id) == (None, city.units["sanitation"].pk)


def test_the_dispatcher_names_lead_and_supporting_units_each_with_a_part(city: City):
    support = ("ecology", "market")
    case = dispatched(city, "11:05", lead="enforcement", support=support, minor="0102", photo=False)
    parts = Order.objects.filter(case=case, kind=OrderKind.PART).order_by("id")
    assert [part.unit for part in parts] == [city.units[name] for name in ("enforcement", *support)]
    assert [part.lead for part in parts] == [True, False, False]
    assert case.unit_id == city.units["enforcement"].pk
    assert case.due_at == at("2026-03-25", "11:05")


def test_a_unit_that_is_closed_or_works_elsewhere_is_refused_with_a_sentence(city: City):
    case, by = filed(city), city.actor("dispatcher", at(DAY))
    other = Area.objects.create(code="420503000000", kind="district", name_zh="伍家岗区")
    elsewhere = Organisation.objects.create(code="e", kind="responsible_unit", name_zh="外区", area=other)
    Organisation.objects.filter(code="market").update(closed_at=at(DAY, "07:00"))
    take_turn("units")
    with pytest.raises(Unusable, match="unknown or closed"):
        dispatch_case(case=case, by=by, lead=city.units["market"].pk)
    with pytest.raises(Unusable, match="外区 works in 伍家岗区"):
        dispatch_case(case=case, by=by, support=[elsewhere.pk])
    assert Case.objects.get().state == State.FILED
    assert not Order.objects.exists()


def test_where_no_unit_follows_the_dispatcher_is_told_why_and_chooses(city: City):
    case, by = filed(city), city.actor("dispatcher", at(DAY))
    Organisation.objects.filter(code="sanitation").update(closed_at=at(DAY, "07:00"))
    take_turn("units")
    assert propose(case).unit_id is None
    with pytest.raises(Unusable, match="choose one"):
        dispatch_case(case=case, by=by)
    assert dispatch_case(case=case, by=by, lead=city.units["market"].pk).state == State.DISPATCHED


def test_a_returned_case_gets_a_full_limit_and_not_the_unit_that_returned_it(city: City):
    case = seen_by(city, "dispatcher", returned(city))
    by = city.actor("dispatcher", at(DAY, "15:00"))
    with pytest.raises(Unusable, match="sanitation returned case"):
        redispatch_case(case=case, by=by)
    redispatch_case(case=case, by=by, lead=city.units["drainage"].pk)
    case.refresh_from_db()
    assert (case.state, case.unit) == (State.DISPATCHED, city.units["drainage"])
    assert case.due_at == case.original_due_at == at("2026-03-12", "09:00")
    assert case.reported_at == at(DAY, "07:50")


def test_who_returned_it_gets_it_again_when_the_dispatcher_says_so(city: City):
    case = seen_by(city, "dispatcher", returned(city))
    redispatch_case(case=case, by=city.actor("dispatcher", at(DAY)), again=True)
    assert case.unit_id == city.units["sanitation"].pk


def test_a_returned_case_goes_back_to_intake_as_if_never_filed(city: City):
    case = seen_by(city, "dispatcher", returned(city))
    send_back_case(case=case, by=city.actor("dispatcher", at(DAY, "09:00")), note="类别不对")
    case.refresh_from_db()
    assert (case.state, case.filed_at, case.unit, case.due_at) == (State.REPORTED, None, None, None)
    assert case.stage_due_at == at(DAY, "10:00")
    again = seen_by(city, "intake", case)
    file_case(case=again, kind="event", minor="0103", condition="1", by=city.actor("intake", at(DAY)))
    assert again.state == State.FILED


def test_a_case_climbs_to_the_city_one_desk_after_the_other(city: City):
    case = filed(city, minor="0102", photo=False, level="community")
    case = seen_by(city, "community", case)
    escalate_case(case=case, reason="beyond_our_means", by=city.actor("community", at(DAY, "09:40")))
    assert (case.level, case.stage_due_at) == ("subdistrict", at(DAY, "10:40"))
    with pytest.raises(NotYours):
        escalate_case(case=case, reason="danger", by=city.actor("community", at(DAY)))
    escalate_case(case=case, reason="needs_others", by=city.actor("subdistrict", at(DAY, "10:50")), note="三家")
    assert case.level == "district"
    with pytest.raises(NotYours):
        dispatch_case(case=case, by=city.actor("subdistrict", at(DAY)))
    dispatch_case(case=case, by=city.actor("district", at(DAY, "11:05")))
    assert case.due_at == at("2026-03-25", "11:05")
    assert verbs_of(case) == ["report", "file", "escalate", "escalate", "dispatch"]


def test_the_second_day_the_fumes_of_three_restaurants_climb_to_the_district_and_get_three_parts(city: City):
    day = "2026-03-18"

    def who(name: str, time: str) -> Actor:
        return city.actor(name, at(day, time))

    report = a_report(minor="0102", level="community", told_at=at("2026-03-17", "22:40"))
    case = report_case(report=report, by=who("lin", "08:45")).case
    file_case(case=case, kind="event", minor="0102", condition="1", by=who("community", "09:00"))
    escalate_case(case=case, reason="beyond_our_means", by=who("community", "09:40"))
    escalate_case(case=case, reason="needs_others", by=who("subdistrict", "10:50"))
    lead, *support = (city.units[name].pk for name in ("enforcement", "ecology", "market"))
    dispatch_case(case=case, by=who("district", "11:05"), lead=lead, support=support)
    assert set(case.orders.values_list("due_at", flat=True)) == {at("2026-04-01", "11:05")}
    assert (case.told_at, case.due_at) == (at("2026-03-17", "22:40"), at("2026-04-01", "11:05"))


def test_above_the_city_there_is_nobody(city: City):
    case = reported(city)
    by = city.actor("dispatcher", at(DAY))
    with pytest.raises(Unusable, match="city already"):
        escalate_case(case=case, reason="danger", by=by)
    with pytest.raises(Unusable, match="beyond_our_means"):
        escalate_case(case=case, reason="weather", by=by)


@pytest.mark.parametrize(
    "who", ["other_community", "community", "district", "intake", "supervisor", "sanitation", "lin"]
)
def test_whoever_does_not_dispatch_at_the_cases_level_is_refused(city: City, who: str):
    case, back, by = filed(city), returned(city), city.actor(who, at(DAY))
    with pytest.raises(NotYours):
        dispatch_case(case=case, by=by)
    with pytest.raises(NotYours):
        redispatch_case(case=back, by=by)
    with pytest.raises(NotYours):
        send_back_case(case=back, by=by)
    with pytest.raises(NotYours):
        escalate_case(case=case, reason="danger", by=by)


def test_a_subdistricts_case_is_not_for_the_neighbouring_community(city: City):
    case = filed(city, level="community")
    with pytest.raises(NotYours):
        dispatch_case(case=case, by=city.actor("other_community", at(DAY)))
    assert dispatch_case(case=case, by=city.actor("community", at(DAY))).state == State.DISPATCHED
    assert Area.objects.filter(code=SUBDISTRICT).exists()


def test_of_two_dispatchers_one_wins(city: City):
    case = filed(city)
    first, second = seen_by(city, "dispatcher", case), seen_by(city, "dispatcher", case)
    dispatch_case(case=first, by=city.actor("dispatcher", at(DAY)))
    with pytest.raises(MovedOn, match="waiting for the unit"):
        dispatch_case(case=second, by=city.actor("dispatcher", at(DAY)), lead=city.units["market"].pk)
    assert Order.objects.get(case=case).unit == city.units["sanitation"]
    with pytest.raises(WrongStateRefusal):
        dispatch_case(case=seen_by(city, "dispatcher", case), by=city.actor("dispatcher", at(DAY)))


def test_dispatching_takes_few_statements_even_with_supporting_units(city: City):
    dispatched(city)
    case = seen_by(city, "dispatcher", returned(city))
    lead, *support = (city.units[name].pk for name in ("drainage", "market", "ecology"))
    with CaptureQueriesContext(connection) as queries:
        redispatch_case(case=case, by=city.actor("dispatcher", at(DAY)), lead=lead, support=support)
    assert counted(queries) <= 7


def test_the_unit_that_is_busy_keeps_its_case(city: City):
    case = in_progress(city)
    with pytest.raises(WrongStateRefusal, match="in progress"):
        redispatch_case(case=case, by=city.actor("dispatcher", at(DAY)))


def test_an_urgent_case_that_goes_back_to_intake_takes_its_verification_with_it_and_can_be_sent_anew(city: City):
    manhole = {"kind": "component", "minor": "0101", "condition": "", "source": Source.RESIDENT}
    case = report_case(report=a_report(**manhole), by=reporter(at(DAY, "08:06"))).case
    by, desk = city.actor("drainage", at(DAY, "08:20")), city.actor("dispatcher", at(DAY, "08:30"))
    case = return_case(case=case, reason="wrong_place", note="不是井盖", by=by)
    case = send_back_case(case=case, by=desk)
    assert order_of(case, OrderKind.VERIFY).state == OrderState.CANCELLED
    send_to_verify(case=case, by=city.actor("intake", at(DAY, "08:40")))
    verify_case(case=case, by=city.actor("lin", at(DAY, "09:40")))
    assert case.state == State.TAKEN_IN


def test_a_case_that_climbs_while_it_is_verified_keeps_the_verifiers_limit(city: City):
    case = seen_by(city, "community", reported(city, "community", level="community"))
    due_at = case.stage_due_at
    escalate_case(case=case, reason="beyond_our_means", by=city.actor("community", at(DAY, "09:00")))
    assert (case.state, case.level, case.stage_due_at) == (State.VERIFYING, "subdistrict", due_at)
    assert due_at == order_of(case, OrderKind.VERIFY).due_at
