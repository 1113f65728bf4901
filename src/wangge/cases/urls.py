"""Addresses of the pages of cases."""

from django.urls import include, path

from wangge.cases.views import checks, unit
from wangge.cases.views.acting import act_on_case
from wangge.cases.views.listing import list_cases
from wangge.cases.views.one_case import show_case

urlpatterns = [
    path("desk/unit/", unit.show_unit, name="unit_desk"),
    path("desk/unit/many/", unit.do_many, name="unit_many"),
    path("desk/unit/print/", unit.print_work_orders, name="unit_print"),
    path("desk/handler/", unit.show_handler, name="handler_desk"),
    path("desk/checks/", checks.show_checks, name="checks"),
    path("desk/checks/<str:number>/", checks.show_check, name="check"),
    path("", include("wangge.cases.desk_urls")),
    path("cases/", list_cases, name="case_list"),
    path("cases/<str:number>/", show_case, name="case"),
    path("cases/<str:number>/<str:verb>/", act_on_case, name="case_act"),
]
