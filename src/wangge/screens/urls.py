"""Addresses of what belongs to every page: the language, and the components on a page of their own."""

from django.urls import path
from django.views.generic import TemplateView
from django.views.i18n import set_language

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("components/", TemplateView.as_view(template_name="screens/components.html"), name="components"),
]
