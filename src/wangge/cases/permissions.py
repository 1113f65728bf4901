"""Who may do which verb on which case: a table of permission and sphere, and one function that reads it."""

from enum import Enum, auto

from wangge.accounts.permissions import Permission, Role, granted
from wangge.cases.models import Case, Order
from wangge.cases.refusals import not_yours
from wangge.cases.workflow import ORDER_OPEN, OrderState, Verb
from wangge.territory.actors import Actor, Seat
from wangge.territory.models import AreaKind


class Sphere(Enum):
    """For which cases a seat counts."""

    LEVEL = auto()  # the case lies in the seat's area, and the seat is at least as wide as the level of the case
    AREA = auto()  # the case lies in the seat's area
    UNIT = auto()  # the unit of the seat holds the case, or a part of it; a handler only what was assigned to them
    HOLDER = auto()  # the order was given to this very person
    SIGHT = auto()  # whoever sees the case
    RULE = auto()  # the system only


_P, _V = Permission, Verb

TABLE: dict[Verb, tuple[Permission, Sphere]] = {
    _V.REPORT: (_P.REPORT, Sphere.SIGHT),
    _V.HANDLE_ON_THE_SPOT: (_P.HANDLE_ON_THE_SPOT, Sphere.SIGHT),
    _V.SEND_TO_VERIFY: (_P.TAKE_IN, Sphere.LEVEL),
    _V.VERIFY: (_P.VERIFY, Sphere.HOLDER),
    _V.REFUTE: (_P.VERIFY, Sphere.HOLDER),
    _V.TAKE_IN: (_P.TAKE_IN, Sphere.LEVEL),
    _V.FILE: (_P.FILE, Sphere.LEVEL),
    _V.REFUSE_FILING: (_P.REFUSE_FILING, Sphere.LEVEL),
    _V.MERGE: (_P.MERGE, Sphere.LEVEL),
    _V.CHANGE_CLASS: (_P.FILE, Sphere.LEVEL),
    _V.ESCALATE: (_P.ESCALATE, Sphere.LEVEL),
    _V.DISPATCH: (_P.DISPATCH, Sphere.LEVEL),
    _V.REDISPATCH: (_P.DISPATCH, Sphere.LEVEL),
    _V.SEND_BACK: (_P.DISPATCH, Sphere.LEVEL),
    _V.ACKNOWLEDGE: (_P.ACKNOWLEDGE, Sphere.UNIT),
    _V.ACKNOWLEDGE_PART: (_P.ACKNOWLEDGE, Sphere.UNIT),
    _V.ASSIGN: (_P.ASSIGN, Sphere.UNIT),
    _V.RETURN: (_P.RETURN, Sphere.UNIT),
    _V.RETURN_PART: (_P.RETURN, Sphere.UNIT),
    _V.ASK_EXTENSION: (_P.ASK_EXTENSION, Sphere.UNIT),
    _V.GRANT_EXTENSION: (_P.GRANT_EXTENSION, Sphere.LEVEL),
    _V.REFUSE_EXTENSION: (_P.GRANT_EXTENSION, Sphere.LEVEL),
    _V.ASK_SUSPENSION: (_P.ASK_SUSPENSION, Sphere.UNIT),
    _V.REFUSE_SUSPENSION: (_P.SUSPEND, Sphere.LEVEL),
    _V.SUSPEND: (_P.SUSPEND, Sphere.LEVEL),
    _V.RESUME: (_P.SUSPEND, Sphere.LEVEL),
    _V.RESOLVE_PART: (_P.RESOLVE, Sphere.UNIT),
    _V.RESOLVE: (_P.RESOLVE, Sphere.UNIT),
    _V.SEND_TO_CHECK: (_P.CLOSE, Sphere.LEVEL),
    _V.CHECK: (_P.CHECK, Sphere.HOLDER),
    _V.SEND_TO_REWORK: (_P.CHECK, Sphere.HOLDER),
    _V.REWORK_PART: (_P.CHECK, Sphere.HOLDER),
    _V.FIND_UNHANDLED: (_P.CHECK, Sphere.HOLDER),
    _V.CLOSE: (_P.CLOSE, Sphere.LEVEL),
    _V.REOPEN: (_P.REOPEN, Sphere.LEVEL),
    _V.ASK_VOID: (_P.ASK_VOID, Sphere.AREA),
    _V.REFUSE_VOID: (_P.VOID, Sphere.LEVEL),
    _V.VOID: (_P.VOID, Sphere.LEVEL),
    _V.SUPERVISE: (_P.SUPERVISE, Sphere.AREA),
    _V.ASK_APPEAL: (_P.ASK_APPEAL, Sphere.UNIT),
    _V.REVIEW_APPEAL: (_P.REVIEW_APPEAL, Sphere.LEVEL),
    _V.COMMENT: (_P.COMMENT, Sphere.SIGHT),
    _V.NOTE: (_P.NOTE, Sphere.AREA),
    _V.ADD_PHOTO: (_P.SEE_PHOTOS, Sphere.SIGHT),
    _V.FOLLOW_UP: (_P.FOLLOW_UP, Sphere.AREA),
    _V.WARN: (_P.SUPERVISE, Sphere.RULE),
    _V.MARK_OVERDUE: (_P.SUPERVISE, Sphere.RULE),
    _V.REHOME: (_P.ADOPT_PLAN, Sphere.RULE),
    _V.HAND_OVER: (_P.MANAGE_PEOPLE, Sphere.RULE),
}


# A worker's and a volunteer's seat counts for what they hold or see, never for a whole area.
OUT_OF_OFFICE = frozenset({Role.GRID_WORKER, Role.VOLUNTEER})
# What the duty supervisor and the centre's lead decide: any of it opens their page.
DECIDES = (_P.CLOSE, _P.GRANT_EXTENSION, _P.SUSPEND, _P.VOID, _P.REVIEW_APPEAL)


def authorise(verb: Verb, case: Case, *, by: Actor, order: Order | None = None) -> str:
    """Return the role under which ``by`` may do ``verb``; NotYours where no seat allows it. No statement."""
    role = role_for(verb, case, by=by, order=order)
    if role is None:
        raise not_yours(case, verb)
    return role


def role_for(verb: Verb, case: Case, *, by: Actor, order: Order | None = None) -> str | None:
    """The role that allows ``verb`` (of the case's own unit without an order), or None."""
    if by.is_system:
        return "system"
    permission, sphere = TABLE[verb]
    if sphere is Sphere.RULE:
        return None
    allowing = (seat for seat in by.seats_with(permission) if _counts(sphere, seat, case, by, order))
    return next((seat.role.value for seat in allowing), None)


def seat_at_level(permission: Permission, case: Case, *, by: Actor) -> Seat | None:
    """The first seat with the permission that decides about the case at its level; None where there is none."""
    seats = by.seats_with(permission)
    return next((seat for seat in seats if _counts(Sphere.LEVEL, seat, case, by, None)), None)


def _counts(sphere: Sphere, seat: Seat, case: Case, by: Actor, order: Order | None) -> bool:
    match sphere:
        case Sphere.LEVEL:
            return seat.area_kind.width >= AreaKind(case.level).width and _covers(seat, case)
        case Sphere.AREA:
            return _covers(seat, case)
        case Sphere.UNIT:
            return _is_units(seat, case, by, order)
        case Sphere.HOLDER:
            return _holds(seat, case, by, order)
        case _:
            return sees(seat, case, by) or _is_units(seat, case, by, order) or _holds(seat, case, by, order)


def _covers(seat: Seat, case: Case) -> bool:
    """Seats in offices count for their whole area; workers' and units' seats do not."""
    return seat.role not in OUT_OF_OFFICE and not seat.of_the_unit and seat.covers(case.community_id)


def _holds(seat: Seat, case: Case, by: Actor, order: Order | None) -> bool:
    """Whoever was posted elsewhere since has it in hand no more, before it is handed over too."""
    if order is None or OrderState(order.state) not in ORDER_OPEN or order.holder_id != by.user_id:
        return False
    return not seat.of_the_unit and (seat.covers(case.community_id) or seat.covers(order.grid_code))


def _is_units(seat: Seat, case: Case, by: Actor, order: Order | None) -> bool:
    unit = order.unit_id if order is not None and order.unit_id else case.unit_id
    if not seat.of_the_unit or seat.organisation is None or seat.organisation != unit:
        return False
    handler = case.handler_id if order is None or order.lead else order.holder_id
    return seat.role is Role.UNIT_CLERK or handler == by.user_id


def sees(seat: Seat, case: Case, by: Actor) -> bool:
    """Whether the seat lets the case be seen; the same rule as the query of ``visibility``, without its orders."""
    if case.reported_by_id is not None and case.reported_by_id == by.user_id:
        return True
    if not granted(seat.role, Permission.SEE_CASES):
        return False
    if seat.role is Role.GRID_WORKER:
        return seat.grid_code == case.grid_code
    if seat.of_the_unit:
        return seat.organisation == case.unit_id and (seat.role is Role.UNIT_CLERK or case.handler_id == by.user_id)
    return seat.covers(case.community_id)
