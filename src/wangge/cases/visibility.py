"""Who sees which cases: the ways from the seats. Every list and every lookup begins here; the rest is a 404."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from wangge.accounts.permissions import Permission, Role
from wangge.accounts.refusals import NotFound
from wangge.accounts.scopes import scopes_allow
from wangge.cases.models import Case, Order
from wangge.cases.numbers import CaseNumberError, row_of
from wangge.cases.workflow import OrderState
from wangge.language import _
from wangge.territory.actors import Actor, Seat
from wangge.territory.models import AreaKind, code_range, kind_of

# A part that the unit gave back or lost is its business no more, nor is what became of the case then.
_HAD = (OrderState.WAITING.value, OrderState.ACCEPTED.value, OrderState.DONE.value)
_SHOWN = ("minor", "minor__major", "condition", "unit", "community", "handler", "component")


Span = tuple[tuple[str, int], ...]  # of ids: what they are at least ("gte"), and what they lie below ("lt")


@dataclass(frozen=True)
class Way:
    """One reason to see a case: what is true of it, or of one of its orders, as lookups and their values."""

    lookups: tuple[tuple[str, int | str | tuple[str, ...]], ...]
    of_an_order: bool = False

    def condition(self) -> Q:
        """As a condition on a case. Orders are looked up case by case: never all that a unit has had in ten years."""
        if self.of_an_order:
            own = Order.objects.filter(case=OuterRef("pk"), **dict(self.lookups)).values("pk")[:1]
            return Q(IsNull(Subquery(own), False))  # noqa: FBT003 (Django's own way to say it)
        return Q(*self.lookups)

    @property
    def of_an_area(self) -> bool:
        """Whether it may let nearly all cases be seen."""
        return any(name.startswith("community") for name, _value in self.lookups)

    def condition_of_open(self) -> Q:
        """As a condition on an open case: few orders are of such, so that they are looked up all at once.

        It says itself that the case is open: SQLite looks at each part of an OR alone for an index of open cases.
        """
        return Q(pk__in=self.open_ids()) if self.of_an_order else Q(*self.lookups, open=True)

    def open_ids(self) -> QuerySet[Any, Any]:
        """The ids of all open cases that it lets be seen."""
        if self.of_an_order:
            return Order.objects.filter(case_open=True, **dict(self.lookups)).values("case")
        return Case.objects.filter(open=True, **dict(self.lookups)).values("pk")

    def newest(self, cases: QuerySet[Case], span: Span, count: int, *, only_open: bool = False) -> QuerySet[Case, Any]:
        """The ids of the newest of ``cases`` that it lets be seen, read along an index and no further than needed.

        ``only_open`` says that nothing but open cases is among them: the orders of others are not read then.

        By an order, they are told and sorted by its own column: SQLite does not see that it is the case's id, and would
        read and sort all orders that a unit has had in ten years.
        """
        if self.of_an_order:
            own = (*self.lookups, *(("case_id__" + name, value) for name, value in span))
            own = (*own, ("case_open", True)) if only_open else own
            seen = cases.filter(*(Q((f"orders__{name}", value)) for name, value in own))
            return seen.order_by("-orders__case_id").values("orders__case_id").distinct()[:count]
        own = (*self.lookups, *(("pk__" + name, value) for name, value in span))
        return cases.filter(*(Q(lookup) for lookup in own)).order_by("-pk").values("pk")[:count]


def visible_to(by: Actor) -> QuerySet[Case]:
    """The cases that the actor may see, whatever their state."""
    if by.is_system:
        return Case.objects.all()
    seen = Q(pk__in=[])
    for way in ways_of(by):
        seen |= way.condition()
    return Case.objects.filter(seen)


def open_to(by: Actor) -> QuerySet[Case]:
    """The open cases that the actor may see.

    Who sees a whole area is asked case by case. Of a unit or a grid the few ids are gathered first: PostgreSQL would
    read all open cases of the city for them.
    """
    cases, ways = Case.objects.filter(open=True), ways_of(by)
    if by.is_system:
        return cases
    if any(way.of_an_area for way in ways):
        return cases.filter(reduce(or_, (way.condition_of_open() for way in ways)))
    ids = [way.open_ids() for way in ways]
    return cases.filter(pk__in=ids[0].union(*ids[1:], all=True)) if ids else cases.none()


def open_in(area: str, *, by: Actor) -> QuerySet[Case]:
    """The open cases of an area that the actor may see; where that is all of them, the question is a short one."""
    every = by.is_system or any(_sees_areas(seat) and seat.covers(area) for seat in by.seats_with(Permission.SEE_CASES))
    cases = Case.objects.filter(open=True) if every else open_to(by)
    return cases.filter(**_in_area(area, kind_of(area)))


def of_visible_case(by: Actor) -> Exists:
    """A condition on rows with a ``case``: the actor may see it. Asked row by row, never of all cases."""
    return Exists(visible_to(by).filter(pk=OuterRef("case")))


def ways_of(by: Actor) -> tuple[Way, ...]:
    """Every way by which the actor sees cases, the widest first; none for the system, which sees all."""
    if by.user_id is None:
        return ()
    ways = [way for seat in by.seats_with(Permission.SEE_CASES) for way in _seen_from(seat, by.user_id)]
    return tuple(dict.fromkeys((*ways, *_own(by, by.user_id))))


def _own(by: Actor, user: int) -> list[Way]:
    """What somebody reported, posted or not, where the key reads it; what they held, while they are posted for such."""
    reads = any(scopes_allow(by.scopes, permission) for permission in (Permission.SEE_CASES, Permission.REPORT))
    ways = [_way(reported_by=user)] if reads else []
    if any(not seat.of_the_unit for seat in by.seats_with(Permission.SEE_CASES)):
        ways.append(_way_by_order(holder=user, unit__isnull=True))
    return ways


def _seen_from(seat: Seat, user: int) -> tuple[Way, ...]:
    if seat.role is Role.GRID_WORKER:
        return (_way(grid_code=seat.grid_code),)
    if seat.role is Role.HANDLER:
        unit = seat.organisation or 0
        return (_way(handler=user, unit=unit), _way_by_order(holder=user, unit=unit, state__in=_HAD))
    if not _sees_areas(seat):
        unit = seat.organisation or 0
        return (_way(unit=unit), _way_by_order(unit=unit, state__in=_HAD))
    return (_way(**_in_area(seat.area_code, seat.area_kind)),)


def _in_area(code: str, kind: AreaKind) -> dict[str, str]:
    if kind is AreaKind.COMMUNITY:
        return {"community": code}
    if kind is AreaKind.CITY:
        # Nearly every row: asked so that no index of communities is taken for it, the newest are found by id.
        return {"community__code__startswith": code[: kind.digits]}
    first, last = code_range(code, kind)
    return {"community__gte": first, "community__lte": last}


def _sees_areas(seat: Seat) -> bool:
    """Whether all cases of its area are seen from there, not only those of a grid or a unit."""
    return seat.role not in {Role.GRID_WORKER, Role.HANDLER} and not seat.of_the_unit


def _way(**lookups: int | str | tuple[str, ...]) -> Way:
    return Way(tuple(lookups.items()))


def _way_by_order(**lookups: int | str | tuple[str, ...]) -> Way:
    return Way(tuple(lookups.items()), of_an_order=True)


def visible_case(number: str, *, by: Actor) -> Case:
    """The case with this number and what a page shows of it, in one statement; NotFound for all that is not seen."""
    try:
        row = row_of(number)
    except CaseNumberError:
        sentence = _("{number} is no case number: please read it again, the last digit proves the others")
        raise NotFound(sentence.format(number=number)) from None
    found = with_what_is_shown(visible_to(by)).filter(pk=row).first()
    if found is None:
        raise NotFound(_("There is no case {number} that you may see").format(number=number))
    return found


def with_what_is_shown(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Join what a line of a list shows, so that fifty lines cost one statement."""
    return cases.select_related(*_SHOWN).defer("community__boundary")


def shown_page(cases: QuerySet[Case]) -> list[Case]:
    """The cases of an ordered and cut query with what a line shows: two statements.

    The second joins that to these rows only; in one statement it would be joined to all that are waiting, to be sorted.
    """
    rows = list(cases.values_list("pk", flat=True))
    found = with_what_is_shown(Case.objects.filter(pk__in=rows)).in_bulk()
    return [found[row] for row in rows if row in found]
