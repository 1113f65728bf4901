"""The two doors of the city's own sign-in: leaving for the provider and coming back from it.

They stand before allauth's. That one believes an id_token without looking at its signature, takes the claims of the
userinfo address for whomever they name, and knows no sentence for a provider that does not answer.
"""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException


class CheckedOpenId(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    def complete_login(self, request: HttpRequest, app: SocialApp, token: object, **answer: Any) -> SocialLogin:
        """Take the person whom a signed id_token names, and of what is told of them the e-mail address alone (R-55)."""
        self.did_fetch_access_token = False  # else the signature would not be looked at
        login = super().complete_login(request, app, token, **answer)
        told = login.account.extra_data
        if told["userinfo"]["sub"] != told["id_token"]["sub"]:
            raise OAuth2Error("the id_token and the userinfo address name two persons")
        login.email_addresses = self.get_provider().extract_email_addresses(told)
        login.account.extra_data = {}
        return login


def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider; by POST alone, so that no other site sends anybody there."""
    return _pass(OAuth2LoginView, request, provider_id)


def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the provider, with its answer."""
    return _pass(OAuth2CallbackView, request, provider_id)


def _pass(view: type[Any], request: HttpRequest, provider_id: str) -> HttpResponse:
    door: Callable[[HttpRequest], HttpResponse] = view.adapter_view(CheckedOpenId(request, provider_id))
    try:
        return door(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (RequestException, KeyError) as failed:  # no answer, or one that lacks what it must have
        provider = get_adapter().get_provider(request, provider_id)
        refusal: HttpResponse = render_authentication_error(request, provider, exception=failed)
        return refusal
