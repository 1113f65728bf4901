"""The machine under the installation: folders, rights, room on the disk, static files."""

import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import disk_usage

from django.conf import settings

from wangge.cli.doctor.findings import Check, Finding
from wangge.language import _

_ROOM = 2 << 30  # bytes; some ten thousand photos
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_KEYS = ("secret.key", "contact.keys", "station.keys", "tls/authority.key", "tls/server.key", "wangge.sqlite3")


def data_folder(_at: datetime) -> Iterator[Finding]:
    folder = settings.DATA_FOLDER
    if folder.is_dir() and folder.stat().st_mode & _OTHERS:
        yield Finding(
            _("The data folder {folder} is open to other users of this machine.").format(folder=folder),
            _("Run wangge migrate, or: chmod 700 {folder}").format(folder=folder),
        )


def keys_readable(_at: datetime) -> Iterator[Finding]:
    """A folder may be opened by mistake: what is in it is closed by itself too."""
    for path in (settings.DATA_FOLDER / name for name in _KEYS):
        if path.exists() and path.stat().st_mode & _OTHERS:
            yield Finding(
                _("{file} can be read by other users of this machine.").format(file=path),
                _("Run: chmod 600 {file}").format(file=path),
            )


def disk(_at: datetime) -> Iterator[Finding]:
    folder = _nearest(settings.DATA_FOLDER)
    free = disk_usage(folder).free
    if free < _ROOM:
        yield Finding(
            _("Only {free} MB are free on the disk of {folder}.").format(free=free >> 20, folder=folder),
            _("Make room: photos and reports are refused when the disk is full."),
        )


def static_files(_at: datetime) -> Iterator[Finding]:
    if not Path(settings.STATIC_ROOT).is_dir():
        yield Finding(
            _("The static files are missing: pages would come without style and without script."),
            _("Run wangge migrate."),
        )


CHECKS: tuple[Check, ...] = (data_folder, keys_readable, disk, static_files)


def _nearest(folder: Path) -> Path:
    return next(place for place in (folder, *folder.resolve().parents) if place.exists())
