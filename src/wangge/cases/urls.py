"""Addresses of the pages of cases."""

from django.urls import path

from wangge.cases.views.acting import act_on_case
from wangge.cases.views.listing import list_cases
from wangge.cases.views.on_map import show_map, tell_on_map
from wangge.cases.views.one_case import show_case
from wangge.cases.views.register import show_register, take_register_in, take_register_out

urlpatterns = [
    path("map/", show_map, name="case_map"),
    path("map/cases/", tell_on_map, name="told_on_map"),
    path("register/", show_register, name="register"),
    path("register/import/", take_register_in, name="register_import"),
    path("register/export.xlsx", take_register_out, name="register_export"),
    path("cases/", list_cases, name="case_list"),
    path("cases/<str:number>/", show_case, name="case"),
    path("cases/<str:number>/<str:verb>/", act_on_case, name="case_act"),
]
