"""The dispatcher's desk: what lies where, why a unit is proposed, all certain ones at once."""

import pytest

from tests.cases.test_dispatching import a_rule
from tests.cases.ways import add_photo, dispatched, filed, in_progress, returned, seen_by, verbs_of
from tests.cases.written_cases import class_of, written_case, written_step
from tests.city import DISTRICT, City, at
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.classing import change_class
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.suspensions import ask_suspension, suspend_case
from wangge.cases.actions.unit import return_case
from wangge.cases.models import Case, PhotoStage
from wangge.catalogue.models import FilingCondition
from wangge.territory.models import Organisation, take_turn

pytestmark = pytest.mark.usefixtures("nine_thirty")
DESK = "/desk/dispatch/"


def two_drainages(city: City) -> None:
    """From now on no rule tells which of two units drains."""
    drainage = city.units["drainage"]
    Organisation.objects.create(
        code="drainage2", kind=drainage.kind, name_zh="排水二所", area=drainage.area, owner_kind="drainage"
    )
    take_turn("units")


def uncertain(city: City, **given) -> Case:
    case = filed(city, minor="0103", **given)
    add_photo(case, PhotoStage.REPORT, at("2026-03-11", "07:58"))
    return case


def returned_twice(city: City) -> Case:
    case = returned(city)
    by = city.actor("dispatcher", at("2026-03-11", "08:50"))
    redispatch_case(case=seen_by(city, "dispatcher", case), lead=city.units["drainage"].pk, by=by)
    drainage = city.actor("drainage", at("2026-03-11", "08:55"))
    note = "这里是市政雨水口，归市容"
    owner = city.units["enforcement"].pk
    return return_case(case=seen_by(city, "drainage", case), reason="other_owner", owner=owner, note=note, by=drainage)


def rows(city: City, count: int) -> None:
    """Filed, returned, to be coordinated and suspended cases, of classes with one unit and with two."""
    for place in range(count):
        state = ("filed", "filed", "returned", "suspended")[place % 4]
        minor = class_of("event 0101" if place % 3 else "event 0103")
        case = written_case(
            city,
            grid=place % 4,
            state=state,
            minor=f"event {minor.code}",
            condition=FilingCondition.objects.filter(minor=minor).first(),
            unit=city.units["sanitation"] if state == "suspended" else None,
            needs_coordination=place % 2 == 0,
            stage_due_at=at("2026-03-11", "10:00") if state != "suspended" else None,
        )
        written_step(case, "dispatch", unit=city.units["sanitation"])
        written_step(case, "return", unit=city.units["drainage"], reason="other_owner")


def test_a_certain_case_shows_its_unit_and_the_rule_that_names_it(city, signed_in):
    a_rule(city, "drainage", area=DISTRICT)
    case = filed(city)
    page = words_of(signed_in("dispatcher"), DESK)
    assert case.number in page
    assert "一 / 暴露垃圾" not in page
    assert "西陵区, rule 14: drainage" in page
    assert "The rules name the unit: 1" in page


def test_an_uncertain_case_says_why_and_lets_choose_among_the_likely_units(city, signed_in):
    two_drainages(city)
    case = uncertain(city)
    page = words_of(signed_in("dispatcher"), DESK)
    assert "You choose the unit: 1" in page
    assert "several units for “drainage”, and no rule chooses: drainage; 排水二所" in page
    assert f'action="/cases/{case.number}/dispatch/"' in page


def test_all_certain_ones_are_dispatched_in_one_go_and_the_uncertain_stay(city, signed_in):
    two_drainages(city)
    certain, open_one = [filed(city, grid=grid) for grid in (0, 1, 2)], uncertain(city)
    client = signed_in("dispatcher")
    chosen = [f"{case.number}:{case.version}" for case in (*certain, open_one)]
    answer = client.post(f"{DESK}chosen/", {"chosen": chosen})
    assert (answer.status_code, answer.url) == (303, DESK)
    assert [Case.objects.get(pk=case.pk).state for case in certain] == ["dispatched"] * 3
    assert Case.objects.get(pk=open_one.pk).state == "filed"
    page = words_of(client, DESK)
    assert "Dispatched: 3" in page
    assert f"No unit follows for case {open_one.number}" in page


def test_a_case_that_moved_on_since_it_was_seen_stays_and_says_so(city, signed_in):
    case = filed(city)
    seen = case.version
    by = city.actor("intake", at("2026-03-11", "08:30"))
    change_class(case=seen_by(city, "intake", case), kind="event", minor="0102", condition="1", by=by)
    client = signed_in("dispatcher")
    client.post(f"{DESK}chosen/", {"chosen": [f"{case.number}:{seen}"]})
    assert Case.objects.get(pk=case.pk).state == "filed"
    assert "was changed by somebody else meanwhile" in words_of(client, DESK)


def test_nonsense_in_the_choice_dispatches_nothing(city, signed_in):
    filed(city)
    client = signed_in("dispatcher")
    assert (
        client.post(
            f"{DESK}chosen/", {"chosen": ["x", "1:y", ":", "000:1", "000-000-001-3:" + "9" * 4301, "000-000-001-3:²"]}
        ).status_code
        == 303
    )
    assert not Case.objects.filter(state="dispatched").exists()


def test_a_returned_case_shows_who_gave_it_back_why_and_whose_it_is_said_to_be(city, signed_in):
    case = returned_twice(city)
    client = signed_in("dispatcher")
    page = words_of(client, f"{DESK}returned/")
    for words in ("drainage", "another unit owns it", "enforcement", "这里是市政雨水口，归市容", "returned 2×"):
        assert words in page
    version = Case.objects.get(pk=case.pk).version
    given = {"seen": version, "next": f"{DESK}returned/", "lead": city.units["enforcement"].pk}
    answer = client.post(f"/cases/{case.number}/redispatch/", given)
    assert (answer.status_code, answer.url) == (303, f"{DESK}returned/")
    assert Case.objects.get(pk=case.pk).unit == city.units["enforcement"]


def test_it_can_go_to_the_very_unit_again_and_only_when_that_is_said(city, signed_in):
    case = returned(city)
    client = signed_in("dispatcher")
    assert "Again to sanitation" in words_of(client, f"{DESK}returned/")
    given = {"seen": case.version, "lead": city.units["sanitation"].pk}
    assert client.post(f"/cases/{case.number}/redispatch/", given).status_code == 422
    assert client.post(f"/cases/{case.number}/redispatch/", {**given, "again": "on"}).status_code == 303


def test_the_coordination_list_tells_the_story_of_the_returns(city, signed_in):
    case = returned_twice(city)
    page = words_of(signed_in("dispatcher"), f"{DESK}coordination/")
    story = page[page.index(case.number) :]
    first, second = story.index("河道归排水所"), story.index("这里是市政雨水口")
    assert first < second
    assert verbs_of(case).count("return") == 2


def test_the_suspended_list_says_why_until_when_and_who_granted_it(city, signed_in):
    case = in_progress(city)
    until = at("2026-04-01").date()
    sanitation = city.actor("sanitation", at("2026-03-11", "08:30"))
    ask_suspension(case=case, reason="material", until=until, by=sanitation, note="缺管材")
    suspend_case(case=seen_by(city, "lead", case), by=city.actor("lead", at("2026-03-11", "08:40")))
    page = words_of(signed_in("lead"), "/desk/suspended/")
    for words in ("until 2026-04-01", "material is missing", "granted by 秦岳", f"/cases/{case.number}/resume/"):
        assert words in page
    assert f"/cases/{case.number}/resume/" not in words_of(signed_in("dispatcher"), "/desk/suspended/")


def test_what_lies_elsewhere_or_on_a_wider_level_is_not_on_the_desk(city, signed_in):
    here, there = filed(city), filed(city, grid=2)
    Case.objects.filter(pk__in=[here.pk, there.pk]).update(level="community")
    city_wide = filed(city, grid=1)
    page = words_of(signed_in("community"), DESK)
    assert here.number in page
    assert there.number not in page
    assert city_wide.number not in page


@pytest.mark.parametrize("name", ["intake", "sanitation", "lin", "planner"])
def test_the_desk_is_for_who_dispatches(city, signed_in, name):
    assert signed_in(name).get(DESK).status_code == 403
    assert signed_in(name).post(f"{DESK}chosen/").status_code == 403


@pytest.mark.parametrize("pile", ["", "returned/", "coordination/", "suspended", "piles/?at=filed"])
def test_a_pile_takes_the_same_few_statements_however_high_it_is(city, signed_in, pile):
    two_drainages(city)
    path = "/desk/suspended/" if pile == "suspended" else DESK + pile
    client = signed_in("dispatcher")
    rows(city, 5)
    words_of(client, path)
    few = statements_of(client, path)
    rows(city, 45)
    assert statements_of(client, path) == few <= 12


def test_empty_piles_say_what_would_come(city, signed_in):
    client = signed_in("dispatcher")
    assert "No filed case waits" in words_of(client, DESK)
    assert "No unit has given a case back" in words_of(client, f"{DESK}returned/")
    assert "No case is passed to and fro" in words_of(client, f"{DESK}coordination/")
    assert "No case rests" in words_of(client, "/desk/suspended/")


def test_a_second_page_follows_where_more_than_fifty_wait(city, signed_in):
    for _ in range(2):
        rows(city, 60)
    client = signed_in("dispatcher")
    first, second = words_of(client, DESK), words_of(client, f"{DESK}?page=2")
    assert "After these" in first
    assert "Before these" in second
    assert "After these" not in second
    assert "Before these" not in words_of(client, f"{DESK}?page=nonsense")


def test_a_dispatched_case_leaves_the_desk(city, signed_in):
    case = dispatched(city)
    assert case.number not in words_of(signed_in("dispatcher"), DESK)
