"""What lies on a unit's desk: the parts of its units, or a handler's own, by deadline. Reads only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet

from wangge.accounts.models import User
from wangge.accounts.permissions import Permission, Role
from wangge.cases.models import Case, Order
from wangge.cases.workflow import AT_THE_UNIT, OrderKind, OrderState, State
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import Posting

A_PAGE = 50
SOON = timedelta(hours=2)  # or what the sweep warned of: a quarter of the limit is left
_LATELY = timedelta(days=7)
_SHOWN = (
    "unit",
    "holder",
    "case__minor__major",
    "case__condition",
    "case__community",
    "case__handler",
    "case__component",
)


def _conditions(by: Actor) -> dict[str, Q]:
    """What lies on each pile of open parts."""
    return {
        "open": Q(pk__isnull=False),
        "waiting": Q(state=OrderState.WAITING) & ~Q(case__state=State.REWORK),
        "working": Q(state=OrderState.ACCEPTED, case__state__in=sorted(AT_THE_UNIT)),
        "rework": Q(case__reworks__gt=0, ordered_at__gt=F("case__dispatched_at")),
        "soon": Q(due_at__gte=by.at, paused_at__isnull=True)
        & (Q(due_at__lt=by.at + SOON) | Q(warned_at__isnull=False)),
        "overdue": Q(due_at__lt=by.at, paused_at__isnull=True),
        "suspended": Q(case__state=State.SUSPENDED),
    }


@dataclass(frozen=True)
class Pile:
    """One way to look at the desk, by the word in the address; how many lie there."""

    key: str
    words: str
    count: int


def open_parts_of_mine(by: Actor) -> QuerySet[Order]:
    """Every open part of the actor's unit, or that was assigned to the handler."""
    # A handler's cases by a list of their own: joined, every open part of the city would be held against its case.
    handled = Case.objects.filter(handler=by.user_id, unit__in=_units(by, Role.HANDLER), open=True).values("pk")
    return Order.objects.filter(_mine(by, Q(case__in=handled)), kind=OrderKind.PART, open=True)


def _done_lately(by: Actor) -> QuerySet[Order]:
    units = _units(by, Role.UNIT_CLERK) + _units(by, Role.HANDLER)  # said once more, for the index of done parts
    done = Order.objects.filter(kind=OrderKind.PART, open=False, unit__in=units, done_at__gte=by.at - _LATELY)
    return done.filter(_mine(by, Q(case__handler=by.user_id)), state=OrderState.DONE)


def _mine(by: Actor, handled: Q) -> Q:
    clerks, handlers = _units(by, Role.UNIT_CLERK), _units(by, Role.HANDLER)
    return Q(unit__in=clerks) | Q(unit__in=handlers, holder=by.user_id) | Q(handled, unit__in=handlers, lead=True)


def pile(key: str, *, by: Actor, page: int = 1) -> tuple[list[Order], bool]:
    """A page of one pile, nearest deadline first, with what a line shows; and whether more follow. Two statements."""
    if key == "done":
        found = _done_lately(by).order_by("-done_at", "-id")
    else:
        found = open_parts_of_mine(by).filter(_conditions(by).get(key, Q())).order_by("due_at", "id")
    first = (page - 1) * A_PAGE
    rows = list(found.values_list("pk", flat=True)[first : first + A_PAGE + 1])
    orders = _lines(Order.objects.filter(pk__in=rows[:A_PAGE])).in_bulk()
    return [orders[row] for row in rows[:A_PAGE] if row in orders], len(rows) > A_PAGE


def _lines(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.select_related(*_SHOWN).defer("case__community__boundary")


def _units(by: Actor, role: Role) -> list[int | None]:
    seats = by.seats_with(Permission.SEE_CASES)
    return [seat.organisation for seat in seats if seat.of_the_unit and seat.role is role]


def piles(by: Actor) -> list[Pile]:
    """Every pile with how much lies on it: one statement."""
    counts = open_parts_of_mine(by).aggregate(
        **{key: Count("pk", filter=condition) for key, condition in _conditions(by).items()}
    )
    words = {
        "open": _("all open"),
        "waiting": _("to acknowledge"),
        "working": _("in progress"),
        "rework": _("rework"),
        "soon": _("due soon"),
        "overdue": _("overdue"),
        "suspended": _("suspended"),
    }
    return [Pile(key, words[key], counts[key]) for key in words]


def handlers_of_mine(by: Actor) -> list[User]:
    """Who may be assigned: the clerks and handlers of the actor's units, by name."""
    units = [seat.organisation for seat in by.seats if seat.role is Role.UNIT_CLERK]
    posted = Posting.objects.in_force(by.at).filter(organisation__in=units, role__in=(Role.HANDLER, Role.UNIT_CLERK))
    return list(User.objects.filter(pk__in=posted.values("user")).order_by("work_name"))


def cases_to_print(numbers: list[int], *, by: Actor) -> list[Order]:
    """The open parts of the cases with these rows, for work orders on paper: one statement."""
    found = open_parts_of_mine(by).filter(case__in=numbers).select_related("case__closure")
    return list(_lines(found).order_by("due_at", "id"))
