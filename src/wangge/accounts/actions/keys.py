"""Making and revoking keys. Who may (MANAGE_KEYS at an area of the owner) is asked above, where areas are known."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.keys import PREFIX, digest_of
from wangge.accounts.models import Key, KeyKind, User
from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.accounts.scopes import Scope, unknown_scopes, write_scopes
from wangge.language import _


@dataclass(frozen=True)
class NewKey:
    """A key and its secret, which is shown now and never again."""

    key: Key
    secret: str


@transaction.atomic
def make_key(
    *,
    owner: User,
    kind: KeyKind,
    label: str,
    scopes: Iterable[str],
    at: datetime,
    by: User,
    expires_at: datetime | None = None,
) -> NewKey:
    """Make a key of ``owner``; the scopes only narrow what the owner may do."""
    wanted = frozenset(scopes)
    if not owner.is_active:
        raise NotAllowed(_("{name} has left and gets no key.").format(name=owner.work_name))
    _refuse_unusable(kind, wanted, at, expires_at)
    lookup, secret = secrets.token_hex(8), secrets.token_hex(32)
    key = Key.objects.create(
        kind=kind,
        owner=owner,
        label=label[:60],
        lookup=lookup,
        digest=digest_of(secret),
        scopes=write_scopes(wanted),
        created_at=at,
        created_by=by,
        expires_at=expires_at,
    )
    record_audit(action="make_key", at=at, actor=by, subject=f"user:{owner.pk}", reason=f"{lookup} {key.scopes}")
    return NewKey(key, f"{PREFIX}_{lookup}_{secret}")


@transaction.atomic
def revoke_key(*, key: Key, at: datetime, by: User | None, reason: str = "") -> Key:
    """End a key for ever: a lost phone, a program that is no longer used."""
    if not Key.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=at):
        raise Conflict(_("The key {label} is revoked already.").format(label=key.label))
    key.revoked_at = at
    record_audit(action="revoke_key", at=at, actor=by, subject=f"user:{key.owner_id}", reason=f"{key.lookup} {reason}")
    return key


def _refuse_unusable(kind: KeyKind, scopes: frozenset[str], at: datetime, expires_at: datetime | None) -> None:
    unknown = unknown_scopes(scopes)
    if unknown:
        known = ", ".join(Scope)
        raise Unusable(_("There is no scope {unknown}. Scopes are: {known}.").format(unknown=unknown[0], known=known))
    if not scopes:
        raise Unusable(_("A key without a scope opens nothing. Choose at least one."))
    if (kind == KeyKind.DEVICE) != (scopes == {Scope.PHONE}):
        raise Unusable(_("A phone has the scope phone and no other; a program has any but that."))
    if expires_at is not None and expires_at <= at:
        raise Unusable(_("The key would have expired before it is made. Choose a later date."))
