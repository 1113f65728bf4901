"""Verification, intake, filing and merging: what each needs, what follows, and who may not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import DAY, add_photo, counted, order_of, reported, seen_by, verbs_of
from tests.city import City, at
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.intake import file_case, refuse_filing, take_in_case
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.verification import refute_case, send_to_verify, verify_case
from wangge.cases.models import Case, CaseNote, CaseStep, NoteKind, PhotoStage
from wangge.cases.refusals import Missing, MovedOn, NotYours, WrongStateRefusal
from wangge.cases.workflow import OrderKind, OrderState, State
from wangge.territory.models import Posting

WASTE = {"kind": "event", "minor": "0101", "condition": "1"}
MANHOLE = {"kind": "component", "minor": "0101", "condition": "1"}


def test_a_volunteers_report_is_verified_by_the_worker_of_its_grid(city: City):
    case = reported(city, "xu")
    assert case.state == State.VERIFYING
    assert order_of(case, OrderKind.VERIFY).holder == city.people["lin"]
    verify_case(case=seen_by(city, "lin", case), by=city.actor("lin", at(DAY, "09:10")), note="看到了")
    case.refresh_from_db()
    order = order_of(case, OrderKind.VERIFY)
    assert (case.state, order.state, order.result) == (State.TAKEN_IN, OrderState.DONE, "true")
    assert case.stage_due_at == at(DAY, "10:10")
    assert CaseNote.objects.get(case=case).kind == NoteKind.COMMENT


def test_what_is_refuted_goes_back_to_intake_and_only_the_supervisor_files_it(city: City):
    case = reported(city, "xu")
    refute_case(case=seen_by(city, "lin", case), reason="not_there", by=city.actor("lin", at(DAY)))
    case = seen_by(city, "intake", case)
    assert case.state == State.REPORTED
    with pytest.raises(Missing, match="supervisor"):
        file_case(case=case, **WASTE, by=city.actor("intake", at(DAY)), reason="evident")
    file_case(case=case, **WASTE, by=city.actor("supervisor", at(DAY)), reason="evident")
    assert case.state == State.FILED
    assert CaseStep.objects.get(case=case, verb="file").reason == "evident"


def test_a_second_look_that_is_still_awaited_does_not_undo_the_first(city: City):
    case, intake = seen_by(city, "intake", reported(city)), city.actor("intake", at(DAY))
    send_to_verify(case=case, by=intake)
    refute_case(case=case, reason="not_there", by=city.actor("deputy", at(DAY)))
    send_to_verify(case=case, by=intake)
    with pytest.raises(Missing):
        file_case(case=case, **WASTE, by=intake)
    verify_case(case=case, by=city.actor("deputy", at(DAY)))
    assert file_case(case=case, **WASTE, by=intake).state == State.FILED


def test_only_the_holder_of_the_order_verifies(city: City):
    case = reported(city, "xu")
    for who in ("deputy", "neighbour", "far", "community", "intake", "supervisor", "xu"):
        with pytest.raises(NotYours):
            verify_case(case=case, by=city.actor(who, at(DAY)))
        with pytest.raises(NotYours):
            refute_case(case=case, reason="not_there", by=city.actor(who, at(DAY)))
    assert Case.objects.get().version == case.version


def test_a_verification_that_is_over_moved_on(city: City):
    case = reported(city, "xu")
    verify_case(case=seen_by(city, "lin", case), by=city.actor("lin", at(DAY)))
    with pytest.raises(MovedOn, match="waiting to be filed"):
        verify_case(case=seen_by(city, "lin", case), by=city.actor("lin", at(DAY)))


def test_intake_sends_a_report_to_the_deputy_when_the_worker_reported_it(city: City):
    case = seen_by(city, "intake", reported(city, "lin"))
    send_to_verify(case=case, by=city.actor("intake", at(DAY, "08:30")))
    order = order_of(case, OrderKind.VERIFY)
    assert order.holder == city.people["deputy"]
    assert case.state == State.VERIFYING
    assert case.stage_due_at == order.due_at == at(DAY, "14:30")


def test_where_nobody_is_posted_a_sentence_says_so(city: City):
    case = seen_by(city, "intake", reported(city, "lin"))
    Posting.objects.filter(role="grid_worker").update(ends_at=at(DAY, "08:00"))
    with pytest.raises(Unusable, match="Nobody is posted"):
        send_to_verify(case=case, by=city.actor("intake", at(DAY)))


def test_a_grid_workers_report_with_its_photo_is_filed_at_once(city: City):
    case = seen_by(city, "intake", reported(city))
    file_case(case=case, **WASTE, by=city.actor("intake", at(DAY, "08:09")))
    case.refresh_from_db()
    assert (case.state, case.filed_at, case.stage_due_at) == (State.FILED, at(DAY, "08:09"), at(DAY, "09:09"))
    assert case.minor is not None
    assert case.minor.code == "0101"


def test_without_the_photo_that_the_class_asks_for_nobody_files_it_but_the_supervisor(city: City):
    case = seen_by(city, "intake", reported(city, photo=False))
    with pytest.raises(Missing, match=case.number):
        file_case(case=case, **WASTE, by=city.actor("intake", at(DAY)))
    with pytest.raises(Missing):
        file_case(case=case, **WASTE, by=city.actor("supervisor", at(DAY)))
    with pytest.raises(Unusable, match="evident"):
        file_case(case=case, **WASTE, by=city.actor("supervisor", at(DAY)), reason="weather")
    file_case(case=case, **WASTE, by=city.actor("supervisor", at(DAY)), reason="evident")
    step = CaseStep.objects.get(case=case, verb="file")
    assert (step.role, step.reason) == ("duty_supervisor", "evident")


def test_a_class_that_asks_for_no_photo_is_filed_from_the_workers_word(city: City):
    case = seen_by(city, "intake", reported(city, photo=False, minor="0102"))
    file_case(case=case, kind="event", minor="0102", condition="1", by=city.actor("intake", at(DAY)))
    assert case.state == State.FILED


def test_filing_unverified_cancels_the_verification(city: City):
    case = seen_by(city, "supervisor", reported(city, "xu"))
    file_case(case=case, **WASTE, by=city.actor("supervisor", at(DAY)), reason="danger")
    assert order_of(case, OrderKind.VERIFY).state == OrderState.CANCELLED


def test_filing_needs_class_and_condition_that_exist(city: City):
    case = seen_by(city, "intake", reported(city))
    by = city.actor("intake", at(DAY))
    with pytest.raises(Missing, match="1, 2"):
        file_case(case=case, kind="event", minor="0101", condition="", by=by)
    with pytest.raises(Unusable, match="no filing condition 7"):
        file_case(case=case, kind="event", minor="0101", condition="7", by=by)
    with pytest.raises(Unusable, match="no class 9999"):
        file_case(case=case, kind="event", minor="9999", condition="1", by=by)
    assert Case.objects.get().state == State.REPORTED


def test_what_intake_sees_to_be_urgent_goes_to_the_unit_at_once_and_is_verified_beside(city: City):
    case = seen_by(city, "intake", reported(city, "xu", minor="", kind=None, condition=""))
    assert case.state == State.VERIFYING
    file_case(case=case, **MANHOLE, by=city.actor("intake", at(DAY, "11:30")))
    case.refresh_from_db()
    assert (case.state, case.unit) == (State.DISPATCHED, city.units["drainage"])
    assert case.due_at == case.stage_due_at == at(DAY, "13:30")
    assert verbs_of(case) == ["report", "send_to_verify", "file", "dispatch"]
    verify_case(case=seen_by(city, "lin", case), by=city.actor("lin", at(DAY, "11:40")))
    case.refresh_from_db()
    assert (case.state, case.stage_due_at) == (State.DISPATCHED, at(DAY, "13:30"))


def test_an_urgent_case_that_nobody_was_asked_about_is_sent_to_the_worker_beside(city: City):
    workers = Posting.objects.filter(role="grid_worker")
    workers.update(ends_at=at(DAY, "07:00"))
    case = seen_by(city, "intake", reported(city, "xu", minor="", kind=None, condition=""))
    assert case.state == State.REPORTED
    workers.update(ends_at=None)
    by = city.actor("intake", at(DAY))
    with CaptureQueriesContext(connection) as queries:
        file_case(case=case, **MANHOLE, by=by)
    assert order_of(case, OrderKind.VERIFY).holder == city.people["lin"]
    assert case.state == State.DISPATCHED
    assert counted(queries) <= 7


def test_not_filed_tells_the_reporter_why(city: City):
    case = seen_by(city, "intake", reported(city, "xu"))
    by = city.actor("intake", at(DAY))
    with pytest.raises(Missing, match="write the answer"):
        refuse_filing(case=case, reason="not_ours", answer="  ", by=by)
    with pytest.raises(Unusable, match="private_matter"):
        refuse_filing(case=case, reason="beyond_our_means", answer="否", by=by)
    refuse_filing(case=case, reason="for_another_office", answer="请联系信访接待室", by=by)
    case.refresh_from_db()
    assert (case.state, case.open, case.ended_at, case.stage_due_at) == (State.NOT_FILED, False, at(DAY), None)
    assert CaseNote.objects.get(case=case).kind == NoteKind.PUBLIC
    assert order_of(case, OrderKind.VERIFY).state == OrderState.CANCELLED


def test_a_duplicate_ends_in_the_other_case(city: City):
    first, second = reported(city), seen_by(city, "intake", reported(city, "xu"))
    merge_case(case=second, into=first, by=city.actor("intake", at(DAY)))
    second.refresh_from_db()
    assert (second.state, second.merged_into, second.open) == (State.MERGED, first, False)
    assert Case.objects.get(pk=first.pk).version == first.version


def test_what_is_no_duplicate_is_not_merged(city: City):
    by = city.actor("intake", at(DAY))
    case, far = reported(city), reported(city, "xu", grid=3)
    with pytest.raises(Unusable, match="into itself"):
        merge_case(case=case, into=case, by=by)
    with pytest.raises(Unusable, match="another community"):
        merge_case(case=case, into=far, by=by)
    ended = reported(city, "xu")
    refuse_filing(case=ended, reason="not_there", answer="没有", by=by)
    with pytest.raises(Unusable, match="has ended"):
        merge_case(case=case, into=ended, by=by)
    assert Case.objects.get(pk=case.pk).state == State.REPORTED


def test_nobody_merges_into_a_case_that_they_do_not_see(city: City):
    case, other = reported(city, level="community"), reported(city, "xu", grid=2)
    with pytest.raises(NotYours):
        merge_case(case=case, into=other, by=city.actor("community", at(DAY)))


def test_a_case_that_ended_meanwhile_takes_no_duplicates(city: City):
    case, into = reported(city), reported(city, "xu")
    refuse_filing(case=seen_by(city, "intake", into), reason="unclear", answer="？", by=city.actor("intake", at(DAY)))
    with pytest.raises(MovedOn, match="not filed"):
        merge_case(case=case, into=into, by=city.actor("intake", at(DAY)))


@pytest.mark.parametrize("who", ["other_community", "lin", "xu", "dispatcher", "lead", "sanitation", "planner"])
def test_whoever_has_no_desk_for_the_place_takes_nothing_in(city: City, who: str):
    case, other = reported(city), reported(city)
    by = city.actor(who, at(DAY))
    with pytest.raises(NotYours):
        take_in_case(case=case, by=by)
    with pytest.raises(NotYours):
        file_case(case=case, **WASTE, by=by)
    with pytest.raises(NotYours):
        refuse_filing(case=case, reason="unclear", answer="？", by=by)
    with pytest.raises(NotYours):
        send_to_verify(case=case, by=by)
    with pytest.raises(NotYours):
        merge_case(case=case, into=other, by=by)


def test_a_case_of_the_citys_level_is_not_for_the_communitys_desk(city: City):
    by = city.actor("community", at(DAY))
    with pytest.raises(NotYours):
        take_in_case(case=reported(city), by=by)
    assert take_in_case(case=reported(city, level="community"), by=by).state == State.TAKEN_IN


def test_of_two_at_once_the_second_is_told_what_happened(city: City):
    case = reported(city)
    first, second = seen_by(city, "intake", case), seen_by(city, "supervisor", case)
    take_in_case(case=first, by=city.actor("intake", at(DAY)))
    with pytest.raises(MovedOn, match="waiting to be filed"):
        refuse_filing(case=second, reason="unclear", answer="？", by=city.actor("supervisor", at(DAY)))
    with pytest.raises(MovedOn):
        take_in_case(case=seen_by(city, "intake", case), by=city.actor("intake", at(DAY)), seen=1)
    with pytest.raises(WrongStateRefusal, match="waiting to be filed"):
        take_in_case(case=seen_by(city, "intake", case), by=city.actor("intake", at(DAY)))


def test_each_verb_of_the_desk_takes_few_statements(city: City):
    intake, lin = city.actor("intake", at(DAY)), city.actor("lin", at(DAY))
    take_in_case(case=reported(city), by=intake)  # what processes keep is read here
    counts = {}
    case = reported(city, "xu")
    for verb, act in {
        "refute": lambda: refute_case(case=case, reason="not_there", note="没有", by=lin),
        "send": lambda: send_to_verify(case=case, by=intake),
        "verify": lambda: verify_case(case=case, note="有", by=lin),
        "file": lambda: file_case(case=case, **WASTE, by=intake),
    }.items():
        with CaptureQueriesContext(connection) as queries:
            act()
        counts[verb] = counted(queries)
    assert {verb: count for verb, count in counts.items() if count > 7} == {}


def test_a_photo_that_came_later_counts(city: City):
    case = seen_by(city, "intake", reported(city, photo=False))
    add_photo(case, PhotoStage.REPORT, at(DAY, "08:30"))
    assert file_case(case=case, **WASTE, by=city.actor("intake", at(DAY))).state == State.FILED
