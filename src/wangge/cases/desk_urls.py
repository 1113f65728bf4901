"""Addresses of the centre's desks."""

from django.urls import path

from wangge.cases.views.intake import find_class, list_intake, show_intake
from wangge.cases.views.many import act_on_many
from wangge.cases.views.telephone import find_place, show_call, take_call

urlpatterns = [
    path("desk/intake/", show_intake, name="desk_intake"),
    path("desk/intake/list/", list_intake, name="desk_intake_list"),
    path("desk/intake/many/", act_on_many, name="desk_many"),
    path("desk/classes/", find_class, name="desk_classes"),
    path("desk/telephone/", take_call, name="desk_telephone"),
    path("desk/telephone/places/", find_place, name="desk_places"),
    path("desk/telephone/<str:number>/", show_call, name="desk_call"),
]
