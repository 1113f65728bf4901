"""A server of files as an installation serves them: collected under hashed names, compressed, by whitenoise."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from wangge.config.settings import STORAGES
from wangge.fieldwork import shell

_REMEMBERED = (shell.assets, shell.map_files, shell.first_scripts)


def collect(settings: Any, folder: Path) -> None:
    """Into ``folder``, once; from here on pages name files as they lie there."""
    settings.STORAGES, settings.STATIC_ROOT = STORAGES, folder
    if not (folder / "staticfiles.json").exists():
        call_command("collectstatic", interactive=False, verbosity=0)
    forget_names()


def forget_names() -> None:
    """A process of an installation has one set of names; the tests have two."""
    for remembered in _REMEMBERED:
        remembered.cache_clear()


def serve() -> LiveServer:
    """Only the application answers, as behind ``wangge serve``: no door beside it finds a file by its plain name."""
    server = LiveServer("localhost", start=False)
    server.thread.static_handler = lambda inner: inner.application
    server.start()
    return server
