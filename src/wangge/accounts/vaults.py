"""The vault of this installation, with the keys of its settings."""

from functools import cache

from django.conf import settings

from wangge.trust.vault import Vault


def vault() -> Vault:
    """The vault that seals contacts here."""
    return _vault(tuple(settings.CONTACT_KEYS))


@cache
def _vault(keys: tuple[str, ...]) -> Vault:
    return Vault(keys)
