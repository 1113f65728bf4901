"""Reading keys: whose it is and what it may do. That a key was used is written nowhere (R-47)."""

import hashlib
import hmac
from datetime import datetime

from django.db import connection

from wangge.accounts.models import Key, KeyKind, User
from wangge.accounts.scopes import read_scopes

PREFIX = "wg"
_OF_THE_OWNER = ["id", "username", "work_name", "email", "team", "language", "is_active"]
# Written out because every request with a key asks it: compiled by the ORM each time it cost more than running it.
_FIND = f"""
    SELECT key.digest, key.scopes,
        owner.is_active AND key.revoked_at IS NULL AND (key.expires_at IS NULL OR key.expires_at > %s),
        {", ".join(f"owner.{name}" for name in _OF_THE_OWNER)}
    FROM accounts_key key JOIN accounts_user owner ON owner.id = key.owner_id
    WHERE key.lookup = %s
"""


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is 256 bits of chance, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def user_of_key(raw: str, at: datetime) -> tuple[User, frozenset[str]] | None:
    """Return the owner and the scopes of ``wg_<lookup>_<secret>``; None if it opens nothing at ``at``.

    One statement, also for a wrong secret, so that a lookup cannot be told from no lookup by what it costs.
    """
    lookup, secret = _parts(raw)
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [connection.ops.adapt_datetimefield_value(at), lookup])
        digest, scopes, is_usable, *owner = cursor.fetchone() or ("", "", False)
    if not hmac.compare_digest(digest_of(secret), digest) or not is_usable:
        return None
    return User.from_db(connection.alias, _OF_THE_OWNER, owner), read_scopes(scopes)


def phone_of_key(raw: str) -> Key | None:
    """The key of a phone with its owner, whether it was revoked or not; None for every other key, and for none.

    What a revoked phone may still do is the matter of who asks: nothing but to hand over what it has sealed.
    """
    lookup, secret = _parts(raw)
    key = Key.objects.filter(lookup=lookup, kind=KeyKind.DEVICE).select_related("owner").first()
    return key if hmac.compare_digest(digest_of(secret), key.digest if key else "") else None


def _parts(raw: str) -> tuple[str, str]:
    prefix, _, rest = raw.partition("_")
    lookup, _, secret = rest.partition("_")
    # PostgreSQL refuses a NUL in a parameter.
    return (lookup, secret) if prefix == PREFIX and raw.isprintable() else ("", "")
