"""The parts of the centre's page: figures with the addresses of the cases behind them. Reads, does not draw."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wangge.cases.centre.flow import SHOWN, Point, Recurring, read_hops, read_hops_by_area, read_recurring, read_trend
from wangge.cases.centre.looks import MOST_RECENT, Look
from wangge.cases.centre.regions import Region
from wangge.cases.centre.standing import LIMITS, Counts, read_loads, read_most_overdue, read_standing
from wangge.cases.durations import Durations
from wangge.cases.words import state_words
from wangge.cases.workflow import State
from wangge.catalogue.contents import Edition, in_language, name_of
from wangge.catalogue.editions import edition_in_force
from wangge.language import _
from wangge.screens.charts import Lines, Series
from wangge.territory.actors import Actor
from wangge.territory.models import Area, AreaKind


@dataclass(frozen=True)
class Row:
    """A line with counts: what it is, where it leads, the cases behind its numbers."""

    name: str
    address: str
    counts: Counts
    open_cases: str
    overdue_cases: str
    limit: str = ""


@dataclass(frozen=True)
class Took:
    """A line of durations; ``most`` is the longest 90 % beside it, for the scale of the bars, all in hours."""

    name: str
    durations: Durations
    scale: float

    @property
    def part(self) -> float:
        return _hours(self.durations.median)

    @property
    def whole(self) -> float:
        return _hours(self.durations.most)


def now_panel(region: Region, look: Look, *, by: Actor) -> dict[str, Any]:
    """What is open: four statements."""
    standing = read_standing(region, by=by)
    here = Look(area=region.area.code)
    return {
        "now": by.at,
        "all": standing.all,
        "all_cases": {
            "open": here.cases(open=1),
            "overdue": here.cases(overdue=1),
            "urgent": here.cases(open=1, urgent=1),
        },
        "stages": [_stage(state, counts, here) for state, counts in standing.stages(region)],
        "areas": [_area(one, counts, look) for one, counts in standing.areas(region)],
        "loads": [
            (load, in_language(load.name_zh, load.name_en), here.cases(open=1, unit=load.code),
             here.cases(overdue=1, unit=load.code)) for load in read_loads(region, by=by)
        ],
        "most_overdue": read_most_overdue(region, by=by),
    }  # fmt: skip


def flow_panel(region: Region, look: Look, *, by: Actor) -> dict[str, Any]:
    """What passed: four statements."""
    days, edition = look.period(by.at), edition_in_force()
    recent = look.recent(by.at)
    points, hops = read_trend(region, days), read_hops(region, recent)
    names = [_verb_names()[verb] for verb in SHOWN]
    here = Look(area=region.area.code)
    return {
        "now": by.at,
        "weekly": days.step > 1,
        "trend": _lines(points, names),
        "trend_names": names,
        "points": [(point, here.cases(since=point.day, until=point.until)) for point in points],
        "took_stages": _took([(state_words(state), durations) for state, durations in hops.stages]),
        "took_units": _took([(unit_name(edition, unit), durations) for unit, durations in hops.units]),
        "recent": min(look.days, MOST_RECENT),
        "by_area": look.address("centre_hops", wall=False) if region.children else "",
        "recurring": [
            _recurring(one, region, look, recent.since.isoformat(), recent.until.isoformat())
            for one in read_recurring(region, recent, edition)
        ],
    }


def hops_panel(region: Region, look: Look, *, by: Actor) -> dict[str, Any]:
    """How long stages take in each child of the region: one statement."""
    hops = read_hops_by_area(region, look.recent(by.at))
    rows = [
        (in_language(one.name_zh, one.name_en), look.address("centre_hops", area=one.code), each)
        for one, each in hops.areas
    ]
    return {"columns": [state_words(state) for state in hops.columns], "rows": rows}


def map_values(region: Region, show: str, *, by: Actor) -> dict[str, float]:
    """The figure of each community; without a count of households there is none per 1,000 of them."""
    found = read_standing(region, by=by).communities()
    values: dict[str, float] = {}
    for code, area in region.inside.items():
        counts = found.get(code, Counts())
        if area.kind != AreaKind.COMMUNITY:
            continue
        if show == "per_1000":
            if area.households:
                values[code] = round(1000 * counts.open / area.households, 1)
        else:
            values[code] = counts.overdue if show == "overdue" else counts.open
    return values


def show_words(show: str) -> str:
    """What the map shows."""
    return {
        "open": _("open cases"),
        "overdue": _("overdue cases"),
        "per_1000": _("open per 1,000 households"),
    }[show]


def unit_name(edition: Edition, unit: int) -> str:
    """The name of an open unit; a closed one is called so."""
    found = edition.units.get(unit)
    return name_of(found) if found else _("a unit that has closed")


def recurring_name(one: Recurring) -> str:
    """The name of the class; its code where today's catalogue has none such."""
    return name_of(one.minor) if one.minor else one.code


def area_name(region: Region, code: str) -> str:
    """The name of an area of the region; its code where it is gone."""
    found = region.inside.get(code)
    return in_language(found.name_zh, found.name_en) if found else code


def _stage(state: State, counts: Counts, here: Look) -> Row:
    limit = LIMITS[state].words() if state in LIMITS else ""
    cases, late = here.cases(state=state), here.cases(state=state, overdue=1)
    return Row(state_words(state), cases, counts, cases, late, limit)


def _area(area: Area, counts: Counts, look: Look) -> Row:
    own = Look(area=area.code)
    name = in_language(area.name_zh, area.name_en)
    return Row(name, look.address(area=area.code), counts, own.cases(open=1), own.cases(overdue=1))


def _lines(points: list[Point], names: list[str]) -> Lines:
    series = [Series(name, tuple(point.counts[place] for point in points)) for place, name in enumerate(names)]
    sums = ", ".join(f"{name} {sum(point.counts[place] for point in points)}" for place, name in enumerate(names))
    labels = tuple(f"{point.day.month}/{point.day.day}" for point in points)
    return Lines(_("Trend: {sums}").format(sums=sums), labels, tuple(series))


def _verb_names() -> dict[str, str]:
    return dict(zip(SHOWN, (_("reported"), _("filed"), _("closed"), _("gone overdue")), strict=True))


def _took(rows: list[tuple[str, Durations]]) -> list[Took]:
    scale = max((_hours(durations.most) for _name, durations in rows), default=0.0)
    return [Took(name, durations, scale) for name, durations in rows]


def _hours(span: timedelta | None) -> float:
    return span.total_seconds() / 3600 if span else 0.0


def _recurring(
    one: Recurring, region: Region, look: Look, since: str, until: str
) -> tuple[Recurring, str, str, str, str]:
    cases = Look(area=one.community).cases(kind=one.kind, minor=one.code, since=since, until=until)
    return one, recurring_name(one), area_name(region, one.community), look.address(area=one.community), cases
