"""The app as Django knows it."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "wangge.messages"
    label = "outbox"  # "messages" is taken by django.contrib.messages
