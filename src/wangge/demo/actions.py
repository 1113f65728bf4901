"""What only a demonstration does to rows: a second factor whose secret others know. Never in an installation."""

from datetime import datetime

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User


@transaction.atomic
def give_second_factor(*, user: User, at: datetime, by: User | None) -> str:
    """Set up one-time codes for ``user``; the secret, to be printed, as an authenticator app takes it."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    record_audit(action="add_second_factor", at=at, actor=by, subject=f"user:{user.pk}", reason="demonstration")
    return secret
