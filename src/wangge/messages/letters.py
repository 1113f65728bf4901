"""What a gateway is handed, and how it says that it could not deliver. No rows here."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Letter:
    """One message ready to leave: ``address`` is an e-mail address, a telephone number or a URL.

    ``secret`` signs what goes to a webhook; ``at`` is the moment of sending.
    """

    key: str
    topic: str
    address: str
    subject: str
    text: str
    language: str
    at: datetime
    secret: str = ""


class UndeliveredError(Exception):
    """The gateway did not take it; one sentence without the address. ``is_lasting``: trying again cannot help.

    ``is_of_letter``: it says nothing about the gateway, which may well take the next one.
    """

    def __init__(self, sentence: str, *, is_lasting: bool = False, is_of_letter: bool = False) -> None:
        super().__init__(sentence)
        self.is_lasting = is_lasting
        self.is_of_letter = is_of_letter
