"""A case that rests until a date: clocks stand still, over a holiday too, and go on with what was left."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, load
from tests.cases.ways import DAY, add_photo, counted, dispatched, in_progress, order_of, verbs_of
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.dispatching import redispatch_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.suspensions import ask_suspension, refuse_suspension, resume_case, suspend_case
from wangge.cases.actions.sweeps import lapse_requests
from wangge.cases.actions.unit import acknowledge_case, return_case
from wangge.cases.models import Case, CaseStep, Order, PhotoStage, Request
from wangge.cases.refusals import Missing, MovedOn, NotYours, SamePerson, WrongStateRefusal
from wangge.cases.workflow import OrderKind, State
from wangge.territory.actors import system
from wangge.territory.models import Posting

UNTIL = date(2026, 4, 7)  # the first working day after Qingming of 2026 (4 to 6 April)


def ask(city: City, case: Case, until: date = UNTIL) -> Case:
    by = city.actor("sanitation", at(DAY, "10:00"))
    return ask_suspension(case=load(case, by), reason="works", until=until, note="管网施工", by=by)


def suspend(city: City, case: Case, time: str = "10:10") -> Case:
    by = city.actor("lead", at(DAY, time))
    return suspend_case(case=load(case, by), by=by)


def test_a_suspension_stops_the_clock_of_every_open_part(city: City):
    case = suspend(city, ask(city, in_progress(city)))
    case.refresh_from_db()
    part = order_of(case, OrderKind.PART)
    assert (case.state, case.suspended_until, case.suspensions) == (State.SUSPENDED, UNTIL, 1)
    assert (case.stage_due_at, part.paused_at, part.seconds_left) == (None, at(DAY, "10:10"), 2 * 3600)
    step = CaseStep.objects.get(case=case, verb="suspend")
    assert (step.until, step.reason, step.role) == (UNTIL, "works", "centre_lead")


def test_after_the_holiday_what_was_left_is_laid_out_from_the_resumption(city: City):
    case = suspend(city, ask(city, in_progress(city)))
    case = resume_case(case=case, by=system(at("2026-04-07", "00:05")))
    case.refresh_from_db()
    part = order_of(case, OrderKind.PART)
    due_at = at("2026-04-07", "10:00")  # two working hours from eight o'clock
    assert (case.state, case.suspended_until, part.paused_at, part.seconds_left) == (
        State.IN_PROGRESS,
        None,
        None,
        None,
    )
    assert (case.due_at, case.stage_due_at, part.due_at, case.original_due_at) == (due_at,) * 4
    step = CaseStep.objects.get(case=case, verb="resume")
    assert (step.by, step.role, step.due_at) == (None, "rule", due_at)


def test_resumed_in_the_middle_of_a_holiday_the_clock_waits_for_its_end(city: City):
    case = suspend(city, ask(city, in_progress(city)))
    by = city.actor("lead", at("2026-04-05", "15:00"))
    case = resume_case(case=load(case, by), by=by)
    assert case.due_at == at("2026-04-07", "10:00")


def test_a_pause_heals_no_delay(city: City):
    case = ask(city, in_progress(city))
    Order.objects.update(overdue_at=at(DAY, "14:11"))
    by = city.actor("lead", at(DAY, "15:00"))
    case = suspend_case(case=load(case, by), by=by)
    assert order_of(case, OrderKind.PART).seconds_left == -50 * 60
    case = resume_case(case=case, by=system(at("2026-04-07", "08:00")))
    assert (case.due_at, case.overdue_at) == (at(DAY, "14:10"), at(DAY, "14:11"))


def test_every_part_goes_on_with_its_own_rest(city: City):
    case = dispatched(city, lead="enforcement", support=("ecology",), minor="0102", photo=False)
    for unit in ("enforcement", "ecology"):
        by = city.actor(unit, at(DAY, "08:30"))
        case = acknowledge_case(case=load(case, by), by=by)
    Order.objects.filter(unit=city.units["ecology"]).update(due_at=at(DAY, "12:10"))
    by = city.actor("enforcement", at(DAY, "10:00"))
    ask_suspension(case=load(case, by), reason="season", until=UNTIL, by=by)
    case = suspend(city, case, "10:10")
    case = resume_case(case=case, by=system(at("2026-04-07", "08:00")))
    assert order_of(case, OrderKind.PART, city.units["ecology"]).due_at == at("2026-04-07", "09:50")
    assert case.due_at == order_of(case, OrderKind.PART, city.units["enforcement"]).due_at == at("2026-04-20", "16:00")


def test_where_the_lead_is_done_the_case_goes_on_with_the_rest_of_the_others_and_with_their_marks(city: City):
    case, marked = in_progress(city, support=("drainage",)), at(DAY, "09:30")
    ask(city, case)
    by = city.actor("sanitation", at(DAY, "10:05"))
    add_photo(case, PhotoStage.RESOLVE, by.at)
    case = resolve_case(case=load(case, by), by=by)
    Order.objects.filter(case=case, unit=city.units["drainage"]).update(warned_at=marked)
    case = resume_case(case=suspend(city, case), by=system(at("2026-04-07", "08:00")))
    case.refresh_from_db()
    due_at = at("2026-04-07", "10:00")
    assert (case.due_at, case.original_due_at, case.stage_due_at) == (due_at,) * 3
    assert (case.warned_at, CaseStep.objects.get(verb="resume").due_at) == (marked, due_at)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_the_date_lies_between_tomorrow_and_a_year_ahead(city: City, days: int):
    with pytest.raises(Unusable, match="after 2026-03-11 and not after 2027-03-11"):
        ask(city, in_progress(city), date(2026, 3, 11) + timedelta(days=days))


def test_a_case_rests_once(city: City):
    case = suspend(city, ask(city, in_progress(city)))
    resume_case(case=case, by=system(at(THURSDAY, "08:00")))
    with pytest.raises(Unusable, match="rested once already"):
        ask(city, case)


def test_a_refusal_says_why_and_the_clock_runs_on(city: City):
    case = ask(city, in_progress(city))
    by = city.actor("lead", at(DAY, "10:10"))
    with pytest.raises(Missing, match="why the case does not rest"):
        refuse_suspension(case=load(case, by), answer="", by=by)
    case = refuse_suspension(case=load(case, by), answer="可以先清运", by=by)
    assert (case.state, case.stage_due_at, case.suspensions) == (State.IN_PROGRESS, at(DAY, "14:10"), 0)
    assert Request.objects.get().state == "refused"


@pytest.mark.parametrize("who", ["supervisor", "dispatcher", "intake", "lin", "community", "sanitation", "cameras"])
def test_only_the_leadership_suspends_and_resumes(city: City, who: str):
    case, by = ask(city, in_progress(city)), city.actor(who, at(DAY, "10:10"))
    with pytest.raises(NotYours):
        suspend_case(case=case, by=by)
    with pytest.raises(NotYours):
        refuse_suspension(case=case, answer="不", by=by)
    resting = suspend(city, case)
    with pytest.raises(NotYours):
        resume_case(case=resting, by=by)


@pytest.mark.parametrize("who", ["cameras", "sweeper", "lin", "supervisor", "lead"])
def test_only_the_units_clerk_asks(city: City, who: str):
    by = city.actor(who, at(DAY, "10:00"))
    with pytest.raises(NotYours):
        ask_suspension(case=in_progress(city), reason="works", until=UNTIL, by=by)


def test_nobody_suspends_what_they_asked_for_or_what_nobody_asked_for(city: City):
    case = in_progress(city)
    with pytest.raises(Missing, match="Nobody waits"):
        suspend(city, case)
    area = city.units["sanitation"].area
    Posting.objects.create(user=city.people["sanitation"], role="centre_lead", area=area, begins_at=at(DAY, "00:00"))
    by = city.actor("sanitation", at(DAY, "10:10"))
    case = ask(city, case)
    with pytest.raises(SamePerson):
        suspend_case(case=load(case, by), by=by)


def test_only_what_is_in_progress_rests_and_only_what_rests_goes_on(city: City):
    by = city.actor("sanitation", at(DAY, "10:00"))
    with pytest.raises(WrongStateRefusal):
        ask_suspension(case=load(dispatched(city), by), reason="works", until=UNTIL, by=by)
    with pytest.raises(WrongStateRefusal):
        resume_case(case=in_progress(city), by=city.actor("lead", at(DAY, "10:00")))


def test_of_two_who_resume_at_once_one_wins(city: City):
    case = suspend(city, ask(city, in_progress(city)))
    first, second = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    resume_case(case=first, by=system(at(THURSDAY, "08:00")))
    with pytest.raises(MovedOn):
        resume_case(case=second, by=system(at(THURSDAY, "08:00")))
    assert verbs_of(case).count("resume") == 1


def test_suspensions_take_at_most_seven_statements(city: City):
    resume_case(case=suspend(city, ask(city, in_progress(city))), by=system(at(THURSDAY)))  # read once
    clerk, lead, counts = city.actor("sanitation", at(DAY, "10:00")), city.actor("lead", at(DAY, "10:10")), {}
    case = load(in_progress(city), clerk)
    for name, act in {
        "ask": lambda: ask_suspension(case=case, reason="works", until=UNTIL, note="施工", by=clerk),
        "suspend": lambda: suspend_case(case=case, by=lead),
        "resume": lambda: resume_case(case=case, by=lead),
    }.items():
        with CaptureQueriesContext(connection) as queries:
            act()
        counts[name] = counted(queries)
    assert {name: count for name, count in counts.items() if count > 7} == {}


def test_what_a_unit_asked_that_gave_the_case_back_is_not_granted_to_the_next_one(city: City):
    case, clerk = ask(city, in_progress(city)), city.actor("sanitation", at(DAY, "10:02"))
    case = return_case(case=load(case, clerk), reason="other_owner", note="归排水", by=clerk)
    desk, next_ = city.actor("dispatcher", at(DAY, "10:04")), city.actor("drainage", at(DAY, "10:06"))
    redispatch_case(case=load(case, desk), lead=city.units["drainage"].pk, by=desk)
    acknowledge_case(case=load(case, next_), by=next_)
    with pytest.raises(Missing, match="Nobody waits"):
        suspend(city, case)
    ask_suspension(case=load(case, next_), reason="season", until=UNTIL, by=next_)
    assert suspend(city, case).state == State.SUSPENDED
    assert lapse_requests(at(DAY, "11:00")) == 1
    assert list(Request.objects.order_by("id").values_list("state", flat=True)) == ["refused", "granted"]


def test_what_the_lead_asked_before_its_own_part_was_done_still_waits(city: City):
    case = dispatched(city, lead="enforcement", support=("ecology",), minor="0102", photo=False)
    for unit in ("enforcement", "ecology"):
        by = city.actor(unit, at(DAY, "08:30"))
        case = acknowledge_case(case=load(case, by), by=by)
    by = city.actor("enforcement", at(DAY, "10:00"))
    ask_suspension(case=load(case, by), reason="season", until=UNTIL, by=by)
    resolve_case(case=load(case, by), by=by)
    assert lapse_requests(at(DAY, "10:05")) == 0
    assert suspend(city, case).state == State.SUSPENDED
