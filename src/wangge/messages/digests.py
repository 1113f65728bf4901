"""One letter a day instead of many: what it says. Whose messages wait for it is decided in ``jobs``."""

from collections.abc import Sequence
from datetime import datetime

from wangge.accounts.models import User
from wangge.language import _, speaking
from wangge.messages.letters import Letter
from wangge.messages.models import Message


def digest_letter(user: User, messages: Sequence[Message], at: datetime) -> Letter:
    """All of them in the order in which they were written, in the language of the recipient."""
    ordered = sorted(messages, key=lambda message: (message.written_at, message.pk))
    with speaking(user.language):
        subject = _("{count} messages of your grid").format(count=len(ordered))
    return Letter(
        key=f"digest:{user.pk}:{ordered[-1].pk}",
        topic="digest",
        address=user.email,
        subject=subject,
        text="\n\n".join(_entry(message) for message in ordered),
        language=user.language,
        at=at,
    )


def _entry(message: Message) -> str:
    return f"{message.subject}\n{message.text}".strip()
