"""The chain over the audit: what a seal covers, its hash, and the check of all seals. Sealing is in ``actions/seals``.

Each seal hashes its entries and the seal before, so that a later change, loss or insertion shows.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from wangge.accounts.models import AuditEntry, AuditSeal
from wangge.accounts.registers import KEPT_DAYS
from wangge.accounts.transactions import Cursor
from wangge.language import _

FIRST = "0" * 64  # what stands before the first seal
# Entries end with their retention, seals stay for ever. An entry is sealed within a month, so that the entries of a
# seal that is a month younger than the retention must all be there.
_LATEST_SEALING = timedelta(days=31)


def digest_of_batch(previous: str, entries: Iterable[AuditEntry]) -> str:
    """The hash that a seal holds: over the seal before and each entry's canonical line."""
    running = hashlib.sha256(previous.encode())
    for entry in entries:
        running.update(canonical(entry))
    return running.hexdigest()


def canonical(entry: AuditEntry) -> bytes:
    """An entry as bytes that are the same on every database and machine: a line of JSON, the moment in UTC."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [entry.pk, entry.transaction, at, entry.action, entry.actor_id, entry.subject, entry.reason]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def cursor_of(seal: AuditSeal | None) -> Cursor:
    """Where the seal ends, and the next begins."""
    return Cursor() if seal is None else Cursor(seal.last_transaction, seal.last_entry)


def verify_chain(*, at: datetime) -> list[str]:
    """A sentence for every break; an empty list proves the sealed audit unchanged."""
    breaks: list[str] = []
    before: AuditSeal | None = None
    for seal in AuditSeal.objects.order_by("serial").iterator():
        breaks += _broken_link(before, seal)
        breaks += _broken_batch(_batch(before, seal), seal, at)
        before = seal
    return breaks


def _broken_link(before: AuditSeal | None, seal: AuditSeal) -> list[str]:
    serial = 1 if before is None else before.serial + 1
    if seal.serial != serial:
        return [_("Seal {serial} is missing.").format(serial=serial)]
    if seal.previous != (FIRST if before is None else before.digest):
        return [_("Seal {serial} does not follow from the seal before it.").format(serial=seal.serial)]
    return []


def _batch(before: AuditSeal | None, seal: AuditSeal) -> list[AuditEntry]:
    after, until = cursor_of(before), cursor_of(seal)
    found = AuditEntry.objects.filter(
        Q(transaction__gt=after.transaction) | Q(transaction=after.transaction, id__gt=after.row),
        Q(transaction__lt=until.transaction) | Q(transaction=until.transaction, id__lte=until.row),
    )
    return list(found.order_by("transaction", "id"))


def _broken_batch(entries: Sequence[AuditEntry], seal: AuditSeal, at: datetime) -> list[str]:
    """Say what happened to the entries of a seal, as far as their number tells."""
    words = {"serial": seal.serial, "missing": seal.entries - len(entries), "more": len(entries) - seal.entries}
    if len(entries) < seal.entries:
        retained = seal.sealed_at >= at - timedelta(days=KEPT_DAYS) + _LATEST_SEALING
        return [_("Under seal {serial}, {missing} entries are missing.").format(**words)] if retained else []
    if len(entries) > seal.entries:
        return [_("Under seal {serial}, {more} entries were slipped in.").format(**words)]
    if digest_of_batch(seal.previous, entries) != seal.digest:
        return [_("Under seal {serial}, an entry or the seal itself was changed.").format(**words)]
    return []
