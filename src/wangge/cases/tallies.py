"""Figures from the maintained counters and from the index of open cases: what dashboards show, at any size.

Areas are communities and wider ones; nothing is counted by grid or by person (R-61).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from wangge.cases.models import Tally
from wangge.cases.visibility import open_in
from wangge.cases.workflow import Verb
from wangge.territory.actors import Actor
from wangge.territory.models import code_range, is_inside, kind_of


@dataclass(frozen=True)
class Total:
    """How often a verb happened in an area."""

    area: str
    verb: Verb
    count: int


@dataclass(frozen=True)
class DayTotal:
    """How often a verb happened on a day."""

    day: date
    verb: Verb
    count: int


@dataclass(frozen=True)
class OpenCount:
    """Open cases of a state, and how many of them are beyond the limit of their stage."""

    state: str
    count: int
    overdue: int


def totals(
    areas: Sequence[str], since: date, until: date, verbs: Sequence[Verb], *, kind: str = "", minor: str = ""
) -> tuple[Total, ...]:
    """Sums for each area (12-digit codes) and verb from ``since`` to before ``until``: one statement, zeros included.

    The days are the city's. Areas may lie inside each other. The doors ask who may see which area.
    """
    tallies = _tallies(areas, since, until, verbs).filter(**_class(kind, minor))
    rows = tallies.order_by().values("community", "verb").annotate(sum=Sum("count"))
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for area in areas:
            if is_inside(row["community"], area, kind_of(area)):
                sums[area, row["verb"]] += row["sum"]
    return tuple(Total(area, verb, sums[area, verb.value]) for area in areas for verb in verbs)


def day_totals(area: str, since: date, until: date, verbs: Sequence[Verb]) -> tuple[DayTotal, ...]:
    """Sums of an area for each day on which something happened: one statement."""
    rows = _tallies([area], since, until, verbs).values("day", "verb").annotate(sum=Sum("count"))
    return tuple(DayTotal(row["day"], Verb(row["verb"]), row["sum"]) for row in rows.order_by("day", "verb"))


def open_counts(*, by: Actor, area: str) -> tuple[OpenCount, ...]:
    """The open cases of an area that ``by`` sees, by state: one statement."""
    rows = (
        open_in(area, by=by)
        .order_by()
        .values("state")
        .annotate(count=Count("*"), overdue=Count("stage_due_at", filter=Q(stage_due_at__lt=by.at)))  # read in an index
        .order_by("state")
    )
    return tuple(OpenCount(row["state"], row["count"], row["overdue"]) for row in rows)


def _tallies(areas: Sequence[str], since: date, until: date, verbs: Sequence[Verb]) -> QuerySet[Tally]:
    inside = Q(pk__in=[])
    for area in areas:
        first, last = code_range(area, kind_of(area))
        inside |= Q(community__gte=first, community__lte=last)
    return Tally.objects.filter(inside, day__gte=since, day__lt=until, verb__in=verbs)


def _class(kind: str, minor: str) -> dict[str, str]:
    given = {"kind": kind, "class_code": minor}
    return {name: value for name, value in given.items() if value}
