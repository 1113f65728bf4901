"""What becomes of a waiting message: claimed, postponed, gone, kept for the inbox, or given up with an alert."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from wangge.language import _
from wangge.messages.alerts import raise_alert
from wangge.messages.models import Channel, Message, MessageState, Webhook

# How long to wait after each failed attempt; after the last there is none. Together a little under a day.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 360, 360))
PLATFORM_DESK = "platform"
_LONGEST_TROUBLE = 200


def claim(*, message: Message, at: datetime) -> bool:
    """Take it for this worker: only the first of two gets it. If the worker dies, it is due again after the wait."""
    wait = WAITS[min(message.attempts, len(WAITS) - 1)]
    taken = Message.objects.filter(
        pk=message.pk, state=MessageState.WAITING, attempts=message.attempts, not_before=message.not_before
    ).update(attempts=F("attempts") + 1, not_before=at + wait)
    message.attempts += taken
    return bool(taken)


def postpone(*, message: Message, until: datetime) -> None:
    """Let it wait, without counting an attempt."""
    Message.objects.filter(pk=message.pk, attempts=message.attempts).update(not_before=until)


def mark_gone(*, messages: Sequence[Message], at: datetime) -> None:
    """They left; the sealed addresses are erased."""
    _end(messages, state=MessageState.SENT, at=at)


def keep_in_inbox(*, message: Message, at: datetime) -> None:
    """The recipient wants, or has, no e-mail: it is read by signing in."""
    _end([message], state=MessageState.SENT, at=at, channel=Channel.INBOX)


def drop(*, message: Message, at: datetime) -> None:
    """Nobody is there any more to receive it."""
    _end([message], state=MessageState.GIVEN_UP, at=at, trouble=_("The recipient is no longer there."))


def note_trouble(*, message: Message, sentence: str, is_lasting: bool, at: datetime) -> None:
    """Keep why it failed; after the last attempt give up, erase the address, and alert one owner."""
    if not is_lasting and message.attempts <= len(WAITS):
        Message.objects.filter(pk=message.pk).update(trouble=sentence[:_LONGEST_TROUBLE])
        return
    with transaction.atomic():
        _end([message], state=MessageState.GIVEN_UP, at=at, trouble=sentence[:_LONGEST_TROUBLE])
        _alert(message, sentence, at)


def _end(
    messages: Sequence[Message], *, state: MessageState, at: datetime, trouble: str = "", channel: str = ""
) -> None:
    rows = Message.objects.filter(pk__in=[message.pk for message in messages], state=MessageState.WAITING)
    changed_channel = {"channel": channel} if channel else {}
    rows.update(state=state, gone_at=at, to_sealed=None, trouble=trouble, **changed_channel)


def _alert(message: Message, sentence: str, at: datetime) -> None:
    """One alert for a gateway, however many messages it failed; a webhook's goes to whoever made it."""
    text = _("A message was given up. {sentence}").format(sentence=sentence)
    if message.channel == Channel.WEBHOOK:
        owner = Webhook.objects.select_related("created_by").get(pk=webhook_number(message)).created_by
        raise_alert(key=message.to_desk, topic="undelivered", text=text, owner=owner, at=at)
    else:
        raise_alert(key=f"undelivered:{message.channel}", topic="undelivered", text=text, desk=PLATFORM_DESK, at=at)


def webhook_number(message: Message) -> int:
    """The number in ``webhook:<number>``."""
    return int(message.to_desk.removeprefix("webhook:"))
