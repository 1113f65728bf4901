"""Who is on duty in a centre at a moment (R-14). Shifts are written in actions/shifts.py."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from wangge.accounts.permissions import Role
from wangge.territory.models import Organisation, Posting, Shift


@dataclass(frozen=True)
class OnDuty:
    """Somebody on duty, and for how long yet."""

    user_id: int
    work_name: str
    ends_at: datetime


def on_duty(organisation: Organisation, role: Role, at: datetime) -> list[OnDuty]:
    """Who is on duty in the role, whoever stays longest first; only those who hold the role still: one statement."""
    holds = Posting.objects.in_force(at).filter(user=OuterRef("user"), role=OuterRef("role"))
    shifts = Shift.objects.running(at).filter(Exists(holds), organisation=organisation, role=role)
    rows = shifts.order_by("-ends_at", "user_id").values_list("user_id", "user__work_name", "ends_at")
    return [OnDuty(user, name, ends_at) for user, name, ends_at in rows]
