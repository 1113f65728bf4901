"""Letters through a mail server: addresses that none can bear, recipients that it refuses, a server with no name."""

from datetime import UTC, datetime

import pytest

from tests.accounts.people import made_user
from tests.messages.mail_server import mail_server, name_that_cannot_be
from wangge.messages.gateways.email import deliver
from wangge.messages.jobs import send_due
from wangge.messages.letters import Letter, UndeliveredError
from wangge.messages.models import Channel, Message, MessageState
from wangge.messages.outbox import Draft, write_messages

AT = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)  # 10:00 in the city


@pytest.fixture
def server(settings):
    with mail_server(settings) as told:
        yield told


def letter_to(address: str) -> Letter:
    return Letter("k", "case", address, "41-07-3", "text", "en", AT)


def test_a_letter_goes_to_its_address(server):
    deliver(letter_to("lin@example.org"))
    assert server.taken == ["lin@example.org"]


@pytest.mark.parametrize(
    "address", ["x@", "a@b@c", "a@" + "l" * 64 + ".org", "a@[1", "<>", "lin@example.org\nBcc: wu@example.org"]
)
def test_an_address_that_no_letter_can_bear_is_refused_for_good_and_repeated_nowhere(server, address):
    with pytest.raises(UndeliveredError) as trouble:
        deliver(letter_to(address))
    assert (trouble.value.is_lasting, trouble.value.is_of_letter) == (True, True)
    assert address not in str(trouble.value)
    assert trouble.value.__suppress_context__
    assert server.taken == []


@pytest.mark.parametrize(("code", "is_lasting"), [(550, True), (450, False)])
def test_a_recipient_that_the_server_refuses_says_nothing_about_the_server(server, code, is_lasting):
    server.refused["lin"] = code
    with pytest.raises(UndeliveredError) as trouble:
        deliver(letter_to("lin@example.org"))
    assert (trouble.value.is_lasting, trouble.value.is_of_letter) == (is_lasting, True)


@pytest.mark.django_db
def test_one_address_that_is_none_does_not_keep_the_next_letter(server):
    drafts = [("a", {"to_address": "x@"}), ("b", {"to_user_id": made_user(email="lin@example.org").pk})]
    write_messages([Draft(key, Channel.EMAIL, "case", "x", **given) for key, given in drafts], at=AT)
    assert send_due(at=AT) == 1
    assert server.taken == ["lin@example.org"]
    assert Message.objects.get(key="a").state == MessageState.GIVEN_UP


@pytest.mark.django_db
def test_a_mail_server_whose_name_cannot_be_is_tried_again(server, monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", name_that_cannot_be)
    with pytest.raises(UndeliveredError) as trouble:
        deliver(letter_to("lin@example.org"))
    assert (trouble.value.is_lasting, trouble.value.is_of_letter) == (False, False)
    write_messages([Draft("a", Channel.EMAIL, "case", "x", to_address="lin@example.org")], at=AT)
    send_due(at=AT)
    assert Message.objects.get().state == MessageState.WAITING
