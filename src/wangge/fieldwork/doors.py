"""How a phone knocks that hands over what it has sealed: by its key, also one that was ended."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle, SimpleRateThrottle

from wangge.accounts.keys import phone_of_key
from wangge.accounts.models import Key


class SealedDoor(HttpBearer):
    """``Authorization: Bearer wg_...`` of a phone, revoked or in use. It opens the quarantine, and no other door."""

    def authenticate(self, request: HttpRequest, token: str) -> Key | None:  # noqa: ARG002 (asked for by ninja)
        """Return the key with its owner, or None: a key in use that has ended or whose owner left is nobody's."""
        key = phone_of_key(token)
        if key is None or key.revoked_at is not None:
            return key
        ended = key.expires_at is not None and key.expires_at <= timezone.now()
        return None if ended or not key.owner.is_active else key


class ForPhones(SimpleRateThrottle):
    """Slows down one phone, however many addresses it has."""

    scope = "sealed"

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Each key for itself."""
        return f"sealed-{phone_at(request).pk}"


SEALED = SealedDoor()
ONE_BY_ONE: list[BaseThrottle] = [ForPhones()]


def phone_at(request: HttpRequest) -> Key:
    """The key that the door let in."""
    key = getattr(request, "auth", None)
    assert isinstance(key, Key)
    return key
