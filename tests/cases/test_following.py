"""Following a case: "me too", the private link and its story, the contact and who may read it, and ending it."""

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from uuid6 import uuid7

from tests.cases.ends import checked, closed, load
from tests.cases.threads import together
from tests.cases.ways import DAY, a_report, dispatched, filed, reported, seen_by
from tests.city import City, at, build_city
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import NotAllowed, NotFound, Unusable
from wangge.accounts.vaults import vault
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.follow_ups import answer_follow_up, ask_follow_ups
from wangge.cases.actions.following import (
    follow_case,
    follower_by_token,
    follower_to_call,
    read_contact,
    reporter_of,
    stop_following,
)
from wangge.cases.actions.merging import merge_case
from wangge.cases.actions.reporting import report_case
from wangge.cases.models import Case, Follower
from wangge.cases.public import public_case, public_cases, public_place
from wangge.cases.reports import Contact, follower_token
from wangge.cases.tracking import story_of
from wangge.cases.workflow import State
from wangge.catalogue.models import MinorClass
from wangge.messages.models import Channel, Message, MessageState
from wangge.messages.outbox import Draft, write_messages
from wangge.territory.actors import reporter
from wangge.trust.vault import Vault

GUILAN = Contact("周桂兰", "0717-6000000", may_call=True)
WU = Contact("吴姐", "0717-6000001", may_call=True)
MORNING = at("2026-03-12", "09:00")


def test_whoever_joins_gets_a_link_of_their_own(city: City):
    case = filed(city)
    follower, token = follow_case(case=case, contact=None, by=reporter(at(DAY)))
    assert follower_by_token(token) == follower
    assert (follower.reporter, follower.channel, follower.sealed) == (False, "", None)
    with pytest.raises(NotFound, match="copied whole"):
        follower_by_token(token[:-1])


def test_two_who_join_in_the_same_moment_get_two_links(city: City):
    case = filed(city)
    links = {follow_case(case=case, contact=None, by=reporter(at(DAY)))[1] for _each in range(3)}
    assert len({follower_by_token(link).pk for link in links}) == 3


def test_somebody_signed_in_joins_once_and_keeps_the_link(city: City):
    case, by = filed(city), city.actor("xu", at(DAY))
    first, again = follow_case(case=case, contact=None, by=by), follow_case(case=case, contact=None, by=by)
    assert first == again
    assert follower_by_token(again[1]).user == by.user


def test_who_sends_me_too_twice_joins_once_though_it_ended_meanwhile(city: City):
    case, sent = filed(city), uuid7()
    first = follow_case(case=case, contact=GUILAN, by=reporter(at(DAY)), client_id=sent)
    case.open = False
    assert follow_case(case=case, contact=GUILAN, by=reporter(MORNING), client_id=sent) == first
    with pytest.raises(Unusable, match="has ended"):
        follow_case(case=case, contact=GUILAN, by=reporter(MORNING), client_id=uuid7())


def told_at(case: Case) -> list[Follower]:
    return [one for one in Follower.objects.filter(case=case) if one.channel == Channel.SMS or one.may_call]


def test_an_address_is_told_once_however_often_and_however_written_it_joins(city: City):
    case, by = filed(city), reporter(at(DAY))
    spelled = ("13900000000", "139 0000 0000", "+86 139-0000-0000", "0086 13900000000")
    joined = [follow_case(case=case, contact=Contact("", one, Channel.SMS), by=by) for one in spelled]
    assert told_at(case) == [joined[0][0]]
    assert len({token for _follower, token in joined}) == 4
    follow_case(case=case, contact=Contact("", "13900000001", Channel.SMS), by=by)
    assert len(told_at(case)) == 2


def test_who_types_in_the_number_of_somebody_else_learns_nothing_of_them(city: City, client):
    case = filed(city, contact=GUILAN, on_behalf=True)
    known, other = (follow_case(case=case, contact=one, by=reporter(at(DAY)))[1] for one in (GUILAN, WU))
    read_contact(case=seen_by(city, "intake", case), reason="回电", by=city.actor("intake", at(DAY)))
    pages = [client.get(f"/my/{token}/").content.decode().replace(token, "") for token in (known, other)]
    assert pages[0] == pages[1]
    assert "Erase it" in pages[0] or "删" in pages[0]
    assert known != follower_token(reporter_of(case))
    stop_following(follower=follower_by_token(known), by=reporter(at(DAY)))
    assert told_at(case)[0] == reporter_of(case)  # what they end is their own


def test_an_address_that_ended_it_may_join_anew_and_others_of_other_cases_are_nobody_s(city: City):
    case, by = filed(city), reporter(at(DAY))
    first, _token = follow_case(case=case, contact=WU, by=by)
    follow_case(case=filed(city), contact=WU, by=by)
    assert len(set(Follower.objects.exclude(contact_digest="").values_list("contact_digest", flat=True))) == 2
    stop_following(follower=first, by=by)
    again, _token = follow_case(case=case, contact=WU, by=by)
    assert told_at(case) == [again]


def test_who_agreed_to_nothing_takes_nobody_s_place(city: City):
    case, by = filed(city), reporter(at(DAY))
    follow_case(case=case, contact=Contact("吴姐", WU.address), by=by)
    asked, _token = follow_case(case=case, contact=WU, by=by)
    assert told_at(case) == [asked]


def test_of_an_address_that_joins_many_times_at_once_one_is_told(transactional_db: None):
    case = filed(build_city())

    def join(_number: int) -> None:
        follow_case(case=case, contact=WU, by=reporter(at(DAY)), client_id=uuid7())

    assert together(8, join) == []
    assert Follower.objects.filter(case=case, reporter=False).count() == 8
    assert len(told_at(case)) == 1


def test_the_same_me_too_belongs_to_one_case(city: City):
    sent, by = uuid7(), reporter(at(DAY))
    links = [follow_case(case=filed(city), contact=None, by=by, client_id=sent)[1] for _case in range(2)]
    assert len({follower_by_token(link).case_id for link in links}) == 2


def test_who_reported_it_and_joins_gets_the_link_of_the_report(city: City):
    by = city.actor("lin", at(DAY, "07:50"))
    done = report_case(report=a_report(), by=by)
    follower, token = follow_case(case=done.case, contact=None, by=by)
    assert (follower.reporter, token) == (True, done.token)


def test_an_operator_types_in_two_callers(city: City):
    case, by = filed(city), city.actor("intake", at(DAY))
    follow_case(case=case, contact=None, by=by)
    for name in ("吴姐", "马哥"):
        follow_case(case=case, contact=Contact(name, "0717-6111111", may_call=True), by=by)
    assert Follower.objects.filter(case=case, user=None).count() == 2


@pytest.mark.parametrize(
    ("contact", "says"),
    [
        (Contact("周\n桂兰", "0717-6000000"), "one line"),
        (Contact("周桂兰", "13900000000\r\nBcc: x", Channel.SMS), "one line"),
        (Contact("周桂兰", " ", Channel.SMS), "no address"),
        (Contact("周桂兰", "", may_call=True), "no address"),
        (Contact("周桂兰", "0717-6000000", Channel.EMAIL), "no e-mail address"),
        (Contact("周桂兰", "0717-6000000", Channel.SMS, may_call=True), "receives no text messages"),
        (Contact("周桂兰", "guilan@example.org", may_call=True), "called by e-mail"),
        (Contact("周桂兰", "guilan＠example.org", Channel.EMAIL, may_call=True), "called by e-mail"),
        (Contact("周桂兰", "0717-6000000", Channel.INBOX), "sms or email"),
    ],
)
def test_a_contact_that_nothing_can_reach_is_refused(city: City, contact: Contact, says: str):
    case = filed(city)
    with pytest.raises(Unusable, match=says) as refused:
        follow_case(case=case, contact=contact, by=reporter(at(DAY)))
    assert "0717" not in str(refused.value)
    with pytest.raises(Unusable, match=says):
        report_case(report=a_report(contact=contact, on_behalf=True), by=city.actor("lin", at(DAY)))
    assert (Follower.objects.count(), Case.objects.count()) == (1, 1)


def test_an_ended_case_is_joined_by_nobody(city: City):
    with pytest.raises(Unusable, match="report what you see as a new case"):
        follow_case(case=closed(city), contact=None, by=reporter(MORNING))


def test_the_contact_lies_sealed_and_each_reading_is_kept_with_its_reason(city: City):
    case = seen_by(city, "intake", filed(city, contact=GUILAN, on_behalf=True))
    follower = Follower.objects.get(case=case)
    assert "桂兰".encode() not in bytes(follower.sealed or b"")
    assert vault().open(bytes(follower.sealed or b"")) == "周桂兰\n0717-6000000"
    assert read_contact(case=case, reason=" 回电 ", by=city.actor("intake", at(DAY))) == GUILAN
    entry = AuditEntry.objects.get(action="contact.read")
    assert (entry.actor, entry.subject, entry.reason, entry.at) == (
        city.people["intake"], f"case:{case.pk}", "回电", at(DAY),
    )  # fmt: skip


@pytest.mark.parametrize("who", ["lin", "xu", "sanitation", "sweeper", "other_community", "planner", "auditor"])
def test_neither_units_nor_neighbours_read_the_contact(city: City, who: str):
    case = dispatched(city, contact=GUILAN, on_behalf=True)
    with pytest.raises(NotAllowed, match="no posting"):
        read_contact(case=case, reason="回电", by=city.actor(who, at(DAY)))
    assert not AuditEntry.objects.filter(action="contact.read").exists()


def test_without_a_reason_nobody_reads_it(city: City):
    with pytest.raises(Unusable, match="Say why"):
        read_contact(case=filed(city, contact=GUILAN, on_behalf=True), reason="  ", by=city.actor("intake", at(DAY)))


def test_a_contact_whose_key_is_gone_is_told_as_such_and_not_as_read(city: City):
    case = filed(city, contact=GUILAN, on_behalf=True)
    foreign = Vault([Fernet.generate_key().decode()]).seal("周桂兰\n0717-6000000")
    Follower.objects.filter(case=case, reporter=True).update(sealed=foreign)
    with pytest.raises(Unusable, match="No key of this server opens the contact"):
        read_contact(case=case, reason="回电", by=city.actor("intake", at(DAY)))
    assert not AuditEntry.objects.filter(action="contact.read").exists()


def test_what_a_chinese_keyboard_wrote_is_kept_as_gateways_dial_it(city: City):
    wide = Contact("周桂兰", "１３８　００１３　８０００", Channel.SMS)
    case, by = filed(city, contact=wide, on_behalf=True), city.actor("intake", at(DAY))
    contact = read_contact(case=case, reason="回电", by=by)
    assert contact is not None
    assert contact.address == "138 0013 8000"
    follower, _token = follow_case(
        case=case, contact=replace(wide, address="guilan＠example.org", channel=Channel.EMAIL), by=by
    )
    assert vault().open(bytes(follower.sealed or b"")) == "周桂兰\nguilan@example.org"


def test_of_somebody_who_left_no_contact_there_is_none(city: City):
    assert read_contact(case=filed(city), reason="回电", by=city.actor("intake", at(DAY))) is None


def test_the_contact_of_who_joined_is_read_under_their_own_subject_and_only_where_they_may_be_called(city: City):
    case, by = filed(city), city.actor("intake", at(DAY))
    joined, _token = follow_case(case=case, contact=GUILAN, by=by)
    silent, _token = follow_case(case=case, contact=Contact("吴姐", "0717-6000001"), by=by)
    assert read_contact(case=case, reason="回访", by=by, follower=joined.pk) == GUILAN
    assert AuditEntry.objects.get(action="contact.read").subject == f"follower:{joined.pk}"
    for nobody in (silent.pk, 999_999):
        with pytest.raises(NotFound, match="Nobody who may be called"):
            read_contact(case=case, reason="回访", by=by, follower=nobody)


def test_who_joined_reads_on_their_own_page_who_read_their_contact_and_the_reporter_does_not(city: City, client):
    case, by = filed(city, contact=WU, on_behalf=True), city.actor("intake", at(DAY))
    joined, token = follow_case(case=case, contact=GUILAN, by=by)
    read_contact(case=case, reason="回访", by=by, follower=joined.pk)
    others = follower_token(Follower.objects.get(case=case, reporter=True))
    told = [client.get(f"/api/v1/track/{one}/readings").json() for one in (token, others)]
    assert [[entry["reason"] for entry in readings] for readings in told] == [["回访"], []]


def test_what_who_joined_said_by_telephone_is_typed_in_under_their_number(city: City):
    case, by = checked(city), city.actor("supervisor", at(DAY, "18:10"))
    joined, _token = follow_case(case=case, contact=GUILAN, by=by)
    case = close_case(case=load(case, by), closure="1", by=by)
    ask_follow_ups(case=case, at=by.at)
    intake = city.actor("intake", at(DAY, "18:30"))
    answer = answer_follow_up(follower=follower_to_call(case, joined.pk), fixed=True, by=intake)
    assert (answer.follow_up.follower, answer.follow_up.fixed) == (joined, True)


def test_ending_it_forgets_the_contact_and_what_still_waited(city: City):
    case = filed(city, contact=Contact("周桂兰", "13900000000", Channel.SMS), on_behalf=True)
    follower = Follower.objects.get(case=case)
    key = f"step:1:follower:{follower.pk}"
    write_messages([Draft(key, Channel.SMS, "report", "…", to_address="13900000000")], at=at(DAY))
    stop_following(follower=follower, by=reporter(at(DAY, "09:30")))
    follower.refresh_from_db()
    assert (follower.sealed, follower.channel, follower.may_call) == (None, "", False)
    message = Message.objects.get(key=key)
    assert (message.state, message.to_sealed) == (MessageState.GIVEN_UP, None)
    assert Case.objects.get(pk=case.pk).open


def test_who_ended_it_and_joins_again_is_told_again(city: City):
    case, by = filed(city), city.actor("xu", at(DAY))
    follower, _token = follow_case(case=case, contact=None, by=by)
    stop_following(follower=follower, by=by)
    again, _token = follow_case(case=case, contact=None, by=by)
    assert (again.pk, again.channel) == (follower.pk, Channel.INBOX)


def story_for(case: Case) -> list[str]:
    follower = Follower.objects.select_related("case__minor", "case__unit").get(case=case, reporter=True)
    return [happening.words for happening in story_of(follower).happenings]


def test_the_story_says_in_plain_words_what_happened_and_names_nobody(city: City):
    case = closed(city, place_words="桥头巷3号楼下")
    ask_follow_ups(case=case, at=case.closed_at or MORNING)
    story = story_of(Follower.objects.select_related("case__minor", "case__unit").get(case=case, reporter=True))
    assert [one.words for one in story.happenings] == [
        "received", "taken up", "given to the unit in charge", "resolved, to be checked", "checked on the spot",
        "closed",
    ]  # fmt: skip
    assert (story.status, story.outcome, story.question, story.due_at) == ("done", "fixed", True, None)
    assert (story.place, story.happenings[-1].notes) == ("桥头巷3号楼下", ("垃圾已清走",))
    assert not [person.work_name for person in city.people.values() if person.work_name in repr(story)]


def test_words_about_the_place_are_read_again_by_who_wrote_them_only(city: City):
    case = filed(city, place_words="2单元301室")
    _joined, token = follow_case(case=case, contact=None, by=reporter(at(DAY)))
    assert "301" not in repr(story_of(follower_by_token(token)))


def test_comments_of_those_who_handle_it_are_not_in_the_story(city: City):
    case = closed(city)
    story = story_of(Follower.objects.select_related("case__minor", "case__unit").get(case=case, reporter=True))
    assert "已清运" not in repr(story)


def test_a_merged_report_goes_on_with_the_story_of_the_other(city: City):
    first = dispatched(city)
    second = seen_by(city, "intake", reported(city, time="08:30"))
    merge_case(case=second, into=first, by=city.actor("intake", at(DAY, "08:40")))
    assert story_for(second) == [
        "taken up", "given to the unit in charge", "received", "joined with an earlier report of the same",
    ]  # fmt: skip
    assert story_for(first) == ["received", "taken up", "given to the unit in charge"]


def test_a_report_merged_twice_follows_the_last(city: City):
    first, second, third = reported(city), reported(city), dispatched(city)
    by = city.actor("intake", at(DAY, "08:40"))
    merge_case(case=load(first, by), into=second, by=by)
    merge_case(case=load(second, by), into=third, by=by)
    first.refresh_from_db()
    assert (first.state, first.merged_into) == (State.MERGED, third)
    follower = Follower.objects.select_related("case__minor", "case__unit").get(case=first)
    assert (story_of(follower).status, story_of(follower).unit) == ("in_progress", "sanitation")


def test_nobody_is_asked_while_the_case_is_open_again(city: City):
    case = checked(city)
    _other, token = follow_case(case=case, contact=None, by=reporter(at(DAY, "18:05")))
    by = city.actor("supervisor", at(DAY, "18:10"))
    case = close_case(case=load(case, by), closure="1", by=by)
    ask_follow_ups(case=case, at=at(DAY, "18:11"))
    assert story_of(follower_by_token(token)).question
    mine = Follower.objects.select_related("case__merged_into").get(case=case, reporter=True)
    answer_follow_up(follower=mine, fixed=False, by=city.actor("lin", MORNING))
    assert not story_of(follower_by_token(token)).question


def test_a_broken_camera_is_public_once_it_is_repaired_and_not_before(city: City):
    case = closed(city)
    camera = MinorClass.objects.get(public_when="repaired")
    Case.objects.filter(pk=case.pk).update(minor=camera)
    assert public_case(case.number) == case
    for outcome in ("not_fixed", "partly"):
        Case.objects.filter(pk=case.pk).update(outcome=outcome)
        with pytest.raises(NotFound, match="no public case"):
            public_case(case.number)


@pytest.mark.parametrize("state", ["reported", "verifying", "taken_in", "not_filed", "merged", "void", "self_handled"])
def test_what_was_not_filed_or_ended_otherwise_is_not_public(city: City, state: str):
    case = filed(city) if state in {"void", "merged"} else reported(city)
    Case.objects.filter(pk=case.pk).update(state=state, open=state in {"reported", "verifying", "taken_in"})
    assert not public_cases().exists()


def test_what_is_inside_a_dwelling_has_no_public_place(city: City):
    case = seen_by(city, "intake", filed(city))
    assert case.minor is not None
    assert public_place(case) == (round(case.longitude, 5), round(case.latitude, 5))
    case.inside_dwelling = True
    assert public_place(case) is None
    case.inside_dwelling, case.minor.inside_dwelling = False, True
    assert public_place(case) is None
    case.minor.inside_dwelling, case.minor.public_when = False, "community"
    assert public_place(case) is None


def test_a_number_that_is_none_finds_nothing_public(city: City):
    for number in ("", "17", "000-000-001-3", "案件一"):
        with pytest.raises(NotFound, match="no public case"):
            public_case(number)
