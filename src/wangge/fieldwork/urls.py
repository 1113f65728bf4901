"""Addresses of the phone's pages, of the station's side of phones, and of the desk of instructions."""

from django.urls import path

from wangge.fieldwork.views import instructions, shell, station

urlpatterns = [
    path("desk/instructions/", instructions.show_instructions, name="instructions"),
    path("desk/instructions/<int:row>/", instructions.show_instruction, name="instruction"),
    path("desk/instructions/<int:row>/withdraw/", instructions.withdraw_one_instruction, name="withdraw_instruction"),
    path("desk/instructions/<int:row>/give-back/", instructions.give_back_one_task, name="give_back_task"),
    path("phone/", shell.show_phone, name="phone"),
    path("phone/sw.js", shell.send_keeper, name="phone_keeper"),
    path("phone/manifest.webmanifest", shell.send_manifest, name="phone_manifest"),
    path("office/phone-code/", station.show_phone_code, name="phone_code"),
    path("office/sealed/", station.show_sealed_outboxes, name="sealed_outboxes"),
    path("office/sealed/<str:username>/take-in/", station.take_in_outbox, name="take_in_outbox"),
    path("office/sealed/<str:username>/discard/", station.discard_outbox, name="discard_outbox"),
    path("office/sealed/item/<int:row>/", station.discard_sealed, name="discard_sealed"),
]
