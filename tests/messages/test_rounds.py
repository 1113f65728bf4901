"""A round of sending: ways that do not answer are left alone, it ends in time, and what takes long is sent once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.accounts.people import made_user
from wangge.accounts.models import Team
from wangge.messages import jobs, rounds
from wangge.messages.actions import WAITS
from wangge.messages.jobs import send_due
from wangge.messages.letters import Letter, UndeliveredError
from wangge.messages.models import Channel, Message, MessageState, Preference
from wangge.messages.outbox import Draft, write_messages
from wangge.messages.webhooks import News, make_webhook, queue_deliveries

AT = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)  # 10:00 in the city

pytestmark = pytest.mark.django_db


class Far:
    """Every gateway at once: what each letter takes and how it ends, by key; and the clock that it moves."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.takes: dict[str, float] = {}
        self.fails: dict[str, Exception] = {}
        self.tried: list[str] = []
        self.meanwhile: Any = None

    def deliver(self, letter: Letter) -> None:
        self.tried.append(letter.key)
        self.seconds += self.takes.get(letter.key, 0)
        if self.meanwhile:
            self.meanwhile()
        if letter.key in self.fails:
            raise self.fails[letter.key]

    @property
    def now(self) -> datetime:
        return AT + timedelta(seconds=self.seconds)


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Far:
    far = Far()
    monkeypatch.setattr(rounds, "monotonic", lambda: far.seconds)
    monkeypatch.setattr(jobs, "_GATEWAYS", dict.fromkeys((Channel.EMAIL, Channel.SMS, Channel.WEBHOOK), far.deliver))
    return far


def write(*keys: str, channel: Channel = Channel.SMS, at: datetime = AT, **given: Any) -> None:
    to = given or {"to_address": "0717-6000001"}
    write_messages([Draft(key, channel, "case", "x", **to) for key in keys], at=at)


def attempts() -> dict[str, int]:
    return dict(Message.objects.order_by("id").values_list("key", "attempts"))


def test_after_two_failures_the_rest_of_the_channel_waits_uncounted_and_others_go(far: Far):
    write("a", "b", "c", "d")
    write("e", channel=Channel.EMAIL, to_address="lin@example.org")
    far.fails = dict.fromkeys("abcd", UndeliveredError("x"))
    assert send_due(at=AT) == 1
    assert far.tried == ["a", "b", "e"]
    assert attempts() == {"a": 1, "b": 1, "c": 0, "d": 0, "e": 1}
    assert send_due(at=AT + timedelta(seconds=5)) == 0
    far.fails = {}
    assert send_due(at=AT + WAITS[0]) == 4


def test_more_than_a_round_holds_of_a_dead_channel_does_not_keep_the_others_back(far: Far):
    write(*(f"m{number}" for number in range(6)))
    write("e", channel=Channel.EMAIL, to_address="lin@example.org", at=AT + timedelta(seconds=1))
    far.fails = {f"m{number}": UndeliveredError("x") for number in range(6)}
    send_due(at=AT, limit=3)
    assert send_due(at=AT + timedelta(seconds=5), limit=3) == 1


def test_a_failure_that_takes_a_whole_round_is_enough(far: Far):
    write("a", "b", channel=Channel.EMAIL, to_address="lin@example.org")
    write("s", at=AT + timedelta(seconds=1))
    far.takes, far.fails = {"a": 30}, {"a": UndeliveredError("x")}
    send_due(at=far.now + timedelta(seconds=1))
    assert send_due(at=far.now + timedelta(seconds=6)) == 1
    assert far.tried == ["a", "s"]


@pytest.mark.parametrize(
    "between",
    [None, UndeliveredError("x", is_lasting=True), UndeliveredError("x", is_of_letter=True), RuntimeError("x")],
)
def test_failures_count_in_a_row_and_those_of_one_letter_do_not(far: Far, between: Exception | None):
    write("a", "b", "c", "d")
    far.fails = {"a": UndeliveredError("x"), "c": UndeliveredError("x")}
    if between:
        far.fails["b"] = between
    send_due(at=AT)
    assert far.tried == ["a", "b", "c", "d"]


def test_a_webhook_that_does_not_answer_keeps_no_other_back(far: Far, settings: Any):
    settings.WEBHOOKS_MAY_BE_PRIVATE = True
    by = made_user(team=Team.OFFICE)
    dead, alive = (make_webhook(url=f"http://{host}/", topics=["case"], at=AT, by=by).webhook for host in ("a", "b"))
    queue_deliveries([News("case.close", f"step:{number}", "{}") for number in range(4)], at=AT)
    far.fails = {f"step:{number}:webhook:{dead.pk}": UndeliveredError("x") for number in range(4)}
    assert send_due(at=AT) == 4
    assert [key for key in far.tried if key.endswith(f":{dead.pk}")] == [
        f"step:{number}:webhook:{dead.pk}" for number in range(2)
    ]
    assert Message.objects.filter(to_desk=f"webhook:{alive.pk}", state=MessageState.SENT).count() == 4


def test_a_round_ends_in_time_and_the_next_goes_on(far: Far):
    write("a", "b", "c")
    far.takes = dict.fromkeys("abc", 10)
    assert send_due(at=far.now) == 2
    assert attempts()["c"] == 0
    assert send_due(at=far.now) == 1


def test_urgent_messages_are_first(far: Far):
    write("a", "b")
    Message.objects.filter(key="b").update(urgent=True)
    send_due(at=AT)
    assert far.tried == ["b", "a"]


def test_what_takes_longer_than_a_minute_is_not_sent_again_by_another_worker(far: Far):
    write("a", "b")
    far.takes = {"a": 15, "b": 59}
    far.meanwhile = lambda: far.seconds > 60 and send_due(at=far.now)
    send_due(at=AT)
    assert far.tried == ["a", "b"]


def test_nor_is_a_digest_which_is_claimed_when_it_is_sent(far: Far):
    user = made_user(email="lin@example.org")
    Preference.objects.create(user=user, digest=True)
    write("c", "d", channel=Channel.EMAIL, to_user_id=user.pk, at=AT - timedelta(days=1))
    write("a")
    Message.objects.filter(key="a").update(urgent=True)
    digest = f"digest:{user.pk}:{Message.objects.get(key='d').pk}"
    far.takes = {"a": 15, digest: 59}
    far.meanwhile = lambda: far.seconds > 60 and send_due(at=far.now)
    assert send_due(at=AT) == 3
    assert far.tried == ["a", digest]
    assert attempts() == {"c": 1, "d": 1, "a": 1}


def test_a_strange_error_is_the_trouble_of_one_message_and_its_words_stand_nowhere(
    far: Far, caplog: pytest.LogCaptureFixture
):
    write("a", "b")
    far.fails = {"a": RuntimeError("0717-6000001 is odd")}
    assert send_due(at=AT) == 1
    message = Message.objects.get(key="a")
    assert (message.state, message.trouble) == (MessageState.WAITING, "It could not be sent: RuntimeError.")
    assert "message a was not sent: RuntimeError" in caplog.text
    assert "6000001" not in caplog.text


def test_the_wait_after_a_failure_begins_when_it_failed(far: Far):
    write("a")
    far.takes, far.fails = {"a": 15}, {"a": UndeliveredError("x")}
    send_due(at=AT)
    assert Message.objects.get().not_before == AT + timedelta(seconds=15) + WAITS[0]
