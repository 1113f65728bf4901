"""The letter by which somebody chooses a password: a first one, or another for a forgotten one."""

import logging
from datetime import timedelta

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from wangge.accounts.mailing import UnsentError, send_mail
from wangge.accounts.models import User
from wangge.language import _, speaking

_log = logging.getLogger(__name__)

_AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))  # many servers refuse a stranger at first


@task()
def send_reset_letter(user: int, site: str, refusals: int = 0) -> str:
    """The job: the letter to the user with this id, with a link to ``site`` that ends with its use or three days later.

    By a job, so that nobody learns from the time of the answer, or from a mail server out of order, which addresses
    have an account. The link is made here: a job that waits keeps no secret. What the mail server does not take for
    now is tried again later, by a job that counts the ``refusals`` until then.
    """
    row = User.objects.filter(pk=user, is_active=True).exclude(email="").first()
    if row is None:
        return "gone"
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(row)
    way = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(row), "key": key})
    with speaking(row.language):
        subject = _("Your password for the grid service")
        words = _(
            "Somebody, probably you, wants a new password for the account {username}.\n\n"
            "Choose it here within {days} days:\n{link}\n\n"
            "If it was not you, do nothing: your password stays as it is."
        )
    text = words.format(username=row.username, link=site + way, days=settings.PASSWORD_RESET_TIMEOUT // 86400)
    try:
        send_mail(subject, text, row.email)
    except UnsentError as unsent:
        _log.warning("The mail server did not take a letter for a new password: %s", unsent.kind)
        if refusals == len(_AGAIN) or unsent.why.is_lasting:
            return "not sent"
        later = send_reset_letter.using(run_after=timezone.now() + _AGAIN[refusals])
        later.enqueue(user, site, refusals + 1)
        return "later"
    return "sent"
