"""The job of retention: erases in all apps what the registers say must be gone, and proves it (R-60)."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.actions.users import ERASED
from wangge.accounts.retention import Due, all_due, empty_value, field_of, is_named_after_row

_log = logging.getLogger(__name__)


def erase_expired(*, at: datetime, batch: int = 500) -> dict[str, int]:
    """Erase what is older than its retention, and say how many rows of what; the audit keeps the same counts.

    What the database refuses stays, in the log and in ``overdue``, and stops nothing else from being erased.
    """
    counts = {due.name: _erase_all(due, at, batch) for due in all_due()}
    erased = {name: count for name, count in counts.items() if count}
    for name, count in erased.items():
        record_audit(action="erase", at=at, actor=None, subject=name, reason=f"{count} rows, retention ended")
    return erased


def _erase_all(due: Due, at: datetime, batch: int) -> int:
    """In short transactions, so that a large backlog stops nobody's work."""
    done = 0
    try:
        while numbers := list(due.rows(at).order_by("pk").values_list("pk", flat=True)[:batch]):
            with transaction.atomic():
                _erase(due, numbers)
            done += len(numbers)
    except IntegrityError:
        _log.exception("%s cannot be erased", due.name)
    return done


def _erase(due: Due, numbers: list[object]) -> None:
    rows = due.model._default_manager.filter(pk__in=numbers)  # noqa: SLF001 (documented)
    if due.field:
        rows.update(**{due.field: _emptied(due)})
    else:
        rows.delete()


def _emptied(due: Due) -> object:
    field = field_of(due.model, due.field)
    if is_named_after_row(field):
        return Concat(Value(ERASED), Cast("pk", CharField()))
    return empty_value(field)
