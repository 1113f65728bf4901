"""The app as Django knows it; it has no rows of its own."""

from django.apps import AppConfig


class NeighbourhoodConfig(AppConfig):
    name = "wangge.neighbourhood"
    label = "neighbourhood"
