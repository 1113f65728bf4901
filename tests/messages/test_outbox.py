from datetime import UTC, datetime

import pytest

from tests.accounts.people import made_user
from wangge.accounts.vaults import vault
from wangge.messages.models import Channel, Message, MessageState
from wangge.messages.outbox import Draft, write_messages

AT = datetime(2026, 3, 11, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def sms(key: str) -> Draft:
    return Draft(key, Channel.SMS, "case", "Received: 41-07-3", to_address="0717-6000001")


def test_many_messages_are_one_statement(django_assert_num_queries):
    user = made_user()
    drafts = [sms(f"a{number}") for number in range(20)]
    drafts += [Draft(f"b{number}", Channel.INBOX, "case", "x", to_user_id=user.pk) for number in range(20)]
    with django_assert_num_queries(1):
        write_messages(drafts, at=AT)
    assert Message.objects.count() == 40


def test_nothing_to_write_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        write_messages([], at=AT)


def test_a_repeat_is_harmless():
    write_messages([sms("a"), sms("b")], at=AT)
    write_messages([sms("b"), sms("c")], at=AT)
    assert sorted(Message.objects.values_list("key", flat=True)) == ["a", "b", "c"]


def test_an_address_is_sealed_and_its_words_lie_nowhere():
    write_messages([sms("a")], at=AT)
    row = Message.objects.get()
    assert vault().open(row.to_sealed) == "0717-6000001"
    assert "6000001" not in str(Message.objects.values_list().get())


def test_what_stays_in_the_inbox_needs_no_gateway():
    write_messages([Draft("a", Channel.INBOX, "order", "x", to_desk="unit:12")], at=AT)
    assert Message.objects.get().state == MessageState.SENT


@pytest.mark.parametrize(
    ("channel", "recipient"),
    [
        (Channel.SMS, {"to_user_id": 1}),
        (Channel.SMS, {"to_desk": "unit:1"}),
        (Channel.EMAIL, {"to_desk": "unit:1"}),
        (Channel.WEBHOOK, {"to_address": "https://example.org"}),
        (Channel.INBOX, {"to_address": "0717"}),
        (Channel.INBOX, {}),
        (Channel.INBOX, {"to_user_id": 1, "to_desk": "unit:1"}),
    ],
)
def test_a_message_has_one_recipient_whom_its_channel_reaches(channel, recipient):
    with pytest.raises(ValueError, match="reaches"):
        Draft("a", channel, "case", "x", **recipient)


@pytest.mark.parametrize("given", [{"key": "x" * 101}, {"topic": "x" * 41}, {"to_desk": "unit:" + "1" * 40}])
def test_what_a_column_cannot_hold_is_refused_on_both_databases(given):
    wanted = {"key": "a", "channel": Channel.INBOX, "topic": "case", "text": "x", "to_desk": "unit:1"}
    with pytest.raises(ValueError, match="at most"):
        Draft(**(wanted | given))
