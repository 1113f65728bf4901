"""The sign-in: ours where it must be stricter than allauth's, then allauth's."""

from django.urls import include, path

from wangge.accounts.openid import come_back, leave

urlpatterns = [
    path("oidc/<provider_id>/login/", leave),
    path("oidc/<provider_id>/login/callback/", come_back),
    path("", include("allauth.urls")),
]
