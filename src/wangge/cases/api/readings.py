"""Who read what is kept about me, and why (R-58): for who signs in, and for who holds the link of a report."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema

from wangge.accounts.models import AuditEntry, User
from wangge.cases.actions.following import follower_by_token, subject_of
from wangge.cases.models import Follower
from wangge.territory.doors import ANYBODY, KNOWN, SLOWED, person_of

router = Router()
_MOST = 200


class ReadingOut(Schema):
    at: datetime
    action: str
    by: str = Field(description="The work name of who read; empty where one is not signed in.")
    reason: str


@router.get("/me/readings", auth=KNOWN, response=list[ReadingOut], summary="Who read records about me")
def list_readings(request: HttpRequest) -> list[dict[str, object]]:
    """Return what others read or changed about one's account and one's reports, the newest first, 200 at most."""
    _by, user = person_of(request)
    own = Follower.objects.filter(user=user).order_by("-id")[:1000]
    subjects = [f"user:{user.pk}", *(subject_of(one) for one in own)]
    return [_shown(entry, named=True) for entry in _about(subjects, user)]


@router.get(
    "/track/{token}/readings", auth=ANYBODY, throttle=SLOWED, response=list[ReadingOut], summary="Who read my contact"
)
def list_own_readings(request: HttpRequest, token: str) -> list[dict[str, object]]:
    """Return when and why the contact behind this link was read: the reporter's, or that of who said "me too"."""
    follower = follower_by_token(token)
    return [_shown(entry, named=False) for entry in _about([subject_of(follower)], None)]


def _about(subjects: list[str], user: User | None) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.filter(subject__in=subjects).select_related("actor").order_by("-at", "-id")
    return (entries if user is None else entries.exclude(actor=user))[:_MOST]


def _shown(entry: AuditEntry, *, named: bool) -> dict[str, object]:
    by = entry.actor.work_name if named and entry.actor else ""
    return {"at": entry.at, "action": entry.action, "by": by, "reason": entry.reason}
