"""Append-only tables read by cursor: every row keeps its transaction, readers stop below the oldest one running.

PostgreSQL commits out of id order, so "everything after id 7" may never see row 6. SQLite has one writer at a time:
ids are the order there, and the transaction is 0. A backup brings its numbers into a server that counts lower: see
``count_above_restored``.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.models import Max, Q
from django.db.models.expressions import Func

Row = TypeVar("Row", bound=models.Model)

# What this database adds to the server's own numbers: a setting of the database, absent until a backup needs it.
_ADDED = "COALESCE(NULLIF(current_setting('wangge.transactions_before', true), ''), '0')::bigint"
_NUMBER = f"(pg_current_xact_id()::text::bigint + {_ADDED})"
_NUMBERED = ("transaction", "last_transaction")  # how columns that keep such a number are called


class CurrentTransaction(Func):
    """The number of the running transaction, as the default of a column."""

    template = "0"
    arity = 0
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """PostgreSQL's 64-bit numbers are never used twice."""
        return self.as_sql(compiler, connection, template=_NUMBER, **context)


@dataclass(frozen=True, order=True)
class Cursor:
    """How far a reader has come: rows are ordered by transaction, then by id."""

    transaction: int = -1
    row: int = 0

    def __str__(self) -> str:
        return f"{self.transaction}.{self.row}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read what ``str`` wrote; ValueError for anything else."""
        transaction, row = text.split(".")
        return cls(int(transaction), int(row))


def settled_after(rows: "models.QuerySet[Row]", cursor: Cursor) -> "models.QuerySet[Row]":
    """Return those of ``rows`` (with ``transaction``) beyond the cursor that no running transaction can precede."""
    if connection.vendor != "postgresql":
        return rows.filter(id__gt=cursor.row).order_by("id")
    beyond = Q(transaction__gt=cursor.transaction) | Q(transaction=cursor.transaction, id__gt=cursor.row)
    from_there = rows.filter(transaction__gte=cursor.transaction)  # follows from ``beyond``, and is what an index finds
    return from_there.filter(beyond, transaction__lt=_OldestRunning()).order_by("transaction", "id")


def count_above_restored() -> int:
    """Let new transactions count on above every number in the database, and return what is added for it.

    To be called after a backup was restored: another PostgreSQL server counts from its own beginning, and readers would
    take whatever is new there for old. Connections opened before keep counting as they did.
    """
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_NUMBER}, {_ADDED}")
        number, added = cursor.fetchone()
        added += max(0, _highest_number() + 1 - number)
        database = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
        cursor.execute(f"ALTER DATABASE {database} SET wangge.transactions_before = '{added:d}'")
        cursor.execute(f"SET wangge.transactions_before = '{added:d}'")
    return int(added)


def _highest_number() -> int:
    """Of rows, of seals and of readers' cursors."""
    columns = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 (documented)
        if field.name in _NUMBERED and isinstance(field, models.BigIntegerField)
    ]
    tops = [model._default_manager.aggregate(top=Max(name))["top"] for model, name in columns]  # noqa: SLF001 (documented)
    return max((top for top in tops if top is not None), default=0)


class _OldestRunning(Func):
    template = f"(pg_snapshot_xmin(pg_current_snapshot())::text::bigint + {_ADDED})"
    arity = 0
    output_field = models.BigIntegerField()
