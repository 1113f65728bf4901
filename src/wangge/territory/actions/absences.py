"""Entering leave and ending it early; the deputy stands in meanwhile (R-11). Open errands are handed over above."""

from datetime import datetime

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import Absence, take_turn
from wangge.territory.overseeing import oversees


class AbsenceTaken(Conflict):
    """Leave was entered for a part of the period already."""

    code = "absence-taken"


@transaction.atomic
def enter_absence(*, user: User, begins_at: datetime, ends_at: datetime, by: Actor) -> Absence:
    """Enter the leave of somebody whom the actor posts; not for days that have passed."""
    _ask_right(user, by)
    take_turn("postings")
    if ends_at <= begins_at or ends_at <= by.at:
        raise Unusable(_("Leave ends after it begins, and not in the past: mend the dates."))
    if Absence.objects.within(begins_at, ends_at).filter(user=user).exists():
        sentence = _("{name} has leave in this period already: end that first, or choose other dates.")
        raise AbsenceTaken(sentence.format(name=user.work_name))
    absence = Absence.objects.create(user=user, begins_at=begins_at, ends_at=ends_at, entered_by=by.user)
    _record("enter_absence", absence, by)
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, by: Actor) -> None:
    """Let leave end now, or take it back before it begins."""
    _ask_right(absence.user, by)
    take_turn("postings")
    absence.refresh_from_db()
    if absence.ends_at <= by.at:
        raise Unusable(_("This leave has ended already."))
    _record("end_absence", absence, by)
    if absence.begins_at >= by.at:
        absence.delete()
        return
    absence.ends_at = by.at
    absence.save(update_fields=["ends_at"])


def _ask_right(user: User, by: Actor) -> None:
    """Whoever posts people where the user is posted now."""
    if not by.is_system and not oversees(user, Permission.MANAGE_PEOPLE, by):
        sentence = _("You do not post {name}; ask the administrator of an area around their posting.")
        raise NotAllowed(sentence.format(name=user.work_name))


def _record(action: str, absence: Absence, by: Actor) -> None:
    record_audit(action=action, at=by.at, actor=by.user, subject=f"user:{absence.user_id}")
