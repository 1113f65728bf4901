"""Letters by e-mail, through the mail server of the settings."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMessage

from wangge.language import _, speaking
from wangge.messages.letters import Letter, UndeliveredError


def deliver(letter: Letter) -> None:
    """Hand the letter to the mail server."""
    with speaking(letter.language):
        subject = " ".join(letter.subject.split()) or _("A message from your neighbourhood grid")
    # So that no absence notice answers a machine (RFC 3834).
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(subject, letter.text, to=[letter.address], headers=headers).send()
    except SMTPRecipientsRefused as refused:
        is_lasting = all(code >= 500 for code, _answer in refused.recipients.values())
        raise UndeliveredError(_("The mail server refused the recipient."), is_lasting=is_lasting) from refused
    except (SMTPException, OSError) as trouble:
        raise UndeliveredError(
            _("The mail server did not take it: {kind}.").format(kind=type(trouble).__name__)
        ) from trouble
