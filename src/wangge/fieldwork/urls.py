"""Addresses of the phone's pages."""

from django.urls import path

from wangge.fieldwork.views import shell

urlpatterns = [
    path("phone/", shell.show_phone, name="phone"),
    path("phone/sw.js", shell.send_keeper, name="phone_keeper"),
    path("phone/manifest.webmanifest", shell.send_manifest, name="phone_manifest"),
]
