"""Days in the demonstration city: reports come, people act, sweeps run, until the last moment; then one looks back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from functools import partial
from random import Random

import shapely
from django.utils.timezone import localtime

from wangge.accounts.refusals import Refusal
from wangge.accounts.sweeps import Sweep
from wangge.cases.actions.sampling import sample_on_the_spot
from wangge.cases.actions.tallies import count_steps
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.jobs import SWEEPS_OF_LIMITS
from wangge.cases.models import Case
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Component
from wangge.demo.cast import cast_at
from wangge.demo.days.fates import Fate, draw_fate
from wangge.demo.days.findings import Findings, findings_of
from wangge.demo.days.hours import moment_of_day
from wangge.demo.days.reports import events_of, make_report
from wangge.demo.days.scene import Clock, Scene, pieces_by_grid
from wangge.demo.days.turns import look, verify_beside
from wangge.territory.actors import system
from wangge.territory.models import Grid, GridPlan
from wangge.territory.whereabouts import locate_many

REPORTS_A_WORKER = 10  # on a full day
_SWEEP_EVERY = timedelta(hours=1)
_SAMPLED = Fraction(1, 5)

Tell = Callable[[datetime], None]


def simulate_days(
    *,
    begins_at: datetime,
    days: int,
    share: float,
    seed: int,
    until: datetime | None = None,
    tell: Tell = lambda _day: None,
) -> Findings:
    """Play ``days`` from ``begins_at``, a midnight, with ``share`` of ten reports a worker and day.

    Nothing happens at or after ``until``. ``tell`` hears of each day that begins. The same seed in the same city gives
    the same days. Cases that were there before are left alone.
    """
    before = Case.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    begins = localtime(begins_at)
    end = begins + timedelta(days=days)
    scene = _scene(begins, Clock(min(end, until or end)), Random(seed))
    for day in range(days):
        midnight = begins + timedelta(days=day)
        scene.clock.later(midnight, tell)
        _sweeps_of(scene, midnight)
        _reports_of(scene, midnight, share)
    scene.clock.run()
    return findings_of(Case.objects.filter(pk__gt=before), scene.stumbled, scene.last_words)


def _scene(at: datetime, clock: Clock, chance: Random) -> Scene:
    grids = Grid.objects.filter(plan__in=GridPlan.objects.in_force(at))
    boundaries = {grid.code: shapely.from_wkb(bytes(grid.boundary)) for grid in grids}
    standing = Component.objects.filter(removed_at__isnull=True).order_by("code")
    pieces = list(standing.values_list("code", "class_code", "longitude", "latitude"))
    spots = locate_many([(longitude, latitude) for _code, _class, longitude, latitude in pieces], at=at)
    by_grid = pieces_by_grid(pieces, [spot.grid_code if spot else "" for spot in spots])
    return Scene(cast_at(at), edition_in_force(), chance, clock, boundaries, by_grid)


def _reports_of(scene: Scene, midnight: datetime, share: float) -> None:
    grids, events = scene.cast.grids, events_of(scene.edition)
    for _report in range(max(1, round(len(grids) * REPORTS_A_WORKER * share))):
        fate, grid = draw_fate(events, scene.chance), scene.chance.choice(grids)
        scene.clock.later(moment_of_day(midnight, scene.chance), partial(_report_at, scene, fate, grid))


def _report_at(scene: Scene, fate: Fate, grid: str, at: datetime) -> None:
    try:
        story = make_report(scene, fate, grid, at)
    except Refusal as refusal:
        scene.stumbled[type(refusal).__name__] += 1
        return
    look(scene, story, at)
    if scene.row_of(story).urgent:
        verify_beside(scene, story, at)


def _sweeps_of(scene: Scene, midnight: datetime) -> None:
    moment = midnight
    while moment < midnight + timedelta(days=1):
        for sweep in SWEEPS_OF_LIMITS:
            scene.clock.later(moment, partial(_sweep, sweep))
        scene.clock.later(moment, _follow)
        moment += _SWEEP_EVERY
    scene.clock.later(midnight + timedelta(hours=20), partial(_sample, scene))


def _sweep(sweep: Sweep, at: datetime) -> None:
    sweep.run(at)


def _follow(at: datetime) -> None:
    """Tell people what happened, ask them, count."""
    spread_tidings(at)
    while count_steps():
        pass


def _sample(scene: Scene, at: datetime) -> None:
    for case in sample_on_the_spot(share=_SAMPLED, seed=at.date().isoformat(), by=system(at)):
        if case.pk in scene.stories:
            look(scene, scene.stories[case.pk], at)
