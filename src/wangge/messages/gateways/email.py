"""Letters by e-mail, through the mail server of the settings."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from wangge.language import _, speaking
from wangge.messages.letters import Letter, UndeliveredError


def deliver(letter: Letter) -> None:
    """Hand the letter to the mail server. Where there is none nothing leaves."""
    if not settings.LETTERS_GO:
        raise UndeliveredError(_("No mail server is set: see WANGGE_EMAIL."), is_lasting=True)
    with speaking(letter.language):
        subject = " ".join(letter.subject.split()) or _("A message from your neighbourhood grid")
    # So that no absence notice answers a machine (RFC 3834).
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        with get_connection() as server:
            _hand_over(EmailMessage(subject, letter.text, to=[letter.address], headers=headers, connection=server))
    except SMTPRecipientsRefused as refused:
        is_lasting = all(code >= 500 for code, _answer in refused.recipients.values())
        sentence = _("The mail server refused the recipient.")
        raise UndeliveredError(sentence, is_lasting=is_lasting, is_of_letter=True) from None
    except (SMTPException, OSError) as trouble:
        raise UndeliveredError(
            _("The mail server did not take it: {kind}.").format(kind=type(trouble).__name__)
        ) from trouble


def _hand_over(message: EmailMessage) -> None:
    """UndeliveredError for an address that no letter can bear, without the error of the library, which repeats it.

    The connection stands already: what is wrong with the name of the server was raised before.
    """
    try:
        message.send()
    except OSError:  # of the server; an error of its certificate is a ValueError besides
        raise
    except (ValueError, TypeError, AttributeError):
        sentence = _("No letter can be written to this e-mail address.")
        raise UndeliveredError(sentence, is_lasting=True, is_of_letter=True) from None
