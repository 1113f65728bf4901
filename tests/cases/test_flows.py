"""The counters of areas: each step once in every area around it, and how long the stage took that it ended."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cases.ends import THURSDAY, load, resolved
from tests.cases.threads import together
from tests.cases.ways import add_photo, in_progress, returned, seen_by
from tests.cases.written_cases import written_case, written_step
from tests.city import CITY, COMMUNITY, DISTRICT, OTHER_COMMUNITY, SUBDISTRICT, City, at, build_city
from wangge.cases.actions.appeals import ask_appeal, review_appeal
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.extensions import ask_extension, grant_extension
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.tallies import count_steps, recount_steps
from wangge.cases.actions.unit import acknowledge_case, return_case
from wangge.cases.durations import COLUMNS
from wangge.cases.models import Case, FlowTally, PhotoStage, Reader

DAY = date(2026, 3, 11)


@pytest.fixture
def city(transactional_db: None) -> City:
    """Committed, as the counting reads only what is."""
    return build_city()


def stages(area: str = CITY) -> dict[tuple[str, str, int], tuple[int, int]]:
    """How often each stage of an area ended by a verb, and the seconds of all."""
    rows = FlowTally.objects.filter(area=area).exclude(stage="")
    return {(row.stage, row.verb, row.unit): (row.count, row.seconds) for row in rows}


def everything() -> Counter:
    return Counter(FlowTally.objects.values_list("area", "day", "verb", "stage", "unit", "count", "seconds", *COLUMNS))


def test_each_stage_is_counted_with_its_length_and_the_unit_that_had_it(city):
    in_progress(city)
    count_steps()
    sanitation = city.units["sanitation"].pk
    assert stages() == {
        ("reported", "file", 0): (1, 9 * 60),
        ("filed", "dispatch", 0): (1, 11 * 60),
        ("dispatched", "acknowledge", sanitation): (1, 10 * 60),
    }


def test_a_returned_case_counts_for_the_unit_that_had_it_and_not_for_the_one_that_it_named(city):
    case = returned(city)
    by = city.actor("dispatcher", at("2026-03-11", "09:10"))
    redispatch_case(case=seen_by(city, "dispatcher", case), lead=city.units["drainage"].pk, by=by)
    count_steps()
    assert stages()["dispatched", "return", city.units["sanitation"].pk] == (1, 30 * 60)
    assert stages()["returned", "redispatch", 0] == (1, 30 * 60)


def test_every_area_around_has_the_same_figures_and_the_neighbour_none(city):
    in_progress(city)
    count_steps()
    assert stages(CITY) == stages(DISTRICT) == stages(SUBDISTRICT) == stages(COMMUNITY) != {}
    assert not FlowTally.objects.filter(area=OTHER_COMMUNITY).exists()


def test_a_step_that_leaves_the_state_counts_without_a_length(city):
    written_step(written_case(city), "comment", at("2026-03-11", "08:06"))
    count_steps()
    row = FlowTally.objects.get(area=CITY)
    assert (row.verb, row.stage, row.count, row.seconds, row.day) == ("comment", "", 1, 0, DAY)
    assert sum(getattr(row, column) for column in COLUMNS) == 0


def test_what_follows_an_end_is_no_stage(city):
    case = written_case(city, state="void")
    written_step(case, "void", at("2026-03-11", "08:00"), before="checked")
    written_step(case, "reopen", at("2026-03-13", "08:00"), after="reopened")
    count_steps()
    assert set(stages()) == {("checked", "void", 0)}


def test_counting_in_small_batches_and_counting_anew_give_the_same(city):
    for grid in (0, 1, 2):
        in_progress(city, grid=grid)
    while count_steps(most=2):
        pass
    step_by_step = everything()
    recount_steps()
    assert everything() == step_by_step
    assert count_steps() == 0


def test_several_workers_count_every_stage_once(city):
    for grid in (0, 1, 2, 3):
        in_progress(city, grid=grid)
    Reader.objects.create(name="tallies")
    assert together(3, lambda _number: [count_steps(most=3) for _round in range(20)]) == []
    found = everything()
    recount_steps()
    assert everything() == found


def test_what_is_resolved_after_the_deadline_that_held_is_counted_as_late(city):
    resolved(city)
    count_steps()
    assert late() == {CITY: 0, DISTRICT: 0, SUBDISTRICT: 0, COMMUNITY: 0}
    resolved(city, time="17:59")
    count_steps()
    assert late() == {CITY: 1, DISTRICT: 1, SUBDISTRICT: 1, COMMUNITY: 1}


def test_what_a_supporting_unit_is_granted_moves_no_deadline_of_the_lead(city):
    case = in_progress(city, support=("drainage",))
    extended(city, case, "drainage")
    acted(city, case, "drainage", "14:15", acknowledge_case)
    acted(city, case, "drainage", "14:20", resolve_case)
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "14:30"))
    acted(city, case, "sanitation", "14:30", resolve_case)  # due at 14:10
    count_steps()
    assert late()[CITY] == 1


def test_what_a_supporting_unit_is_granted_counts_where_the_case_waits_for_it_alone(city):
    case = in_progress(city, support=("drainage",))
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "09:00"))
    acted(city, case, "sanitation", "09:00", resolve_case)
    extended(city, case, "drainage")
    acted(city, case, "drainage", "14:30", resolve_case)  # due at 14:10 first
    count_steps()
    assert late()[CITY] == 0


def test_what_the_lead_is_granted_counts_as_its_deadline(city):
    case = in_progress(city)
    extended(city, case, "sanitation")
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "14:30"))
    acted(city, case, "sanitation", "14:30", resolve_case)
    count_steps()
    assert late()[CITY] == 0


def test_when_the_last_part_comes_back_the_deadline_that_the_lead_has_anew_holds(city):
    case = in_progress(city, support=("drainage",))
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "09:00"))
    acted(city, case, "sanitation", "09:00", resolve_case)
    acted(city, case, "drainage", "11:00", return_case, reason="other_owner", note="不是管道")
    acted(city, case, "sanitation", "11:10", acknowledge_case)
    add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "16:30"))
    acted(city, case, "sanitation", "16:30", resolve_case)  # due at 14:10 first, and at 17:00 since eleven
    count_steps()
    assert late()[CITY] == 0


def test_a_late_resolving_that_an_appeal_excuses_is_late_no_more_on_its_own_day(city):
    case = appealed(city, resolved(city, time="17:59"), "sanitation")
    acted(city, case, "supervisor", "10:00", review_appeal, day=THURSDAY, allow=True)
    count_steps()
    assert set(late().values()) == {1}  # one of two reviewers
    acted(city, case, "lead", "10:00", review_appeal, day=THURSDAY, allow=True)
    count_steps()
    assert late() == {CITY: 0, DISTRICT: 0, SUBDISTRICT: 0, COMMUNITY: 0}
    recount_steps()
    assert set(late().values()) == {0}


def test_an_appeal_that_is_refused_or_about_what_was_in_time_excuses_nothing(city):
    case = appealed(city, resolved(city, time="17:59"), "sanitation")
    acted(city, case, "supervisor", "10:00", review_appeal, day=THURSDAY, allow=True)
    acted(city, case, "lead", "10:00", review_appeal, day=THURSDAY, allow=False, note="当天无雨")
    granted(city, appealed(city, resolved(city), "sanitation"))
    recount_steps()
    assert late()[CITY] == 1


def test_of_supporting_units_the_one_that_was_done_last_is_excused_and_no_worker_for_it(city):
    for who, left in (("drainage", 0), ("ecology", 1), ("lin", 2)):
        case = in_progress(city, support=("drainage", "ecology"))
        add_photo(case, PhotoStage.RESOLVE, at("2026-03-11", "09:00"))
        for unit, time in (("sanitation", "09:00"), ("ecology", "14:20"), ("drainage", "17:59")):
            acted(city, case, unit, time, resolve_case)
        granted(city, appealed(city, case, who))
        recount_steps()
        assert late()[CITY] == left


def appealed(city: City, case: Case, who: str) -> Case:
    """Checked and closed in the evening, appealed by ``who`` on the next day."""
    acted(city, case, "lin", "18:00", check_case, outcome="fixed")
    acted(city, case, "supervisor", "18:10", close_case, closure="1")
    return acted(city, case, who, "09:00", ask_appeal, day=THURSDAY, reason="weather", note="暴雨封路")


def granted(city: City, case: Case) -> None:
    for who in ("supervisor", "lead"):
        acted(city, case, who, "10:00", review_appeal, day=THURSDAY, allow=True)


def extended(city: City, case: Case, unit: str) -> None:
    acted(city, case, unit, "10:00", ask_extension, reason="material")
    acted(city, case, "supervisor", "11:00", grant_extension)


def acted(
    city: City, case: Case, who: str, time: str, act: Callable[..., Any], *, day: str = "2026-03-11", **given: Any
) -> Case:
    by = city.actor(who, at(day, time))
    return act(case=load(case, by), by=by, **given)


def late() -> dict[str, int]:
    return dict(FlowTally.objects.filter(verb="resolve").values_list("area", "late"))
