"""What time does: warned once, marked once, escalated once, resumed on the date; twice at once it is done once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, checked, closed, load, resolved, sent_to_rework
from tests.cases.ways import DAY, counted, dispatched, in_progress, order_of, reported, verbs_of
from tests.city import City, at, build_city
from wangge.cases.actions.extensions import ask_extension, grant_extension
from wangge.cases.actions.remarks import comment_case
from wangge.cases.actions.suspensions import ask_suspension, suspend_case
from wangge.cases.actions.sweeps import (
    escalate_long_overdue,
    lapse_requests,
    mark_overdue,
    resume_suspended,
    warn_of_limits,
)
from wangge.cases.actions.voiding import ask_void
from wangge.cases.jobs import SWEEPS, SWEEPS_OF_LIMITS
from wangge.cases.models import Case, CaseStep, Order, Request
from wangge.cases.workflow import OrderKind, State

OURS = (warn_of_limits, mark_overdue, escalate_long_overdue, resume_suspended, lapse_requests)


def suspended(city: City, until: date) -> Case:
    clerk, lead = city.actor("sanitation", at(DAY, "10:00")), city.actor("lead", at(DAY, "10:10"))
    case = ask_suspension(case=load(in_progress(city), clerk), reason="works", until=until, by=clerk)
    return suspend_case(case=load(case, lead), by=lead)


def test_a_unit_is_warned_once_when_a_quarter_of_its_limit_is_left(city: City):
    case = in_progress(city)  # due 14:10; the last of four working hours begins at 11:10, before lunch
    assert warn_of_limits(at(DAY, "11:09")) == 0
    assert warn_of_limits(at(DAY, "11:10")) == 1
    assert warn_of_limits(at(DAY, "11:11")) == 0
    case.refresh_from_db()
    part = order_of(case, OrderKind.PART)
    assert (case.warned_at, part.warned_at) == (at(DAY, "11:10"), at(DAY, "11:10"))
    step = CaseStep.objects.get(verb="warn")
    assert (step.by, step.role, step.order, step.unit, step.due_at) == (
        None,
        "rule",
        part,
        city.units["sanitation"],
        at(DAY, "14:10"),
    )
    assert (step.serial, step.before, step.after) == (case.version, State.IN_PROGRESS, State.IN_PROGRESS)


def test_a_limit_that_passed_is_marked_once_and_nobody_is_warned_of_it_any_more(city: City):
    case = in_progress(city)
    assert mark_overdue(at(DAY, "14:10")) == 0
    assert mark_overdue(at(DAY, "14:11")) == 1
    assert (mark_overdue(at(DAY, "14:12")), warn_of_limits(at(DAY, "14:12"))) == (0, 0)
    case.refresh_from_db()
    assert (case.overdue_at, order_of(case, OrderKind.PART).overdue_at) == (at(DAY, "14:11"),) * 2
    assert verbs_of(case).count("mark_overdue") == 1


def test_the_checker_is_warned_and_marked_by_the_check_orders_own_limit(city: City):
    case = resolved(city)  # to be checked until Thursday 09:40; two working hours before are Wednesday 17:40
    assert warn_of_limits(at(DAY, "17:39")) == 0
    assert warn_of_limits(at(DAY, "17:40")) == 1
    assert mark_overdue(at(THURSDAY, "09:41")) == 1
    case.refresh_from_db()
    check = order_of(case, OrderKind.CHECK)
    assert (check.overdue_at, case.overdue_at) == (at(THURSDAY, "09:41"), at(THURSDAY, "09:41"))
    assert order_of(case, OrderKind.PART).overdue_at is None


def test_the_desks_of_the_centre_have_limits_too(city: City):
    case = reported(city, time="09:00")  # one working hour, of which a quarter is left at 09:45
    assert warn_of_limits(at(DAY, "09:44")) == 0
    assert warn_of_limits(at(DAY, "09:45")) == 1
    assert mark_overdue(at(DAY, "10:00")) == 0
    assert mark_overdue(at(DAY, "10:01")) == 1
    case.refresh_from_db()
    assert (case.warned_at, case.overdue_at) == (at(DAY, "09:45"), at(DAY, "10:01"))
    waiting = checked(city, "18:00")  # to be closed until Thursday 18:00
    assert warn_of_limits(at(THURSDAY, "16:00")) == 1
    waiting.refresh_from_db()
    assert waiting.warned_at == at(THURSDAY, "16:00")


def test_a_verification_beside_an_urgent_case_leaves_the_cases_own_marks_alone(city: City):
    case = reported(city, "xu", "09:00", kind="component", minor="0101")
    assert case.state == State.DISPATCHED
    assert mark_overdue(at(DAY, "11:01")) == 1  # two urgent hours of the unit
    assert mark_overdue(at(DAY, "15:01")) == 1  # four working hours of who verifies
    case.refresh_from_db()
    assert case.overdue_at == at(DAY, "11:01")
    assert order_of(case, OrderKind.VERIFY).overdue_at == at(DAY, "15:01")


def test_a_new_limit_is_warned_of_and_marked_anew(city: City):
    case = in_progress(city)
    clerk, by = city.actor("sanitation", at(DAY, "11:30")), city.actor("supervisor", at(DAY, "11:40"))
    assert warn_of_limits(at(DAY, "11:20")) == 1
    case = ask_extension(case=load(case, clerk), reason="works", by=clerk)
    case = grant_extension(case=load(case, by), by=by)
    assert (case.warned_at, warn_of_limits(at(DAY, "14:20"))) == (None, 0)
    assert warn_of_limits(at(DAY, "17:10")) == 1
    assert mark_overdue(at(THURSDAY, "08:11")) == 1


def test_a_rework_is_marked_by_its_own_limit(city: City):
    case = sent_to_rework(city, "17:30")  # due Thursday 09:30
    assert mark_overdue(at(THURSDAY, "09:31")) == 1
    case.refresh_from_db()
    assert case.overdue_at == at(THURSDAY, "09:31")


def test_what_is_overdue_by_its_whole_limit_is_escalated_once(city: City):
    case = in_progress(city)
    mark_overdue(at(DAY, "14:11"))
    # Four working hours after Wednesday 14:10 are Thursday 08:10.
    assert escalate_long_overdue(at(DAY, "18:20")) == 0
    assert escalate_long_overdue(at(THURSDAY, "08:10")) == 0
    assert escalate_long_overdue(at(THURSDAY, "08:11")) == 1
    assert escalate_long_overdue(at(THURSDAY, "08:12")) == 0
    case.refresh_from_db()
    assert case.needs_coordination
    step = CaseStep.objects.get(verb="supervise")
    assert (step.reason, step.role, step.by, step.unit) == ("overdue", "rule", None, city.units["sanitation"])


def test_what_rests_is_neither_warned_of_nor_marked_and_goes_on_upon_its_date(city: City):
    case = suspended(city, date(2026, 4, 7))
    for moment in (at(DAY, "14:11"), at("2026-04-06", "12:00")):
        assert (warn_of_limits(moment), mark_overdue(moment), resume_suspended(moment)) == (0, 0, 0)
    assert resume_suspended(at("2026-04-07", "00:01")) == 1
    assert resume_suspended(at("2026-04-07", "00:02")) == 0
    case.refresh_from_db()
    assert (case.state, case.due_at) == (State.IN_PROGRESS, at("2026-04-07", "10:00"))


def test_what_was_asked_and_cannot_be_granted_any_more_lapses(city: City):
    clerk, intake = city.actor("sanitation", at(DAY, "09:00")), city.actor("intake", at(DAY, "09:00"))
    case = ask_extension(case=load(in_progress(city), clerk), reason="works", by=clerk)
    other = ask_void(case=load(in_progress(city), intake), reason="test_entry", by=intake)
    assert lapse_requests(at(DAY, "09:30")) == 0
    Order.objects.filter(case=case).update(state="done")
    Case.objects.filter(pk=other.pk).update(state="void", open=False)
    assert (lapse_requests(at(DAY, "09:40")), lapse_requests(at(DAY, "09:41"))) == (2, 0)
    rows = Request.objects.values_list("state", "decided_by", "decided_at")
    assert list(rows) == [("refused", None, at(DAY, "09:40"))] * 2


def test_what_has_ended_is_left_in_peace(city: City):
    closed(city)
    for run in OURS:
        assert run(at("2026-06-01", "12:00")) == 0


def test_a_case_that_somebody_changes_meanwhile_comes_later_and_the_others_at_once(city: City):
    quiet, busy = in_progress(city), in_progress(city)
    commented: list[Case] = []

    def somebody_comments_first(execute: Any, sql: str, *rest: Any) -> Any:
        """After the sweep has read what is due, and before it begins to write."""
        if sql.startswith("SAVEPOINT") and not commented:
            commented.append(busy)
            by = city.actor("supervisor", at(DAY, "14:11"))
            comment_case(case=load(busy, by), note="已催", by=by)
        return execute(sql, *rest)

    with connection.execute_wrapper(somebody_comments_first):
        assert mark_overdue(at(DAY, "14:11")) == 1
    assert verbs_of(busy)[-1] == "comment"
    assert order_of(busy, OrderKind.PART).overdue_at is None
    assert verbs_of(busy).count("mark_overdue") == 0
    assert mark_overdue(at(DAY, "14:12")) == 1
    assert [verbs_of(case).count("mark_overdue") for case in (quiet, busy)] == [1, 1]


def test_with_nothing_due_a_sweep_asks_little_and_with_much_due_not_much_more(city: City):
    for _each in range(6):
        dispatched(city)
    warn_of_limits(at(DAY, "08:20"))  # what processes keep is read here
    counts = {}
    for moment in ("08:30", "14:11"):
        for run in OURS:
            with CaptureQueriesContext(connection) as queries:
                run(at(DAY, moment))
            counts[moment, run.__name__] = counted(queries)
    assert {key: count for key, count in counts.items() if key[0] == "08:30" and count > 4} == {}
    assert {key: count for key, count in counts.items() if count > 8} == {}
    assert Order.objects.filter(overdue_at=at(DAY, "14:11")).count() == 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [warn_of_limits, mark_overdue])
def test_two_sweeps_at_once_mark_each_limit_once(run: Callable[[datetime], int]):
    city = build_city()
    cases = [in_progress(city) for _each in range(8)]
    moment = at(DAY, "14:05") if run is warn_of_limits else at(DAY, "14:11")
    written = at_once(run, moment, 3)
    for case in cases:
        case.refresh_from_db()
        steps = list(CaseStep.objects.filter(case=case).order_by("serial").values_list("serial", "verb"))
        assert [serial for serial, _verb in steps] == list(range(1, case.version + 1))
        assert [verb for _serial, verb in steps if verb in {"warn", "mark_overdue"}] == [steps[-1][1]]
    assert sum(written) == 8


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_resume_and_escalate_once():
    city = build_city()
    case, late = suspended(city, date(2026, 3, 12)), in_progress(city)
    mark_overdue(at(DAY, "14:11"))
    assert sum(at_once(resume_suspended, at(THURSDAY, "08:30"), 3)) == 1
    assert sum(at_once(escalate_long_overdue, at(THURSDAY, "08:30"), 3)) == 1
    assert verbs_of(case).count("resume") == 1
    assert verbs_of(late).count("supervise") == 1


def test_each_sweep_is_listed_for_the_worker_once_with_its_rhythm():
    every = {sweep.name: sweep.every for sweep in SWEEPS}
    assert len(every) == len(SWEEPS)
    assert (every["limit warnings"], every["overdue marks"]) == (timedelta(minutes=1), timedelta(minutes=1))
    assert {sweep.run for sweep in SWEEPS_OF_LIMITS} == set(OURS)
    assert set(SWEEPS_OF_LIMITS) <= set(SWEEPS)


def at_once(run: Callable[[datetime], int], moment: datetime, count: int) -> list[int]:
    """Run a sweep in several threads that begin together; what each of them did."""
    start, done = Barrier(count), []

    def work() -> None:
        try:
            start.wait()
            done.append(run(moment))
        finally:
            connection.close()

    threads = [Thread(target=work) for _each in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == count
    return done
