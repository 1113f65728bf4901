"""How the two databases say the same: moments, ids of reports, series of numbers; what is off while loading."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from wangge.accounts.statistics import refresh_statistics

TABLES = ("cases_case", "cases_order", "cases_casestep", "cases_follower", "cases_tally", "cases_flowtally")


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def series(first: int, last: int) -> str:
    """A table expression ``n(id)`` of whole numbers."""
    if is_sqlite():
        return f"WITH RECURSIVE n(id) AS (SELECT {first} UNION ALL SELECT id + 1 FROM n WHERE id < {last})"
    return f"WITH n(id) AS (SELECT generate_series({first}::bigint, {last}::bigint))"


def moment(seconds: str) -> str:
    """A moment from seconds since 1970, as Django keeps it."""
    if is_sqlite():
        return f"strftime('%Y-%m-%d %H:%M:%S', {seconds}, 'unixepoch')"
    return f"to_timestamp({seconds})"


def day(seconds: str) -> str:
    if is_sqlite():
        return f"strftime('%Y-%m-%d', {seconds}, 'unixepoch')"
    return f"(to_timestamp({seconds}) AT TIME ZONE 'UTC')::date"


def hexed(number: str, digits: int) -> str:
    return f"printf('%0{digits}x', {number})" if is_sqlite() else f"lpad(to_hex({number}), {digits}, '0')"


def uuid(number: str) -> str:
    """An id of a report: like the phone's own, they come in the order of time."""
    return hexed(number, 32) if is_sqlite() else f"{hexed(number, 32)}::uuid"


@contextmanager
def loading() -> Iterator[None]:
    """Without indexes that are no constraints, and without foreign keys looked up row by row; both are back after."""
    with connection.cursor() as cursor:
        if is_sqlite():
            for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-3000000"):
                cursor.execute(f"PRAGMA {pragma}")
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute("SET synchronous_commit = off")
        indexes = _indexes()
        for name, _statement in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, statement in indexes:
            cursor.execute(statement)
        if is_sqlite():
            cursor.execute("PRAGMA journal_mode=WAL")
            refresh_statistics(timezone.now())  # as the worker does every day
        else:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself sooner or later
    connection.close()


def _indexes() -> list[tuple[str, str]]:
    names = ", ".join(f"'{table}'" for table in TABLES)
    with connection.cursor() as cursor:
        if is_sqlite():
            statement = (
                f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ({names}) AND sql != ''"
            )
        else:
            statement = (
                f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({names}) AND indexname NOT IN "
                "(SELECT conname FROM pg_constraint)"
            )
        cursor.execute(statement)
        return list(cursor.fetchall())
