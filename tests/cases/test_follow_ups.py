"""Is it really fixed? Asked once a closing of everybody who follows; a "no" within fifteen days reopens, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ends import THURSDAY, checked, closed, load
from tests.cases.ways import DAY, counted, reported, seen_by, verbs_of
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.follow_ups import answer_follow_up, ask_follow_ups
from wangge.cases.actions.following import follow_case
from wangge.cases.actions.merging import merge_case
from wangge.cases.models import Case, Follower, FollowUp
from wangge.cases.refusals import NotYours
from wangge.cases.reports import Contact
from wangge.cases.supervision import answers_not_fixed
from wangge.cases.workflow import State
from wangge.territory.actors import reporter

MORNING = at(THURSDAY, "09:00")


def asked(city: City) -> Follower:
    """Zhou Guilan told it to Lin; the case is closed and she is asked."""
    guilan = Contact("周桂兰", "0717-6000000", may_call=True)
    case = closed(city, on_behalf=True, contact=guilan)
    ask_follow_ups(case=case, at=at(DAY, "18:11"))
    return fetched(case)


def fetched(case: Case) -> Follower:
    return Follower.objects.select_related("case__merged_into").get(case=case, reporter=True)


def test_everybody_who_follows_is_asked_once_a_closing(city: City):
    case = checked(city)
    follow_case(case=case, contact=None, by=city.actor("xu", at(DAY, "18:05")))
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = close_case(case=load(case, by), closure="1", by=by)
    first, again = ask_follow_ups(case=case, at=by.at), ask_follow_ups(case=case, at=MORNING)
    assert len(first) == 2
    assert [row.pk for row in again] == [row.pk for row in first]
    assert {row.asked_at for row in again} == {by.at}


def test_followers_of_a_merged_case_are_asked_about_the_one_that_went_on(city: City):
    case, twin = checked(city), reported(city)
    intake = city.actor("intake", at(DAY, "18:05"))
    merge_case(case=load(twin, intake), into=case, by=intake)
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = close_case(case=load(case, by), closure="1", by=by)
    assert {row.follower.case_id for row in ask_follow_ups(case=case, at=by.at)} == {case.pk, twin.pk}
    answer = answer_follow_up(follower=fetched(twin), fixed=False, by=city.actor("lin", MORNING))
    assert (answer.reopened, answer.case.pk, answer.case.state) == (True, case.pk, State.CHECKING)


def test_nobody_is_asked_about_what_is_open(city: City):
    assert ask_follow_ups(case=checked(city), at=MORNING) == []


def test_a_yes_is_kept_and_the_case_stays_closed(city: City):
    answer = answer_follow_up(follower=asked(city), fixed=True, satisfied=True, by=reporter(MORNING))
    row = FollowUp.objects.get()
    assert (row.fixed, row.satisfied, row.answered_at) == (True, True, MORNING)
    assert (answer.reopened, Case.objects.get().state) == (False, State.CLOSED)
    assert verbs_of(answer.case)[-1] == "follow_up"


def test_a_no_opens_the_case_again_for_a_check(city: City):
    answer = answer_follow_up(follower=asked(city), fixed=False, satisfied=False, by=reporter(MORNING))
    case = Case.objects.get()
    assert (answer.reopened, case.state, case.reopenings) == (True, State.CHECKING, 1)
    assert verbs_of(case)[-3:] == ["follow_up", "reopen", "send_to_check"]
    assert "open again" in answer.sentence


def test_a_second_no_is_kept_and_opens_nothing_more(city: City):
    follower = asked(city)
    answer_follow_up(follower=follower, fixed=False, by=reporter(MORNING))
    answer = answer_follow_up(follower=fetched(follower.case), fixed=False, by=reporter(MORNING))
    assert (answer.reopened, Case.objects.get().reopenings) == (False, 1)
    assert "open already" in answer.sentence


def test_a_no_to_a_case_that_was_opened_at_the_same_moment_is_kept(city: City):
    follower = asked(city)
    stale = fetched(follower.case)
    answer_follow_up(follower=follower, fixed=False, by=reporter(MORNING))
    answer = answer_follow_up(follower=stale, fixed=False, satisfied=False, by=reporter(MORNING))
    assert (answer.reopened, answer.case.state) == (False, State.CHECKING)
    assert FollowUp.objects.get().satisfied is False


def test_a_no_after_fifteen_days_is_kept_and_a_new_report_is_asked_for(city: City):
    late = reporter(at(DAY, "18:10") + timedelta(days=15, seconds=1))
    answer = answer_follow_up(follower=asked(city), fixed=False, by=late)
    assert (answer.reopened, Case.objects.get().state, FollowUp.objects.get().fixed) == (False, State.CLOSED, False)
    assert "report what you see as a new case" in answer.sentence


def test_a_no_of_who_joined_is_kept_for_the_supervisor_and_opens_nothing(city: City):
    case = checked(city)
    stranger, _secret = follow_case(case=case, contact=None, by=reporter(at(DAY, "18:05")))
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = close_case(case=load(case, by), closure="1", by=by)
    ask_follow_ups(case=case, at=by.at)
    stranger = Follower.objects.select_related("case__merged_into").get(pk=stranger.pk)
    answer = answer_follow_up(follower=stranger, fixed=False, by=reporter(MORNING))
    assert (answer.reopened, Case.objects.get().state) == (False, State.CLOSED)
    assert "supervisor sees it" in answer.sentence
    assert verbs_of(case)[-1] == "follow_up"
    told = answers_not_fixed(by=city.actor("supervisor", MORNING))
    assert [one.follower_id for one in told] == [stranger.pk]


def test_after_the_second_closing_everybody_is_asked_again(city: City):
    follower = asked(city)
    answer_follow_up(follower=follower, fixed=False, by=reporter(MORNING))
    deputy, by = city.actor("deputy", MORNING), city.actor("supervisor", at(THURSDAY, "11:00"))
    case = check_case(case=load(follower.case, deputy), outcome="fixed", by=deputy)
    case = close_case(case=load(case, by), closure="1", by=by)
    assert [row.round for row in ask_follow_ups(case=case, at=by.at)] == [2]
    answer = answer_follow_up(follower=fetched(case), fixed=False, by=reporter(at(THURSDAY, "12:00")))
    assert (answer.reopened, Case.objects.get().reopenings) == (True, 2)
    assert list(FollowUp.objects.order_by("round").values_list("round", "fixed")) == [(1, False), (2, False)]


def test_staff_type_in_what_was_said_on_the_telephone(city: City):
    follower = asked(city)
    answer_follow_up(follower=follower, fixed=True, by=city.actor("intake", MORNING))
    for who in ("lin", "sanitation", "dispatcher", "other_community"):
        with pytest.raises(NotYours):
            answer_follow_up(follower=follower, fixed=False, by=city.actor(who, MORNING))
    assert FollowUp.objects.get().fixed is True


def test_before_the_question_there_is_no_answer(city: City):
    case = closed(city)
    with pytest.raises(Unusable, match="Nobody asked"):
        answer_follow_up(follower=fetched(case), fixed=True, by=city.actor("lin", MORNING))


def test_an_answer_takes_at_most_eight_statements(city: City):
    assert seen_by(city, "lin", closed(city)).state == State.CLOSED  # what processes keep is read here
    follower = asked(city)
    with CaptureQueriesContext(connection) as queries:
        answer_follow_up(follower=follower, fixed=False, by=reporter(MORNING))
    assert counted(queries) <= 8
