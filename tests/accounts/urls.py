"""The sign-in pages and one page behind them, so that these tests stand without the rooms above."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def behind_the_gate(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


urlpatterns = [
    path("", behind_the_gate, name="home"),
    path("", include("wangge.screens.urls")),
    path("accounts/", include("wangge.accounts.urls")),
    path("inside/", behind_the_gate),
]
