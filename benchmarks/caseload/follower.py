"""A reader of the steps beside a transaction that stays open: every step is read once, none is passed over."""

from threading import Event, Thread

from django.db import connection, transaction
from django.utils import timezone
from uuid6 import uuid7

from benchmarks.caseload.growth import a_report
from wangge.accounts.models import User
from wangge.accounts.transactions import Cursor, settled_after
from wangge.cases.actions.reporting import report_case
from wangge.cases.models import CaseStep
from wangge.territory.actors import Actor, actor_for

_MEANWHILE = 100  # reports that commit while the slow one waits


def answer() -> dict[str, int]:
    """What was written after the beginning, what the reader saw while one transaction waited, and in the end."""
    worker = User.objects.filter(postings__role="grid_worker").order_by("id")[0]
    by = actor_for(worker, timezone.now())
    last = CaseStep.objects.order_by("transaction", "id").last()
    begin = Cursor(last.transaction, last.pk) if last else Cursor()
    written, go_on = Event(), Event()
    slow = Thread(target=_hold, args=(by, written, go_on))
    slow.start()
    written.wait(timeout=60)
    cursor, seen = begin, list[int]()
    for _report in range(_MEANWHILE):
        report_case(report=a_report(uuid7()), by=by)
        cursor = _read(cursor, seen)
    early = len(seen)
    go_on.set()
    slow.join()
    cursor = _read(cursor, seen)
    steps = CaseStep.objects.filter(pk__gt=last.pk if last else 0)
    return {
        "written": steps.count(),
        "seen_while_one_waited": early,
        "seen": len(seen),
        "seen_twice": len(seen) - len(set(seen)),
        "missed": len(set(steps.values_list("pk", flat=True)) - set(seen)),
    }


def _hold(by: Actor, written: Event, go_on: Event) -> None:
    """Write a report first, and commit it last."""
    with transaction.atomic():
        report_case(report=a_report(uuid7()), by=by)
        written.set()
        go_on.wait(timeout=60)
    connection.close()


def _read(cursor: Cursor, seen: list[int]) -> Cursor:
    rows = list(settled_after(CaseStep.objects.all(), cursor).values_list("transaction", "id"))
    seen += [row for _transaction, row in rows]
    return Cursor(*rows[-1]) if rows else cursor
