"""The job that empties the outbox: claims what is due, keeps quiet hours and digests, hands letters to gateways."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from wangge.accounts.models import User
from wangge.accounts.sweeps import Sweep
from wangge.accounts.vaults import vault
from wangge.language import _
from wangge.messages.actions import (
    claim,
    drop,
    keep_in_inbox,
    let_rest,
    mark_gone,
    note_trouble,
    postpone,
    webhook_number,
)
from wangge.messages.digests import digest_letter
from wangge.messages.gateways import email, sms, webhook
from wangge.messages.letters import Letter, UndeliveredError
from wangge.messages.models import Channel, Message, MessageState, Preference
from wangge.messages.rounds import Round, begin_round, goes_by_digest
from wangge.messages.timing import SMS_QUIET, QuietHours, last_digest
from wangge.trust.vault import VaultError

_GATEWAYS: dict[str, Callable[[Letter], None]] = {
    Channel.EMAIL: email.deliver,
    Channel.SMS: sms.deliver,
    Channel.WEBHOOK: webhook.deliver,
}

_log = logging.getLogger(__name__)


def send_due(*, at: datetime, limit: int = 100) -> int:
    """Send what is due at ``at``, the present moment; how many left. Workers may run it side by side.

    At most ``limit`` messages, urgent ones first, and none is begun after 20 seconds: the worker has more to do.
    """
    waiting = Message.objects.filter(state=MessageState.WAITING, not_before__lte=at)
    due = list(waiting.select_related("to_user").order_by("-urgent", "not_before", "id")[:limit])
    if not due:
        return 0
    this = begin_round(due, at)
    for message in due:
        if this.is_over():
            break
        _handle(message, this)
    return this.sent


def _handle(message: Message, this: Round) -> None:
    preference = this.preference_of(message)
    if _is_orphan(message, this):
        drop(message=message, at=this.now())
    elif message.to_user is not None and not _wants_email(message.to_user, preference):
        keep_in_inbox(message=message, at=this.now())
    elif until := _waits_until(message, preference, this.at):
        postpone(message=message, until=until)
    elif not this.is_shut(message):
        _send(_gathered(message, preference, this), this)


def _is_orphan(message: Message, this: Round) -> bool:
    if message.channel == Channel.WEBHOOK:
        hook = this.webhooks.get(webhook_number(message))
        return hook is None or not hook.active
    return message.to_user is not None and not message.to_user.is_active


def _wants_email(user: User, preference: Preference | None) -> bool:
    return settings.LETTERS_GO and bool(user.email) and (preference is None or preference.email)


def _waits_until(message: Message, preference: Preference | None, at: datetime) -> datetime | None:
    """Until the end of quiet hours or the next digest; None if it may leave now. Programs have no nights."""
    if message.urgent or message.channel == Channel.WEBHOOK:
        return None
    zone = timezone.get_default_timezone()
    quiet = _quiet_hours(message, preference)
    end = quiet.end_after(at, zone) if quiet else None
    if end is None and preference is not None and preference.digest:
        latest = last_digest(at, zone)
        return None if message.written_at < latest else latest + timedelta(days=1)
    return end


def _quiet_hours(message: Message, preference: Preference | None) -> QuietHours | None:
    if preference is not None and preference.quiet_from is not None and preference.quiet_until is not None:
        return QuietHours(preference.quiet_from, preference.quiet_until)
    return SMS_QUIET if message.channel == Channel.SMS else None


def _gathered(message: Message, preference: Preference | None, this: Round) -> list[Message]:
    """What leaves in one letter: the message, or with the first of a digest all of it and with its others nothing."""
    if not goes_by_digest(message, preference):
        return [message]
    together = this.digests.pop(message.to_user_id or 0, [])
    return [one for one in together if not _waits_until(one, preference, this.at)]


def _send(messages: Sequence[Message], this: Round) -> None:
    mine = [message for message in messages if claim(message=message, at=this.now())]
    if not mine:
        return
    trouble = _trouble_with(mine, this)
    if trouble is None:
        mark_gone(messages=mine, at=this.now())
        this.sent += len(mine)
    else:
        for message in mine:
            note_trouble(message=message, sentence=str(trouble), is_lasting=trouble.is_lasting, at=this.now())
    this.note(mine[0], answered=trouble is None or trouble.is_lasting or trouble.is_of_letter)
    if this.is_shut(mine[0]):
        let_rest(message=mine[0], at=this.now())


def _trouble_with(messages: list[Message], this: Round) -> UndeliveredError | None:
    """Why it did not leave, or None. Whatever happens is the trouble of this letter alone: the others have to go."""
    try:
        _GATEWAYS[messages[0].channel](_letter(messages, this))
    except UndeliveredError as trouble:
        return trouble
    except VaultError as lost:
        return UndeliveredError(str(lost), is_of_letter=True)
    except Exception as strange:  # noqa: BLE001 (and its words may hold the address)
        kind = type(strange).__name__
        _log.error("message %s was not sent: %s", messages[0].key, kind)
        return UndeliveredError(_("It could not be sent: {kind}.").format(kind=kind), is_of_letter=True)
    return None


def _letter(messages: list[Message], this: Round) -> Letter:
    message = messages[0]
    if message.to_user is not None and goes_by_digest(message, this.preference_of(message)):
        return digest_letter(message.to_user, messages, this.now())
    address, secret = _address(message, this)
    return Letter(
        key=message.key,
        topic=message.topic,
        address=address,
        subject=message.subject,
        text=message.text,
        language=message.language,
        at=this.now(),
        secret=secret,
    )


def _address(message: Message, this: Round) -> tuple[str, str]:
    """Where it goes, and the secret that signs it there."""
    if message.channel == Channel.WEBHOOK:
        hook = this.webhooks[webhook_number(message)]
        return hook.url, vault().open(hook.secret)
    if message.to_user is not None:
        return message.to_user.email, ""
    return vault().open(message.to_sealed or b""), ""


# The moment of the round of sweeps may be old by now: others ran before this one.
SWEEPS = (Sweep("messages", timedelta(seconds=5), lambda _at: send_due(at=timezone.now())),)
