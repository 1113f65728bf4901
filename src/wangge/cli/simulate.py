"""``wangge simulate``: traffic for a running demonstration, and what it saw."""

from argparse import Namespace
from secrets import randbits
from urllib.parse import urlsplit

from rich.console import Console

from wangge.cases.words import state_words
from wangge.cli.hosts import is_this_machine_only
from wangge.cli.parser import OptionError
from wangge.cli.screen import progress_bar
from wangge.demo.signins import read_sign_ins
from wangge.demo.traffic import Orders, Seen, drive
from wangge.language import _

_MOST_TOLD = 50  # unfinished cases, one by one


def run(options: Namespace, _begun: float) -> None:
    """Send it and tell; OptionError, Refusal."""
    if options.keys is None:
        raise OptionError(_("--keys is missing: the file of sign-ins that wangge demo wrote into its data folder"))
    _refuse_others(options)
    orders = Orders(
        url=options.url,
        workers=options.workers,
        days=options.days,
        reports_a_worker=options.reports_per_worker,
        threads=options.threads,
        seed=randbits(32) if options.seed is None else options.seed,
    )
    with progress_bar(quiet=False) as bar:
        bar.say(_("cases"), total=orders.reports)
        seen = drive(orders, read_sign_ins(options.keys), bar.done)
    _tell(seen, Console(highlight=False, markup=False, soft_wrap=True))


def _refuse_others(options: Namespace) -> None:
    """It fills a database with invented cases: nobody does that to a city by a slip."""
    parts = urlsplit(options.url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise OptionError(_("--url {url}: give an address like http://127.0.0.1:8000").format(url=options.url))
    if not is_this_machine_only(parts.hostname) and not options.yes_remote:
        sentence = _(
            "--url {url} is another machine, and invented cases stay where they come: add --yes-remote if meant"
        )
        raise OptionError(sentence.format(url=options.url))


def _tell(seen: Seen, console: Console) -> None:
    console.print(_("{count} requests; seconds by kind:").format(count=seen.requests))
    for kind, (count, median, late) in seen.percentiles().items():
        console.print(f"  {kind:<12} {count:>7}   p50 {median:.3f}   p95 {late:.3f}")
    console.print(_("{count} answers that were no:").format(count=seen.troubles.total()))
    for sentence, count in seen.troubles.most_common():
        console.print(f"  {count:>7}  {sentence}")
    console.print(_("cases by state: {states}").format(states=_counted(seen)))
    console.print(_("{count} cases are not at their end:").format(count=len(seen.unfinished)))
    for case in seen.unfinished[:_MOST_TOLD]:
        console.print(f"  {case.number or '-'} {state_words(case.state) if case.state else '-'}: {case.reason}")
    if len(seen.unfinished) > _MOST_TOLD:
        console.print(_("  and {count} more").format(count=len(seen.unfinished) - _MOST_TOLD))


def _counted(seen: Seen) -> str:
    """A report that the server refused never was a case."""
    named = {state: state_words(state) if state else _("report refused") for state in seen.states}
    return ", ".join(f"{named[state]} {count}" for state, count in sorted(seen.states.items()))
