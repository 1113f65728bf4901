"""The database: whether it answers, is of this version of the program, and young enough."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from wangge.cli.doctor.findings import Check, Finding
from wangge.cli.platform import database_name, missing_migrations
from wangge.language import _

_OLDEST = 15  # PostgreSQL
_DRIFT = timedelta(minutes=1)


def answers(_at: datetime) -> Iterator[Finding]:
    """All others of this module ask it again: a database that fails is told once."""
    try:
        connection.ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        yield Finding(
            _("The database {name} does not answer: {reason}").format(
                name=database_name(), reason=(str(error).strip() or "?").splitlines()[0]
            ),
            _("Start it, or mend WANGGE_DATABASE."),
        )


def migrations(_at: datetime) -> Iterator[Finding]:
    if not _answers():
        return
    missing = missing_migrations()
    if missing:
        yield Finding(
            _("The database lacks {missing} migrations of this version.").format(missing=missing),
            _("Run wangge backup with the version of before, then wangge migrate with this one."),
        )
    loader = MigrationExecutor(connection).loader
    strange = sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) - set(loader.disk_migrations))
    ours = [name for name in strange if name.split(".")[0] in loader.migrated_apps]
    if ours:
        yield Finding(
            _("The database was used by a newer version, which made {migration}.").format(migration=ours[0]),
            _("Install that version again; this one could spoil its rows."),
        )


def version(_at: datetime) -> Iterator[Finding]:
    if connection.vendor != "postgresql" or not _answers():
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0]) // 10_000
    if number < _OLDEST:
        yield Finding(
            _("PostgreSQL is of version {number}; Wangge is tested from {oldest} on.").format(
                number=number, oldest=_OLDEST
            ),
            _("Upgrade the database server."),
        )


def clock(at: datetime) -> Iterator[Finding]:
    if connection.vendor != "postgresql" or not _answers():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there: datetime = cursor.fetchone()[0]
    if abs(there - at) > _DRIFT:
        yield Finding(
            _("The clocks of this machine and of the database differ by {seconds} seconds.").format(
                seconds=int(abs(there - at).total_seconds())
            ),
            _("Let both machines follow a time server; deadlines come from this one."),
        )


CHECKS: tuple[Check, ...] = (answers, migrations, version, clock)


def _answers() -> bool:
    return not list(answers(datetime.min))  # noqa: DTZ901 (the moment is of no matter)
