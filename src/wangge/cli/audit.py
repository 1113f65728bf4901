"""``wangge seal`` and ``wangge verify-audit``: the chain of seals over the audit, made and proved."""

from argparse import Namespace

from django.utils import timezone
from rich.console import Console

from wangge.accounts.actions.seals import seal_audit
from wangge.accounts.chain import verify_chain
from wangge.cli.platform import PlatformError, refuse_old_database
from wangge.language import _


def run(options: Namespace, _begun: float) -> None:
    """Seal, or verify; PlatformError (code 1) if the chain is broken."""
    refuse_old_database()
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if options.command == "seal":
        made = seal_audit(at=timezone.now())
        told = _("{seals} seals over {entries} entries.")
        console.print(told.format(seals=len(made), entries=sum(seal.entries for seal in made)))
        return
    breaks = verify_chain(at=timezone.now())
    for sentence in breaks:
        console.print(sentence)
    if breaks:
        raise PlatformError(_("the audit was changed: {number} breaks").format(number=len(breaks)))
    console.print(_("The chain is whole: what was sealed is unchanged."))
