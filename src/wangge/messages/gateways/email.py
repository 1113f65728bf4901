"""Letters by e-mail, through the mail server of the settings."""

from django.conf import settings

from wangge.accounts.mailing import UnsentError, Why, send_mail
from wangge.language import _, speaking
from wangge.messages.letters import Letter, UndeliveredError


def deliver(letter: Letter) -> None:
    """Hand the letter to the mail server. Where there is none nothing leaves."""
    if not settings.LETTERS_GO:
        raise UndeliveredError(_("No mail server is set: see WANGGE_EMAIL."), is_lasting=True)
    with speaking(letter.language):
        subject = " ".join(letter.subject.split()) or _("A message from your neighbourhood grid")
    try:
        send_mail(subject, letter.text, letter.address)
    except UnsentError as unsent:
        is_of_letter = unsent.why is not Why.SERVER
        raise UndeliveredError(_sentence(unsent), is_lasting=unsent.why.is_lasting, is_of_letter=is_of_letter) from None


def _sentence(unsent: UnsentError) -> str:
    if unsent.why is Why.SERVER:
        return _("The mail server did not take it: {kind}.").format(kind=unsent.kind)
    if unsent.why is Why.IMPOSSIBLE:
        return _("No letter can be written to this e-mail address.")
    return _("The mail server refused the recipient.")
