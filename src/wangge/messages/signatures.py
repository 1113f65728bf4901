"""The signature of a webhook: HMAC-SHA256 over ``<unix seconds>.<body>``, so that it cannot be replayed later. Pure."""

import hashlib
import hmac
import re
from datetime import datetime, timedelta

_FORM = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})")
TOLERANCE = timedelta(minutes=5)


def sign(secret: str, body: bytes, at: datetime) -> str:
    """The value of the header ``Wangge-Signature``."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_digest(secret, body, seconds)}"


def is_signed(secret: str, body: bytes, header: str, *, at: datetime, tolerance: timedelta = TOLERANCE) -> bool:
    """Whether ``header`` signs ``body`` with ``secret``, not longer ago (or ahead) than the tolerance."""
    match = _FORM.fullmatch(header)
    if match is None:
        return False
    seconds = int(match[1])
    is_recent = abs(at.timestamp() - seconds) <= tolerance.total_seconds()
    return is_recent and hmac.compare_digest(match[2], _digest(secret, body, seconds))


def _digest(secret: str, body: bytes, seconds: int) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
