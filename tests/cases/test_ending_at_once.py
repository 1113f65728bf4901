"""Two people at the same moment, each on a connection of their own: one wins, the other reads why not."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.cases.ends import THURSDAY, checked, closed, load, resolved
from tests.cases.ways import DAY, add_photo, in_progress, verbs_of
from tests.city import City, at, build_city
from wangge.accounts.refusals import Refusal
from wangge.cases.actions.checking import assign_check, check_case
from wangge.cases.actions.closing import close_case, reopen_by_reporter, reopen_case
from wangge.cases.actions.extensions import ask_extension, grant_extension, refuse_extension
from wangge.cases.actions.follow_ups import answer_follow_up, ask_follow_ups
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.sweeps import mark_overdue
from wangge.cases.models import Case, CaseStep, Follower, Order, PhotoStage
from wangge.cases.refusals import MovedOn

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_close_one_wins():
    city = build_city()
    case, by = checked(city), city.actor("supervisor", at(DAY, "18:10"))
    refused = together([closer(case, city) for _each in range(3)])
    assert [type(one) for one in refused] == [MovedOn, MovedOn]
    assert "it is closed now" in str(refused[0])
    assert verbs_of(load(case, by)).count("close") == 1


def closer(case: Case, city: City) -> Callable[[], object]:
    by = city.actor("supervisor", at(DAY, "18:10"))
    own = load(case, by)
    return lambda: close_case(case=own, closure="1", by=by)


def test_of_two_who_resolve_one_wins_and_one_check_is_ordered():
    city = build_city()
    case, by = in_progress(city), city.actor("sanitation", at(DAY, "09:40"))
    add_photo(case, PhotoStage.RESOLVE, by.at)
    views = [load(case, by) for _each in range(3)]
    refused = together([lambda own=own: resolve_case(case=own, by=by) for own in views])
    assert [type(one) for one in refused] == [MovedOn, MovedOn]
    assert Order.objects.filter(kind="check").count() == 1
    assert continuous(case)


def test_a_check_and_its_giving_away_at_once_leave_one_answer():
    city = build_city()
    case, lin, duty = resolved(city), city.actor("lin", at(DAY, "18:00")), city.actor("supervisor", at(DAY, "18:00"))
    first, second = load(case, lin), load(case, duty)
    refused = together(
        [
            lambda: check_case(case=first, outcome="fixed", by=lin),
            lambda: assign_check(case=second, checker=city.people["community"], by=duty),
        ]
    )
    assert [type(one) for one in refused] == [MovedOn]
    assert continuous(case)


def test_granted_and_refused_at_once_is_one_of_them():
    city = build_city()
    clerk, duty = city.actor("sanitation", at(DAY, "10:00")), city.actor("supervisor", at(DAY, "11:00"))
    case = ask_extension(case=load(in_progress(city), clerk), reason="works", by=clerk)
    lead = city.actor("lead", at(DAY, "11:00"))
    first, second = load(case, duty), load(case, lead)
    refused = together(
        [
            lambda: grant_extension(case=first, by=duty),
            lambda: refuse_extension(case=second, answer="不必", by=lead),
        ]
    )
    assert [type(one) for one in refused] == [MovedOn]
    assert len({"grant_extension", "refuse_extension"} & set(verbs_of(case))) == 1


def test_the_reporters_no_and_a_failed_audit_at_once_open_the_case_once():
    city = build_city()
    case = closed(city)
    ask_follow_ups(case=case, at=at(DAY, "18:11"))
    lin, duty = city.actor("lin", at(THURSDAY)), city.actor("supervisor", at(THURSDAY))
    followers = [Follower.objects.select_related("case__merged_into").get(case=case) for _each in range(2)]
    own = load(case, duty)
    refused = together(
        [
            lambda: answer_follow_up(follower=followers[0], fixed=False, by=lin),
            lambda: reopen_by_reporter(follower=followers[1], by=lin),
            lambda: reopen_case(case=own, reason="sample_failed", by=duty),
        ]
    )
    case.refresh_from_db()
    assert case.reopenings == 1
    assert {type(one) for one in refused} <= {MovedOn}
    assert continuous(case)


def test_a_sweep_and_people_at_work_never_wait_for_each_other_for_ever():
    city = build_city()
    by = city.actor("sanitation", at(DAY, "14:20"))
    cases = [in_progress(city) for _each in range(6)]
    for case in cases:
        add_photo(case, PhotoStage.RESOLVE, by.at)
    views = [load(case, by) for case in cases]
    refused = together(
        [
            lambda: mark_overdue(at(DAY, "14:20")),
            *(lambda own=own: resolve_case(case=own, by=by) for own in views[:3]),
            lambda: mark_overdue(at(DAY, "14:20")),
            *(lambda own=own: resolve_case(case=own, by=by) for own in views[3:]),
        ]
    )
    assert {type(one) for one in refused} <= {MovedOn}
    for case in cases:
        assert continuous(case)
        assert verbs_of(case).count("mark_overdue") <= 1
        assert {"resolve", "mark_overdue"} & set(verbs_of(case))


def continuous(case: Case) -> bool:
    """Whether the history is without a gap, and the case is where its last step left it."""
    case.refresh_from_db()
    steps = list(CaseStep.objects.filter(case=case).order_by("serial"))
    chained = all(one.after == other.before for one, other in pairwise(steps))
    return (
        chained
        and [step.serial for step in steps] == list(range(1, case.version + 1))
        and case.state == steps[-1].after
    )


def together(acts: Sequence[Callable[[], object]]) -> list[Refusal]:
    """Do all at once; the refusals. Any other fault fails the test."""
    start, refused, faults = Barrier(len(acts)), [], []

    def work(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except Refusal as refusal:
            refused.append(refusal)
        except Exception as fault:  # noqa: BLE001 (whatever it is, the test names it)
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=work, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return refused
