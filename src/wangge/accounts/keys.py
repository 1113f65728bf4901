"""Reading keys: whose it is and what it may do. That a key was used is written nowhere (R-47)."""

import hashlib
import hmac
from datetime import datetime

from wangge.accounts.models import Key, User
from wangge.accounts.scopes import read_scopes

PREFIX = "wg"


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is 256 bits of chance, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def user_of_key(raw: str, at: datetime) -> tuple[User, frozenset[str], Key] | None:
    """Return the owner, the scopes and the key of ``wg_<lookup>_<secret>``; None if it opens nothing at ``at``.

    One statement, also for a wrong secret, so that a lookup cannot be told from no lookup by what it costs.
    """
    lookup, secret = _parts(raw)
    key = next(iter(Key.objects.select_related("owner").filter(lookup=lookup)), None)  # unique: nothing to put in order
    is_right = hmac.compare_digest(digest_of(secret), key.digest if key else "")
    if key is None or not is_right or not _is_usable(key, at):
        return None
    return key.owner, read_scopes(key.scopes), key


def _parts(raw: str) -> tuple[str, str]:
    prefix, _, rest = raw.partition("_")
    lookup, _, secret = rest.partition("_")
    # PostgreSQL refuses a NUL in a parameter.
    return (lookup, secret) if prefix == PREFIX and raw.isprintable() else ("", "")


def _is_usable(key: Key, at: datetime) -> bool:
    if key.revoked_at is not None or not key.owner.is_active:
        return False
    return key.expires_at is None or at < key.expires_at
