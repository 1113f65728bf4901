"""What runs beside the server: the worker, its queue, the outbox."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from wangge.accounts.models import AuditEntry
from wangge.cli.doctor.findings import Check, Finding
from wangge.cli.worker import HEARTBEAT
from wangge.language import _
from wangge.messages.models import Message, MessageState

_SILENCE = timedelta(minutes=5)
_WAITING = timedelta(hours=1)
_LATELY = timedelta(days=7)
_AHEAD = timedelta(minutes=5)


def worker(at: datetime) -> Iterator[Finding]:
    beat = settings.DATA_FOLDER / HEARTBEAT
    if not beat.exists() or at.timestamp() - beat.stat().st_mtime > _SILENCE.total_seconds():
        yield Finding(
            _("No worker has been seen on this machine in the last {minutes} minutes.").format(
                minutes=int(_SILENCE.total_seconds() // 60)
            ),
            _("Run wangge worker beside wangge serve: without it nobody is told, warned or reminded."),
        )


def outbox(at: datetime) -> Iterator[Finding]:
    stuck = Message.objects.filter(state=MessageState.WAITING, not_before__lt=at - _WAITING).count()
    if stuck:
        yield Finding(
            _("{number} messages wait for more than an hour.").format(number=stuck),
            _("See the log of the worker, and whether the mail server and the SMS gateway answer."),
        )
    given_up = Message.objects.filter(state=MessageState.GIVEN_UP, written_at__gt=at - _LATELY).count()
    if given_up:
        yield Finding(
            _("{number} messages of the last week were given up.").format(number=given_up),
            _("Their owners were alerted; see the list of alerts."),
            grave=False,
        )


def jobs(at: datetime) -> Iterator[Finding]:
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=at - _LATELY).count()
    if failed:
        yield Finding(
            _("{number} jobs of the last week failed.").format(number=failed),
            _("See the log of the worker for their reasons."),
            grave=False,
        )


def clock(at: datetime) -> Iterator[Finding]:
    """A clock that was hours ahead, because its zone was wrong, leaves rows from the future."""
    latest = AuditEntry.objects.order_by("-at").values_list("at", flat=True).first()
    if latest and latest > at + _AHEAD:
        yield Finding(
            _("The audit holds an entry of {moment}, which is still to come.").format(moment=latest.isoformat()),
            _("The clock of this machine is wrong, or was: is it set to local time where UTC is meant?"),
        )


CHECKS: tuple[Check, ...] = (worker, outbox, jobs, clock)
