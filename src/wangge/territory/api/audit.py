"""The audit, for auditors: what was done and read in their area, by whom and why."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wangge.accounts.models import AuditEntry
from wangge.accounts.permissions import Permission
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import Limit, Moment, RowId, Short
from wangge.territory.overseeing import readable_audit

router = Router(auth=KNOWN)


class EntryOut(Schema):
    id: int
    at: datetime
    action: str
    actor: str = Field(description="The work name; empty for the platform itself.")
    subject: str = Field(description="What was read or changed, as `user:12`, `case:7`.")
    reason: str


class AuditPage(Schema):
    items: list[EntryOut]
    next: int | None = Field(description="Give it as `after` for the page that follows; null at the end.")


class AuditQuery(Schema):
    action: Short = ""
    subject: Short = ""
    since: Moment | None = None
    until: Moment | None = None
    after: RowId | None = None
    limit: Limit = 50


@router.get("/audit", response=AuditPage, summary="Read the audit")
def list_audit(request: HttpRequest, asked: Query[AuditQuery]) -> dict[str, object]:
    """Return the newest first; a district's auditor reads what people of that district did."""
    by = actor_of(request)
    need(by, Permission.READ_AUDIT)
    wanted = {
        "action": asked.action or None,
        "subject": asked.subject or None,
        "at__gte": asked.since,
        "at__lt": asked.until,
        "pk__lt": asked.after,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    entries = readable_audit(by).filter(**given).select_related("actor").order_by("-id")
    rows = list(entries[: asked.limit + 1])
    shown = rows[: asked.limit]
    return {"items": [_shown(row) for row in shown], "next": shown[-1].pk if len(rows) > asked.limit else None}


def _shown(entry: AuditEntry) -> dict[str, object]:
    return {
        "id": entry.pk,
        "at": entry.at,
        "action": entry.action,
        "actor": entry.actor.work_name if entry.actor else "",
        "subject": entry.subject,
        "reason": entry.reason,
    }
