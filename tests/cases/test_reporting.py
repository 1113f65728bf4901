"""The way of a case into the house: idempotent, located, and what follows from it by rule."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import DAY, a_report, counted, order_of, verbs_of
from tests.city import COMMUNITY, GRIDS, OTHER_COMMUNITY, City, at, inside
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.accounts.vaults import vault
from wangge.cases.actions.reporting import Reported, report_case
from wangge.cases.models import Case, CaseStep, Follower, Order, Source
from wangge.cases.refusals import SentTwice
from wangge.cases.reports import Contact, token_digest
from wangge.cases.workflow import OrderKind, State
from wangge.catalogue.models import Component
from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.messages.models import Channel
from wangge.territory.actors import reporter
from wangge.territory.datum import Datum
from wangge.territory.models import Area, Organisation, Posting, take_turn
from wangge.territory.whereabouts import OutsideCity

ONE = UUID("0195842a-0000-7000-8000-000000000001")
MANHOLE = {"kind": "component", "minor": "0101", "condition": ""}
RESIDENT = {"source": Source.RESIDENT}


def sent(city: City, who: str = "lin", **given: Any) -> Reported:
    return report_case(report=a_report(**given), by=city.actor(who, at(DAY, "08:06")))


def test_a_grid_workers_report_waits_for_intake_for_one_working_hour(city: City):
    case = sent(city).case
    case.refresh_from_db()
    assert (case.state, case.open, case.version, case.grid_code) == (State.REPORTED, True, 1, GRIDS[0])
    assert (case.community_id, case.plan, case.reported_by) == (COMMUNITY, city.plan, city.people["lin"])
    assert case.stage_due_at == at(DAY, "09:06")
    step = CaseStep.objects.get(case=case)
    assert (step.serial, step.verb, step.before, step.after, step.role) == (1, "report", "", "reported", "grid_worker")


@pytest.mark.parametrize(
    ("who", "wished", "level"),
    [
        ("lin", "community", "community"),
        ("community", "community", "community"),
        ("subdistrict", "subdistrict", "subdistrict"),
        ("intake", "community", "community"),
        ("community", "subdistrict", "city"),
        ("far", "community", "city"),
        ("other_community", "community", "city"),
        ("xu", "community", "city"),
        ("sanitation", "community", "city"),
        ("dispatcher", "community", "city"),
        ("", "community", "city"),
    ],
)
def test_only_who_takes_in_there_or_works_the_grid_leaves_it_to_a_lower_level(
    city: City, who: str, wished: str, level: str
):
    by = city.actor(who, at(DAY)) if who else reporter(at(DAY))
    case = report_case(report=a_report(source=Source.MESSAGE, level=wished), by=by).case
    case.refresh_from_db()
    assert case.level == level


def test_the_same_again_is_the_same_case_with_the_same_link(city: City):
    first = sent(city, client_id=ONE)
    again = sent(city, client_id=ONE)
    assert (again.case, again.token, again.repeated) == (first.case, first.token, True)
    assert not first.repeated
    assert (Case.objects.count(), CaseStep.objects.count(), Follower.objects.count()) == (1, 1, 1)
    assert Follower.objects.get().token_digest == token_digest(first.token)


def test_the_same_id_with_another_content_is_refused_naming_the_case(city: City):
    first = sent(city, client_id=ONE)
    with pytest.raises(SentTwice, match=first.case.number):
        sent(city, client_id=ONE, description="又来了")
    assert Case.objects.count() == 1


def test_two_people_may_have_the_same_id(city: City):
    assert sent(city, client_id=ONE).case != sent(city, "deputy", client_id=ONE).case


def test_an_urgent_component_whose_owner_works_elsewhere_is_dispatched_by_the_rules(city: City):
    area = Area.objects.get(code=OTHER_COMMUNITY)
    owner = Organisation.objects.create(code="e", kind="responsible_unit", name_zh="外社区", area=area)
    take_turn("units")
    Component.objects.create(
        code="4205020101000001", class_code="0101", owner=owner, place_code=1,
        community=Area.objects.get(code=COMMUNITY), longitude=111.2815, latitude=30.7015,
    )  # fmt: skip
    case = sent(city, kind=None, minor="", component="4205020101000001").case
    assert (case.state, case.unit) == (State.DISPATCHED, city.units["drainage"])


def test_the_heaviest_report_takes_few_statements(city: City):
    Component.objects.create(
        code="4205020101000001", class_code="0101", owner=city.units["drainage"], place_code=1,
        community=Area.objects.get(code=COMMUNITY), longitude=111.2815, latitude=30.7015,
    )  # fmt: skip
    contact = Contact("周桂兰", "13900000000", Channel.SMS, may_call=True)
    given = {"kind": None, "minor": "", "component": "4205020101000001", "source": Source.TELEPHONE, "contact": contact}
    sent(city, "intake", **given)  # what processes keep is read here
    by = city.actor("intake", at(DAY))
    with CaptureQueriesContext(connection) as queries:
        case = report_case(report=a_report(**given), by=by).case
    assert verbs_of(case) == ["report", "file", "dispatch"]
    assert Order.objects.filter(case=case).count() == 2
    assert counted(queries) <= 9


def test_who_is_no_grid_worker_is_verified_within_four_working_hours(city: City):
    case = sent(city, "xu", source=Source.VOLUNTEER).case
    order = order_of(case, OrderKind.VERIFY)
    assert (case.state, order.holder, order.grid_code) == (State.VERIFYING, city.people["lin"], GRIDS[0])
    assert order.due_at == case.stage_due_at == at(DAY, "14:06")
    assert verbs_of(case) == ["report", "send_to_verify"]


def test_an_urgent_class_is_filed_and_dispatched_at_once_with_verification_beside(city: City):
    case = sent(city, "xu", source=Source.VOLUNTEER, **MANHOLE).case
    case.refresh_from_db()
    assert (case.state, case.unit, case.urgent) == (State.DISPATCHED, city.units["drainage"], True)
    assert case.due_at == case.stage_due_at == at(DAY, "10:06")
    assert (case.filed_at, case.dispatched_at) == (at(DAY, "08:06"), at(DAY, "08:06"))
    assert order_of(case, OrderKind.VERIFY).holder == city.people["lin"]
    assert CaseStep.objects.get(case=case, verb="dispatch").order == order_of(case, OrderKind.PART)
    assert list(CaseStep.objects.order_by("serial").values_list("role", "by")) == [
        ("volunteer", city.people["xu"].pk),
        ("rule", None),
        ("rule", None),
    ]


def test_a_grid_workers_urgent_report_needs_no_second_look(city: City):
    case = sent(city, **MANHOLE).case
    assert case.state == State.DISPATCHED
    assert not Order.objects.filter(case=case, kind=OrderKind.VERIFY).exists()


def test_an_urgent_case_without_a_unit_waits_for_the_dispatcher(city: City):
    Posting.objects.filter(organisation=city.units["drainage"]).delete()
    city.units["drainage"].delete()
    case = sent(city, **MANHOLE).case
    assert (case.state, case.stage_due_at) == (State.FILED, at(DAY, "09:06"))


def test_a_place_outside_the_city_is_refused_and_nothing_is_written(city: City):
    with pytest.raises(OutsideCity):
        sent(city, longitude=112.5)
    with pytest.raises(Unusable, match="exchanged"):
        sent(city, longitude=inside(0)[1], latitude=inside(0)[0])
    assert not Case.objects.exists()


def test_a_position_of_a_chinese_map_is_converted(city: City):
    shifted = wgs84_to_gcj02(np.array([inside(2)]))[0]
    case = sent(city, longitude=float(shifted[0]), latitude=float(shifted[1]), datum=Datum.GCJ02).case
    assert case.grid_code == GRIDS[2]
    assert (case.longitude, case.latitude) == pytest.approx(inside(2), abs=1e-5)
    assert sent(city, grid=2, datum=Datum.CGCS2000).case.longitude == inside(2)[0]


@pytest.mark.parametrize("told_at", [at("2027-01-01"), at("1970-01-01"), at(DAY, "08:12"), at("2026-02-01")])
def test_a_phones_clock_that_cannot_be_right_is_noticed(city: City, told_at: Any):
    done = sent(city, told_at=told_at)
    assert done.case.told_at is None
    assert len(done.notices) == 1
    assert "clock" in done.notices[0]


def test_when_the_worker_was_told_is_kept(city: City):
    done = sent(city, told_at=at(DAY, "08:00"))
    assert (done.case.told_at, done.notices) == (at(DAY, "08:00"), ())


def test_a_time_of_no_zone_is_refused(city: City):
    with pytest.raises(Unusable, match="time zone"):
        sent(city, told_at=at(DAY, "08:00").replace(tzinfo=None))


@pytest.mark.parametrize(
    "given",
    [
        {"description": "长" * 1_000_000},
        {"place_words": "长" * 201},
        {"component": "1" * 21},
        {"description": "坏\x00字"},
        {"component": "1\x002"},
        {"contact": Contact(name="长" * 201)},
        {"contact": Contact(address="1" * 1_000_000)},
        {"contact": Contact(language="zh-Hans-CN-x")},
        {"description": " ", "minor": ""},
    ],
)
def test_what_cannot_be_kept_or_says_nothing_is_refused_with_a_sentence(city: City, given: dict[str, Any]):
    with pytest.raises(Unusable):
        sent(city, **given)
    assert not Case.objects.exists()


def test_hidden_signs_that_came_along_with_the_words_are_left_out_and_a_repeat_is_one(city: City):
    given = {"client_id": ONE, "description": "井盖\x08翘起\x1b\n第二行\t远", "place_words": "\x0b巷口\uffff"}
    case = sent(city, **given).case
    case.refresh_from_db()
    assert (case.description, case.place_words) == ("井盖翘起\n第二行\t远", "巷口")
    assert sent(city, **given).repeated


def test_a_report_of_hidden_signs_alone_says_nothing(city: City):
    with pytest.raises(Unusable, match="says nothing"):
        sent(city, description="\x08", minor="", condition="")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"minor": "9999"}, "no class 9999 of kind event"),
        ({"kind": None}, "no class 0101"),
        ({"condition": "9"}, "no filing condition 9; it has 1, 2"),
        ({"component": "4205020101009999"}, "no piece 4205020101009999"),
    ],
)
def test_codes_that_nothing_has_are_named(city: City, given: dict[str, Any], words: str):
    with pytest.raises(Unusable, match=words):
        sent(city, **given)


def test_a_component_of_another_class_is_questioned(city: City):
    Component.objects.create(
        code="4205020107000017", class_code="0107", owner=city.units["cameras"], place_code=1,
        community=Area.objects.get(code=COMMUNITY), longitude=111.2815, latitude=30.7015,
    )  # fmt: skip
    with pytest.raises(Unusable, match="of class 0107, not of class 0101"):
        sent(city, component="4205020107000017")
    case = sent(city, component="4205020107000017", kind=None, minor="", condition="").case
    assert case.minor is not None
    assert (case.minor.code, case.component_id) == ("0107", Component.objects.get().pk)


def test_on_behalf_of_a_resident_the_resident_follows_and_is_sealed(city: City):
    contact = Contact("周桂兰", "0717-6222222", may_call=True)
    case = sent(city, on_behalf=True, contact=contact).case
    follower = Follower.objects.get(case=case)
    assert (follower.user, follower.reporter, follower.may_call) == (None, True, True)
    assert follower.sealed is not None
    assert b"6222222" not in bytes(follower.sealed)
    assert vault().open(bytes(follower.sealed)) == "周桂兰\n0717-6222222"


def test_a_resident_without_an_account_reports_and_gets_a_link(city: City):
    done = report_case(report=a_report(**RESIDENT), by=reporter(at(DAY)))
    assert (done.case.state, done.case.reported_by, done.case.sender) == (State.VERIFYING, None, "public")
    assert len(done.token) == 32
    assert done.case.grid_code == GRIDS[0]


@pytest.mark.parametrize(
    ("who", "given"),
    [
        ("xu", {"source": Source.GRID_WORKER}),
        ("intake", {"source": Source.GRID_WORKER}),
        ("sanitation", {"source": Source.DEPARTMENT, "on_behalf": True}),
        ("xu", {"source": Source.DEPARTMENT}),
        ("planner", {"source": Source.VOLUNTEER}),
        ("xu", {"source": Source.VOLUNTEER, "on_behalf": True}),
        ("xu", {"source": Source.HOTLINE}),
    ],
)
def test_a_way_in_that_is_not_the_actors_is_refused(city: City, who: str, given: dict[str, Any]):
    with pytest.raises(NotAllowed):
        sent(city, who, **given)


@pytest.mark.parametrize("who", ["sanitation", "sweeper"])
def test_a_departments_own_people_report_for_it(city: City, who: str):
    case = sent(city, who, source=Source.DEPARTMENT).case
    assert (case.source, case.reported_by, case.grid_code) == (Source.DEPARTMENT, city.people[who], GRIDS[0])


def test_nobody_unknown_reports_on_behalf_or_as_a_worker(city: City):
    for given in ({"source": Source.GRID_WORKER}, {**RESIDENT, "on_behalf": True}):
        with pytest.raises(NotAllowed):
            report_case(report=a_report(**given), by=reporter(at(DAY)))


def test_of_a_vacant_grid_the_deputy_is_asked_then_the_next_grids_worker_then_nobody(city: City):
    for name, asked in (("lin", "deputy"), ("deputy", "neighbour"), ("neighbour", "far")):
        Posting.objects.filter(user=city.people[name]).update(ends_at=at(DAY, "08:00"))
        case = sent(city, "xu", source=Source.VOLUNTEER, grid=1 if asked == "far" else 0).case
        assert order_of(case, OrderKind.VERIFY).holder == city.people[asked]
    Posting.objects.filter(user=city.people["far"]).update(ends_at=at(DAY, "08:00"))
    case = sent(city, "xu", source=Source.VOLUNTEER).case
    assert (case.state, case.stage_due_at) == (State.REPORTED, at(DAY, "09:06"))
    assert not case.orders.exists()


def test_nobody_verifies_their_own_report(city: City):
    case = sent(city, source=Source.RESIDENT).case
    assert order_of(case, OrderKind.VERIFY).holder == city.people["deputy"]


def test_the_hash_covers_everything_that_was_sent():
    report = a_report(client_id=ONE)
    changed = [replace(report, photos=1), replace(report, contact=Contact("周")), replace(report, latitude=30.0)]
    assert len({one.body_hash() for one in [report, *changed]}) == 4
