"""The dispatcher's desk: filed, returned, to be coordinated, suspended, each by its deadline. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from wangge.accounts.permissions import Permission
from wangge.cases.models import Case, Request, RequestKind, RequestState
from wangge.cases.own_level import at_own_level
from wangge.cases.visibility import open_to, shown_page
from wangge.cases.workflow import State
from wangge.territory.actors import Actor

A_PAGE = 50
STORIES_A_PAGE = 25  # each tells who had it and why it came back
OPENING = (Permission.DISPATCH, Permission.SUPERVISE, Permission.SUSPEND)
_BY_DEADLINE = (F("stage_due_at").asc(nulls_last=True), "id")


@dataclass(frozen=True)
class Pile:
    """Some cases of a pile, and whether there are more after them."""

    cases: tuple[Case, ...]
    page: int
    more: bool


@dataclass(frozen=True)
class Piles:
    """How many cases lie in each pile."""

    filed: int
    returned: int
    coordination: int
    suspended: int


@dataclass(frozen=True)
class Suspended:
    """A suspended case with the request that was granted; None for one of which it is not known."""

    case: Case
    granted: Request | None


def count_piles(*, by: Actor) -> Piles:
    """One statement."""
    counts = _on_the_desk(by).aggregate(
        filed=Count("pk", filter=Q(state=State.FILED)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        coordination=Count("pk", filter=Q(needs_coordination=True)),
        suspended=Count("pk", filter=Q(state=State.SUSPENDED)),
    )
    return Piles(**counts)


def filed(*, by: Actor, page: int) -> Pile:
    """Filed cases that wait for a unit: two statements."""
    return _pile(_on_the_desk(by).filter(state=State.FILED), page)


def returned(*, by: Actor, page: int) -> Pile:
    """Cases that a unit gave back: two statements."""
    return _pile(_on_the_desk(by).filter(state=State.RETURNED), page, size=STORIES_A_PAGE)


def to_coordinate(*, by: Actor, page: int) -> Pile:
    """Returned twice, or late by their whole limit, in whatever open state: two statements."""
    return _pile(_on_the_desk(by).filter(needs_coordination=True), page, size=STORIES_A_PAGE)


def suspended(*, by: Actor, page: int) -> Pile:
    """Cases that rest, those that go on first at the head: two statements."""
    cases = _on_the_desk(by).filter(state=State.SUSPENDED)
    return _pile(cases, page, order=(F("suspended_until").asc(nulls_last=True), "id"))


def with_who_granted(cases: Sequence[Case]) -> list[Suspended]:
    """Each with the request by which it rests: one statement."""
    granted = Request.objects.filter(case__in=cases, kind=RequestKind.SUSPENSION, state=RequestState.GRANTED)
    by_case = {request.case_id: request for request in granted.select_related("decided_by").order_by("id")}
    return [Suspended(case, by_case.get(case.pk)) for case in cases]


def _on_the_desk(by: Actor) -> QuerySet[Case]:
    return open_to(by).filter(at_own_level(by, *OPENING))


def _pile(cases: QuerySet[Case], page: int, order: tuple[object, ...] = _BY_DEADLINE, *, size: int = A_PAGE) -> Pile:
    first = (page - 1) * size
    rows = shown_page(cases.order_by(*order)[first : first + size + 1])  # type: ignore[arg-type]  # names and expressions
    return Pile(tuple(rows[:size]), page, len(rows) > size)
