"""The vault: contacts sealed at rest, with keys that rotate. What is sealed, and where it lies, is the apps' matter."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from wangge.language import _


class VaultError(Exception):
    """Something cannot be sealed or opened; the sentence says why and what to do."""


class Vault:
    """Seals with the first key, the newest; opens with any of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise VaultError(_("No contact key is set. Give at least one in WANGGE_CONTACT_KEYS."))
        try:
            fernets = [Fernet(key) for key in keys]
        except ValueError as wrong:
            raise VaultError(_("A contact key is malformed. A key is 32 bytes in URL-safe base64.")) from wrong
        self._newest = fernets[0]
        self._all = MultiFernet(fernets)

    def seal(self, plain: str) -> bytes:
        return self._newest.encrypt(plain.encode())

    def open(self, sealed: "bytes | memoryview[int]") -> str:
        """Return what was sealed; VaultError if no key fits or the bytes were changed."""
        try:
            return self._all.decrypt(bytes(sealed)).decode()
        except InvalidToken as wrong:
            raise _unopened() from wrong

    def reseal(self, sealed: "bytes | memoryview[int]") -> bytes:
        """Seal the same anew with the newest key; VaultError if no key fits."""
        try:
            return self._all.rotate(bytes(sealed))
        except InvalidToken as wrong:
            raise _unopened() from wrong

    def needs_resealing(self, sealed: "bytes | memoryview[int]") -> bool:
        """Whether the newest key does not open it."""
        try:
            self._newest.decrypt(bytes(sealed))
        except InvalidToken:
            return True
        return False


def _unopened() -> VaultError:
    return VaultError(
        _("A sealed contact does not open. Add the key that sealed it to the end of WANGGE_CONTACT_KEYS.")
    )
