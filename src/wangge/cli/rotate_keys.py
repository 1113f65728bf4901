"""``wangge rotate-keys``: seals again, with the newest key, whatever was sealed with an older one."""

from argparse import Namespace
from datetime import datetime

from django.utils import timezone
from rich.console import Console

from wangge.accounts.actions.reseal import reseal_rows
from wangge.cli.platform import PlatformError, answering_database, refuse_old_database
from wangge.cli.sealed import COLUMNS, Sealed
from wangge.language import _
from wangge.trust.vault import VaultError

_PORTION = 500


def run(_options: Namespace, _begun: float) -> None:
    """Walk all sealed columns and tell how many rows each changed; PlatformError where a row opens with no key."""
    refuse_old_database()
    console = Console(highlight=False, markup=False, soft_wrap=True)
    at = timezone.now()
    for column in COLUMNS:
        done = _rotate(column, at)
        console.print(_("{column}: {number} rows sealed again.").format(column=column.name, number=done))
    console.print(_("All open with the newest key now; older backups still need the older ones."))


def _rotate(column: Sealed, at: datetime) -> int:
    try:
        with answering_database():
            return sum(reseal_rows(rows=rows, field=column.field, at=at, by=None) for rows in column.batches(_PORTION))
    except VaultError as error:
        raise PlatformError(f"{column.name}: {error}") from error
