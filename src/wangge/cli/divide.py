"""``wangge divide``: read the towns, divide all their communities in one pool of jobs, measure, write, tell."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter

from rich.console import Console

from wangge.cli import jobs
from wangge.cli.community import Done, divide_community
from wangge.cli.memory import peak_mb
from wangge.cli.outputs import Made, write_products
from wangge.cli.places import Errand, errands_of
from wangge.cli.request import Request, request_of
from wangge.cli.screen import Bar, progress_bar
from wangge.gridding.clean import clean
from wangge.gridding.divide import Task, assemble, tasks_of
from wangge.gridding.files.former import read_plan
from wangge.gridding.files.read import read_town
from wangge.gridding.files.report import Findings, Run, write_report
from wangge.gridding.files.terminal import show
from wangge.gridding.former import FormerPlan, former_code_of, with_former_codes
from wangge.gridding.measure import survey
from wangge.gridding.towers import split_towers
from wangge.gridding.town import Town, TownError
from wangge.gridding.warm import warm
from wangge.gridding.workload import workload
from wangge.language import _


@dataclass(frozen=True)
class Ready:
    """A town that is ready to be divided."""

    errand: Errand
    town: Town
    former: FormerPlan | None
    tasks: list[Task]  # one for each community
    seconds: dict[str, float] = field(default_factory=dict)  # by stage; each stage adds its own


def run(options: Namespace, begun: float) -> None:
    """Divide as ``options`` say; the command began at ``begun``, by perf_counter.

    OptionError, TownError, JobError and errors of the system as they come; the last word is main's.
    """
    request = request_of(options)
    errands = errands_of(request)
    with progress_bar(quiet=request.quiet) as bar:
        towns = [_read(errand, request, bar) for errand in errands]
        done = _divide(towns, request, bar)
        found = [_find(town, own, request, bar) for town, own in zip(towns, done, strict=True)]
        bar.say(_("writing"))
        made = write_products(list(zip(errands, found, strict=True)), request)
    _add_seconds(towns, done, made)
    dividing = [(one.worker, one.worker_mb) for own in done for one in own]
    peak = peak_mb(dividing, [(one.worker, one.worker_mb) for one in made])
    console = Console(quiet=request.quiet)
    for town, findings in zip(towns, found, strict=True):
        seconds = town.seconds | {"all": perf_counter() - begun}
        _tell(console, town.errand, replace(findings, run=_run_of(request, seconds, peak)))


def _read(errand: Errand, request: Request, bar: Bar) -> Ready:
    bar.say(_("reading {town}").format(town=errand.town.name))
    begun, settings = perf_counter(), request.settings
    with _of_town(errand, request):
        town = clean(read_town(errand.town, request.reading))
        town = split_towers(town, settings.band.high, settings.band.measure)
        _refuse_unknown(request.picture_community, town)
        former = None
        if errand.previous:
            former = read_plan(errand.previous, town.metric_crs, gcj02=request.reading.gcj02)
            town = with_former_codes(town, former)
        tasks = tasks_of(town, settings, former)
    return Ready(errand, town, former, tasks, {"read": perf_counter() - begun})


@contextmanager
def _of_town(errand: Errand, request: Request) -> Iterator[None]:
    """Say which town it was if there are several."""
    try:
        yield
    except TownError as error:
        if len(request.towns) == 1:
            raise
        raise TownError(f"{errand.town}: {error}") from error


def _refuse_unknown(community: str | None, town: Town) -> None:
    """Now, not when the plan is ready and cannot be drawn."""
    if community is None:
        return
    known = town.communities
    number = int(((known.code == community) | (known.name == community)).sum())
    if number != 1:
        sentence = _("--picture-community {community}: {number} communities are called so; give the code of one")
        raise TownError(sentence.format(community=community, number=number))


def _divide(towns: Sequence[Ready], request: Request, bar: Bar) -> list[list[Done]]:
    """What became of each community of each town; all of them are tasks of one pool."""
    tasks = [task for town in towns for task in town.tasks]
    bar.say(_("dividing"), len(tasks))
    if request.cluster is None:
        warm()  # once, here, and not in every process at the same time
    done = jobs.run(
        partial(divide_community, request.settings, request.language),
        tasks,
        request.jobs,
        request.cluster,
        bar.done,
        [len(task.quarter.building) for task in tasks],
        [name for town in towns for name in _names(town)],
    )
    following = iter(done)
    return [[next(following) for _task in town.tasks] for town in towns]


def _names(town: Ready) -> list[str]:
    known = town.town.communities
    return [f"{known.name[task.quarter.community]} {task.quarter.code}" for task in town.tasks]


def _find(town: Ready, done: list[Done], request: Request, bar: Bar) -> Findings:
    bar.say(_("measuring {town}").format(town=town.errand.town.name))
    begun, band = perf_counter(), request.settings.band
    with _of_town(town.errand, request):
        plan, lineage = assemble(town.town, [one.piece for one in done], request.settings, town.former)
    codes = former_code_of(town.former, town.town.buildings) if town.former else None
    measures, figures = survey(town.town, plan, band, codes)
    load = workload(town.town, plan, band, figures)
    town.seconds["measure"] = perf_counter() - begun
    return Findings(town.town, plan, band, measures, figures, load, lineage)


def _add_seconds(towns: Sequence[Ready], done: list[list[Done]], made: list[Made]) -> None:
    """Units and search as their share of the wall: what all processes took, by the number of processes."""
    workers = len({one.worker for own in done for one in own}) or 1
    for town, own in zip(towns, done, strict=True):
        town.seconds["units"] = sum(one.units_seconds for one in own) / workers
        town.seconds["search"] = sum(one.search_seconds for one in own) / workers
        town.seconds.update({one.stage: one.seconds for one in made if one.out == town.errand.out})


def _run_of(request: Request, seconds: dict[str, float], peak: float) -> Run:
    stages = ("read", "units", "search", "measure", "write", "picture", "all")
    ordered = {stage: seconds[stage] for stage in stages if stage in seconds}
    return Run(request.settings.effort.name, request.settings.seed, ordered, peak)


def _tell(console: Console, errand: Errand, findings: Findings) -> None:
    if errand.report:
        write_report(errand.report, findings)
    show(console, findings)
