"""Closing by a third person; reopening by a failed audit, and by the reporter within fifteen days."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, checked, closed, load, resolved
from tests.cases.ways import DAY, add_photo, counted, order_of, verbs_of
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case, reopen_by_reporter, reopen_case
from wangge.cases.actions.following import follow_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.models import Case, CaseNote, CaseStep, Follower, Order, PhotoStage
from wangge.cases.refusals import MovedOn, NotYours, SamePerson, WrongStateRefusal
from wangge.cases.workflow import OrderKind, OrderState, State
from wangge.language import CHINESE, speaking
from wangge.territory.actors import reporter
from wangge.territory.models import Posting


def test_the_supervisor_closes_at_1810_with_an_answer_that_the_reporter_reads(city: City):
    case = closed(city, "18:10")
    case.refresh_from_db()
    assert (case.state, case.open, case.outcome, case.closed_at) == (State.CLOSED, False, "fixed", at(DAY, "18:10"))
    assert (case.ended_at, case.stage_due_at, case.closure.code) == (at(DAY, "18:10"), None, "1")
    note = CaseNote.objects.get(step__verb="close")
    assert (note.kind, note.text) == ("public", "垃圾已清走")


def test_who_resolved_or_checked_never_closes(city: City):
    case = checked(city)
    area = city.units["sanitation"].area
    for who in ("lin", "sanitation"):
        Posting.objects.create(user=city.people[who], role="duty_supervisor", area=area, begins_at=at(DAY, "00:00"))
        by = city.actor(who, at(DAY, "18:10"))
        with pytest.raises(SamePerson, match="somebody else closes it"):
            close_case(case=load(case, by), closure="1", by=by)
    assert Case.objects.get().state == State.CHECKED


@pytest.mark.parametrize("who", ["lin", "community", "subdistrict", "intake", "dispatcher", "lead", "sanitation"])
def test_only_the_duty_supervisor_closes(city: City, who: str):
    with pytest.raises(NotYours):
        close_case(case=checked(city), closure="1", by=city.actor(who, at(DAY, "18:10")))


def test_a_closure_condition_of_the_class_is_needed(city: City):
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = load(checked(city), by)
    for code in ("", "7"):
        with pytest.raises(Unusable, match="it has 1"):
            close_case(case=case, closure=code, by=by)


def test_who_closes_does_not_change_what_the_check_found(city: City):
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = load(checked(city), by)
    with pytest.raises(Unusable, match="found fixed, not partly"):
        close_case(case=case, closure="1", outcome="partly", by=by)
    assert close_case(case=case, closure="1", outcome="fixed", by=by).state == State.CLOSED


def test_who_names_another_outcome_reads_both_in_words(city: City):
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = load(checked(city), by)
    with speaking(CHINESE), pytest.raises(Unusable) as refused:
        close_case(case=case, closure="1", outcome="not_fixed", by=by)
    assert "已解决" in str(refused.value)
    assert "未解决" in str(refused.value)


def test_what_is_not_checked_is_not_closed(city: City):
    by = city.actor("supervisor", at(DAY, "18:10"))
    with pytest.raises(WrongStateRefusal, match="waiting for the check"):
        close_case(case=load(resolved(city), by), closure="1", by=by)


def test_of_two_who_close_at_once_one_wins(city: City):
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = checked(city)
    first, second = load(case, by), load(case, by)
    close_case(case=first, closure="1", by=by)
    with pytest.raises(MovedOn, match="it is closed now"):
        close_case(case=second, closure="1", by=by)
    with pytest.raises(MovedOn):
        reopen_case(case=load(case, by), reason="sample_failed", by=by, seen=second.version)
    assert verbs_of(case).count("close") == 1


def test_a_failed_audit_gives_the_unit_a_full_limit_from_the_reopening(city: City):
    by = city.actor("supervisor", at(THURSDAY, "10:00"))
    before = closed(city)
    assert not Order.objects.filter(case=before, case_open=True).exists()
    case = reopen_case(case=load(before, by), reason="sample_failed", note="抽查不合格", by=by)
    assert not Order.objects.filter(case=case, case_open=False).exists()
    case.refresh_from_db()
    part = order_of(case, OrderKind.PART)
    assert (case.state, case.open, case.reopenings, case.reworks) == (State.REWORK, True, 1, 1)
    assert (case.due_at, part.due_at, part.limit) == (at(THURSDAY, "16:00"), at(THURSDAY, "16:00"), 4)
    assert (case.closed_at, case.ended_at, case.outcome, case.closure) == (None, None, "", None)
    assert verbs_of(case)[-2:] == ["reopen", "send_to_rework"]
    assert case.reported_at == at(DAY, "07:50")  # the reporter's clock runs on


@pytest.mark.parametrize("who", ["lin", "community", "intake", "dispatcher", "sanitation"])
def test_others_of_the_staff_do_not_reopen(city: City, who: str):
    with pytest.raises(NotYours):
        reopen_case(case=closed(city), reason="sample_failed", by=city.actor(who, at(THURSDAY)))


def test_a_reopening_needs_a_reason_that_is_one_and_a_closed_case(city: City):
    by = city.actor("lead", at(THURSDAY))
    with pytest.raises(Unusable, match="came_back, sample_failed"):
        reopen_case(case=load(closed(city), by), reason="season", by=by)
    with pytest.raises(WrongStateRefusal):
        reopen_case(case=load(checked(city), by), reason="sample_failed", by=by)


def test_the_reporter_says_no_and_another_than_before_checks(city: City):
    case = closed(city)
    follower = Follower.objects.get(case=case)
    case = reopen_by_reporter(follower=follower, by=city.actor("lin", at(THURSDAY, "10:00")))
    check = order_of(case, OrderKind.CHECK)
    assert (case.state, case.reopenings, check.holder) == (State.CHECKING, 1, city.people["deputy"])
    assert (check.due_at, case.stage_due_at) == (at("2026-03-13", "10:00"), at("2026-03-13", "10:00"))
    step = CaseStep.objects.get(case=case, verb="reopen")
    assert (step.role, step.reason) == ("reporter", "reporter_says_no")


def test_where_nobody_else_is_who_checked_before_checks_again(city: City):
    case = closed(city)
    Posting.objects.exclude(grid_code="").exclude(user=city.people["lin"]).update(ends_at=at(DAY, "20:00"))
    follower = Follower.objects.get(case=case)
    case = reopen_by_reporter(follower=follower, by=city.actor("lin", at(THURSDAY, "10:00")))
    assert order_of(case, OrderKind.CHECK).holder == city.people["lin"]


def test_a_check_after_the_reporters_no_sends_it_to_rework_or_it_is_closed_again(city: City):
    case = closed(city)
    follower = Follower.objects.get(case=case)
    reopen_by_reporter(follower=follower, by=city.actor("lin", at(THURSDAY, "10:00")))
    by = city.actor("deputy", at(THURSDAY, "11:00"))
    case = check_case(case=load(case, by), outcome="not_fixed", reason="came_back", by=by)
    assert (case.state, case.due_at) == (State.REWORK, at(THURSDAY, "16:00"))  # the full four hours since ten
    by = city.actor("sanitation", at(THURSDAY, "14:30"))
    acknowledge_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(case, by), by=by)
    check_case(case=load(case, by), outcome="fixed", by=city.actor("lin", at(THURSDAY, "15:00")))
    by = city.actor("supervisor", at(THURSDAY, "16:00"))
    assert close_case(case=load(case, by), closure="1", by=by).state == State.CLOSED


def test_fifteen_days_after_closing_it_is_a_new_report(city: City):
    case = closed(city, "18:10")
    follower = Follower.objects.get(case=case)
    last = at(DAY, "18:10") + timedelta(days=15)
    with pytest.raises(Unusable, match="closed on 2026-03-11, more than 15 days ago"):
        reopen_by_reporter(follower=follower, by=city.actor("lin", last + timedelta(seconds=1)))
    assert reopen_by_reporter(follower=follower, by=city.actor("lin", last)).state == State.CHECKING


def test_nobody_who_is_signed_in_reopens_in_the_name_of_a_follower(city: City):
    follower = Follower.objects.get(case=closed(city))
    for who in ("xu", "supervisor"):
        with pytest.raises(NotYours):
            reopen_by_reporter(follower=follower, by=city.actor(who, at(THURSDAY)))
    assert reopen_by_reporter(follower=follower, by=reporter(at(THURSDAY))).state == State.CHECKING


def test_who_joined_does_not_open_it_again(city: City):
    case = checked(city)
    stranger, _secret = follow_case(case=case, contact=None, by=reporter(at(DAY, "18:05")))
    by = city.actor("supervisor", at(DAY, "18:10"))
    close_case(case=load(case, by), closure="1", by=by)
    stranger = Follower.objects.select_related("case__merged_into").get(pk=stranger.pk)
    with pytest.raises(NotYours, match="the reporter does, or the duty supervisor"):
        reopen_by_reporter(follower=stranger, by=reporter(at(THURSDAY)))
    assert Case.objects.get().state == State.CLOSED


def test_a_case_that_is_open_is_not_reopened(city: City):
    follower = Follower.objects.get(case=checked(city))
    with pytest.raises(WrongStateRefusal):
        reopen_by_reporter(follower=follower, by=city.actor("lin", at(THURSDAY)))


def test_closing_takes_back_a_verification_that_nobody_needs(city: City):
    case = checked(city)
    part = Order.objects.filter(case=case, kind=OrderKind.PART).get()
    part.pk, part.kind, part.unit, part.lead, part.state = None, OrderKind.VERIFY, None, False, OrderState.WAITING
    part.save(force_insert=True)
    by = city.actor("supervisor", at(DAY, "18:10"))
    close_case(case=load(case, by), closure="1", by=by)
    assert order_of(case, OrderKind.VERIFY).state == OrderState.CANCELLED


def test_closing_and_reopening_take_at_most_seven_statements(city: City):
    closed(city)  # what processes keep is read here
    by, counts = city.actor("supervisor", at(THURSDAY)), {}
    first, second, third = load(checked(city), by), load(closed(city), by), closed(city)
    follower = Follower.objects.select_related("case__merged_into").get(case=third)
    lin = city.actor("lin", at(THURSDAY))
    for name, act in {
        "close": lambda: close_case(case=first, closure="1", answer="好了", by=by),
        "reopen": lambda: reopen_case(case=second, reason="sample_failed", note="抽查", by=by),
        "reporter": lambda: reopen_by_reporter(follower=follower, by=lin),
    }.items():
        with CaptureQueriesContext(connection) as queries:
            act()
        counts[name] = counted(queries)
    assert {name: count for name, count in counts.items() if count > 7} == {}
