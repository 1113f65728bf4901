"""The audit is written here, in the transaction of what it records. Its seals are in ``seals``."""

from datetime import datetime

from wangge.accounts.models import AuditEntry, User


def record_audit(*, action: str, at: datetime, actor: User | None, subject: str = "", reason: str = "") -> AuditEntry:
    """Append one entry; ``subject`` is what was read or changed, as ``user:12``, ``case:7``, ``posting:3``.

    ``actor`` is None for the platform itself. The words of ``reason`` name no third person.
    """
    return AuditEntry.objects.create(action=action, at=at, actor=actor, subject=subject, reason=reason[:200])
