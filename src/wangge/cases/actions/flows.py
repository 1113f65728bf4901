"""Adding to the counters of areas: what happened, and how long the stage took that ended. For ``tallies``."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.timezone import localdate

from wangge.cases.durations import COLUMNS, Durations, added, one
from wangge.cases.models import CaseStep, FlowTally, Request, RequestKind, RequestState
from wangge.cases.workflow import AT_THE_UNIT, ENDED, State, Verb
from wangge.territory.models import AreaKind

_NAMES = ("area", "day", "verb", "stage", "unit", "count", "seconds", *COLUMNS, "late")
_KEY, _SUMS = _NAMES[:5], _NAMES[5:]
_HELD_BY_A_UNIT = AT_THE_UNIT | {State.SUSPENDED}
_STAGES = frozenset(State) - ENDED
# What the lead's deadline comes from; the last of them before the case is resolved holds. Where a supporting unit gives
# back the last open part, the lead's begins anew.
_SETS_DEADLINE = (
    Verb.DISPATCH, Verb.REDISPATCH, Verb.GRANT_EXTENSION, Verb.RESUME, Verb.CHANGE_CLASS, Verb.SEND_TO_REWORK,
    Verb.RETURN_PART,
)  # fmt: skip
# The case stays with its deadline; where a supporting unit's time moves that too, the step is of no order.
_OF_SUPPORT = Q(verb=Verb.GRANT_EXTENSION, order__lead=False)

_Key = tuple[str, date, str, str, int]


@dataclass(frozen=True)
class Passed:
    """A step as it is counted; ``entered`` is when the case came into ``before``, ``unit`` whose it was last.

    ``due_at`` is the deadline that held when it was resolved, None for every other verb. An appeal that was granted has
    it too, and as ``entered`` the moment of that resolving.
    """

    at: datetime
    community: str
    verb: str
    before: str
    after: str
    entered: datetime | None
    unit: int | None
    due_at: datetime | None

    @property
    def is_late(self) -> bool:
        return self.verb == Verb.RESOLVE and self.due_at is not None and self.at > self.due_at

    @property
    def excused_at(self) -> datetime | None:
        """When the case was resolved late, if this step takes that away."""
        if self.verb != Verb.REVIEW_APPEAL or self.due_at is None or self.entered is None:
            return None
        return self.entered if self.entered > self.due_at else None


def with_what_flows(steps: "QuerySet[CaseStep]") -> "QuerySet[CaseStep]":
    """Each step with the moment when its case came into the state before, and the unit that it was given to last.

    A step that resolves comes with the deadline that held; one that grants an appeal too, and with the moment of the
    resolving.
    """
    earlier = CaseStep.objects.filter(case=OuterRef("case"), serial__lt=OuterRef("serial")).order_by("-serial")
    given = earlier.filter(verb__in=(Verb.DISPATCH, Verb.REDISPATCH))
    due = earlier.filter(verb__in=_SETS_DEADLINE, due_at__isnull=False).exclude(_OF_SUPPORT)
    resolved = earlier.filter(verb=Verb.RESOLVE)
    entered = Subquery(earlier.exclude(before=F("after")).values("at")[:1])
    return steps.annotate(
        entered=Case(When(verb=Verb.REVIEW_APPEAL, then=Subquery(resolved.values("at")[:1])), default=entered),
        held_by=Subquery(given.values("unit")[:1]),
        held_to=Case(When(Q(verb=Verb.RESOLVE) | _excuses(resolved), then=Subquery(due.values("due_at")[:1]))),
    )


def _excuses(resolved: "QuerySet[CaseStep]") -> Q:
    """The last review of an appeal that was granted: of the lead, or of the unit whose part ended as the last.

    The appeal of a worker, or of a unit that was done before, is about another delay than that of the case.
    """
    granted = Request.objects.filter(case=OuterRef("case"), kind=RequestKind.APPEAL, state=RequestState.GRANTED)
    later = CaseStep.objects.filter(case=OuterRef("case"), serial__gt=OuterRef("serial"), verb=Verb.REVIEW_APPEAL)
    theirs = Q(order__lead=True) | Q(order=Subquery(resolved.values("order")[:1]))
    return Q(verb=Verb.REVIEW_APPEAL) & theirs & Q(Exists(granted)) & ~Q(Exists(later))


def add_flows(passed: Iterable[Passed]) -> None:
    """Add them to every area around each: one statement, and one for each late resolving that an appeal excuses."""
    flows: dict[_Key, list[Durations]] = defaultdict(list)
    late: Counter[_Key] = Counter()
    excusing: list[tuple[Passed, datetime]] = []
    for step in passed:
        stage = _stage_of(step)
        unit = step.unit or 0 if stage in _HELD_BY_A_UNIT else 0
        took = one(step.at - step.entered) if stage and step.entered else Durations(1)
        for area in areas_around(step.community):
            key = (area, localdate(step.at), step.verb, stage, unit)
            flows[key].append(took)
            late[key] += step.is_late
        if step.excused_at is not None:
            excusing.append((step, step.excused_at))
    rows = [_row(key, added(durations), late[key]) for key, durations in sorted(flows.items())]
    with connection.cursor() as cursor:
        cursor.executemany(_upsert(), rows)
    for step, resolved_at in excusing:
        _excuse(step, resolved_at)


def _excuse(step: Passed, resolved_at: datetime) -> None:
    """Take one late resolving away, on its day; never below none: a new plan may have moved the case since."""
    there = {"area__in": areas_around(step.community), "day": localdate(resolved_at), "unit": step.unit or 0}
    rows = FlowTally.objects.filter(**there, verb=Verb.RESOLVE, stage=State.IN_PROGRESS, late__gt=0)
    rows.update(late=F("late") - 1)


def areas_around(community: str) -> list[str]:
    """The codes of a community and of the wider areas in which it lies."""
    return list(dict.fromkeys(community[: kind.digits].ljust(12, "0") for kind in AreaKind))


def _stage_of(step: Passed) -> str:
    """The stage that the step ended; empty for one that left the case where it was, or that an end preceded."""
    return step.before if step.before != step.after and step.before in _STAGES else ""


def _row(key: _Key, sums: Durations, late: int) -> tuple[str | int | date, ...]:
    return (*key, sums.count, sums.seconds, *sums.spans, late)


def _upsert() -> str:
    """Adding by the database itself: nothing is read first, and both databases say it in the same words."""
    table = FlowTally._meta.db_table  # noqa: SLF001 (documented)
    columns, sums = ", ".join(_NAMES), ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in _SUMS)
    places = ", ".join(["%s"] * len(_NAMES))
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET {sums}"
