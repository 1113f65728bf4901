"""What becomes of a waiting message: claimed, postponed, gone, kept for the inbox, or given up with an alert."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, TextField, Value, When

from wangge.language import _
from wangge.messages.alerts import raise_alert
from wangge.messages.models import Channel, Message, MessageState, Webhook

# How long to wait after each failed attempt; after the last there is none. Together a little under a day.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 360, 360))
LEASE = timedelta(minutes=10)  # longer than any gateway is waited for: a mail server 30 s at each of a dozen steps
PLATFORM_DESK = "platform"
_LONGEST_TROUBLE = 200


def claim(*, message: Message, at: datetime) -> bool:
    """Take it for this worker, right before it is sent: only the first of two gets it.

    If the worker dies, it is due again when the lease ends. ``at`` is the present moment, not that of the round.
    """
    taken = Message.objects.filter(
        pk=message.pk, state=MessageState.WAITING, attempts=message.attempts, not_before=message.not_before
    ).update(attempts=F("attempts") + 1, not_before=at + LEASE)
    message.attempts += taken
    return bool(taken)


def postpone(*, message: Message, until: datetime) -> None:
    """Let it wait, without counting an attempt."""
    Message.objects.filter(pk=message.pk, attempts=message.attempts).update(not_before=until)


def way_of(message: Message) -> dict[str, str]:
    """The columns of what may be out of order by itself: a channel, or one webhook."""
    return {"to_desk": message.to_desk} if message.channel == Channel.WEBHOOK else {"channel": message.channel}


def let_rest(*, message: Message, at: datetime) -> None:
    """All that is due by the way of ``message``, which does not answer, waits a minute without counting an attempt.

    Were it left as it is, the oldest would fill every round, and what goes by other ways would never have its turn.
    """
    due = Message.objects.filter(state=MessageState.WAITING, not_before__lte=at, **way_of(message))
    due.update(not_before=at + WAITS[0])


def mark_gone(*, messages: Sequence[Message], at: datetime) -> None:
    """They left; the sealed addresses are erased, and the words that went there."""
    _end(messages, state=MessageState.SENT, at=at)


def keep_in_inbox(*, message: Message, at: datetime) -> None:
    """The recipient wants, or has, no e-mail, or none can be sent: it is read by signing in."""
    _end([message], state=MessageState.SENT, at=at, channel=Channel.INBOX)


def drop(*, message: Message, at: datetime) -> None:
    """Nobody is there any more to receive it."""
    _end([message], state=MessageState.GIVEN_UP, at=at, trouble=_("The recipient is no longer there."))


def note_trouble(*, message: Message, sentence: str, is_lasting: bool, at: datetime) -> None:
    """Keep why it failed and when it is tried again; after the last attempt give up, and alert one owner."""
    if not is_lasting and message.attempts <= len(WAITS):
        claimed = Message.objects.filter(pk=message.pk, attempts=message.attempts)
        claimed.update(trouble=sentence[:_LONGEST_TROUBLE], not_before=at + WAITS[message.attempts - 1])
        return
    with transaction.atomic():
        _end([message], state=MessageState.GIVEN_UP, at=at, trouble=sentence[:_LONGEST_TROUBLE])
        _alert(message, sentence, at)


def _end(
    messages: Sequence[Message], *, state: MessageState, at: datetime, trouble: str = "", channel: str = ""
) -> None:
    """With a sealed address the words go too: they may hold a private link, and nobody here reads them any more."""
    rows = Message.objects.filter(pk__in=[message.pk for message in messages], state=MessageState.WAITING)
    changed_channel = {"channel": channel} if channel else {}
    words = {name: _kept_unless_sealed(name) for name in ("subject", "text")}
    rows.update(state=state, gone_at=at, to_sealed=None, trouble=trouble, **words, **changed_channel)


def _kept_unless_sealed(name: str) -> Case:
    return Case(When(to_sealed__isnull=False, then=Value("")), default=F(name), output_field=TextField())


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
