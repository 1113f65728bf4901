import asyncio
import contextlib
import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import certifi
import pytest
import trustme

from tests.accounts.people import made_user
from tests.messages.letterbox import letterbox
from wangge.accounts.models import AuditEntry, Team
from wangge.accounts.refusals import Conflict, Unusable
from wangge.messages.gateways import posting
from wangge.messages.gateways.webhook import deliver
from wangge.messages.jobs import send_due
from wangge.messages.letters import Letter, UndeliveredError
from wangge.messages.models import Alert, Message, MessageState, Webhook
from wangge.messages.signatures import is_signed, sign
from wangge.messages.webhooks import News, make_webhook, queue_deliveries, stop_webhook

AT = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
CLOSED = News("case.closed", "step:7", json.dumps({"case": "41-07-3", "at": AT.isoformat()}))


@pytest.fixture
def far_side(settings):
    with letterbox() as box:
        settings.WEBHOOKS_MAY_BE_PRIVATE = True
        yield box


def letter_to(url: str) -> Letter:
    return Letter("k", "case.closed", url, "", "{}", "en", AT, "secret")


def test_the_signature_is_the_documented_one():
    assert sign("secret", b'{"case":"41-07-3"}', AT) == (
        "t=1773194400,v1=61ecbb9315a50f6c784e810a615f21b4b71f107812b0b33cf9bc308a74efca76"
    )


def test_a_signature_holds_for_its_body_its_secret_and_five_minutes():
    header = sign("secret", b"{}", AT)
    assert is_signed("secret", b"{}", header, at=AT + timedelta(minutes=5))
    assert not is_signed("secret", b"{}", header, at=AT + timedelta(minutes=5, seconds=1))
    assert not is_signed("secret", b"{} ", header, at=AT)
    assert not is_signed("other", b"{}", header, at=AT)
    assert not is_signed("secret", b"{}", header.replace("t=1", "t=2"), at=AT)
    assert not is_signed("secret", b"{}", "nonsense", at=AT)


@pytest.mark.django_db
def test_subscribers_of_a_topic_get_a_signed_delivery(far_side):
    by = made_user(team=Team.OFFICE)
    made = make_webhook(url=far_side.url, topics=["case.closed"], at=AT, by=by)
    make_webhook(url=far_side.url, topics=["case.filed"], at=AT, by=by)
    queue_deliveries([CLOSED], at=AT)
    assert send_due(at=AT) == 1
    headers, body = far_side.posted[0]
    assert body.decode() == CLOSED.body
    assert headers["Wangge-Topic"] == "case.closed"
    assert headers["Wangge-Delivery"] == f"step:7:webhook:{made.webhook.pk}"
    assert is_signed(made.secret, body, headers["Wangge-Signature"], at=AT)
    assert headers["Host"] in far_side.url


@pytest.mark.django_db
def test_queueing_costs_two_statements_however_many(far_side, django_assert_num_queries):
    by = made_user(team=Team.OFFICE)
    for _ in range(3):
        make_webhook(url=far_side.url, topics=["case.closed"], at=AT, by=by)
    news = [News("case.closed", f"step:{number}", "{}") for number in range(10)]
    with django_assert_num_queries(2):
        queue_deliveries(news, at=AT)
    queue_deliveries(news, at=AT)
    assert Message.objects.count() == 30


@pytest.mark.django_db
def test_the_secret_is_sealed_and_shown_once(far_side):
    made = make_webhook(url=far_side.url, topics=["case.closed"], at=AT, by=made_user())
    assert made.secret.encode() not in bytes(Webhook.objects.get().secret)
    assert AuditEntry.objects.filter(action="make_webhook").exists()


@pytest.mark.django_db
def test_a_stopped_webhook_gets_nothing_not_even_what_waits(far_side):
    made = make_webhook(url=far_side.url, topics=["case.closed"], at=AT, by=made_user())
    queue_deliveries([CLOSED], at=AT)
    stop_webhook(webhook=made.webhook, at=AT, by=None)
    queue_deliveries([News("case.closed", "step:8", "{}")], at=AT)
    assert send_due(at=AT) == 0
    assert far_side.posted == []
    assert Message.objects.get().state == MessageState.GIVEN_UP
    with pytest.raises(Conflict):
        stop_webhook(webhook=made.webhook, at=AT, by=None)


@pytest.mark.django_db
def test_a_webhook_that_says_gone_is_given_up_and_whoever_made_it_is_alerted(far_side):
    by = made_user()
    made = make_webhook(url=far_side.url, topics=["case.closed"], at=AT, by=by)
    far_side.status = 410
    queue_deliveries([CLOSED], at=AT)
    send_due(at=AT)
    assert Message.objects.get().state == MessageState.GIVEN_UP
    assert (Alert.objects.get().owner, Alert.objects.get().key) == (by, f"webhook:{made.webhook.pk}")


@pytest.mark.parametrize("status", [302, 307, 404, 500])
def test_a_redirect_is_not_followed_and_an_error_is_no_delivery(far_side, status):
    far_side.status = status
    with pytest.raises(UndeliveredError, match=str(status)):
        deliver(letter_to(far_side.url))
    assert len(far_side.posted) == 1


def test_a_far_side_that_answers_one_sign_at_a_time_is_not_waited_for(far_side, monkeypatch):
    monkeypatch.setattr(posting, "SECONDS", 0.5)
    far_side.drips = threading.Event()
    try:
        with pytest.raises(UndeliveredError, match="did not answer"):
            deliver(letter_to(far_side.url))
    finally:
        far_side.drips.set()


UNCALLABLE = [
    "https://" + "a" * 64 + ".example.org/",
    "https://a..b/",
    "https://[::1",
    "https://xn--a-ecp.ru\n",
    "https://" + "例" * 80 + ".cn/",
    "https://example.org:99999/",
]


@pytest.mark.parametrize("url", UNCALLABLE)
def test_an_address_that_cannot_be_called_is_given_up_at_once(url):
    with pytest.raises(UndeliveredError) as trouble:
        deliver(letter_to(url))
    assert trouble.value.is_lasting


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1.2.3",
        "10.0.0.7",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "localhost",
    ],
)
def test_a_webhook_never_leads_into_the_own_network(settings, monkeypatch, host):
    settings.WEBHOOKS_MAY_BE_PRIVATE = False
    number = "127.0.0.1" if host == "localhost" else host.strip("[]")
    found = [(socket.AF_INET6 if ":" in number else socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(UndeliveredError, match="own network"):
        deliver(letter_to(f"https://{host}/x"))


def test_a_host_with_one_private_address_among_public_ones_is_refused(settings, monkeypatch):
    settings.WEBHOOKS_MAY_BE_PRIVATE = False
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in ("203.1.2.3", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(UndeliveredError, match="own network"):
        deliver(letter_to("https://hooks.example.org/x"))


def test_whoever_runs_a_loop_of_their_own_posts_too(far_side):
    async def within() -> None:
        deliver(letter_to(far_side.url))

    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, within()).result()
    assert [body for _headers, body in far_side.posted] == [b"{}"]


@pytest.mark.parametrize(("host", "is_trusted"), [("hooks.example.org", True), ("other.example.org", False)])
def test_over_tls_the_examined_address_must_prove_the_name_of_the_url(
    settings, monkeypatch, tmp_path, host, is_trusted
):
    settings.WEBHOOKS_MAY_BE_PRIVATE = True
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setattr(certifi, "where", lambda: str(tmp_path / "authority.pem"))
    with letterbox(authority.issue_cert("hooks.example.org")) as box:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(box.url.split(":")[2].split("/")[0])))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        expected = contextlib.nullcontext() if is_trusted else pytest.raises(UndeliveredError, match="ConnectError")
        with expected:
            deliver(letter_to(box.url.replace("http://127.0.0.1", f"https://{host}")))
    assert len(box.posted) == is_trusted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "topics"),
    [
        ("http://example.org", ["case.closed"]),
        ("ftp://example.org", ["case.closed"]),
        ("https://", ["case.closed"]),
        ("https://name:word@example.org", ["case.closed"]),
        ("https://example.org", []),
        ("https://example.org", ["Case Closed"]),
        ("https://example.org/" + "x" * 200, ["case.closed"]),
        *((url, ["case.closed"]) for url in UNCALLABLE),
    ],
)
def test_an_unusable_webhook_is_refused(settings, url, topics):
    settings.WEBHOOKS_MAY_BE_PRIVATE = False
    with pytest.raises(Unusable):
        make_webhook(url=url, topics=topics, at=AT, by=made_user())
