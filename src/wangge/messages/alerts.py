"""Alerts: what somebody must look after, raised once while it stands, owned by one person or one desk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wangge.accounts.models import User
from wangge.messages.models import Alert

_LONGEST = 300


@dataclass(frozen=True)
class AlertDraft:
    """``key`` names what stands, so that a second raising changes nothing; ``owner`` or ``desk`` looks after it."""

    key: str
    topic: str
    text: str
    owner: User | None = None
    desk: str = ""

    def __post_init__(self) -> None:
        """Refuse an alert that everybody could leave to others."""
        if (self.owner is None) == (not self.desk):
            raise ValueError(f"the alert {self.key} needs one owner or one desk")


def raise_alert(*, key: str, topic: str, text: str, owner: User | None = None, desk: str = "", at: datetime) -> Alert:
    """Raise it, or return the one that stands already under this key."""
    raise_alerts([AlertDraft(key, topic, text, owner, desk)], at=at)
    return Alert.objects.get(key=key, settled_at__isnull=True)


def raise_alerts(drafts: Sequence[AlertDraft], *, at: datetime) -> None:
    """Raise many in one statement; those that stand already stay as they are."""
    rows = [
        Alert(
            key=draft.key,
            topic=draft.topic,
            text=draft.text[:_LONGEST],
            owner=draft.owner,
            desk=draft.desk,
            raised_at=at,
        )
        for draft in drafts
    ]
    Alert.objects.bulk_create(rows, ignore_conflicts=True)


def settle_alert(*, key: str, at: datetime) -> bool:
    """Settle the one that stands under the key; whether there was one."""
    return settle_alerts([key], at=at) > 0


def settle_alerts(keys: Iterable[str], *, at: datetime) -> int:
    """Settle many in one statement; how many stood."""
    return standing_alerts().filter(key__in=list(keys)).update(settled_at=at)


def standing_alerts(topic: str = "") -> "QuerySet[Alert]":
    """Alerts that are not settled, of one topic or of all."""
    standing = Alert.objects.filter(settled_at__isnull=True)
    return standing.filter(topic=topic) if topic else standing
