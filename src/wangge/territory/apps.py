"""The app as Django knows it."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "wangge.territory"
    label = "territory"
