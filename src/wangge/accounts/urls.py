"""The sign-in: ours where it must be stricter than allauth's, then allauth's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from wangge.accounts.openid import come_back, leave
from wangge.accounts.passwords import begin_reset


def closed(_request: HttpRequest) -> HttpResponse:
    """Nobody writes an address into their own account: by it the city's own sign-in knows whose the account is."""
    raise Http404


urlpatterns = [
    path("email/", closed),
    path("password/reset/", begin_reset),
    path("oidc/<provider_id>/login/", leave),
    path("oidc/<provider_id>/login/callback/", come_back),
    path("", include("allauth.urls")),
]
