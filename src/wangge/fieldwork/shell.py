"""Which files the phone needs to work without a network, by the addresses under which they are served for ever."""

import hashlib
import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from django.templatetags.static import static

_OWN = Path(__file__).parent / "static"
_FIRST = ("phone/app.mjs", "phone/screens/today.mjs")
_IMPORTED = re.compile(r'^import [^"]*"([^"]+)";', re.MULTILINE)
_FROM_OTHERS = ("vendor/idb.mjs", "screens/tokens.css", "screens/components.css")


@cache
def assets() -> tuple[str, ...]:
    """Addresses of scripts, styles and icons; with hashed names where they are collected."""
    own = sorted(path.relative_to(_OWN).as_posix() for path in _OWN.rglob("*") if path.is_file())
    return tuple(static(name) for name in (*own, *_FROM_OTHERS))


@cache
def first_scripts() -> tuple[str, ...]:
    """Addresses of all that Today imports, in whatever order: fetched at once, not one after the other's reading."""
    found, left = set[str](), list(_FIRST)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += [normpath(join(dirname(name), one)) for one in _imports(name)]
    return tuple(static(name) for name in sorted(found))


def _imports(name: str) -> list[str]:
    path = _OWN / name
    return _IMPORTED.findall(path.read_text(encoding="utf-8")) if path.is_file() else []


def version_of(page: str) -> str:
    """Another page or another file is another version of the application."""
    return hashlib.sha256("\n".join((page, *assets())).encode()).hexdigest()[:16]
