"""Webhooks: programs elsewhere that are told of topics. A delivery is a message like any other; see ``gateways``."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.refusals import Conflict, Unusable
from wangge.accounts.vaults import vault
from wangge.language import _
from wangge.messages.gateways.webhook import url_of
from wangge.messages.models import Channel, Webhook
from wangge.messages.outbox import Draft, write_messages

_TOPIC = re.compile(r"[a-z][a-z0-9_.]{0,39}")
_LONGEST_URL, _LONGEST_TOPICS = 200, 200


@dataclass(frozen=True)
class NewWebhook:
    """A webhook and its secret, which is shown now and never again."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True)
class News:
    """What subscribers of ``topic`` are told: ``body`` is JSON without personal data, ``key`` names it once.

    Who subscribed to the part before the full stop is told of all that begin so.
    """

    topic: str
    key: str
    body: str


@transaction.atomic
def make_webhook(*, url: str, topics: Iterable[str], at: datetime, by: User) -> NewWebhook:
    """Subscribe a URL to topics. Who may (MANAGE_WEBHOOKS) is asked above."""
    wanted = sorted(set(topics))
    _refuse_unusable(url, wanted)
    secret = secrets.token_urlsafe(32)
    webhook = Webhook.objects.create(
        url=url, topics=" ".join(wanted), secret=vault().seal(secret), created_at=at, created_by=by
    )
    record_audit(action="make_webhook", at=at, actor=by, subject=f"webhook:{webhook.pk}", reason=f"{url} {wanted}")
    return NewWebhook(webhook, secret)


@transaction.atomic
def stop_webhook(*, webhook: Webhook, at: datetime, by: User | None) -> Webhook:
    """Nothing more is sent to it; what waits is dropped when its turn comes."""
    if not Webhook.objects.filter(pk=webhook.pk, active=True).update(active=False):
        raise Conflict(_("The webhook {url} is stopped already.").format(url=webhook.url))
    webhook.active = False
    record_audit(action="stop_webhook", at=at, actor=by, subject=f"webhook:{webhook.pk}")
    return webhook


def queue_deliveries(news: Sequence[News], *, at: datetime) -> None:
    """Write a message for each subscriber: one statement to find them, one to write all."""
    subscribed = [
        (f"webhook:{webhook.pk}", set(webhook.topics.split())) for webhook in Webhook.objects.filter(active=True)
    ]
    drafts = [
        Draft(f"{one.key}:{desk}", Channel.WEBHOOK, one.topic, one.body, to_desk=desk)
        for one in news
        for desk, topics in subscribed
        if not topics.isdisjoint({one.topic, one.topic.partition(".")[0]})
    ]
    if drafts:
        write_messages(drafts, at=at)


def _refuse_unusable(url: str, topics: Sequence[str]) -> None:
    if not _is_usable(url):
        raise Unusable(_("{url} is no address for a webhook. It begins with https:// and a host.").format(url=url))
    if not topics or not all(_TOPIC.fullmatch(topic) for topic in topics) or len(" ".join(topics)) > _LONGEST_TOPICS:
        raise Unusable(_("A webhook needs topics: words in small letters, as in case.close."))


def _is_usable(text: str) -> bool:
    """Read by the same hand that will call it."""
    url = url_of(text) if len(text) <= _LONGEST_URL else None
    schemes = {"https", "http"} if settings.WEBHOOKS_MAY_BE_PRIVATE else {"https"}
    return url is not None and url.scheme in schemes and not url.userinfo
