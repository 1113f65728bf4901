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
_OF_THE_MAP = "phone/map/"  # what draws maps is twelve times as large as all else: it comes after it
_DRAWERS = ("vendor/maplibre-gl.mjs", "screens/map/look.mjs", "screens/map/parts.mjs", "screens/map/symbols.mjs")
_WORKER, _READER = "vendor/maplibre-gl-worker.mjs", "vendor/pmtiles.js"
_SHEETS = ("vendor/maplibre-gl.css", "screens/map.css")


@cache
def assets() -> tuple[str, ...]:
    """Addresses of scripts, styles and icons; with hashed names where they are collected."""
    own = [name for name in _own_files() if not name.startswith(_OF_THE_MAP)]
    return tuple(static(name) for name in (*own, *_FROM_OTHERS))


@cache
def map_files() -> dict[str, object]:
    """What the map needs beside them: the name under which all of it is kept, its addresses, and what each is for."""
    own = [name for name in _own_files() if name.startswith(_OF_THE_MAP)]
    files = [static(name) for name in (*own, *_DRAWERS, _WORKER, _READER, *_SHEETS)]
    name = f"wangge-map-{hashlib.sha256(repr(files).encode()).hexdigest()[:16]}"
    sheets = [static(name) for name in _SHEETS]
    return {"name": name, "files": files, "worker": static(_WORKER), "reader": static(_READER), "sheets": sheets}


def _own_files() -> list[str]:
    return sorted(path.relative_to(_OWN).as_posix() for path in _OWN.rglob("*") if path.is_file())


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
