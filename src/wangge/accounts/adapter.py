"""How allauth meets our users: an administrator makes accounts, secrets lie in the vault, no profile is kept."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from wangge.accounts.vaults import vault
from wangge.language import _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (asked for by allauth)
        """Say that nobody may sign up: residents need no account, staff are posted."""
        return False


class OpenIdAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def pre_social_login(self, request: HttpRequest, sociallogin: object) -> None:  # noqa: ARG002 (asked for by allauth)
        """Drop what the provider tells about the person beyond who it is: free JSON on persons is never kept (R-55)."""
        sociallogin.account.extra_data = {}  # type: ignore[attr-defined]  # allauth has no types


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
