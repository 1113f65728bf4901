"""What people trust in: the audit unchanged, contacts that open, nothing kept for too long."""

from collections.abc import Iterator
from datetime import datetime

from wangge.accounts.chain import verify_chain
from wangge.accounts.retention import overdue
from wangge.accounts.vaults import vault
from wangge.cli.doctor.findings import Check, Finding
from wangge.cli.sealed import COLUMNS, Sealed
from wangge.language import _
from wangge.trust.vault import VaultError


def audit(at: datetime) -> Iterator[Finding]:
    for sentence in verify_chain(at=at):
        yield Finding(sentence, _("Compare with a backup, and tell whoever answers for data protection."))


def contacts(_at: datetime) -> Iterator[Finding]:
    """The oldest and the newest of each column: keys are lost with a move or a rotation, not row by row."""
    for column in COLUMNS:
        if not all(_opens(sealed) for sealed in _ends(column)):
            yield Finding(
                _("{column} holds sealed rows that none of the contact keys opens.").format(column=column.name),
                _("Put the former contact.keys back (its lines below the newest), or restore a backup with keys."),
            )


def retention(at: datetime) -> Iterator[Finding]:
    for field, number in overdue(at).items():
        if number:
            yield Finding(
                _("{field}: {number} rows are kept longer than the register allows.").format(
                    field=field, number=number
                ),
                _("Run wangge erase, and keep wangge worker running."),
            )


CHECKS: tuple[Check, ...] = (audit, contacts, retention)


def _ends(column: Sealed) -> Iterator[bytes]:
    values = column.rows().values_list(column.field, flat=True)
    for row in (values.first(), values.last()):
        if row is not None:
            yield bytes(row)


def _opens(sealed: bytes) -> bool:
    try:
        vault().open(sealed)
    except VaultError:
        return False
    return True
