"""One-time codes as an authenticator app shows them (RFC 6238): six digits, a new one every thirty seconds. Pure."""

import base64
import hashlib
import hmac
import struct
from datetime import datetime

PERIOD = 30  # seconds


def one_time_code(secret: str, at: datetime) -> str:
    """The code of ``secret`` at a moment."""
    counter = struct.pack(">Q", int(at.timestamp()) // PERIOD)
    digest = hmac.new(base64.b32decode(secret, casefold=True), counter, hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
