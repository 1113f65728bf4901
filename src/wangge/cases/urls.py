"""Addresses of the pages of cases."""

from django.urls import path

from wangge.cases.views.acting import act_on_case
from wangge.cases.views.listing import list_cases
from wangge.cases.views.one_case import show_case

urlpatterns = [
    path("cases/", list_cases, name="case_list"),
    path("cases/<str:number>/", show_case, name="case"),
    path("cases/<str:number>/<str:verb>/", act_on_case, name="case_act"),
]
