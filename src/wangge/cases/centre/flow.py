"""What passed in a region over some days, from the maintained counters: the trend, the hops, what recurs where."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from wangge.cases.centre.regions import Region
from wangge.cases.durations import COLUMNS, Durations
from wangge.cases.models import FlowTally, Tally
from wangge.cases.workflow import State, Verb
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
    """How long stages took in an area: by stage, and by unit those in which a unit has the case at work."""

    stages: list[tuple[State, Durations]]
    units: list[tuple[int, Durations]]


@dataclass(frozen=True)
class HopsByArea:
    """How long each of ``columns`` took in each child of a region; children in which no stage ended are left out."""

    columns: list[State]
    areas: list[tuple[Area, list[Durations]]]


@dataclass(frozen=True)
class Recurring:
    """How often a class was filed in a community."""

    community: str
    kind: str
    code: str
    minor: Minor | None
    count: int


def read_trend(region: Region, days: Days) -> list[Point]:
    """Every day or week, zeros included; none of an area that is not told of. One statement."""
    if region.why_withheld:
        return []
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
    """By the day on which the stage ended; none of an area that is not told of. One statement."""
    if region.why_withheld:
        return Hops([], [])
    by_stage: dict[str, Durations] = defaultdict(Durations)
    by_unit: dict[int, Durations] = defaultdict(Durations)
    for (_area, stage, unit), durations in _ended_stages([region.area.code], days, "unit"):
        by_stage[stage] += durations
        if unit and stage != State.SUSPENDED:
            by_unit[int(unit)] += durations
    return Hops(_in_order(by_stage), sorted(by_unit.items(), key=lambda row: -row[1].count))


def read_hops_by_area(region: Region, days: Days) -> HopsByArea:
    """Of every child of the region that may be told of: one statement."""
    found: dict[tuple[str, str], Durations] = {}
    sums: dict[str, Durations] = defaultdict(Durations)
    for (area, stage), durations in _ended_stages([one.code for one in region.shown_children], days):
        found[area, stage] = durations
        sums[stage] += durations
    columns = [state for state, _durations in _in_order(sums)]
    rows = [(one, [found.get((one.code, state), Durations()) for state in columns]) for one in region.shown_children]
    return HopsByArea(columns, [(one, each) for one, each in rows if any(durations.count for durations in each)])


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


def _ended_stages(areas: list[str], days: Days, *more: str) -> Iterator[tuple[tuple[str, ...], Durations]]:
    """Area, stage and ``more`` with how long such stages took."""
    rows = FlowTally.objects.filter(area__in=areas, day__gte=days.since, day__lt=days.until).exclude(stage="")
    names = ("area", "stage", *more)
    sums = {name: Sum(name) for name in ("count", "seconds", *COLUMNS)}
    for row in rows.order_by().values_list(*names).annotate(**{f"all_{name}": one for name, one in sums.items()}):
        count, seconds, *spans = row[len(names) :]
        yield row[: len(names)], Durations(count, seconds, tuple(spans))


def _in_order(by_stage: Mapping[str, Durations]) -> list[tuple[State, Durations]]:
    """In the order of a case's way; a stage that is always passed at once is none that takes time."""
    return [(state, by_stage[state]) for state in State if state in by_stage and by_stage[state].seconds]
