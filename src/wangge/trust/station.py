"""The station's keys: what a phone seals to the station's public key, only the station opens.

A sealed message is the phone's passing public key (65 bytes, a point of P-256 uncompressed), 12 bytes of chance, and
AES-256-GCM over the content. Its key comes from ECDH by HKDF-SHA256, with the passing public key as salt and USE as
info. Every browser can do so (docs/explanation/phone.md).
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wangge.language import _

USE = b"wangge outbox 1"
_POINT, _CHANCE = 65, 12
_HEAD = _POINT + _CHANCE
_CURVE = ec.SECP256R1()


class StationError(Exception):
    """Something cannot be opened, or a key is none; the sentence says why and what to do."""


class Station:
    """Opens with any of its keys; phones seal to the first, the newest."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise StationError(_("No station key is set: give at least one in WANGGE_STATION_KEYS."))
        self._keys = [_private(key) for key in keys]
        point = _point(self._keys[0])
        self.ids = tuple(hashlib.sha256(_point(key)).hexdigest()[:16] for key in self._keys)
        self.id = self.ids[0]
        self.public_key = base64.b64encode(point).decode()

    def open(self, sealed: "bytes | memoryview[int]") -> bytes:
        """What was sealed; StationError if no key fits, or the bytes were changed."""
        content = bytes(sealed)
        for key in self._keys:
            try:
                return _opened(content, key)
            except (InvalidTag, ValueError):
                continue
        raise StationError(
            _("A sealed message does not open: it was changed on its way, or its station key is missing.")
        )


def open_by(key: bytes, sealed: bytes) -> bytes:
    """What a phone sealed with a key of its own, as it does with photos: 12 bytes of chance, and AES-GCM."""
    try:
        return AESGCM(key).decrypt(sealed[:_CHANCE], sealed[_CHANCE:], None)
    except (InvalidTag, ValueError) as wrong:
        raise StationError(
            _("A photo does not open: it was changed on its way, or its key is another one's.")
        ) from wrong


def new_station_key() -> str:
    """A private key as a line of ``station.keys`` holds it: 32 bytes in URL-safe base64."""
    number = ec.generate_private_key(_CURVE).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode()


def seal(content: bytes, public_key: str) -> bytes:
    """What a phone does: seal to the public key (65 bytes in base64)."""
    station = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, base64.b64decode(public_key))
    passing, chance = ec.generate_private_key(_CURVE), secrets.token_bytes(_CHANCE)
    point = _point(passing)
    return point + chance + AESGCM(_shared(passing, station, point)).encrypt(chance, content, None)


def _private(line: str) -> ec.EllipticCurvePrivateKey:
    try:
        number = base64.urlsafe_b64decode(line)
        if len(number) != 32:
            raise ValueError("not 32 bytes")
        return ec.derive_private_key(int.from_bytes(number, "big"), _CURVE)
    except (ValueError, binascii.Error) as wrong:
        raise StationError(_("A station key is malformed. A key is 32 bytes in URL-safe base64.")) from wrong


def _opened(sealed: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    point = sealed[:_POINT]
    passing = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    return AESGCM(_shared(key, passing, point)).decrypt(sealed[_POINT:_HEAD], sealed[_HEAD:], None)


def _point(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _shared(own: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=USE).derive(own.exchange(ec.ECDH(), other))
