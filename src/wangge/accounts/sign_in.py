"""What surrounds allauth's sign-in: the audit of it, and whether a second factor was used in this session."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import email_changed, password_changed, password_reset
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User

# Effects are called, never signalled, in this house. Signing in is the exception: it happens inside allauth, whose
# documented door for others is its signals. A receiver only calls the action.
_AUDITED: dict[str, Signal] = {
    "sign_in": user_logged_in,
    "sign_out": user_logged_out,
    "change_password": password_changed,
    "reset_password": password_reset,
    "change_email": email_changed,
    "add_second_factor": authenticator_added,
    "remove_second_factor": authenticator_removed,
    "fail_second_factor": authentication_failed,
}


def connect_receivers() -> None:
    """Called once, when the app is ready."""
    for action, signal in _AUDITED.items():
        signal.connect(_receiver(action), weak=False, dispatch_uid=f"audit {action}")
    user_login_failed.connect(_audit_failed_sign_in, dispatch_uid="audit fail_sign_in")
    social_account_added.connect(_audit_connection, dispatch_uid="audit connect_sign_in")


def second_factor_done(request: HttpRequest) -> bool:
    """Whether a one-time code, recovery code or passkey was used in this session by who is signed in."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def may_enter(request: HttpRequest) -> bool:
    """Whether the sign-in is complete: whoever needs a second factor has used it."""
    user = request.user
    return isinstance(user, User) and (not user.needs_second_factor or second_factor_done(request))


def _receiver(action: str) -> Callable[..., None]:
    def audit(*, user: User | None = None, **_: object) -> None:
        if user is not None:  # signing out of an expired session has none
            record_audit(action=action, at=timezone.now(), actor=user, subject=f"user:{user.pk}")

    return audit


def _audit_failed_sign_in(*, credentials: dict[str, str], **_: object) -> None:
    """Record whose account was tried. What was typed is not kept: it may be a password in the wrong field."""
    user = User.objects.filter(username__iexact=credentials.get("username") or "").first()
    record_audit(action="fail_sign_in", at=timezone.now(), actor=None, subject=f"user:{user.pk}" if user else "")


def _audit_connection(*, sociallogin: SocialLogin, **_: object) -> None:
    """Record that somebody signs in through the city's own provider from now on."""
    user = sociallogin.user
    record_audit(action="connect_sign_in", at=timezone.now(), actor=user, subject=f"user:{user.pk}")
