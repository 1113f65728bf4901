"""Figures that everybody may read, from the maintained counters: down to the community, none of fewer than ten."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from wangge.cases.centre.flow import read_hops
from wangge.cases.centre.regions import Region
from wangge.cases.models import FlowTally
from wangge.cases.public import public_cases
from wangge.cases.words import state_words
from wangge.cases.workflow import State, Verb
from wangge.language import _
from wangge.neighbourhood.periods import Period
from wangge.neighbourhood.small_numbers import LEAST, count_words, published, share_words
from wangge.screens.charts import Lines, Series
from wangge.screens.periods import period_words
from wangge.territory.models import Area, AreaKind, code_range

_TREND = (Verb.REPORT, Verb.FILE, Verb.CLOSE)
_COUNTED = (*_TREND, Verb.RESOLVE, Verb.SEND_TO_REWORK, Verb.GRANT_EXTENSION, Verb.MARK_OVERDUE)


@dataclass(frozen=True)
class Figure:
    """A number in words, what it is called and what it means."""

    name: str
    words: str
    meaning: str


@dataclass(frozen=True)
class Week:
    """Some days of the trend; a count that is not shown is None."""

    since: date
    until: date
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class Counted:
    """How often each verb happened each day, and how often a unit resolved after its deadline."""

    by_day: Counter[tuple[date, str]]
    late: int

    def count(self, verb: Verb, since: date, until: date) -> int:
        """From ``since`` to before ``until``."""
        found = self.by_day.items()
        return sum(count for (day, one), count in found if one == verb and since <= day < until)


def read_counted(area: Area, period: Period) -> Counted:
    """One statement."""
    days = period.days
    rows = FlowTally.objects.filter(area=area.code, day__gte=days.since, day__lt=days.until, verb__in=_COUNTED)
    sums = list(rows.order_by().values_list("day", "verb").annotate(Sum("count"), Sum("late")))
    by_day = Counter({(day, verb): count for day, verb, count, _late in sums})
    return Counted(by_day, sum(late for _day, _verb, _count, late in sums))


def figures_of(counted: Counted, period: Period) -> list[Figure]:
    """Each number with its definition beside it."""
    days = period.days
    sums = {verb: counted.count(verb, days.since, days.until) for verb in _COUNTED}
    shown = {verb: count_words(count, any_data=bool(counted.by_day)) for verb, count in sums.items()}
    share = share_words(sums[Verb.FILE], sums[Verb.REPORT])
    meanings = _meanings()
    rows = [Figure(name, shown[verb], meaning) for verb, (name, meaning) in meanings.items()]
    valid = _("Filed in these days, divided by reported in these days.")
    in_time = share_words(sums[Verb.RESOLVE] - counted.late, sums[Verb.RESOLVE])
    held = _(
        "Before the deadline that held then, or excused on appeal; divided by all that was resolved in these days."
    )
    return [
        *rows[:2],
        Figure(_("valid reports"), share, valid),
        rows[2],
        Figure(_("resolved in time"), in_time, held),
        *rows[3:],
    ]


def weeks_of(counted: Counted, period: Period) -> list[Week]:
    """Every week of the period. Beside the sum of all, a single one that is left out would be no secret."""
    weeks = period.weeks()
    columns = [published([counted.count(verb, week.since, week.until) for week in weeks]) for verb in _TREND]
    rows = zip(weeks, zip(*columns, strict=True), strict=True)
    return [Week(week.since, date.fromordinal(week.until.toordinal() - 1), counts) for week, counts in rows]


def trend_names() -> list[str]:
    """What the lines of the trend are."""
    return [_meanings()[verb][0] for verb in _TREND]


def trend_of(weeks: list[Week]) -> Lines:
    """The chart of the weeks."""
    names = trend_names()
    series = [Series(name, tuple(week.counts[place] for week in weeks)) for place, name in enumerate(names)]
    labels = tuple(f"{week.since.month}/{week.since.day}" for week in weeks)
    return Lines(_("Trend by week: {names}").format(names=", ".join(names)), labels, tuple(series))


def hops_of(area: Area, period: Period) -> list[Figure]:
    """How long half of the cases stood in each stage at most, by the day on which they left it: one statement."""
    hops = read_hops(Region(area, (), (), {}), period.days)
    return [
        Figure(
            _stage_words(state),
            period_words(took.median) if took.median is not None and took.count >= LEAST else _("fewer than ten"),
            count_words(took.count),
        )
        for state, took in hops.stages
    ]


def count_open(area: Area) -> int:
    """Public cases that are open now, by the index of open cases: one statement."""
    first, last = code_range(area.code, AreaKind(area.kind))
    return public_cases().filter(open=True, community__gte=first, community__lte=last).count()


def _stage_words(state: State) -> str:
    return _("put off until a date") if state == State.SUSPENDED else state_words(state)


def _meanings() -> dict[Verb, tuple[str, str]]:
    """Name and definition in the order of a case's way."""
    return {
        Verb.REPORT: (_("reported"), _("Reports that came in: from residents, by telephone, from grid workers.")),
        Verb.FILE: (_("filed"), _("Reports that the centre took up as a case, with a deadline.")),
        Verb.RESOLVE: (_("resolved"), _("How often a unit said that its work is done; the place is checked after.")),
        Verb.CLOSE: (_("closed"), _("Cases that were ended after somebody had checked the place.")),
        Verb.SEND_TO_REWORK: (_("rework"), _("How often work was sent back because the place was not in order.")),
        Verb.GRANT_EXTENSION: (_("extensions"), _("How often a unit was given more time, for a stated reason.")),
        Verb.MARK_OVERDUE: (
            _("overdue"),
            _("How often a deadline passed, of the unit or of the centre; an appeal does not take it away."),
        ),
    }
