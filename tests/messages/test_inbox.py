from datetime import UTC, datetime, time, timedelta

import pytest

from tests.accounts.people import made_user
from wangge.accounts.refusals import Unusable
from wangge.messages.inbox import Wish, inbox_of, mark_read, set_preference
from wangge.messages.models import Channel, Preference
from wangge.messages.outbox import Draft, write_messages

AT = datetime(2026, 3, 11, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_an_inbox_holds_one_s_own_messages_and_those_of_held_desks_newest_first():
    lin, other = made_user(), made_user("other")
    write_messages([Draft("own", Channel.INBOX, "case", "x", to_user_id=lin.pk)], at=AT)
    write_messages([Draft("desk", Channel.INBOX, "case", "x", to_desk="unit:12")], at=AT + timedelta(minutes=1))
    write_messages([Draft("other", Channel.INBOX, "case", "x", to_user_id=other.pk)], at=AT)
    write_messages([Draft("elsewhere", Channel.INBOX, "case", "x", to_desk="unit:13")], at=AT)
    assert [message.key for message in inbox_of(lin, ["unit:12"])] == ["desk", "own"]
    assert [message.key for message in inbox_of(lin)] == ["own"]


def test_reading_is_one_statement_and_counts_once(django_assert_num_queries):
    lin = made_user()
    write_messages([Draft(key, Channel.INBOX, "case", "x", to_user_id=lin.pk) for key in "abc"], at=AT)
    with django_assert_num_queries(1):
        assert mark_read(messages=inbox_of(lin), at=AT) == 3
    assert mark_read(messages=inbox_of(lin), at=AT) == 0


def test_a_wish_replaces_the_one_before():
    lin = made_user()
    set_preference(user=lin, wish=Wish(digest=True))
    set_preference(user=lin, wish=Wish(email=False, quiet_from=time(20), quiet_until=time(8)))
    kept = Preference.objects.get()
    assert (kept.email, kept.digest, kept.quiet_from) == (False, False, time(20))


def test_quiet_hours_have_two_ends():
    with pytest.raises(Unusable, match="beginning and an end"):
        set_preference(user=made_user(), wish=Wish(quiet_from=time(20)))
