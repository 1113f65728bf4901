"""Figures for everybody, from the maintained counters, with what each is counted from. Nothing from fewer than ten.

Never below the community; of a community no stage in which its grid worker has the case, for where one worker has the
whole of it that would be a figure of a person (R-61).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum

from wangge.cases.centre.flow import Days, read_hops
from wangge.cases.centre.panels import unit_name
from wangge.cases.centre.regions import Region
from wangge.cases.durations import Durations
from wangge.cases.models import FlowTally
from wangge.cases.public import public_cases
from wangge.cases.words import state_words
from wangge.cases.workflow import AT_THE_UNIT, State, Verb
from wangge.catalogue.contents import Edition
from wangge.language import _
from wangge.neighbourhood.periods import Period
from wangge.screens.charts import Lines, Series
from wangge.territory.models import AreaKind

LEAST = 10
TREND = (Verb.REPORT, Verb.FILE, Verb.CLOSE)
_COUNTED = (*TREND, Verb.REFUSE_FILING, Verb.DISPATCH, Verb.GRANT_EXTENSION, Verb.RESOLVE, Verb.SEND_TO_REWORK,
            Verb.REOPEN, Verb.SUSPEND)  # fmt: skip
_OF_WORKERS = frozenset({State.VERIFYING, State.CHECKING, State.REOPENED})


@dataclass(frozen=True)
class Figure:
    """A count: its name, what is counted, and None where it is from fewer than ten."""

    name: str
    meaning: str
    count: int | None


@dataclass(frozen=True)
class Share:
    """A share of ``whole``; ``percent`` is None without a whole, ``few`` where it is from fewer than ten."""

    name: str
    meaning: str
    part: int
    whole: int

    @property
    def few(self) -> bool:
        return 0 < self.whole < LEAST

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole >= LEAST else None


@dataclass(frozen=True)
class Trend:
    """Twelve periods: counts by verb, None for fewer than ten; a chart only where none is hidden."""

    rows: list[tuple[Period, list[int | None]]]
    names: list[str]
    lines: Lines | None


@dataclass(frozen=True)
class Took:
    """How long something takes; ``durations`` is None where it is from fewer than ten."""

    name: str
    durations: Durations | None


@dataclass(frozen=True)
class Counts:
    """How often each verb happened, and how often a unit resolved after its deadline."""

    of: dict[Verb, int]
    late: int


def read_counts(area: str, period: Period) -> Counts:
    """One statement."""
    rows = FlowTally.objects.filter(area=area, day__gte=period.since, day__lt=period.until, verb__in=_COUNTED)
    sums = {verb: each for verb, *each in rows.order_by().values_list("verb").annotate(Sum("count"), Sum("late"))}
    return Counts({verb: sums.get(verb, (0, 0))[0] for verb in _COUNTED}, sums.get(Verb.RESOLVE, (0, 0))[1])


def figures_of(counts: Counts) -> list[Figure]:
    """The plain counts."""
    words = {
        Verb.REPORT: (_("reported"), _("Reports that came in, by whatever way.")),
        Verb.FILE: (_("filed"), _("Taken up: a class and a filing condition fit.")),
        Verb.REFUSE_FILING: (_("not filed"), _("Not taken up; the reporter was told why.")),
        Verb.RESOLVE: (_("resolved"), _("The unit says that it is done; each is checked.")),
        Verb.CLOSE: (_("closed"), _("Checked on the spot by somebody else, and closed.")),
        Verb.SUSPEND: (_("put off"), _("Resting until a date, for works, season or material.")),
    }
    return [Figure(*words[verb], _at_least_ten(counts.of[verb])) for verb in words]


def shares_of(counts: Counts) -> list[Share]:
    """Shares of what happened in the period; each case counts on the day on which it happened."""
    of = counts.of
    resolved, closed, dispatched = of[Verb.RESOLVE], of[Verb.CLOSE], of[Verb.DISPATCH]
    return [
        Share(_("valid reports"), _("Filed, of all that were reported."), of[Verb.FILE], of[Verb.REPORT]),
        Share(
            _("resolved in time"),
            _("Before the deadline that held then, of all resolved."),
            resolved - counts.late,
            resolved,
        ),
        Share(_("rework"), _("Found not fixed by the check, of all resolved."), of[Verb.SEND_TO_REWORK], resolved),
        Share(_("more time"), _("Extensions granted, of all given to a unit."), of[Verb.GRANT_EXTENSION], dispatched),
        Share(_("reopened"), _("Opened again, of all closed."), of[Verb.REOPEN], closed),
    ]


def read_trend(area: str, period: Period) -> Trend:
    """One statement."""
    periods = period.row()
    rows = FlowTally.objects.filter(area=area, day__gte=periods[0].since, day__lt=period.until, verb__in=TREND)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    places = {one.since: one.code for one in periods}
    for day, verb, count in rows.order_by().values_list("day", "verb").annotate(Sum("count")):
        since = max(one for one in places if one <= day)
        sums[places[since], verb] += count
    counts = [(one, [sums[one.code, verb] for verb in TREND]) for one in periods]
    names = [_("reported"), _("filed"), _("closed")]
    hidden = any(0 < count < LEAST for _one, each in counts for count in each)
    lines = None if hidden else _lines(counts, names)
    return Trend([(one, [_at_least_ten(count) for count in each]) for one, each in counts], names, lines)


def read_took(region: Region, period: Period, edition: Edition) -> tuple[list[Took], list[Took]]:
    """By stage and by unit, by the day on which the stage ended: one statement."""
    hops = read_hops(region, Days(period.since, period.until))
    hidden = _OF_WORKERS if region.area.kind == AreaKind.COMMUNITY else frozenset()
    stages = [_took(state_words(state), each) for state, each in hops.stages if state not in hidden]
    units = [_took(unit_name(edition, unit), each) for unit, each in hops.units]
    return stages, [one for one in units if one.durations is not None]


def count_open(region: Region, at: datetime) -> tuple[Figure, Figure]:
    """Public cases that are open, and that are beyond the unit's deadline now: one statement."""
    first, last = region.bounds
    rows = public_cases().filter(open=True, community__gte=first, community__lte=last)
    found = rows.aggregate(every=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at, state__in=AT_THE_UNIT)))
    return (
        Figure(_("open now"), _("Public cases that are not closed yet."), _at_least_ten(found["every"])),
        Figure(_("late now"), _("Of these, at the unit beyond its deadline."), _at_least_ten(found["late"])),
    )


def _took(name: str, durations: Durations) -> Took:
    return Took(name, durations if durations.count >= LEAST else None)


def _at_least_ten(count: int) -> int | None:
    return None if 0 < count < LEAST else count


def _lines(counts: list[tuple[Period, list[int]]], names: list[str]) -> Lines:
    series = [Series(name, tuple(each[place] for _one, each in counts)) for place, name in enumerate(names)]
    labels = tuple(f"{one.since.month}/{one.since.day}" if one.weekly else f"{one.since:%m}" for one, _each in counts)
    sums = ", ".join(f"{one.name} {sum(one.values)}" for one in series)
    return Lines(_("Trend: {sums}").format(sums=sums), labels, tuple(series))
