"""Which address leads where."""

from django.urls import include, path

from wangge.config.api import api
from wangge.config.home import home
from wangge.config.refused import not_found

urlpatterns = [
    path("", home, name="home"),
    path("", include("wangge.screens.urls")),
    path("", include("wangge.territory.urls")),
    path("", include("wangge.catalogue.urls")),
    path("", include("wangge.cases.urls")),
    path("", include("wangge.neighbourhood.urls")),
    path("", include("wangge.fieldwork.urls")),
    path("accounts/", include("wangge.accounts.urls")),
    path("api/v1/", api.urls),
]
handler404 = not_found
