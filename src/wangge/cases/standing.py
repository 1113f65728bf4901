"""All orders of a case as they stand: which are open, who did the work, what was photographed. One statement.

The one order that is the actor's: ``holding``.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from wangge.accounts.refusals import Refusal
from wangge.cases.holding import Held, is_open
from wangge.cases.models import Case, CaseStep, Order, Photo, PhotoStage, PhotoState
from wangge.cases.permissions import role_for
from wangge.cases.refusals import moved_on, not_yours
from wangge.cases.workflow import OrderKind, OrderState, Verb
from wangge.catalogue.calendars import STANDARD, calendar_by_id
from wangge.catalogue.models import Calendar
from wangge.catalogue.worktime import WorkCalendar
from wangge.territory.actors import Actor

_RESOLVING = (Verb.RESOLVE, Verb.RESOLVE_PART, Verb.HANDLE_ON_THE_SPOT)


@dataclass(frozen=True)
class Orders:
    """Every order of a case, the newest first; ``photographed`` are those after whose beginning a result was shown.

    ``centre`` is the id of the city's calendar, by which the centre's own stages are reckoned; ``resolved_by`` is who
    resolved the case last, which is all that is known of one handled on the spot.
    """

    rows: tuple[Order, ...]
    photographed: frozenset[int] = frozenset()
    centre: int | None = None
    resolved_by: int | None = None

    @property
    def parts(self) -> tuple[Order, ...]:
        """The parts of units: open ones first, the lead's before others."""
        found = [row for row in self.rows if row.kind == OrderKind.PART]
        return tuple(sorted(found, key=lambda row: (not is_open(row), not row.lead)))

    @property
    def open_parts(self) -> tuple[Order, ...]:
        return tuple(row for row in self.parts if is_open(row))

    @property
    def lead(self) -> Order | None:
        """The lead part that is open, else the one that was done last."""
        there = (row for row in self.parts if row.lead and (is_open(row) or row.state == OrderState.DONE))
        return next(there, None)

    @property
    def check(self) -> Order | None:
        """The newest check order, open or not."""
        return next((row for row in self.rows if row.kind == OrderKind.CHECK), None)

    @property
    def resolvers(self) -> frozenset[int]:
        """Who resolved a part last, or handled it on the spot; of those before ``resolving_steps`` tells."""
        done = [row.holder_id for row in self.parts if row.state == OrderState.DONE]
        return frozenset(user for user in (*done, self.resolved_by) if user is not None)

    @property
    def checkers(self) -> frozenset[int]:
        """Whoever checked the case, or was to."""
        held = (row.holder_id for row in self.rows if row.kind == OrderKind.CHECK)
        return frozenset(user for user in held if user is not None)

    @property
    def units(self) -> frozenset[int]:
        """The units that resolved a part, or are at it."""
        at_it = (row.unit_id for row in self.parts if is_open(row) or row.state == OrderState.DONE)
        return frozenset(unit for unit in at_it if unit is not None)

    @property
    def centre_calendar(self) -> tuple[int, WorkCalendar]:
        """Of a case that has orders."""
        assert self.centre is not None  # an order has a calendar, so there is one
        return self.centre, calendar_by_id(self.centre)


def orders_of(case: Case) -> Orders:
    """Read the orders of ``case``: one statement."""
    shown = Photo.objects.filter(
        case=OuterRef("case"), stage=PhotoStage.RESOLVE, received_at__gte=OuterRef("ordered_at")
    ).exclude(state=PhotoState.REFUSED)
    centre = Calendar.objects.filter(code=STANDARD).order_by("-version").values("id")[:1]
    rows = tuple(Order.objects.filter(case=case).annotate(shown=Exists(shown), centre=Subquery(centre)).order_by("-id"))
    photographed = frozenset(row.pk for row in rows if row.shown)
    return Orders(rows, photographed, next((row.centre for row in rows), None), case.resolved_by_id)


def resolving_steps(case: Case) -> QuerySet[CaseStep]:
    """Every resolving of the case, or of a part, by a person: also before a rework, or for a unit that returned it."""
    return CaseStep.objects.filter(case=case, verb__in=_RESOLVING, by__isnull=False)


def has_resolved(user: int | None, case: Case, orders: Orders) -> bool:
    """Whether it was ever their work: then they never check or close it (R-17)."""
    if user is None:
        return False
    return user in orders.resolvers or resolving_steps(case).filter(by=user).exists()


def reopened_at(case: Case) -> datetime | None:
    """The reopening of which this is the first check: from it a unit has a full limit, not that of a rework."""
    if not case.reopenings:
        return None
    turns = CaseStep.objects.filter(case=case, verb__in=(Verb.REOPEN, Verb.SEND_TO_REWORK, Verb.FIND_UNHANDLED))
    verb, at = turns.order_by("-serial").values_list("verb", "at")[:1].get()
    return at if verb == Verb.REOPEN else None


def part_of(verb: Verb, case: Case, orders: Orders, *, by: Actor) -> Held:
    """The open part of the actor's unit; NotYours without one, MovedOn where it is open no more."""
    for part in orders.parts:
        role = role_for(verb, case, by=by, order=part)
        if role is not None:
            return _still_open(part, role, case)
    raise _not_theirs(case, verb)


def check_of(verb: Verb, case: Case, orders: Orders, *, by: Actor) -> Held:
    """The open check order if it is the actor's; NotYours for others, MovedOn where it is open no more."""
    check = orders.check
    if check is not None and check.holder_id == by.user_id and not is_open(check):
        raise moved_on(Case.objects.get(pk=case.pk))
    role = role_for(verb, case, by=by, order=check)
    if check is None or role is None:
        raise _not_theirs(case, verb)
    return _still_open(check, role, case)


def _not_theirs(case: Case, verb: Verb) -> Refusal:
    """Perhaps no more: somebody may have given it to another since the actor looked."""
    now = Case.objects.get(pk=case.pk)
    return not_yours(case, verb) if now.version == case.version else moved_on(now)


def _still_open(order: Order, role: str, case: Case) -> Held:
    if not is_open(order):
        raise moved_on(Case.objects.get(pk=case.pk))
    return Held(order, role)
