"""One letter to the mail server, and why it was not taken: not in the words of a library, which repeat the address."""

from enum import StrEnum
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage, get_connection

# So that no absence notice answers a machine (RFC 3834).
_HEADERS = {"Auto-Submitted": "auto-generated"}


class Why(StrEnum):
    """What is wrong: the server, which may take it later; the recipient, for now or for good; the address as such."""

    SERVER = "server"
    BUSY = "busy"
    REFUSED = "refused"
    IMPOSSIBLE = "impossible"

    @property
    def is_lasting(self) -> bool:
        """Whether trying again cannot help."""
        return self in {Why.REFUSED, Why.IMPOSSIBLE}


class UnsentError(Exception):
    """``kind`` names the library's error, without what it says."""

    def __init__(self, why: Why, kind: str) -> None:
        super().__init__(f"{why}: {kind}")
        self.why, self.kind = why, kind


def send_mail(subject: str, text: str, address: str) -> None:
    """Hand one letter over; UnsentError if it was not taken."""
    try:
        with get_connection() as server:
            _hand_over(EmailMessage(subject, text, to=[address], headers=_HEADERS, connection=server))
    except SMTPRecipientsRefused as refused:
        lasting = all(code >= 500 for code, _answer in refused.recipients.values())
        raise UnsentError(Why.REFUSED if lasting else Why.BUSY, type(refused).__name__) from None
    except (SMTPException, OSError, ValueError) as trouble:  # a name of a server that cannot be is a ValueError
        raise UnsentError(Why.SERVER, type(trouble).__name__) from None


def _hand_over(message: EmailMessage) -> None:
    """The connection stands already: what is wrong with the server's name was raised before."""
    try:
        message.send()
    except OSError:  # of the server; an error of its certificate is a ValueError besides
        raise
    except (ValueError, TypeError, AttributeError) as strange:
        raise UnsentError(Why.IMPOSSIBLE, type(strange).__name__) from None
