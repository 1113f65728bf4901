"""Addresses of the pages of cases."""

from django.urls import include, path

from wangge.cases.views.acting import act_on_case
from wangge.cases.views.listing import list_cases
from wangge.cases.views.one_case import show_case

urlpatterns = [
    path("", include("wangge.cases.desk_urls")),
    path("cases/", list_cases, name="case_list"),
    path("cases/<str:number>/", show_case, name="case"),
    path("cases/<str:number>/<str:verb>/", act_on_case, name="case_act"),
]
