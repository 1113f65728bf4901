"""``wangge demo``: an invented city with some days behind it; then the server and the worker, until Ctrl-C."""

from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from rich.console import Console

from wangge.cli import migrate
from wangge.cli.companions import serve_and_work
from wangge.cli.hosts import refuse_taken_port
from wangge.cli.parser import OptionError
from wangge.demo.city import Files, build_demo_city
from wangge.demo.days import Findings, simulate_days
from wangge.demo.signins import FILE, SignIn, read_sign_ins, write_sign_ins
from wangge.language import _
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import system
from wangge.territory.post_words import role_words

_HOST = "127.0.0.1"
_UNFINISHED = "unfinished-cases.txt"


def run(options: Namespace, begun: float) -> None:
    """Set up what is not there yet, tell who signs in, serve; OptionError, Refusal, PlatformError."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    people = settings.DATA_FOLDER / FILE
    if options.stay:
        refuse_taken_port(_HOST, options.port)
    files = None if people.exists() else _files(options)
    migrate.run(options, begun)
    if files is not None:
        _set_up(files, options, people, console)
    _tell_people(read_sign_ins(people), people, options.port, console)
    if options.stay:
        serve_and_work(_HOST, options.port, settings.DATA_FOLDER / "worker.log")


def _files(options: Namespace) -> Files:
    """OptionError for one that is missing."""
    for option in ("town", "plan"):
        path = getattr(options, option)
        if path is None or not path.is_file():
            sentence = _(
                "--{option}: give a file of wangge town and its division; or take `make demo`, which does both"
            )
            raise OptionError(sentence.format(option=option))
    return Files(options.town, options.plan)


def _set_up(files: Files, options: Namespace, people: Path, console: Console) -> None:
    """As if it began some midnights ago; the last day is played until now."""
    now = timezone.now()
    begins = _midnight(now) - timedelta(days=options.days - 1)
    console.print(_("Setting up the invented city ..."))
    city = build_demo_city(files=files, seed=options.seed, at=begins)
    write_sign_ins(people, city.sign_ins)
    make_basemap(path=files.town, by=system(begins))
    console.print(_("{grids} grids, {people} people.").format(grids=city.plan.grids.count(), people=len(city.sign_ins)))
    done = simulate_days(
        begins_at=begins,
        days=options.days,
        share=options.share,
        seed=options.seed,
        until=now,
        tell=lambda day: console.print(_("Playing {day} ...").format(day=timezone.localdate(day).isoformat())),
    )
    _tell_days(done, console)


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _tell_days(done: Findings, console: Console) -> None:
    states = ", ".join(f"{state} {count}" for state, count in sorted(done.by_state.items()))
    sentence = _("{cases} cases with {steps} steps: {states}; {late} late, {stray} not where their steps lead.")
    console.print(
        sentence.format(cases=done.cases, steps=done.steps, states=states, late=done.late, stray=len(done.astray))
    )
    path = settings.DATA_FOLDER / _UNFINISHED
    path.write_text("".join(f"{one.number} {one.reason}\n" for one in done.unfinished), encoding="utf-8")
    sentence = _("{count} of them are open, each with what it waits for: {file}")
    console.print(sentence.format(count=len(done.unfinished), file=path.resolve()))


def _tell_people(people: list[SignIn], path: Path, port: int, console: Console) -> None:
    """Those who have a password; all others have a key in the file."""
    console.print(_("Sign in at http://{host}:{port}/accounts/login/ as:").format(host=_HOST, port=port))
    shown = [one for one in people if one.password]
    wide = max(len(one.username) for one in shown)
    for one in shown:
        console.print(f"  {one.username:<{wide}}  {one.password}  {role_words(one.role):<19} {one.work_name}")
    console.print(
        _(
            "Whoever works with reports needs a one-time code too: wangge demo-code NAME shows it, or let an "
            "authenticator app keep the second factor of the file. Keys of all others, for the API: {file}."
        ).format(file=path.resolve())
    )
