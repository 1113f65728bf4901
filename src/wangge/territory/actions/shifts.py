"""The duty roster of the centres (R-14): shifts are added and dropped ahead; what has begun stays as it was."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind, Organisation, Posting, Shift, is_inside, take_turn
from wangge.territory.post_words import role_words


class ShiftTaken(Conflict):
    """The person has another shift in the period."""

    code = "shift-taken"


class ShiftBegun(Conflict):
    """The shift has begun and is history."""

    code = "shift-begun"


@transaction.atomic
def add_shift(
    *, user: User, organisation: Organisation, role: Role, begins_at: datetime, ends_at: datetime, by: Actor
) -> Shift:
    """Put somebody on duty in a role that the person holds there during the whole shift."""
    _ask_right(by, organisation)
    take_turn("shifts")
    if ends_at <= begins_at:
        raise Unusable(_("The shift would end before it begins; mend the hours."))
    if not _holds_role(user, organisation, role, begins_at, ends_at):
        sentence = _("{name} does not hold the role {role} at {organisation} for the whole shift; post {name} first.")
        raise Unusable(sentence.format(name=user.work_name, role=role_words(role), organisation=organisation.name_zh))
    other = Shift.objects.within(begins_at, ends_at).filter(user=user).first()
    if other:
        begins, ends = timezone.localtime(other.begins_at), timezone.localtime(other.ends_at)
        sentence = _("{name} is on duty from {begins} until {ends} already; choose other hours or another person.")
        raise ShiftTaken(
            sentence.format(name=user.work_name, begins=f"{begins:%m-%d %H:%M}", ends=f"{ends:%m-%d %H:%M}")
        )
    shift = Shift.objects.create(user=user, organisation=organisation, role=role, begins_at=begins_at, ends_at=ends_at)
    _record("add_shift", shift, by)
    return shift


@transaction.atomic
def drop_shift(*, shift: Shift, by: Actor) -> None:
    """Take back a shift that has not begun."""
    _ask_right(by, shift.organisation)
    take_turn("shifts")
    if shift.begins_at <= by.at:
        raise ShiftBegun(_("The shift has begun; it stays on the roster. Add one for whoever takes over."))
    _record("drop_shift", shift, by)
    shift.delete()


def _ask_right(by: Actor, organisation: Organisation) -> None:
    if not by.may_at(Permission.KEEP_ROSTER, organisation.area.code):
        sentence = _("You do not keep the roster of {organisation}; ask its duty supervisor.")
        raise NotAllowed(sentence.format(organisation=organisation.name_zh))


def _holds_role(user: User, organisation: Organisation, role: Role, begins_at: datetime, ends_at: datetime) -> bool:
    """Whether one posting, at an area around the organisation's, covers the whole shift."""
    held = Posting.objects.within(begins_at, ends_at).filter(user=user, role=role, begins_at__lte=begins_at)
    return any(
        (posting.ends_at is None or posting.ends_at >= ends_at)
        and posting.organisation_id in {None, organisation.pk}
        and is_inside(organisation.area.code, posting.area.code, AreaKind(posting.area.kind))
        for posting in held.select_related("area")
    )


def _record(action: str, shift: Shift, by: Actor) -> None:
    record_audit(action=action, at=by.at, actor=by.user, subject=f"user:{shift.user_id}", reason=f"shift {shift.role}")
