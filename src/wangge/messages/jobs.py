"""The job that empties the outbox: claims what is due, keeps quiet hours and digests, hands letters to gateways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from wangge.accounts.models import User
from wangge.accounts.sweeps import Sweep
from wangge.accounts.vaults import vault
from wangge.messages.actions import (
    claim,
    drop,
    keep_in_inbox,
    mark_gone,
    note_trouble,
    postpone,
    webhook_number,
)
from wangge.messages.digests import digest_letter
from wangge.messages.gateways import email, sms, webhook
from wangge.messages.letters import Letter, UndeliveredError
from wangge.messages.models import Channel, Message, MessageState, Preference, Webhook
from wangge.messages.timing import SMS_QUIET, QuietHours, last_digest
from wangge.trust.vault import VaultError

_GATEWAYS: dict[str, Callable[[Letter], None]] = {
    Channel.EMAIL: email.deliver,
    Channel.SMS: sms.deliver,
    Channel.WEBHOOK: webhook.deliver,
}


@dataclass
class _Round:
    """One run of the job: what was looked up once, and the digests that are gathered."""

    at: datetime
    preferences: dict[int, Preference]
    webhooks: dict[int, Webhook]
    digests: dict[int, list[Message]] = field(default_factory=dict)
    sent: int = 0


def send_due(*, at: datetime, limit: int = 100) -> int:
    """Send what is due at ``at``, at most ``limit`` messages; how many left. Workers may run it side by side."""
    waiting = Message.objects.filter(state=MessageState.WAITING, not_before__lte=at)
    due = list(waiting.select_related("to_user").order_by("not_before", "id")[:limit])
    if not due:
        return 0
    this = _round(due, at)
    for message in due:
        _handle(message, this)
    for messages in this.digests.values():
        _send_digest(messages, this)
    return this.sent


def _round(due: Sequence[Message], at: datetime) -> _Round:
    users = {message.to_user_id for message in due if message.to_user_id is not None}
    numbers = {webhook_number(message) for message in due if message.channel == Channel.WEBHOOK}
    preferences = {one.user_id: one for one in Preference.objects.filter(user__in=users)} if users else {}
    return _Round(at, preferences, Webhook.objects.in_bulk(numbers) if numbers else {})


def _handle(message: Message, this: _Round) -> None:
    preference = this.preferences.get(message.to_user_id or 0)
    if _is_orphan(message, this):
        drop(message=message, at=this.at)
    elif message.to_user is not None and not _wants_email(message.to_user, preference):
        keep_in_inbox(message=message, at=this.at)
    elif until := _waits_until(message, preference, this.at):
        postpone(message=message, until=until)
    elif not claim(message=message, at=this.at):
        return
    elif preference is not None and preference.digest and not message.urgent:
        this.digests.setdefault(preference.user_id, []).append(message)
    else:
        _send([message], lambda: _letter(message, this), this)


def _is_orphan(message: Message, this: _Round) -> bool:
    if message.channel == Channel.WEBHOOK:
        hook = this.webhooks.get(webhook_number(message))
        return hook is None or not hook.active
    return message.to_user is not None and not message.to_user.is_active


def _wants_email(user: User, preference: Preference | None) -> bool:
    return bool(user.email) and (preference is None or preference.email)


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


def _send_digest(messages: list[Message], this: _Round) -> None:
    user = messages[0].to_user
    if user is not None:
        _send(messages, lambda: digest_letter(user, messages, this.at), this)


def _send(messages: list[Message], write: Callable[[], Letter], this: _Round) -> None:
    try:
        _GATEWAYS[messages[0].channel](write())
    except (UndeliveredError, VaultError) as trouble:
        is_lasting = isinstance(trouble, UndeliveredError) and trouble.is_lasting
        for message in messages:
            note_trouble(message=message, sentence=str(trouble), is_lasting=is_lasting, at=this.at)
    else:
        mark_gone(messages=messages, at=this.at)
        this.sent += len(messages)


def _letter(message: Message, this: _Round) -> Letter:
    address, secret = _address(message, this)
    return Letter(
        key=message.key,
        topic=message.topic,
        address=address,
        subject=message.subject,
        text=message.text,
        language=message.language,
        at=this.at,
        secret=secret,
    )


def _address(message: Message, this: _Round) -> tuple[str, str]:
    """Where it goes, and the secret that signs it there."""
    if message.channel == Channel.WEBHOOK:
        hook = this.webhooks[webhook_number(message)]
        return hook.url, vault().open(hook.secret)
    if message.to_user is not None:
        return message.to_user.email, ""
    return vault().open(message.to_sealed or b""), ""


SWEEPS = (Sweep("messages", timedelta(seconds=5), lambda at: send_due(at=at)),)
