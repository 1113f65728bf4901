"""What steps mean to people: followers, units, holders of orders, the centre; each step told once, whatever fails."""

from datetime import timedelta
from fractions import Fraction
from threading import Event, Thread
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import connection, transaction

from tests.cases.ends import checked, closed, load, resolved
from tests.cases.threads import together
from tests.cases.ways import DAY, a_report, add_photo, dispatched, filed, in_progress, reported, returned, seen_by
from tests.city import City, at, build_city
from wangge.cases.actions import tidings
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case, reopen_case
from wangge.cases.actions.extensions import ask_extension, grant_extension
from wangge.cases.actions.following import follow_case
from wangge.cases.actions.intake import file_case, refuse_filing
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.on_the_spot import handle_on_the_spot
from wangge.cases.actions.reporting import report_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.sampling import sample_on_the_spot
from wangge.cases.actions.sweeps import escalate_long_overdue, mark_overdue
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.actions.unit import return_case
from wangge.cases.models import Case, CaseStep, Follower, FollowUp, PhotoStage, Reader, Source
from wangge.cases.reports import Contact
from wangge.cases.tracking import story_of
from wangge.messages.models import Alert, Channel, Message
from wangge.territory.actors import system
from wangge.territory.models import Posting
from wangge.trust.vault import Vault

NOON = at(DAY, "12:00")
GUILAN = Contact("周桂兰", "0717-6000000", may_call=True)
WU = Contact("吴姐", "13900000000", Channel.SMS)


@pytest.fixture
def city(transactional_db: None) -> City:
    """A reader passes over what is not committed yet, so here everything is."""
    return build_city()


def told(topic: str = "", **wanted: Any) -> list[str]:
    rows = Message.objects.filter(**wanted).order_by("id")
    return [row.text for row in (rows.filter(topic=topic) if topic else rows)]


def unit_desk(city: City, unit: str) -> str:
    return f"unit:{city.units[unit].pk}"


def test_every_step_is_told_once_however_often_one_looks(city: City):
    closed(city)
    steps = CaseStep.objects.count()
    assert [spread_tidings(NOON), spread_tidings(NOON)] == [steps, 0]
    before = Message.objects.count()
    Reader.objects.all().delete()  # a restored database looks from the beginning
    assert spread_tidings(NOON) == steps
    assert Message.objects.count() == before > 0


def test_many_steps_are_read_in_batches(city: City, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tidings, "_BATCH", 2)
    closed(city)
    assert spread_tidings(NOON) == CaseStep.objects.count() > 4


def test_a_follower_hears_each_turn_of_the_case_in_their_inbox(city: City):
    closed(city)
    spread_tidings(at(DAY, "18:11"))
    topics = Message.objects.filter(to_user=city.people["lin"], topic__in=["report", "dispatch", "resolve", "close"])
    assert list(topics.order_by("id").values_list("topic", flat=True)) == ["report", "dispatch", "resolve", "close"]
    assert FollowUp.objects.count() == 1


def test_who_gave_a_number_gets_short_messages_to_the_sealed_address(city: City):
    dispatched(city, contact=WU, on_behalf=True)
    spread_tidings(NOON)
    rows = Message.objects.filter(channel=Channel.SMS)
    assert rows.count() == 2
    assert all(b"139" not in bytes(row.to_sealed or b"") and row.to_user is None for row in rows)


def test_a_contact_that_no_key_opens_silences_nobody_else_and_is_told_to_the_platform_once(city: City):
    case = dispatched(city, contact=WU, on_behalf=True)
    foreign = Vault([Fernet.generate_key().decode()]).seal("吴姐\n13900000000")
    Follower.objects.filter(case=case, channel=Channel.SMS).update(sealed=foreign)
    assert spread_tidings(NOON) == CaseStep.objects.count()
    assert len(told("dispatch", to_desk=unit_desk(city, "sanitation"))) == 1
    assert not Message.objects.filter(channel=Channel.SMS).exists()
    dispatched(city, contact=WU, on_behalf=True)
    spread_tidings(NOON)
    assert Message.objects.filter(channel=Channel.SMS).count() == 2
    Reader.objects.all().delete()
    spread_tidings(NOON)
    alert = Alert.objects.get(topic="undelivered")
    assert (alert.desk, alert.settled_at) == ("platform", None)
    assert "WANGGE_CONTACT_KEYS" in alert.text


def test_who_reads_no_messages_is_called_by_the_centre_and_named_to_nobody(city: City):
    case = dispatched(city, contact=GUILAN, on_behalf=True)
    spread_tidings(at(DAY, "08:11"))
    (call,) = told("call", to_desk="desk:centre")
    assert case.number in call
    assert not Message.objects.exclude(channel=Channel.INBOX).exists()
    assert not [text for text in told() if "桂兰" in text or "6000000" in text]


def test_who_joined_and_may_be_called_is_called_too_and_asked_in_the_end(city: City):
    case = checked(city)
    lin = city.actor("lin", at(DAY, "18:05"))
    joined, _token = follow_case(case=case, contact=GUILAN, by=lin)
    follow_case(case=case, contact=Contact("吴姐", "0717-6000001"), by=lin)  # agreed to nothing
    by = city.actor("supervisor", at(DAY, "18:10"))
    close_case(case=load(case, by), closure="1", by=by)
    spread_tidings(at(DAY, "18:11"))
    (call,) = told("call", to_desk="desk:centre", text__contains="吗")
    assert f"{joined.pk}" in call
    assert case.number in call
    assert FollowUp.objects.filter(case=case, follower=joined).exists()


def test_a_call_that_would_ring_at_night_waits_for_the_morning(city: City):
    dispatched(city, contact=GUILAN, on_behalf=True)
    spread_tidings(at(DAY, "22:30"))
    assert Message.objects.get(topic="call").not_before == at("2026-03-12", "07:00")


def test_who_has_only_the_link_or_ended_it_gets_nothing(city: City):
    case = filed(city)
    follow_case(case=case, contact=None, by=city.actor("xu", at(DAY)).moved_to(at(DAY)))
    Follower.objects.update(channel="")
    spread_tidings(NOON)
    assert told(to_user__isnull=False) == []


def test_followers_of_a_merged_case_hear_the_end_of_the_other_under_their_own_number(city: City):
    first = resolved(city)
    second = report_case(
        report=a_report(contact=WU, on_behalf=True, source=Source.TELEPHONE), by=city.actor("intake", at(DAY, "10:00"))
    ).case
    merge_case(case=seen_by(city, "intake", second), into=first, by=city.actor("intake", at(DAY, "10:05")))
    spread_tidings(at(DAY, "10:10"))
    Message.objects.all().delete()
    lin, boss = city.actor("lin", at(DAY, "18:00")), city.actor("supervisor", at(DAY, "18:10"))
    first = check_case(case=load(first, lin), outcome="fixed", by=lin)
    close_case(case=load(first, boss), closure="1", by=boss)
    spread_tidings(at(DAY, "18:11"))
    (text,) = told("close", channel=Channel.SMS)
    assert second.number in text
    assert first.number not in text


def test_public_words_are_told_and_comments_are_not(city: City):
    case = seen_by(city, "intake", reported(city))
    refuse_filing(case=case, reason="not_ours", answer="请联系物业", by=city.actor("intake", at(DAY)))
    returned(city)
    spread_tidings(NOON)
    (text,) = told("refuse_filing")
    assert text.endswith("请联系物业")
    assert not [text for text in told() if "界桩" in text]


def test_an_answer_that_was_not_given_leaves_no_gap(city: City):
    closed(city)
    CaseStep.objects.get(verb="close").notes.all().delete()
    spread_tidings(NOON)
    assert not [text for text in told() if "  " in text or text != text.strip()]


def test_lead_and_supporting_units_each_get_their_part_and_its_end(city: City):
    case = dispatched(city, lead="sanitation", support=("drainage", "ecology"))
    spread_tidings(at(DAY, "08:11"))
    desks = {unit_desk(city, unit) for unit in ("sanitation", "drainage", "ecology")}
    assert (
        set(Message.objects.filter(topic="dispatch", to_desk__startswith="unit").values_list("to_desk", flat=True))
        == desks
    )
    by = city.actor("sanitation", at(DAY, "08:20"))
    return_case(case=load(case, by), reason="other_owner", note="不是我们的", by=by)
    spread_tidings(at(DAY, "08:21"))
    ended = Message.objects.filter(topic="return", to_desk__startswith="unit").values_list("to_desk", flat=True)
    assert set(ended) == desks - {unit_desk(city, "sanitation")}
    assert len(told("return", to_desk="desk:centre")) == 1


def test_a_late_check_is_told_to_who_holds_it_and_never_to_the_unit(city: City):
    resolved(city)
    spread_tidings(NOON)
    assert mark_overdue(at("2026-03-12", "09:41")) == 1
    spread_tidings(at("2026-03-12", "09:42"))
    row = Message.objects.get(topic="mark_overdue")
    assert (row.to_user, row.to_desk) == (city.people["lin"], "")


def test_a_late_desk_is_told_to_the_centre_and_a_late_part_to_its_unit(city: City):
    reported(city)
    in_progress(city)
    assert mark_overdue(at("2026-03-12", "16:00")) == 2
    spread_tidings(at("2026-03-12", "16:01"))
    desks = Message.objects.filter(topic="mark_overdue").order_by("to_desk").values_list("to_desk", flat=True)
    assert list(desks) == ["desk:centre", unit_desk(city, "sanitation")]


def test_what_is_late_by_its_whole_limit_reaches_the_centre_whoever_holds_it(city: City):
    resolved(city)
    in_progress(city)
    mark_overdue(at("2026-03-13", "09:41"))
    assert escalate_long_overdue(at("2026-03-13", "10:00")) == 2  # a check and a part
    spread_tidings(at("2026-03-13", "10:01"))
    desks = Message.objects.filter(topic="supervise").order_by("to_desk").values_list("to_desk", flat=True)
    assert list(desks) == ["desk:centre", "desk:centre", unit_desk(city, "sanitation")]


def test_what_the_unit_asks_reaches_the_centre(city: City):
    by = city.actor("sanitation", at(DAY, "09:00"))
    ask_extension(case=load(in_progress(city), by), reason="weather", by=by)
    spread_tidings(NOON)
    assert len(told("ask_extension", to_desk="desk:centre")) == 1


def test_followers_hear_of_more_time_for_the_lead_and_of_none_for_a_supporting_unit(city: City):
    case = in_progress(city, support=("drainage",))
    extended(city, case, "drainage")
    spread_tidings(NOON)
    assert told("grant_extension", to_user=city.people["lin"]) == []
    assert len(told("grant_extension", to_desk=unit_desk(city, "drainage"))) == 1
    extended(city, case, "sanitation")
    spread_tidings(NOON)
    (text,) = told("grant_extension", to_user=city.people["lin"])
    assert "3月12日" in text
    story = story_of(Follower.objects.get(case=case))
    assert [one.words for one in story.happenings].count("more time granted") == 1


def test_a_case_that_an_audit_opens_again_is_told_once_with_its_date(city: City):
    case = closed(city)
    spread_tidings(at(DAY, "18:20"))
    by = city.actor("supervisor", at("2026-03-16", "09:00"))
    reopen_case(case=load(case, by), reason="sample_failed", by=by)
    spread_tidings(at("2026-03-16", "09:01"))
    lin = {"to_user": city.people["lin"]}
    assert told("reopen", **lin) == []
    assert len(told("send_to_rework", **lin)) == 1


def test_the_lead_that_has_its_part_again_hears_of_it_with_the_followers_and_of_another_return_neither(city: City):
    case = in_progress(city, support=("drainage", "ecology"))
    add_photo(case, PhotoStage.RESOLVE, at(DAY, "09:00"))
    clerk = city.actor("sanitation", at(DAY, "09:00"))
    resolve_case(case=load(case, clerk), by=clerk)
    lead, lin = {"to_desk": unit_desk(city, "sanitation")}, {"to_user": city.people["lin"]}
    for unit, heard in (("drainage", 0), ("ecology", 1)):
        by = city.actor(unit, at(DAY, "11:00"))
        owner = city.units["market"].pk
        return_case(case=load(case, by), reason="other_owner", owner=owner, note="不是我们的", by=by)
        spread_tidings(NOON)
        assert len(told("return_part", **lead)) == len(told("return_part", **lin)) == heard
        assert told("return_part", to_desk=unit_desk(city, "market")) == []
    assert "下午5点00分" in told("return_part", **lin)[0]


def test_what_was_handled_on_the_spot_and_is_found_unhandled_is_told(city: City):
    case = reported(city)
    add_photo(case, PhotoStage.RESOLVE, at(DAY))
    case = handle_on_the_spot(case=case, note="已扫净", by=city.actor("lin", at(DAY)))
    (case,) = sample_on_the_spot(share=Fraction(1), seed="1", by=system(at(DAY, "17:00")))
    by = city.actor("deputy", at(DAY, "17:30"))
    case = check_case(case=load(case, by), outcome="not_fixed", reason="not_fixed", by=by)
    spread_tidings(NOON)
    (text,) = told("find_unhandled", to_user=city.people["lin"])
    assert case.number in text


def extended(city: City, case: Case, unit: str) -> None:
    asks, grants = city.actor(unit, at(DAY, "10:00")), city.actor("supervisor", at(DAY, "11:00"))
    case = ask_extension(case=load(case, asks), reason="material", by=asks)
    grant_extension(case=load(case, grants), by=grants)


def test_who_is_to_verify_hears_of_it_by_day_at_once_and_at_night_in_the_morning(city: City):
    reported(city, "xu")
    spread_tidings(at(DAY, "07:51"))
    late = report_case(report=a_report(source=Source.VOLUNTEER), by=city.actor("xu", at(DAY, "22:40"))).case
    spread_tidings(at(DAY, "22:41"))
    day, night = Message.objects.filter(topic="send_to_verify").order_by("id")
    assert (day.to_user, day.not_before) == (city.people["lin"], at(DAY, "07:51"))
    assert (night.to_user, night.not_before) == (city.people["lin"], at("2026-03-12", "07:00"))
    assert late.number in night.text
    assert "今天" in night.text  # as it is read, not as it was written


def test_a_short_message_that_waits_for_the_morning_speaks_of_that_day(city: City):
    dispatched(city, contact=WU, on_behalf=True)
    Case.objects.update(due_at=at("2026-03-12", "10:00"))
    CaseStep.objects.filter(verb="dispatch").update(due_at=at("2026-03-12", "10:00"))
    spread_tidings(at(DAY, "22:30"))
    (text,) = told("dispatch", channel=Channel.SMS)
    assert "今天（3月12日）上午10点00分前" in text


def test_danger_is_told_to_the_verifier_at_any_hour(city: City):
    report = a_report(source=Source.VOLUNTEER, kind="component", minor="0101")
    report_case(report=report, by=city.actor("xu", at(DAY, "22:40")))
    spread_tidings(at(DAY, "22:41"))
    row = Message.objects.get(to_user=city.people["lin"])
    assert (row.topic, row.urgent, row.not_before) == ("file", True, at(DAY, "22:41"))


def test_so_it_is_when_intake_finds_the_danger(city: City):
    nobody_yet = Posting.objects.filter(role="grid_worker")
    nobody_yet.update(begins_at=at(DAY, "08:00"))
    case = seen_by(city, "intake", reported(city, "xu", "07:50"))
    file_case(case=case, kind="component", minor="0101", condition="1", by=city.actor("intake", at(DAY)))
    spread_tidings(NOON)
    assert len(told("file", to_user=city.people["lin"])) == 1


def test_whoever_writes_at_night_is_answered_at_once_and_hears_the_rest_in_the_morning(city: City):
    report_case(report=a_report(source=Source.RESIDENT, contact=WU), by=city.actor("xu", at(DAY, "22:40")))
    spread_tidings(at(DAY, "22:41"))
    assert Message.objects.get(topic="report").urgent
    case = Case.objects.get()
    refuse_filing(case=case, reason="unclear", answer="请补充地点", by=city.actor("intake", at(DAY, "22:50")))
    spread_tidings(at(DAY, "22:51"))
    assert not Message.objects.get(topic="refuse_filing").urgent


def test_somebody_who_was_spoken_for_is_not_woken(city: City):
    report_case(report=a_report(contact=WU, on_behalf=True), by=city.actor("lin", at(DAY, "22:40")))
    spread_tidings(at(DAY, "22:41"))
    assert not Message.objects.get(topic="report", channel=Channel.SMS).urgent


def test_a_verification_that_is_over_is_asked_of_nobody(city: City):
    case = seen_by(city, "intake", reported(city, "xu"))
    refuse_filing(case=case, reason="not_there", answer="没有", by=city.actor("intake", at(DAY)))
    spread_tidings(NOON)
    assert told("send_to_verify") == []


def test_the_link_leads_to_the_followers_own_story(city: City, settings: Any):
    settings.SITE = "https://grid.example"
    done = report_case(report=a_report(contact=WU, on_behalf=True), by=city.actor("lin", at(DAY)))
    spread_tidings(NOON)
    (text,) = told("report", channel=Channel.SMS)
    assert text.endswith(f" https://grid.example/track/{done.token}")


def test_two_workers_at_once_tell_each_step_once(city: City):
    for _each in range(3):
        closed(city)
    read: list[int] = []
    assert together(3, lambda _number: read.append(spread_tidings(NOON))) == []
    spread_tidings(NOON)
    keys = list(Message.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    assert FollowUp.objects.count() == 3
    last = CaseStep.objects.order_by("transaction", "id").last()
    reader = Reader.objects.get(name="tidings")
    assert last is not None
    assert (reader.transaction, reader.row) == (last.transaction, last.pk)
    assert sum(read) <= CaseStep.objects.count()


@pytest.mark.postgresql
def test_a_step_that_commits_late_is_not_passed_over(city: City):
    by, opened, finish = city.actor("lin", at(DAY)), Event(), Event()

    def slowly() -> None:
        try:
            with transaction.atomic():
                report_case(report=a_report(), by=by)
                opened.set()
                finish.wait(timeout=60)
        finally:
            connection.close()

    thread = Thread(target=slowly)
    thread.start()
    assert opened.wait(timeout=60)
    report_case(report=a_report(grid=1), by=by.moved_to(at(DAY) + timedelta(minutes=1)))
    assert spread_tidings(NOON) == 0  # the second waits for the first, whose number is lower
    finish.set()
    thread.join()
    assert spread_tidings(NOON) == 2
    assert Message.objects.filter(topic="report").count() == 2
