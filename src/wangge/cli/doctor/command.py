"""Runs all checks and tells what they find; nothing is changed."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone
from rich.console import Console

from wangge.cli.doctor import city, database, machine, service, settings, trust
from wangge.cli.doctor.findings import Check, Finding
from wangge.cli.platform import PlatformError, answering_database
from wangge.language import _

_OF_THE_MACHINE: tuple[Check, ...] = (*machine.CHECKS, *settings.CHECKS)
_OF_THE_DATABASE: tuple[Check, ...] = database.CHECKS
_OF_ITS_ROWS: tuple[Check, ...] = (*city.CHECKS, *service.CHECKS, *trust.CHECKS)


def run(_options: Namespace, _begun: float) -> None:
    """Tell every finding; PlatformError (code 1) if one of them is grave."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    grave = 0
    for finding in examine(timezone.now()):
        grave += finding.grave
        mark = _("TO DO") if finding.grave else _("note")
        console.print(f"{mark}: {finding.sentence}\n    {finding.advice}")
    if grave:
        raise PlatformError(_("{number} things are missing or unsafe, see above").format(number=grave))
    console.print(_("Nothing is missing and nothing is unsafe, as far as can be seen from here."))


def examine(at: datetime) -> Iterator[Finding]:
    """All findings; rows are looked at only where database and program fit together."""
    yield from _asked(_OF_THE_MACHINE, at)
    about_database = list(_asked(_OF_THE_DATABASE, at))
    yield from about_database
    if not any(finding.grave for finding in about_database):
        with answering_database():
            yield from _asked(_OF_ITS_ROWS, at)


def _asked(checks: Iterable[Check], at: datetime) -> Iterator[Finding]:
    for check in checks:
        yield from check(at)
