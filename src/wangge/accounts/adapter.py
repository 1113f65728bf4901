"""How allauth meets our users: an administrator makes accounts, secrets lie in the vault, no profile is kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from wangge.accounts.actions.passwords import send_reset_letter
from wangge.accounts.models import User
from wangge.accounts.networks import network_of
from wangge.accounts.vaults import vault
from wangge.language import _

_YES = (True, "true")  # some providers send words


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (asked for by allauth)
        """Say that nobody may sign up: residents need no account, staff are posted."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Name the network by which failed sign-ins are counted, as strangers elsewhere."""
        return network_of(super().get_client_ip(request))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002 (as called)
        """Leave the letter to a job; the address of the account is that of the letter, however it was typed."""
        site = settings.SITE or context["request"].build_absolute_uri("/").rstrip("/")
        send_reset_letter.enqueue(user.pk, site)


class OpenIdAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect who comes for the first time with the account that has their e-mail address; others find none."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN or sociallogin.is_existing:
            return
        known = _known_by_email(sociallogin)
        if known is not None:
            sociallogin.connect(request, known)


def _known_by_email(sociallogin: SocialLogin) -> User | None:
    """Who has an address that the provider has verified, unless somebody else of the provider came with it before.

    An address is given to a new person when its owner leaves; the id at the provider is not.
    """
    verified = [one.email for one in sociallogin.email_addresses if one.verified in _YES]
    found = User.objects.filter(is_active=True, email__iexact=verified[0]) if verified else User.objects.none()
    known = found.exclude(email="").exclude(socialaccount__provider=sociallogin.account.provider)[:2]
    return known[0] if len(known) == 1 else None


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def validation_error(self, code: str, *gaps: object) -> ValidationError:
        """Say of a passkey too that it was refused: allauth calls each of them an incorrect code."""
        if code == "incorrect_code":
            return ValidationError(_("The code or the passkey is not right: try again, or take another way."), code)
        refusal: ValidationError = super().validation_error(code, *gaps)
        return refusal

    def encrypt(self, text: str) -> str:
        """Seal the secrets of one-time codes, which allauth would store as they are."""
        return vault().seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault().open(encrypted_text.encode())
