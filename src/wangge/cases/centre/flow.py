"""What passed in a region over some days, from the maintained counters: the trend, the hops, what recurs where."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from wangge.cases.centre.regions import Region
from wangge.cases.durations import COLUMNS, Durations
from wangge.cases.models import FlowTally, Tally
from wangge.cases.workflow import OPEN, State, Verb
from wangge.catalogue.contents import Edition, Minor
from wangge.territory.models import Area

SHOWN = (Verb.REPORT, Verb.FILE, Verb.CLOSE, Verb.MARK_OVERDUE)
_RECURRING = 10
_WEEKS_FROM = 35  # days; beyond, a week is one point


@dataclass(frozen=True)
class Days:
    """From ``since`` to before ``until``, in the city's days."""

    since: date
    until: date

    @property
    def step(self) -> int:
        """How many days are one point of the trend."""
        return 7 if (self.until - self.since).days > _WEEKS_FROM else 1

    def points(self) -> list[date]:
        """The first day of each point."""
        count = -(-(self.until - self.since).days // self.step)
        return [self.since + timedelta(days=place * self.step) for place in range(count)]


@dataclass(frozen=True)
class Point:
    """A day or a week: how often each verb of ``SHOWN`` happened."""

    day: date
    until: date
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Hops:
    """How long stages took: in the region by stage, by unit, and by stage in each child of it."""

    stages: list[tuple[State, Durations]]
    units: list[tuple[int, Durations]]
    areas: list[tuple[Area, list[Durations]]]

    @property
    def columns(self) -> list[State]:
        """The stages of the rows of ``areas``."""
        return [state for state, _durations in self.stages]


@dataclass(frozen=True)
class Recurring:
    """How often a class was filed in a community."""

    community: str
    kind: str
    code: str
    minor: Minor | None
    count: int


def read_trend(region: Region, days: Days) -> list[Point]:
    """Every day or week, zeros included: one statement."""
    rows = FlowTally.objects.filter(
        area=region.area.code, day__gte=days.since, day__lt=days.until, verb__in=SHOWN
    ).values_list("day", "verb")
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for day, verb, count in rows.order_by().annotate(Sum("count")):
        sums[(day - days.since).days // days.step, verb] += count
    return [
        Point(day, min(day + timedelta(days=days.step), days.until), tuple(sums[place, verb] for verb in SHOWN))
        for place, day in enumerate(days.points())
    ]


def read_hops(region: Region, days: Days) -> Hops:
    """By the day on which the stage ended: one statement."""
    codes = [region.area.code, *(one.code for one in region.children)]
    rows = FlowTally.objects.filter(area__in=codes, day__gte=days.since, day__lt=days.until).exclude(stage="")
    sums = (Sum("count"), Sum("seconds"), *(Sum(column) for column in COLUMNS))
    found: dict[tuple[str, str, int], Durations] = {
        (area, stage, unit): Durations(count, seconds, tuple(spans))
        for area, stage, unit, count, seconds, *spans in rows.order_by()
        .values_list("area", "stage", "unit")
        .annotate(*sums)
    }
    return _hops(region, found)


def read_recurring(region: Region, days: Days, edition: Edition) -> list[Recurring]:
    """Class and community that were filed most often: one statement."""
    first, last = region.bounds
    tallies = Tally.objects.filter(
        verb=Verb.FILE, day__gte=days.since, day__lt=days.until, community__gte=first, community__lte=last
    ).exclude(class_code="")
    rows = tallies.order_by().values_list("community", "kind", "class_code").annotate(filed=Sum("count"))
    return [
        Recurring(community, kind, code, edition.minor_by_code(kind, code), count)
        for community, kind, code, count in rows.order_by("-filed", "community", "class_code")[:_RECURRING]
    ]


def _hops(region: Region, found: Mapping[tuple[str, str, int], Durations]) -> Hops:
    by_area: dict[tuple[str, str], Durations] = defaultdict(Durations)
    by_unit: dict[int, Durations] = defaultdict(Durations)
    for (area, stage, unit), durations in found.items():
        by_area[area, stage] += durations
        if unit and area == region.area.code and stage != State.SUSPENDED:
            by_unit[unit] += durations
    own = [(state, by_area[region.area.code, state]) for state in State if state in OPEN]
    stages = [(state, durations) for state, durations in own if durations.seconds]
    areas = [
        (child, [by_area[child.code, state] for state, _durations in stages])
        for child in region.children
        if any(by_area[child.code, state].count for state, _durations in stages)
    ]
    units = sorted(by_unit.items(), key=lambda row: -row[1].count)
    return Hops(stages, units, areas)
