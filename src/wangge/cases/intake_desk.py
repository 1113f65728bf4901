"""What waits at the intake desk, and one case as the desk shows it. Reads only; who holds a case lies in actions/holds.

Eleven statements at most, with the sign-in and the hold twelve: a centre's operator opens 400 cases a day.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, F, Value, When, Window

from wangge.accounts.permissions import Permission
from wangge.cases.duplicates import Likeness, likely_duplicates
from wangge.cases.evidence import Evidence, evidence_among
from wangge.cases.models import Case, CaseNote, Order, Photo
from wangge.cases.numbers import CaseNumberError, row_of
from wangge.cases.search import Filters, found
from wangge.cases.story import possible_verbs, readable_notes
from wangge.cases.visibility import open_to, with_what_is_shown
from wangge.cases.workflow import BEFORE_FILING, OrderKind, State, Verb
from wangge.catalogue.class_suggestions import suggest_classes
from wangge.catalogue.editions import Edition, Minor
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind

SHOWN = 60
STAGES = (State.TAKEN_IN, State.REPORTED, State.VERIFYING)  # what somebody can go on with stands first


@dataclass(frozen=True)
class Waiting:
    """The cases of the three stages, the most urgent of each first, and how many there are of each."""

    cases: tuple[Case, ...]
    counts: Counter[str]

    def stages(self) -> list[tuple[State, int, list[Case]]]:
        """Each stage that has something, with its number and its cases."""
        rows = {stage: [case for case in self.cases if case.state == stage] for stage in STAGES}
        return [(stage, self.counts[stage], rows[stage]) for stage in STAGES if rows[stage]]


@dataclass(frozen=True)
class Opened:
    """One case with all that decides about it."""

    case: Case
    orders: tuple[Order, ...]
    photos: tuple[Photo, ...]
    notes: tuple[CaseNote, ...]
    evidence: Evidence
    possible: tuple[Verb, ...]
    duplicates: tuple[Likeness, ...]
    suggested: tuple[Minor, ...]

    @property
    def verification(self) -> Order | None:
        """The newest order to verify it."""
        return next((order for order in reversed(self.orders) if order.kind == OrderKind.VERIFY), None)


def waiting_at_intake(*, by: Actor, words: str = "", without: Collection[str] = ()) -> Waiting:
    """What waits at the levels that ``by`` takes in, narrowed to ``words``, ``without`` numbers: two statements."""
    cases = open_to(by).filter(state__in=sorted(BEFORE_FILING), level__in=_levels(by))
    cases = found(cases.exclude(pk__in=_rows(without)), Filters(words=words), at=by.at)
    stage = models.Case(*(When(state=stage, then=Value(place)) for place, stage in enumerate(STAGES)))
    counted = cases.annotate(alike=Window(Count("pk"), partition_by=[F("state")]), stage=stage)
    first = counted.order_by("stage", "-urgent", F("stage_due_at").asc(nulls_last=True), "pk")
    rows = list(first.values_list("pk", "state", "alike")[:SHOWN])
    shown = with_what_is_shown(Case.objects.filter(pk__in=[row for row, *_alike in rows])).select_related(
        "hold__holder"
    )
    by_row = shown.in_bulk()
    waiting = tuple(by_row[row] for row, *_alike in rows if row in by_row)
    return Waiting(waiting, Counter({state: alike for _row, state, alike in rows}))


def open_at_desk(case: Case, edition: Edition, *, by: Actor) -> Opened:
    """Read what the desk shows of a case from the list: at most five statements."""
    orders = tuple(case.orders.select_related("holder").order_by("id"))
    photos = tuple(case.photos.order_by("id"))
    return Opened(
        case=case,
        orders=orders,
        photos=photos,
        notes=tuple(readable_notes(case, by=by).select_related("step__by").order_by("id")),
        evidence=evidence_among(case, orders, photos),
        possible=possible_verbs(case, orders, by=by),
        duplicates=tuple(likely_duplicates(case, by=by)),
        suggested=() if case.minor else tuple(suggest_classes(edition, case.description)),
    )


def holder_of(case: Case, *, by: Actor) -> str:
    """The colleague who has a case of the list open now, by name; empty where nobody else has."""
    hold = getattr(case, "hold", None)
    if hold is None or hold.until <= by.at or hold.holder_id == by.user_id:
        return ""
    return str(hold.holder.work_name)


def _levels(by: Actor) -> list[str]:
    widest = max((seat.area_kind.width for seat in by.seats_with(Permission.TAKE_IN)), default=-1)
    return [kind.value for kind in AreaKind if kind.width <= widest]


def _rows(numbers: Collection[str]) -> list[int]:
    rows = []
    for number in numbers:
        try:
            rows.append(row_of(number))
        except CaseNumberError:
            continue
    return rows
