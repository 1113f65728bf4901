"""The tables of the centre as rows, to be taken away: the figures that are seen, durations in hours."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from wangge.accounts.refusals import NotAllowed
from wangge.cases.centre import flow, standing
from wangge.cases.centre.looks import Look
from wangge.cases.centre.panels import area_name, recurring_name, unit_name
from wangge.cases.centre.regions import Region
from wangge.cases.durations import Durations
from wangge.cases.words import state_words
from wangge.catalogue.contents import in_language
from wangge.catalogue.editions import edition_in_force
from wangge.language import _
from wangge.territory.actors import Actor

Table = tuple[Sequence[str], Iterable[Sequence[object]]]


def _stages(region: Region, _look: Look, by: Actor) -> Table:
    rows = standing.read_standing(_told_of(region), by=by).stages(region)
    return (_("stage"), *_count_names()), ((state_words(state), *_counts(counts)) for state, counts in rows)


def _areas(region: Region, _look: Look, by: Actor) -> Table:
    rows = standing.read_standing(region, by=by).areas(region)
    named = ((area.code, in_language(area.name_zh, area.name_en), *_counts(counts)) for area, counts in rows)
    return (_("code"), _("area"), *_count_names()), named


def _units(region: Region, _look: Look, by: Actor) -> Table:
    rows = standing.read_loads(region, by=by)
    named = ((load.code, in_language(load.name_zh, load.name_en), load.open, load.overdue) for load in rows)
    return (_("code"), _("unit"), _("open"), _("overdue")), named


def _overdue(region: Region, _look: Look, by: Actor) -> Table:
    """The longest overdue first."""
    rows = standing.read_most_overdue(region, by=by)
    head = (_("case"), _("stage"), _("community"), _("due since"))
    return head, (
        (case.number, state_words(case.state), area_name(region, case.community_id), case.stage_due_at) for case in rows
    )


def _trend(region: Region, look: Look, by: Actor) -> Table:
    points = flow.read_trend(_told_of(region), look.period(by.at))
    head = (_("from"), _("before"), _("reported"), _("filed"), _("closed"), _("gone overdue"))
    return head, ((point.day, point.until, *point.counts) for point in points)


def _hops(region: Region, look: Look, by: Actor) -> Table:
    """Stages and units of the area, then the stages of what lies in it."""
    days, edition = look.recent(by.at), edition_in_force()
    hops, children = flow.read_hops(_told_of(region), days), flow.read_hops_by_area(region, days)
    here = area_name(region, region.area.code)
    rows: list[Sequence[object]] = [(here, state_words(state), "", *_took(took)) for state, took in hops.stages]
    rows += [(here, "", unit_name(edition, unit), *_took(took)) for unit, took in hops.units]
    for area, each in children.areas:
        name = in_language(area.name_zh, area.name_en)
        rows += [
            (name, state_words(state), "", *_took(took)) for state, took in zip(children.columns, each, strict=True)
        ]
    head = (_("area"), _("stage"), _("unit"), _("count"), _("median, h"), _("90 %, h"), _("mean, h"))
    return head, rows


def _recurring(region: Region, look: Look, by: Actor) -> Table:
    rows = flow.read_recurring(region, look.recent(by.at), edition_in_force())
    head = (_("community"), _("kind"), _("code"), _("class"), _("filed"))
    return head, (
        (area_name(region, one.community), one.kind, one.code, recurring_name(one), one.count) for one in rows
    )


TABLES: dict[str, Callable[[Region, Look, Actor], Table]] = {
    "stages": _stages,
    "areas": _areas,
    "units": _units,
    "overdue": _overdue,
    "trend": _trend,
    "hops": _hops,
    "recurring": _recurring,
}


def _told_of(region: Region) -> Region:
    """Raise NotAllowed where a table would be of one person's work (R-61)."""
    if region.why_withheld:
        raise NotAllowed(region.why_withheld)
    return region


def _count_names() -> tuple[str, ...]:
    return _("open"), _("overdue"), _("due soon"), _("urgent")


def _counts(counts: standing.Counts) -> tuple[int, ...]:
    return counts.open, counts.overdue, counts.soon, counts.urgent


def _took(took: Durations) -> tuple[object, ...]:
    return took.count, _hours(took.median), _hours(took.most), _hours(took.mean)


def _hours(span: timedelta | None) -> float | None:
    return None if span is None else round(span.total_seconds() / 3600, 2)
