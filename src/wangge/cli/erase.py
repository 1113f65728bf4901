"""``wangge erase``: the job of retention, now; ``--prove`` counts what it should have erased (R-60)."""

from argparse import Namespace

from django.utils import timezone
from rich.console import Console

from wangge.accounts.actions.erasure import erase_expired
from wangge.accounts.retention import all_due, overdue
from wangge.cli.platform import PlatformError, answering_database, refuse_old_database
from wangge.language import _


def run(options: Namespace, _begun: float) -> None:
    """Erase, or prove that nothing is left; PlatformError (code 1) where the proof fails."""
    refuse_old_database()
    console = Console(highlight=False, markup=False, soft_wrap=True)
    at = timezone.now()
    with answering_database():
        counts = overdue(at) if options.prove else erase_expired(at=at)
    for name in sorted({due.name for due in all_due()}):
        console.print(f"{name}: {counts.get(name, 0)}")
    if not options.prove:
        console.print(_("{number} rows were erased.").format(number=sum(counts.values())))
    elif counts:
        number = sum(counts.values())
        raise PlatformError(_("{number} rows are kept for too long: run wangge erase").format(number=number))
    else:
        console.print(_("Nothing is kept longer than the registers allow."))
