"""The app of the public site; it has no rows of its own."""

from django.apps import AppConfig


class NeighbourhoodConfig(AppConfig):
    name = "wangge.neighbourhood"
