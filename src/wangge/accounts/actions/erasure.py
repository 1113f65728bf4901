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
    """In short transactions, so that a large backlog stops nobody's work, and past the rows that are refused."""
    rows, done = due.rows(at).order_by("pk"), 0
    refused: list[object] = []
    numbers = list(rows.values_list("pk", flat=True)[:batch])
    while numbers:
        faulty = _refused(due, numbers)
        done, refused = done + len(numbers) - len(faulty), refused + faulty
        numbers = list(rows.filter(pk__gt=numbers[-1]).values_list("pk", flat=True)[:batch])
    if refused:
        _log.error("%s cannot be erased in %d rows, of which the first are %s", due.name, len(refused), refused[:10])
    return done


def _refused(due: Due, numbers: list[object]) -> list[object]:
    """Erase them, one by one where they cannot be erased together; return those that the database refuses."""
    try:
        with transaction.atomic():
            _erase(due, numbers)
    except IntegrityError:
        return numbers if len(numbers) == 1 else [one for number in numbers for one in _refused(due, [number])]
    return []


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
