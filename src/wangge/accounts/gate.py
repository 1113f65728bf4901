"""The gate behind the sign-in: without the second factor that somebody needs, only setting one up is open."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse

from wangge.accounts.models import User
from wangge.accounts.sign_in import may_enter
from wangge.language import _

_API = "/api/"
_OPEN = ("mfa_index", "account_login", "account_logout", "account_reauthenticate", "account_change_password")


def second_factor_gate(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that reads only. Requests with a key have no session and pass: the key is their proof."""

    def gate(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or may_enter(request) or _is_open(request.path):
            return answer(request)
        if request.method not in {"GET", "HEAD"} or not request.accepts("text/html"):
            return HttpResponseForbidden(_("Use your second factor first, then send this again."))
        return HttpResponseRedirect(_way_to_second_factor(request))

    return gate


def _is_open(path: str) -> bool:
    """The API's own doors ask for the second factor, and refuse in its own form."""
    return path.startswith((_API, *(reverse(name) for name in _OPEN)))


def _way_to_second_factor(request: HttpRequest) -> str:
    """To use one, if there is one, the code before the passkey as at the sign-in; else to set one up."""
    user = request.user
    if not isinstance(user, User) or not is_mfa_enabled(user):
        return reverse("mfa_index")
    codes = is_mfa_enabled(user, types=[Authenticator.Type.TOTP])
    door = reverse("mfa_reauthenticate" if codes else "mfa_reauthenticate_webauthn")
    return f"{door}?{urlencode({'next': request.get_full_path()})}"
