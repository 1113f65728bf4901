"""The app as Django knows it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "wangge.catalogue"
    label = "catalogue"
