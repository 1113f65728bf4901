"""Addresses of the phone's pages, and of the desk of instructions."""

from django.urls import path

from wangge.fieldwork.views import instructions, shell

urlpatterns = [
    path("desk/instructions/", instructions.show_instructions, name="instructions"),
    path("desk/instructions/<int:row>/", instructions.show_instruction, name="instruction"),
    path("desk/instructions/<int:row>/withdraw/", instructions.withdraw_one_instruction, name="withdraw_instruction"),
    path("phone/", shell.show_phone, name="phone"),
    path("phone/sw.js", shell.send_keeper, name="phone_keeper"),
    path("phone/manifest.webmanifest", shell.send_manifest, name="phone_manifest"),
]
