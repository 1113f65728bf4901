"""Django, set up for a command: the settings first, whose faults are sentences, then the apps, then the database."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import django
from django.conf import settings
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import UndefinedColumn, UndefinedTable

from wangge.cli.jobs import JobError
from wangge.cli.parser import OptionError
from wangge.language import _

_LACKING = re.compile(r"no such (table|column)")  # as SQLite says it


class PlatformError(JobError):
    """The installation cannot do it: one sentence with the remedy."""


def set_up() -> None:
    """Make models importable; OptionError names the variable that cannot be used."""
    os.umask(0o077)  # reports, photos and keys: whatever is written from here on is for its owner only
    name = os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangge.config.settings")
    try:
        import_module(name)
    except ValueError as error:  # what the settings raise: a sentence that names the variable
        raise OptionError(str(error)) from error
    django.setup()


def set_up_alone() -> None:
    """As ``set_up``, for a command with one connection: no pool, so that a silent database is told at once."""
    set_up()
    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)


@contextmanager
def answering_database() -> Iterator[None]:
    """Where the database does not answer, or lacks tables, say so in a sentence; other faults are ours, and stay."""
    try:
        yield
    except (OperationalError, ProgrammingError, InterfaceError) as error:
        sentence = _in_words(error)
        if sentence is None:
            raise
        raise PlatformError(sentence) from error


def database_name() -> str:
    """Path or name of the database, without user and password."""
    return str(settings.DATABASES["default"]["NAME"])


def missing_migrations() -> int:
    """How many migrations this version has and the database has not."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def refuse_old_database() -> None:
    """PlatformError unless every migration is applied."""
    with answering_database():
        missing = missing_migrations()
    if missing:
        sentence = _(
            "the database {name} is not of this version ({missing} migrations are missing): run wangge migrate"
        )
        raise PlatformError(sentence.format(name=database_name(), missing=missing))


def _in_words(error: Exception) -> str | None:
    """None for a statement that no database would take: a fault of the program."""
    if isinstance(error.__cause__, UndefinedTable | UndefinedColumn) or _LACKING.search(str(error)):
        sentence = _("the database {name} is not of this version ({reason}): run wangge migrate")
    elif isinstance(error, ProgrammingError):
        return None
    else:
        sentence = _("the database {name} does not answer: {reason}")
    return sentence.format(name=database_name(), reason=_first_line(error))


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
