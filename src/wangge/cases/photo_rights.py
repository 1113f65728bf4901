"""Who may add a photo to which stage, and who sees one: the case's handlers, until faces and plates are blurred."""

from pathlib import Path

from django.db.models import QuerySet

from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotAllowed, NotFound
from wangge.accounts.scopes import scopes_allow
from wangge.cases.models import Case, Follower, Order, Photo, PhotoStage, PhotoState
from wangge.cases.permissions import role_for
from wangge.cases.photo_files import ready_path
from wangge.cases.photos import PhotoSize, trouble_words
from wangge.cases.refusals import not_yours
from wangge.cases.reports import token_digest
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import OrderKind, OrderState, State, Verb
from wangge.language import _
from wangge.territory.actors import Actor, Seat

# Whose order a stage belongs to. A photo may come after the words (the phone sends it when it can): done is no bar.
_ORDERS: dict[PhotoStage, tuple[OrderKind, Permission]] = {
    PhotoStage.VERIFY: (OrderKind.VERIFY, Permission.VERIFY),
    PhotoStage.RESOLVE: (OrderKind.PART, Permission.RESOLVE),
    PhotoStage.CHECK: (OrderKind.CHECK, Permission.CHECK),
}
_GIVEN_AWAY = (OrderState.SENT_BACK, OrderState.CANCELLED)
_ON_THE_SPOT = frozenset({State.REPORTED, State.SELF_HANDLED})


def stage_role(case: Case, stage: PhotoStage, *, by: Actor, token: str = "") -> str:
    """The role under which ``by`` may add a photo to the stage; NotYours. ``token`` is of the reporter's own link.

    One statement at most: none for a reporter with an account.
    """
    role = "system" if by.is_system else _role(case, stage, by, token)
    if role is None:
        raise not_yours(case, Verb.ADD_PHOTO)
    return role


def photo_file(*, number: str, photo: int, size: PhotoSize, by: Actor) -> Path:
    """The file to serve; NotFound for what is not seen or not ready, NotAllowed for whoever does not handle the case.

    At most three statements.
    """
    case = visible_case(number, by=by)
    row = Photo.objects.filter(pk=photo, case=case).first()
    if row is None:
        raise NotFound(_("Case {number} has no such photo").format(number=case.number))
    if not row.blurred and not handles(case, by=by):
        raise NotAllowed(_("Only those who handle case {number} see its photos").format(number=case.number))
    if row.state == PhotoState.REFUSED:
        raise NotFound(trouble_words(row.trouble))
    if row.state != PhotoState.READY:
        raise NotFound(_("The photo is being prepared: look again in a moment"))
    return ready_path(row.pk, size)


def handles(case: Case, *, by: Actor) -> bool:
    """Whether the case is the actor's work: its centre, its unit or handler, its grid's worker, who holds an order."""
    seats = by.seats_with(Permission.SEE_PHOTOS)
    if by.is_system or any(_is_at(seat, case, by) for seat in seats):
        return True
    return bool(seats) and any(_has_order(order, seats, by) for order in _orders(case))


def _role(case: Case, stage: PhotoStage, by: Actor, token: str) -> str | None:
    if stage is PhotoStage.REPORT:
        return _reporter_role(case, by, token)
    if stage is PhotoStage.RESOLVE and case.state in _ON_THE_SPOT:
        return role_for(Verb.HANDLE_ON_THE_SPOT, case, by=by) if _reported(case, by) else None
    kind, permission = _ORDERS[stage]
    roles = (_order_role(case, order, permission, by) for order in _orders(case).filter(kind=kind))
    return next((role for role in roles if role is not None), None)


def _reported(case: Case, by: Actor) -> bool:
    return by.user_id is not None and by.user_id == case.reported_by_id


def _reporter_role(case: Case, by: Actor, token: str) -> str | None:
    if _reported(case, by) and scopes_allow(by.scopes, Permission.REPORT):
        return next((seat.role.value for seat in by.seats_with(Permission.REPORT)), "reporter")
    mine = Follower.objects.filter(case=case, reporter=True, token_digest=token_digest(token))
    return "reporter" if token and mine.exists() else None


def _order_role(case: Case, order: Order, permission: Permission, by: Actor) -> str | None:
    if order.kind == OrderKind.PART:
        return role_for(Verb.RESOLVE, case, by=by, order=order)
    seats = [seat for seat in by.seats_with(permission) if not seat.of_the_unit]
    return seats[0].role.value if seats and order.holder_id == by.user_id else None


def _orders(case: Case) -> QuerySet[Order]:
    return Order.objects.filter(case=case).exclude(state__in=_GIVEN_AWAY)


def _is_at(seat: Seat, case: Case, by: Actor) -> bool:
    if seat.role is Role.GRID_WORKER:
        return seat.grid_code == case.grid_code
    if seat.of_the_unit:
        return seat.organisation == case.unit_id and (seat.role is Role.UNIT_CLERK or case.handler_id == by.user_id)
    return seat.covers(case.community_id)


def _has_order(order: Order, seats: tuple[Seat, ...], by: Actor) -> bool:
    units = {seat.organisation for seat in seats if seat.role is Role.UNIT_CLERK}
    return order.holder_id == by.user_id or (order.unit_id is not None and order.unit_id in units)
