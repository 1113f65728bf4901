"""Posting people: a role at an area for a time (R-11, R-14). Nothing is overwritten; what has begun stays as history.

The handing over of open work is done above, from ``ended_postings``.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import Area, Organisation, Posting, Rank, take_turn
from wangge.territory.post_words import rank_words
from wangge.territory.seating import EndReason, Place, misfit


class PlaceTaken(Conflict):
    """The grid has a worker of that rank in the period already, or the person holds what excludes it."""

    code = "place-taken"


class PostingOver(Conflict):
    """The posting has ended, or would end in its own past."""

    code = "posting-over"


@transaction.atomic
def post(
    *,
    user: User,
    role: Role,
    area: Area,
    organisation: Organisation | None = None,
    grid_code: str = "",
    rank: Rank | None = None,
    begins_at: datetime,
    ends_at: datetime | None = None,
    office_phone: str = "",
    office_hours: str = "",
    by: Actor,
) -> Posting:
    """Give ``user`` a role at an area from ``begins_at`` until ``ends_at``, without end if that is None."""
    _ask_right(by, area)
    take_turn("postings")
    place = Place(role, area, organisation, grid_code, rank)
    _refuse_misfit(user, place, begins_at, ends_at)
    _refuse_overlap(user, place, begins_at, ends_at)
    posting = Posting.objects.create(
        user=user,
        role=role,
        area=area,
        organisation=organisation,
        grid_code=grid_code,
        rank=rank or "",
        office_phone=office_phone,
        office_hours=office_hours,
        begins_at=begins_at,
        ends_at=ends_at,
        posted_by=by.user,
    )
    _record("post", posting, by)
    return posting


@transaction.atomic
def end_posting(*, posting: Posting, at: datetime, reason: EndReason, by: Actor) -> Posting:
    """Let it end at ``at``, now or later; an end that was set may come earlier, never later."""
    _ask_right(by, posting.area)
    take_turn("postings")
    posting.refresh_from_db()
    if at < by.at:
        raise PostingOver(_("A posting cannot end in the past; end it now."))
    if at <= posting.begins_at:
        raise PostingOver(_("The posting has not begun by then; withdraw it instead."))
    if posting.ends_at is not None and posting.ends_at <= at:
        sentence = _("The posting ends on {date} already; make a new one for a longer time.")
        raise PostingOver(sentence.format(date=_date(posting.ends_at)))
    posting.ends_at = at
    posting.end_reason = reason
    posting.save(update_fields=["ends_at", "end_reason"])
    _record("end_posting", posting, by)
    return posting


@transaction.atomic
def end_postings_of(*, user: User, at: datetime, reason: EndReason, by: Actor) -> list[Posting]:
    """Let everything end that somebody holds, and withdraw what has not begun: when a person leaves (R-14)."""
    take_turn("postings")
    held = list(Posting.objects.within(at, None).filter(user=user).select_related("area"))
    for posting in held:
        if posting.begins_at >= at:
            withdraw_posting(posting=posting, by=by)
    return [end_posting(posting=one, at=at, reason=reason, by=by) for one in held if one.begins_at < at]


@transaction.atomic
def withdraw_posting(*, posting: Posting, by: Actor) -> None:
    """Take back a posting that has not begun; the audit keeps that it was planned."""
    _ask_right(by, posting.area)
    take_turn("postings")
    posting.refresh_from_db()
    if posting.begins_at < by.at:
        raise PostingOver(_("The posting has begun and stays as history; end it instead."))
    _record("withdraw_posting", posting, by)
    posting.delete()


def ended_postings(since: datetime, until: datetime) -> Sequence[Posting]:
    """The postings whose end lies after ``since`` and not after ``until``, earliest first, with person and area."""
    found = Posting.objects.filter(ends_at__gt=since, ends_at__lte=until).select_related("user", "area", "organisation")
    return list(found.defer("area__boundary").order_by("ends_at", "id"))


def _ask_right(by: Actor, area: Area) -> None:
    if not by.may_at(Permission.MANAGE_PEOPLE, area.code):
        sentence = _("You do not post people at {area}; ask the administrator of an area around it.")
        raise NotAllowed(sentence.format(area=area.name_zh))


def _refuse_misfit(user: User, place: Place, begins_at: datetime, ends_at: datetime | None) -> None:
    # Somebody may have left, or the unit closed, while this waited for its turn.
    user.refresh_from_db(fields=["is_active", "team"])
    if place.organisation is not None:
        place.organisation.refresh_from_db(fields=["closed_at"])
    fault = misfit(user, place, begins_at, ends_at)
    if fault:
        raise Unusable(fault)


def _refuse_overlap(user: User, place: Place, begins_at: datetime, ends_at: datetime | None) -> None:
    same_time = Posting.objects.within(begins_at, ends_at)
    if place.role != Role.GRID_WORKER:
        again = same_time.filter(user=user, role=place.role, area=place.area, organisation=place.organisation).first()
        if again:
            raise PlaceTaken(_("{name} holds this very posting {period}.").format(**_words(again)))
        return
    workers = same_time.filter(role=Role.GRID_WORKER).select_related("user")
    taken = workers.filter(grid_code=place.grid_code, rank=place.rank).first()
    if taken:
        sentence = _("Grid {grid} has {name} as its {rank} {period}; end that posting first.")
        raise PlaceTaken(sentence.format(**_words(taken)))
    both = workers.filter(user=user, grid_code=place.grid_code).first()
    if both:
        sentence = _("{name} is {rank} of grid {grid} {period}; nobody is both principal and deputy of a grid.")
        raise PlaceTaken(sentence.format(**_words(both)))
    elsewhere = workers.filter(user=user, rank=Rank.PRINCIPAL).first() if place.rank == Rank.PRINCIPAL else None
    if elsewhere:
        sentence = _("{name} is principal of grid {grid} {period}; a worker has one grid and may be deputy of others.")
        raise PlaceTaken(sentence.format(**_words(elsewhere)))


def _words(posting: Posting) -> dict[str, str]:
    if posting.ends_at is None:
        period = _("since {begins}").format(begins=_date(posting.begins_at))
    else:
        period = _("from {begins} until {ends}").format(begins=_date(posting.begins_at), ends=_date(posting.ends_at))
    name = posting.user.work_name
    return {
        "name": name,
        "grid": posting.grid_code,
        "rank": rank_words(posting.rank) if posting.rank else "",
        "period": period,
    }


def _date(at: datetime) -> str:
    return timezone.localtime(at).date().isoformat()


def _record(action: str, posting: Posting, by: Actor) -> None:
    place = " ".join(word for word in (posting.role, posting.area.code, posting.grid_code[12:], posting.rank) if word)
    record_audit(action=action, at=by.at, actor=by.user, subject=f"user:{posting.user_id}", reason=place)
