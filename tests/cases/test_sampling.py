"""A sample of what was handled on the spot is checked, never by its handler; the same seed draws the same cases."""

from datetime import timedelta
from fractions import Fraction

import pytest

from tests.cases.ends import THURSDAY, load
from tests.cases.ways import DAY, add_photo, order_of, reported, verbs_of
from tests.city import City, at
from wangge.cases import jobs
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.classing import change_class
from wangge.cases.actions.closing import close_case, reopen_case
from wangge.cases.actions.dispatching import dispatch_case
from wangge.cases.actions.on_the_spot import handle_on_the_spot
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.sampling import sample_on_the_spot
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.jobs import SWEEPS, draw_sample
from wangge.cases.models import Case, PhotoStage
from wangge.cases.refusals import NotYours
from wangge.cases.workflow import OrderKind, State
from wangge.territory.actors import system
from wangge.territory.models import Posting

ALL, NONE = Fraction(1), Fraction(0)


def handled(city: City) -> Case:
    by = city.actor("lin", at(DAY, "08:00"))
    case = reported(city)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    return handle_on_the_spot(case=load(case, by), note="顺手捡了", by=by)


def sample(when: str = "20:00", share: Fraction = ALL, seed: str = "2026-03-11") -> list[Case]:
    return sample_on_the_spot(share=share, seed=seed, by=system(at(DAY, when)))


def test_a_sample_goes_to_the_deputy_not_to_its_handler(city: City):
    handled(city)
    (case,) = sample("17:00")
    check = order_of(case, OrderKind.CHECK)
    assert (case.state, case.open, case.ended_at) == (State.CHECKING, True, None)
    assert (check.holder, check.due_at) == (city.people["deputy"], at(THURSDAY, "17:00"))


def test_the_same_seed_draws_the_same_cases_and_nothing_is_drawn_twice(city: City):
    numbers = {handled(city).pk for _each in range(12)}
    assert sample(share=NONE) == []
    drawn = {case.pk for case in sample(share=Fraction(1, 2))}
    assert 0 < len(drawn) < 12
    assert sample(share=Fraction(1, 2)) == []
    assert {case.pk for case in sample(share=ALL)} == numbers - drawn


def test_what_is_found_fixed_is_closed_and_what_is_not_goes_to_the_dispatcher(city: City):
    handled(city)
    handled(city)
    first, second = sample()
    by, duty = city.actor("deputy", at(THURSDAY)), city.actor("supervisor", at(THURSDAY, "10:00"))
    check_case(case=load(first, by), outcome="fixed", by=by)
    assert close_case(case=load(first, duty), closure="1", by=duty).state == State.CLOSED
    case = check_case(case=load(second, by), outcome="not_fixed", reason="not_fixed", note="还在", by=by)
    assert (case.state, case.reworks, case.stage_due_at) == (State.FILED, 0, at(THURSDAY, "10:00"))
    assert verbs_of(case)[-1] == "find_unhandled"
    by = city.actor("dispatcher", at(THURSDAY, "09:30"))
    assert case.filed_at == at(THURSDAY)
    assert dispatch_case(case=load(case, by), by=by).unit_id == city.units["sanitation"].pk


def test_a_closed_one_that_fails_an_audit_is_checked_once_more(city: City):
    handled(city)
    (case,) = sample()
    by, duty = city.actor("deputy", at(THURSDAY)), city.actor("supervisor", at(THURSDAY, "10:00"))
    check_case(case=load(case, by), outcome="fixed", by=by)
    close_case(case=load(case, duty), closure="1", by=duty)
    case = reopen_case(case=load(case, duty), reason="sample_failed", by=duty)
    assert (case.state, order_of(case, OrderKind.CHECK).holder) == (State.CHECKING, city.people["neighbour"])


def test_the_first_unit_of_one_that_failed_an_audit_has_an_ordinary_rework(city: City):
    handled(city)
    (case,) = sample()
    by, duty = city.actor("deputy", at(THURSDAY, "08:00")), city.actor("supervisor", at(THURSDAY, "08:10"))
    check_case(case=load(case, by), outcome="fixed", by=by)
    close_case(case=load(case, duty), closure="1", by=duty)
    reopen_case(case=load(case, duty), reason="sample_failed", by=duty)
    by, unit = city.actor("neighbour", at(THURSDAY, "08:20")), city.actor("sanitation", at(THURSDAY, "09:00"))
    check_case(case=load(case, by), outcome="not_fixed", reason="not_fixed", by=by)
    by = city.actor("dispatcher", at(THURSDAY, "08:30"))
    dispatch_case(case=load(case, by), by=by)
    acknowledge_case(case=load(case, unit), by=unit)
    add_photo(case, PhotoStage.RESOLVE, unit.at)
    resolve_case(case=load(case, unit), by=unit)
    holder = order_of(case, OrderKind.CHECK).holder
    by = next(city.actor(name, at(THURSDAY, "09:30")) for name, user in city.people.items() if user == holder)
    case = check_case(case=load(case, by), outcome="not_fixed", reason="not_fixed", by=by)
    assert case.due_at == at(THURSDAY, "11:30")  # half of four working hours


def test_after_a_week_or_where_nobody_is_posted_nothing_is_drawn(city: City):
    handled(city)
    assert sample_on_the_spot(share=ALL, seed="", by=system(at(DAY, "08:00") + timedelta(days=7))) == []
    Posting.objects.exclude(grid_code="").exclude(user=city.people["lin"]).update(ends_at=at(DAY, "09:00"))
    assert sample() == []
    assert Case.objects.get().state == State.SELF_HANDLED


def test_found_unhandled_without_a_condition_it_is_filed_once_it_has_one(city: City):
    by, intake = city.actor("lin", at(DAY, "08:00")), city.actor("intake", at(THURSDAY, "09:20"))
    case = reported(city, condition="")
    add_photo(case, PhotoStage.RESOLVE, by.at)
    handle_on_the_spot(case=load(case, by), note="顺手捡了", by=by)
    (case,) = sample()
    by = city.actor("deputy", at(THURSDAY))
    case = check_case(case=load(case, by), outcome="not_fixed", reason="not_fixed", by=by)
    assert case.filed_at is None
    change_class(case=load(case, intake), kind="event", minor="0101", condition="1", by=intake)
    assert Case.objects.get().filed_at == intake.at


def test_a_share_is_drawn_every_day_and_lots_stay_the_same_all_week(city: City, monkeypatch: pytest.MonkeyPatch):
    assert Fraction(1, 10) == jobs.SAMPLED
    monkeypatch.setattr(jobs, "SAMPLED", Fraction(1, 2))  # of thirty a tenth may well be none
    cases = [handled(city) for _each in range(30)]
    days = [draw_sample(at(DAY, "20:00") + timedelta(days=day)) for day in range(6)]
    drawn = {case.pk for case in Case.objects.filter(state=State.CHECKING)}
    assert 0 < len(drawn) < len(cases)
    assert days == [len(drawn), 0, 0, 0, 0, 0]


def test_the_worker_draws_samples_once_a_day():
    assert [(sweep.run, sweep.every) for sweep in SWEEPS if sweep.name == "samples"] == [
        (draw_sample, timedelta(days=1))
    ]


def test_no_worker_draws_a_sample(city: City):
    handled(city)
    with pytest.raises(NotYours):
        sample_on_the_spot(share=ALL, seed="", by=city.actor("lin", at(DAY, "20:00")))
