"""What somebody reads by signing in, and how they want to be told. Which desks are theirs is known above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Q, QuerySet

from wangge.accounts.models import User
from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.messages.models import Channel, Message, Preference


@dataclass(frozen=True)
class Wish:
    """How somebody wants to be told; both ends of the quiet hours, or neither."""

    email: bool = True
    digest: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None


def inbox_of(user: User, desks: Iterable[str] = ()) -> "QuerySet[Message]":
    """The messages of the user and of the desks that they hold, newest first."""
    held = list(desks)
    theirs = Q(to_user=user) | Q(to_desk__in=held) if held else Q(to_user=user)
    return Message.objects.filter(theirs, channel=Channel.INBOX).order_by("-written_at", "-id")


def mark_read(*, messages: "QuerySet[Message]", at: datetime) -> int:
    """Mark those that were unread, in one statement; how many."""
    return messages.filter(read_at__isnull=True).order_by().update(read_at=at)


def set_preference(*, user: User, wish: Wish) -> Preference:
    """Keep how ``user`` wants to be told; urgent messages come all the same."""
    if (wish.quiet_from is None) != (wish.quiet_until is None):
        raise Unusable(_("Quiet hours need a beginning and an end, or neither."))
    values = {
        "email": wish.email,
        "digest": wish.digest,
        "quiet_from": wish.quiet_from,
        "quiet_until": wish.quiet_until,
    }
    return Preference.objects.update_or_create(user=user, defaults=values)[0]
