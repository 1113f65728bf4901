"""Addresses of the centre's desks."""

from django.urls import path

from wangge.cases.views.calling import answer_call, open_contact
from wangge.cases.views.intake import find_class, list_intake, show_intake
from wangge.cases.views.many import act_on_many
from wangge.cases.views.supervising import close_ticked, show_supervisor
from wangge.cases.views.telephone import find_place, show_call, take_call

urlpatterns = [
    path("desk/intake/", show_intake, name="desk_intake"),
    path("desk/intake/list/", list_intake, name="desk_intake_list"),
    path("desk/intake/many/", act_on_many, name="desk_many"),
    path("desk/classes/", find_class, name="desk_classes"),
    path("desk/telephone/", take_call, name="desk_telephone"),
    path("desk/telephone/places/", find_place, name="desk_places"),
    path("desk/telephone/<str:number>/", show_call, name="desk_call"),
    path("desk/supervisor/", show_supervisor, name="desk_supervisor"),
    path("desk/supervisor/close/", close_ticked, name="desk_close"),
    path("desk/calls/<str:number>/", open_contact, name="desk_contact"),
    path("desk/calls/<str:number>/answer/", answer_call, name="desk_answer"),
]
