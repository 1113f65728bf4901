"""The app of the screens: templates, tags and static files, no rows."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "wangge.screens"
