"""Another deadline of a case: who follows it hears of it with the new date, and of none that is no date of the case."""

from datetime import date

import pytest

from tests.cases.ends import load, sent_to_rework
from tests.cases.test_tidings import NOON, extended, told, unit_desk
from tests.cases.ways import DAY, add_photo, dispatched, filed, in_progress
from tests.city import City, at, build_city
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.classing import change_class
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.suspensions import ask_suspension, resume_case, suspend_case
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.models import Case, CaseStep, Follower, Order, PhotoStage
from wangge.cases.tracking import story_of
from wangge.catalogue.models import Calendar
from wangge.territory.actors import system


@pytest.fixture
def city(transactional_db: None) -> City:
    """A reader passes over what is not committed yet, so here everything is."""
    return build_city()


def test_followers_hear_of_more_time_for_a_supporting_unit_where_the_case_waits_for_it_alone(city: City):
    case, by = in_progress(city, support=("drainage",)), city.actor("sanitation", at(DAY, "09:00"))
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(case, by), by=by)
    extended(city, case, "drainage")
    spread_tidings(NOON)
    for texts in (
        told("grant_extension", to_user=city.people["lin"]),
        told("grant_extension", to_desk=unit_desk(city, "drainage")),
    ):
        assert ["3月12日" in text for text in texts] == [True]
    story = story_of(Follower.objects.get(case=case))
    assert story.due_at == at("2026-03-12", "08:10")
    assert [one.words for one in story.happenings].count("more time granted") == 1


def test_followers_hear_that_it_is_not_fixed_yet_and_the_new_date(city: City):
    case = sent_to_rework(city)
    spread_tidings(at(DAY, "17:31"))
    (text,) = told("send_to_rework", to_user=city.people["lin"])
    assert case.number in text
    assert "明天（3月12日）上午9点30分前" in text


def test_of_rework_of_several_supporting_units_the_date_is_told_by_which_the_case_is_due(city: City):
    case = dispatched(city, support=("drainage", "market"))
    nights = Calendar.objects.create(
        code="nights", name_zh="夜班", hours="00:00-24:00", weekdays="1234567", made_at=at(DAY)
    )
    Order.objects.filter(case=case, unit=city.units["drainage"]).update(calendar=nights)
    add_photo(case, PhotoStage.RESOLVE, at(DAY, "09:00"))
    for who in ("sanitation", "drainage", "market"):
        by = city.actor(who, at(DAY, "09:00"))
        acknowledge_case(case=load(case, by), by=by)
        resolve_case(case=load(case, by), by=by)
    by = city.actor("lin", at(DAY, "17:00"))
    units = [city.units[name].pk for name in ("drainage", "market")]
    case = check_case(case=load(case, by), outcome="not_fixed", reason="not_fixed", units=units, by=by)
    dues = dict(CaseStep.objects.filter(verb__contains="rework").values_list("unit__code", "due_at"))
    assert dues["drainage"] < dues["market"] == case.due_at
    assert case.stage_due_at == dues["drainage"]
    assert CaseStep.objects.get(verb="send_to_rework").due_at == case.due_at
    spread_tidings(at(DAY, "17:01"))
    (text,) = told("send_to_rework", to_user=city.people["lin"])
    assert "明天（3月12日）" in text


def test_each_unit_hears_its_own_limit_when_a_case_goes_on(city: City):
    case = in_progress(city, support=("drainage",))
    longer = at("2026-03-13", "15:00")
    Order.objects.filter(case=case, unit=city.units["drainage"]).update(due_at=longer)
    asks, grants = (city.actor(who, at(DAY, "10:00")) for who in ("sanitation", "lead"))
    ask_suspension(case=load(case, asks), reason="works", until=date(2026, 4, 7), note="管网施工", by=asks)
    suspend_case(case=load(case, grants), by=grants)
    resume_case(case=Case.objects.get(), by=system(at("2026-04-07", "08:00")))
    spread_tidings(at("2026-04-07", "08:01"))
    (lead,), (beside,) = (told("resume", to_desk=unit_desk(city, name)) for name in ("sanitation", "drainage"))
    assert "今天" in lead
    assert "今天" not in beside


def test_another_class_is_told_with_its_deadline_and_where_it_brings_none_it_is_not(city: City):
    changed = {"kind": "event", "minor": "0103", "condition": "1"}
    by = city.actor("intake", at(DAY, "09:00"))
    change_class(case=load(filed(city), by), **changed, by=by)
    spread_tidings(NOON)
    assert told("change_class", to_user=city.people["lin"]) == []
    change_class(case=load(in_progress(city), by), **changed, by=by)
    spread_tidings(NOON)
    (text,) = told("change_class", to_user=city.people["lin"])
    assert "明天（3月12日）上午8点10分前" in text


def test_why_a_case_rests_is_told_and_of_another_class_only_when_it_goes_on(city: City):
    asks, grants, intake = (city.actor(who, at(DAY, "10:00")) for who in ("sanitation", "lead", "intake"))
    case = ask_suspension(
        case=load(in_progress(city), asks), reason="works", until=date(2026, 4, 7), note="管网施工", by=asks
    )
    case = suspend_case(case=load(case, grants), by=grants)
    change_class(case=load(case, intake), kind="event", minor="0103", condition="1", by=intake)
    spread_tidings(NOON)
    (text,) = told("suspend", to_user=city.people["lin"])
    assert "施工" in text
    assert "管网" not in text
    assert told("change_class", to_user=city.people["lin"]) == []
