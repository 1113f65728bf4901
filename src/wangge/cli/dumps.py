"""The database as one file and back: SQLite by its own online backup, PostgreSQL by pg_dump and pg_restore."""

import os
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from shutil import which
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL

from wangge.cli.platform import PlatformError, database_name
from wangge.language import _

SQLITE = "sqlite"
_MADE_BY_MIGRATE = {"accounts_auditentry", "territory_turn", "catalogue_calendar", "catalogue_calendarday"}


def dump(path: Path) -> dict[str, int]:
    """Write the database as it is at one moment, while others go on writing; the number of rows by table."""
    if connection.vendor == SQLITE:
        return _dump_sqlite(path)
    return _dump_postgresql(path)


def load(path: Path, rows: Mapping[str, int]) -> None:
    """Put the dump in place of the database, all of it or nothing; PlatformError."""
    if connection.vendor == SQLITE:
        _load_sqlite(path, rows)
    else:
        _load_postgresql(path, rows)


def rows_by_table() -> dict[str, int]:
    """How many rows each table holds; nothing where there are no tables yet."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found[table] = int(cursor.fetchone()[0])
    return found


def holds_something() -> bool:
    """Whether an installation has begun to live here: users, areas, cases or whatever else is ours."""
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("wangge.")}  # noqa: SLF001 (Django's documented door to a model)
    return any(number for table, number in rows_by_table().items() if table in ours - _MADE_BY_MIGRATE)


def _dump_sqlite(path: Path) -> dict[str, int]:
    source = sqlite3.connect(f"{Path(database_name()).resolve().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        return _sound_rows(copy)


def _sound_rows(database: sqlite3.Connection) -> dict[str, int]:
    """Rows by table; PlatformError for a file that is damaged inside, which is told now and not in years."""
    try:
        database.execute("PRAGMA ignore_check_constraints=ON")  # some need functions that only Django brings
        found = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = sorted(name for (name,) in tables)
        rows = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    except sqlite3.DatabaseError as error:
        found, rows = str(error), {}
    if found != "ok":
        sentence = _("the database file is damaged ({reason}): restore an older backup, and look at the disk")
        raise PlatformError(sentence.format(reason=found))
    return rows


def _load_sqlite(path: Path, rows: Mapping[str, int]) -> None:
    with closing(sqlite3.connect(path)) as copy:
        found = _sound_rows(copy)
    _refuse_other_rows(found, rows)
    place = Path(database_name())
    connection.close()
    _refuse_used(place)
    os.replace(path, place)  # noqa: PTH105 (one step, as Path.replace; the log files beside are gone already)


def _refuse_used(place: Path) -> None:
    """Leaving the write-ahead log asks for the file alone, which shows whether anybody else has it open."""
    if not place.exists():
        return
    try:
        with closing(sqlite3.connect(place, timeout=1)) as database:
            database.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        sentence = _("the database {name} is in use: stop wangge serve and wangge worker first")
        raise PlatformError(sentence.format(name=place)) from error


def _dump_postgresql(path: Path) -> dict[str, int]:
    """pg_dump sees the moment of this transaction, in which the rows are counted too."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows = rows_by_table()
        _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={path}")
    return rows


def _load_postgresql(path: Path, rows: Mapping[str, int]) -> None:
    """In one transaction with the dropping of what is there, tables of a newer version too."""
    before, script = path.with_name("before.sql"), path.with_name("script.sql")
    with connection.cursor() as cursor:
        tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
    before.write_text("".join(f"DROP TABLE IF EXISTS {table} CASCADE;\n" for table in tables))
    _run("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(path))
    _close_connections()
    _run("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", str(before), "-f", str(script))
    _refuse_other_rows(rows_by_table(), rows)


def _close_connections() -> None:
    connection.close()
    if isinstance(connection, PostgreSQL):
        connection.close_pool()


def _refuse_other_rows(found: Mapping[str, int], told: Mapping[str, int]) -> None:
    different = sorted(name for name in {*found, *told} if found.get(name) != told.get(name))
    if different:
        sentence = _("table {table} of the backup holds {found} rows and should hold {told}")
        first = different[0]
        raise PlatformError(sentence.format(table=first, found=found.get(first, "no"), told=told.get(first, "no")))


def _run(program: str, *words: str) -> None:
    found = which(program)
    if found is None:
        sentence = _("{program} is not installed here: install the client programs of PostgreSQL")
        raise PlatformError(sentence.format(program=program))
    told = settings.DATABASES["default"]
    done = subprocess.run([found, *words], env=_environment(told), capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip() or program).splitlines()[0]
        raise PlatformError(
            _("{program} failed, and nothing was changed: {reason}").format(program=program, reason=reason)
        )


def _environment(told: Mapping[str, Any]) -> dict[str, str]:
    """The password goes by the environment, where no list of processes shows it."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    return {**os.environ, **given}
