"""``wangge migrate``: the data folder, the database, the standard calendar, the static files. Again is harmless."""

from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from rich.console import Console

from wangge.catalogue.actions.calendars import ensure_standard_calendar
from wangge.cli.platform import PlatformError, answering_database, database_name, missing_migrations
from wangge.language import _


def run(_options: Namespace, _begun: float) -> None:
    """Do it and say what was done; PlatformError."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for folder in (settings.DATA_FOLDER, settings.PHOTO_FOLDER):
        _make_private(folder)
    console.print(_("Data folder: {folder}, for its owner only.").format(folder=settings.DATA_FOLDER.resolve()))
    with answering_database():
        console.print(_migrate())
        ensure_standard_calendar(at=timezone.now())
    call_command("collectstatic", interactive=False, verbosity=0)
    console.print(_("Static files are in {folder}.").format(folder=settings.STATIC_ROOT))


def _make_private(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)


def _migrate() -> str:
    missing = missing_migrations()
    call_command("migrate", interactive=False, verbosity=0)
    _refuse_without_log()
    if not missing:
        return _("Database {name}: up to date.").format(name=database_name())
    return _("Database {name}: {missing} migrations applied.").format(name=database_name(), missing=missing)


def _refuse_without_log() -> None:
    """Without write-ahead logging readers and the writer would wait for each other."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode != "wal":
        sentence = _("the database {name} cannot keep a write-ahead log here ({mode}): put it on a local disk")
        raise PlatformError(sentence.format(name=database_name(), mode=mode))
