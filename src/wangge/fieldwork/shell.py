"""Which files the phone needs to work without a network, by the addresses under which they are served for ever."""

import hashlib
from functools import cache
from pathlib import Path

from django.templatetags.static import static

_OWN = Path(__file__).parent / "static"
_FROM_OTHERS = ("vendor/idb.mjs", "screens/tokens.css", "screens/components.css")


@cache
def assets() -> tuple[str, ...]:
    """Addresses of scripts, styles and icons; with hashed names where they are collected."""
    own = sorted(path.relative_to(_OWN).as_posix() for path in _OWN.rglob("*") if path.is_file())
    return tuple(static(name) for name in (*own, *_FROM_OTHERS))


def version_of(page: str) -> str:
    """Another page or another file is another version of the application."""
    return hashlib.sha256("\n".join((page, *assets())).encode()).hexdigest()[:16]
