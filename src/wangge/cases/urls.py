"""Addresses of the pages of cases."""

from django.urls import include, path

from wangge.cases.views import centre, checks, dispatching, unit
from wangge.cases.views.acting import act_on_case
from wangge.cases.views.listing import list_cases
from wangge.cases.views.on_map import show_map, tell_on_map
from wangge.cases.views.one_case import show_case
from wangge.cases.views.register import show_register, take_register_in, take_register_out

urlpatterns = [
    path("desk/unit/", unit.show_unit, name="unit_desk"),
    path("desk/unit/many/", unit.do_many, name="unit_many"),
    path("desk/unit/print/", unit.print_work_orders, name="unit_print"),
    path("desk/handler/", unit.show_handler, name="handler_desk"),
    path("desk/checks/", checks.show_checks, name="checks"),
    path("desk/checks/<str:number>/", checks.show_check, name="check"),
    path("", include("wangge.cases.desk_urls")),
    path("desk/dispatch/", dispatching.show_filed, name="dispatch_desk"),
    path("desk/dispatch/chosen/", dispatching.dispatch_chosen, name="dispatch_chosen"),
    path("desk/dispatch/piles/", dispatching.show_piles, name="dispatch_piles"),
    path("desk/dispatch/returned/", dispatching.show_returned, name="returned_cases"),
    path("desk/dispatch/coordination/", dispatching.show_coordination, name="coordination_list"),
    path("desk/suspended/", dispatching.show_suspended, name="suspended_cases"),
    path("centre/", centre.show_centre, name="centre"),
    path("centre/now/", centre.show_now, name="centre_now"),
    path("centre/flow/", centre.show_flow, name="centre_flow"),
    path("centre/hops/", centre.show_hops, name="centre_hops"),
    path("centre/areas.json", centre.show_areas, name="centre_areas"),
    path("centre/<str:table>.csv", centre.take_table, name="centre_table"),
    path("map/", show_map, name="case_map"),
    path("map/cases/", tell_on_map, name="told_on_map"),
    path("register/", show_register, name="register"),
    path("register/import/", take_register_in, name="register_import"),
    path("register/export.xlsx", take_register_out, name="register_export"),
    path("cases/", list_cases, name="case_list"),
    path("cases/<str:number>/", show_case, name="case"),
    path("cases/<str:number>/<str:verb>/", act_on_case, name="case_act"),
]
