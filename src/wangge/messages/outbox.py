"""Writing messages into the outbox: one statement, in the transaction of what they tell. Sending is in ``jobs``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wangge.accounts.vaults import vault
from wangge.messages.models import Channel, Message, MessageState

_LONGEST_SUBJECT = 40


@dataclass(frozen=True)
class Draft:
    """A message to be written: one recipient, whom its channel can reach. ``key`` makes a repeat harmless.

    ``to_address`` is a telephone number (SMS) or an e-mail address; it is sealed before it is stored.
    ``not_before`` None is at once; ``urgent`` passes quiet hours and digests.
    """

    key: str
    channel: Channel
    topic: str
    text: str
    to_user_id: int | None = None
    to_desk: str = ""
    to_address: str = ""
    subject: str = ""
    language: str = "zh_Hans"
    urgent: bool = False
    not_before: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what no gateway could deliver, and what PostgreSQL would find too long only in a city's night."""
        if len(self.key) > 100 or len(self.to_desk) > 40 or len(self.topic) > 40:
            raise ValueError(f"{self.key}: a key has at most 100 characters, a desk and a topic 40")
        given = {"user": self.to_user_id is not None, "desk": bool(self.to_desk), "address": bool(self.to_address)}
        recipients = [kind for kind, is_given in given.items() if is_given]
        if len(recipients) != 1 or recipients[0] not in _REACHES[self.channel]:
            raise ValueError(f"{self.key}: {self.channel} reaches {_REACHES[self.channel]}, not {recipients}")


_REACHES: dict[Channel, tuple[str, ...]] = {
    Channel.INBOX: ("user", "desk"),
    Channel.EMAIL: ("user", "address"),
    Channel.SMS: ("address",),
    Channel.WEBHOOK: ("desk",),
}


def write_messages(drafts: Sequence[Draft], *, at: datetime) -> None:
    """Write them in one statement; those whose key is there already are left as they are."""
    Message.objects.bulk_create([_row(draft, at) for draft in drafts], ignore_conflicts=True)


def _row(draft: Draft, at: datetime) -> Message:
    stays = draft.channel == Channel.INBOX
    return Message(
        key=draft.key,
        channel=draft.channel,
        to_user_id=draft.to_user_id,
        to_desk=draft.to_desk,
        to_sealed=vault().seal(draft.to_address) if draft.to_address else None,
        topic=draft.topic,
        subject=draft.subject[:_LONGEST_SUBJECT],
        text=draft.text,
        language=draft.language,
        urgent=draft.urgent,
        state=MessageState.SENT if stays else MessageState.WAITING,
        written_at=at,
        not_before=draft.not_before or at,
        gone_at=at if stays else None,
    )
