import json
import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection

from tests.accounts.people import made_user
from tests.messages.letterbox import letterbox
from wangge.accounts.actions.users import deactivate_user
from wangge.messages import rounds
from wangge.messages.actions import LEASE, WAITS, drop
from wangge.messages.jobs import send_due
from wangge.messages.models import Alert, Channel, Message, MessageState, Preference
from wangge.messages.outbox import Draft, write_messages

AT = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)  # 10:00 in the city
LATE = datetime(2026, 3, 17, 14, 40, tzinfo=UTC)  # 22:40
MORNING = datetime(2026, 3, 17, 23, 0, tzinfo=UTC)  # 07:00 the next day
DIGEST = datetime(2026, 3, 18, 0, 0, tzinfo=UTC)  # 08:00 the next day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    """A round takes no time, so that moments are exact."""
    monkeypatch.setattr(rounds, "monotonic", lambda: 0.0)


@pytest.fixture
def gateway(settings):
    with letterbox() as box:
        settings.SMS_GATEWAY, settings.SMS_GATEWAY_KEY = box.url, "key-of-the-gateway"
        yield box


def write_sms(key: str = "a", at: datetime = AT, **given) -> Message:
    draft = Draft(key, Channel.SMS, "case", "已收到", **({"to_address": "0717-6000001"} | given))
    write_messages([draft], at=at)
    return Message.objects.get(key=key)


def write_email(user, key: str = "a", at: datetime = AT, **given) -> None:
    draft = Draft(key, Channel.EMAIL, "case", f"text of {key}", to_user_id=user.pk, subject="41-07-3", **given)
    write_messages([draft], at=at)


def test_an_sms_goes_to_the_gateway_and_its_address_is_erased(gateway):
    message = write_sms()
    assert send_due(at=AT) == 1
    headers, body = gateway.posted[0]
    assert json.loads(body) == {"id": "a", "to": "0717-6000001", "text": "已收到", "language": "zh_Hans"}
    assert headers["Authorization"] == "Bearer key-of-the-gateway"
    assert headers["Idempotency-Key"] == "a"
    message.refresh_from_db()
    assert (message.state, message.gone_at, message.to_sealed) == (MessageState.SENT, AT, None)


@pytest.mark.parametrize(("status", "state"), [(200, MessageState.SENT), (400, MessageState.GIVEN_UP)])
def test_with_its_address_the_words_of_an_ended_message_go_and_a_private_link_in_them(gateway, status, state):
    gateway.status = status
    write_sms(subject="41-07-3")
    write_email(made_user(email="lin@example.org"), "b")
    send_due(at=AT)
    assert json.loads(gateway.posted[0][1])["text"] == "已收到"
    assert Message.objects.filter(key="a").values_list("state", "subject", "text").get() == (state, "", "")
    assert Message.objects.filter(key="b").values_list("subject", "text").get() == ("41-07-3", "text of b")


def test_so_do_the_words_of_who_wants_nothing_more():
    message = write_sms()
    drop(message=message, at=AT)
    message.refresh_from_db()
    assert (message.state, message.text) == (MessageState.GIVEN_UP, "")


def test_what_is_gone_is_not_sent_again(gateway):
    write_sms()
    send_due(at=AT)
    assert send_due(at=AT + timedelta(days=1)) == 0
    assert len(gateway.posted) == 1


def test_an_empty_outbox_costs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert send_due(at=AT) == 0


def test_sending_costs_one_statement_for_all_and_two_for_each(gateway, django_assert_num_queries):
    for number in range(10):
        write_sms(f"m{number}")
    with django_assert_num_queries(1 + 2 * 10):
        assert send_due(at=AT) == 10


def test_a_message_waits_for_its_moment(gateway):
    write_sms(not_before=AT + timedelta(hours=1))
    assert send_due(at=AT) == 0
    assert send_due(at=AT + timedelta(hours=1)) == 1


def test_an_sms_at_night_waits_for_the_morning_and_an_urgent_one_does_not(gateway):
    write_sms("quiet", LATE)
    write_sms("urgent", LATE, urgent=True)
    assert send_due(at=LATE) == 1
    assert send_due(at=MORNING - timedelta(minutes=1)) == 0
    assert send_due(at=MORNING) == 1
    assert [json.loads(body)["id"] for _, body in gateway.posted] == ["urgent", "quiet"]
    assert Message.objects.get(key="quiet").attempts == 1


def test_a_gateway_that_fails_is_tried_again_after_growing_waits_and_then_given_up_with_one_alert(gateway):
    gateway.status = 503
    write_sms("a")
    write_sms("b")
    at = AT.replace(hour=0)
    Message.objects.update(urgent=True, not_before=at)
    for wait in WAITS:
        assert send_due(at=at) == 0
        assert send_due(at=at + wait - timedelta(seconds=1)) == 0
        at += wait
    assert set(Message.objects.values_list("state", "trouble")) == {("waiting", "The SMS gateway answered 503.")}
    send_due(at=at)
    assert set(Message.objects.values_list("state", "to_sealed")) == {("given_up", None)}
    alert = Alert.objects.get()
    assert (alert.key, alert.desk) == ("undelivered:sms", "platform")
    assert "503" in alert.text
    assert len(gateway.posted) == 2 * (len(WAITS) + 1)
    assert timedelta(minutes=1) == WAITS[0]
    assert timedelta(hours=6) == WAITS[-1]


def test_what_the_gateway_refuses_for_good_is_not_tried_again(gateway):
    gateway.status = 400
    write_sms()
    send_due(at=AT)
    assert Message.objects.get().state == MessageState.GIVEN_UP


def test_a_busy_gateway_is_tried_again(gateway):
    gateway.status = 429
    write_sms()
    send_due(at=AT)
    assert Message.objects.get().state == MessageState.WAITING


def test_a_gateway_that_is_down_does_not_stop_the_others(settings):
    settings.SMS_GATEWAY = "http://127.0.0.1:9/nobody"
    write_sms()
    write_email(made_user(email="lin@example.org"), "b")
    assert send_due(at=AT) == 1
    assert Message.objects.get(key="a").trouble == "The SMS gateway did not answer: ConnectError."


def test_without_a_gateway_an_sms_is_given_up_with_one_alert_and_no_book_calls_it_sent(settings, caplog):
    settings.SMS_GATEWAY = ""
    write_sms("a")
    write_sms("b")
    assert send_due(at=AT) == 0
    assert set(Message.objects.values_list("state", "to_sealed")) == {("given_up", None)}
    alert = Alert.objects.get()
    assert (alert.key, alert.desk) == ("undelivered:sms", "platform")
    assert "WANGGE_SMS_GATEWAY" in alert.text
    assert "6000001" not in f"{alert.text} {caplog.text}"


def test_without_a_mail_server_whoever_has_an_account_reads_it_there_and_a_letter_to_others_is_given_up(settings):
    settings.LETTERS_GO = False
    write_email(made_user(email="lin@example.org"), "a")
    write_messages([Draft("b", Channel.EMAIL, "case", "x", to_address="wu@example.org")], at=AT)
    assert send_due(at=AT) == 0
    assert mail.outbox == []
    assert list(Message.objects.order_by("key").values_list("channel", "state")) == [
        ("inbox", "sent"),
        ("email", "given_up"),
    ]
    assert "WANGGE_EMAIL" in Alert.objects.get().text


def test_an_email_goes_to_the_address_of_the_account():
    write_email(made_user(email="lin@example.org"))
    assert send_due(at=AT) == 1
    assert [(one.to, one.subject, one.body) for one in mail.outbox] == [(["lin@example.org"], "41-07-3", "text of a")]


def test_whoever_has_or_wants_no_email_reads_it_in_the_inbox():
    without, unwilling = made_user("a1"), made_user("b1", email="b1@example.org")
    Preference.objects.create(user=unwilling, email=False)
    write_email(without, "a")
    write_email(unwilling, "b")
    assert send_due(at=AT) == 0
    assert mail.outbox == []
    assert set(Message.objects.values_list("channel", "state")) == {("inbox", "sent")}


def test_whoever_left_gets_nothing():
    user = made_user(email="lin@example.org")
    write_email(user)
    deactivate_user(user=user, at=AT, by=None)
    assert send_due(at=AT) == 0
    assert Message.objects.get().state == MessageState.GIVEN_UP


def test_own_quiet_hours_are_kept_and_urgent_ones_pass():
    user = made_user(email="lin@example.org")
    Preference.objects.create(user=user, quiet_from=time(18), quiet_until=time(9))
    write_email(user, "quiet", LATE)
    write_email(user, "urgent", LATE, urgent=True)
    assert send_due(at=LATE) == 1
    assert send_due(at=DIGEST) == 0
    assert send_due(at=DIGEST + timedelta(hours=1)) == 1
    assert [one.body for one in mail.outbox] == ["text of urgent", "text of quiet"]


def test_a_digest_is_one_letter_in_the_morning_with_everything_in_order():
    user = made_user(email="lin@example.org", language="en")
    Preference.objects.create(user=user, digest=True)
    for number, key in enumerate("abc"):
        write_email(user, key, AT + timedelta(minutes=number))
    write_email(user, "urgent", AT, urgent=True)
    assert send_due(at=AT + timedelta(hours=1)) == 1
    assert send_due(at=DIGEST - timedelta(minutes=1)) == 0
    write_email(user, "later", DIGEST)
    assert send_due(at=DIGEST) == 3
    digest = mail.outbox[-1]
    assert digest.subject == "3 messages of your grid"
    assert digest.body == "41-07-3\ntext of a\n\n41-07-3\ntext of b\n\n41-07-3\ntext of c"
    assert send_due(at=DIGEST + timedelta(days=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_one_message_twice(gateway):
    for number in range(12):
        write_sms(f"m{number}")
    start = threading.Barrier(3)

    def work() -> None:
        start.wait()
        send_due(at=AT)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    sent = [json.loads(body)["id"] for _, body in gateway.posted]
    assert sorted(sent) == sorted(f"m{number}" for number in range(12))


def test_a_worker_that_died_after_the_claim_leaves_the_message_to_the_next(gateway, monkeypatch):
    write_sms()

    def die(_letter: object) -> None:
        raise SystemExit

    monkeypatch.setitem(send_due.__globals__["_GATEWAYS"], Channel.SMS, die)
    with pytest.raises(SystemExit):
        send_due(at=AT)
    monkeypatch.undo()
    assert send_due(at=AT + LEASE - timedelta(seconds=1)) == 0
    assert send_due(at=AT + LEASE) == 1
