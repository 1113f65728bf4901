"""Sealing the audit in batches, by a job: hashing in each request would fork the chain or make requests queue."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wangge.accounts.chain import FIRST, cursor_of, digest_of_batch
from wangge.accounts.models import AuditEntry, AuditSeal
from wangge.accounts.transactions import settled_after


def seal_audit(*, at: datetime, most: int = 1000) -> list[AuditSeal]:
    """Seal all settled entries, at most ``most`` under one seal; harmless when it runs twice at once."""
    made: list[AuditSeal] = []
    while seal := _seal_next(at, most):
        made.append(seal)
    return made


def _seal_next(at: datetime, most: int) -> AuditSeal | None:
    """One seal; None when there is nothing to seal, or another sealer was first: then that one goes on."""
    before = AuditSeal.objects.order_by("serial").last()
    entries = list(settled_after(AuditEntry.objects.all(), cursor_of(before))[:most])
    if not entries:
        return None
    previous = FIRST if before is None else before.digest
    try:
        with transaction.atomic():
            return AuditSeal.objects.create(
                serial=1 if before is None else before.serial + 1,
                last_transaction=entries[-1].transaction,
                last_entry=entries[-1].pk,
                entries=len(entries),
                previous=previous,
                digest=digest_of_batch(previous, entries),
                sealed_at=at,
            )
    except IntegrityError:
        return None
