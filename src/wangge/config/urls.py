"""Which address leads where."""

from django.urls import include, path

from wangge.config.api import api

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
]
