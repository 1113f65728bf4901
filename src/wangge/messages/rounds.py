"""One run of the job that sends: its clock, its budget of time, and what was looked up once for all its messages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from wangge.messages.actions import way_of, webhook_number
from wangge.messages.models import Channel, Message, Preference, Webhook

BUDGET = timedelta(seconds=20)  # the other sweeps of the worker wait so long
_MOST_FAILURES = 2  # in a row, of one way: each may have taken as long as a gateway is waited for


@dataclass
class Round:
    """What one run knows; ``begun`` in seconds of the clock that only goes forward.

    ``digests``: by account, what may leave in one letter with the first that is sent.
    """

    at: datetime
    begun: float
    preferences: dict[int, Preference]
    webhooks: dict[int, Webhook]
    digests: dict[int, list[Message]] = field(default_factory=dict)
    sent: int = 0
    _failures: Counter[str] = field(default_factory=Counter)

    def now(self) -> datetime:
        """The moment that it is meanwhile: sending takes time, and a claim counts from when it is made."""
        return self.at + timedelta(seconds=monotonic() - self.begun)

    def is_over(self) -> bool:
        """Whether the budget is used up; what is left is due in the next round."""
        return self.now() - self.at >= BUDGET

    def preference_of(self, message: Message) -> Preference | None:
        """How the account that it goes to wants to be told, if it said so."""
        return self.preferences.get(message.to_user_id or 0)

    def note(self, message: Message, *, answered: bool) -> None:
        """Keep whether the way of the message answered; failures count in a row, and one that took the whole round all.

        Else a mail server that is waited for longer than a round would take every round for one letter.
        """
        way = _name_of_way(message)
        failures = _MOST_FAILURES if self.is_over() else self._failures[way] + 1
        self._failures[way] = 0 if answered else failures

    def is_shut(self, message: Message) -> bool:
        """Whether its way failed too often to be tried again in this round."""
        return self._failures[_name_of_way(message)] >= _MOST_FAILURES


def begin_round(due: Sequence[Message], at: datetime) -> Round:
    """Look up what the messages need: at most one statement for preferences and one for webhooks."""
    begun = monotonic()
    users = {message.to_user_id for message in due if message.to_user_id is not None}
    numbers = {webhook_number(message) for message in due if message.channel == Channel.WEBHOOK}
    preferences = {one.user_id: one for one in Preference.objects.filter(user__in=users)} if users else {}
    this = Round(at, begun, preferences, Webhook.objects.in_bulk(numbers) if numbers else {})
    for message in due:
        preference = this.preference_of(message)
        if preference is not None and goes_by_digest(message, preference):
            this.digests.setdefault(preference.user_id, []).append(message)
    return this


def goes_by_digest(message: Message, preference: Preference | None) -> bool:
    """Whether it is gathered into the one letter of the day."""
    return preference is not None and preference.digest and not message.urgent


def _name_of_way(message: Message) -> str:
    return "".join(way_of(message).values())
