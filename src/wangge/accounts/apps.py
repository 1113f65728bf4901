"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wangge.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the audit of sign-ins; by name, because models do not exist yet when this module is read."""
        import_module("wangge.accounts.sign_in").connect_receivers()
