"""What somebody reads by signing in, and how they want to be told. Which desks are theirs is known above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.db.models import Q, QuerySet

from wangge.accounts.models import User
from wangge.accounts.refusals import Unusable
from wangge.language import _
from wangge.messages.models import Channel, Message, Preference
from wangge.messages.outbox import Draft

_READ_HERE = (Channel.INBOX, Channel.EMAIL)


@dataclass(frozen=True)
class Wish:
    """How somebody wants to be told; both ends of the quiet hours, or neither."""

    email: bool = True
    digest: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None


def inbox_of(user: User, desks: Iterable[str] = ()) -> "QuerySet[Message]":
    """The messages of the user, also those that go by e-mail, and of the desks that they hold; newest first."""
    held = list(desks)
    theirs = Q(to_user=user) | Q(to_desk__in=held) if held else Q(to_user=user)
    return Message.objects.filter(theirs, channel__in=_READ_HERE).order_by("-written_at", "-id")


def by_mail_too(drafts: Sequence[Draft]) -> list[Draft]:
    """Let those to accounts that have an address, and wish for letters, go by e-mail; one statement, or none."""
    users = {draft.to_user_id for draft in drafts if draft.channel == Channel.INBOX and draft.to_user_id is not None}
    if not users:
        return list(drafts)
    reached = (
        User.objects.filter(pk__in=users, is_active=True).exclude(email="").exclude(message_preference__email=False)
    )
    mailed = set(reached.values_list("pk", flat=True))
    return [replace(draft, channel=Channel.EMAIL) if draft.to_user_id in mailed else draft for draft in drafts]


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
