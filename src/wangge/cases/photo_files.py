"""Where the files of photos lie, and how they get there whole. Names tell nothing: no case, no person, no place.

``received/`` holds what phones sent until its sizes are made, ``refused/`` what was broken, ``ready/`` the sizes.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from wangge.cases.models import Photo
from wangge.cases.photos import PhotoSize

BUCKETS = 256  # folders of ready photos, which the search for orphans takes one by one
_UNFINISHED = ".unfinished-"


def received_name(photo: Photo) -> str:
    """The name of what was sent: known before the row has its id, and another one for the same photo elsewhere."""
    return hashlib.sha256(f"{photo.case_id} {photo.stage} {photo.received_hash}".encode()).hexdigest()


def received_path(photo: Photo) -> Path:
    """Where what the phone sent waits."""
    return _split(_folder("received"), received_name(photo))


def refused_path(photo: Photo) -> Path:
    """Where what could not be read is kept for some time."""
    return _split(_folder("refused"), received_name(photo))


def ready_path(photo: int, size: PhotoSize) -> Path:
    """Where a size of the photo with this id lies."""
    low, middle = photo % BUCKETS, photo // BUCKETS % BUCKETS
    return _folder("ready") / f"{low:02x}" / f"{middle:02x}" / f"{photo:012x}-{size.value}.jpg"


def store(path: Path, content: bytes) -> None:
    """Write a file so that it is either whole under its name or not there, also when the power fails."""
    made = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{_UNFINISHED}{token_hex(8)}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    for folder in path.parents[: len(made) + 1]:
        _sync_folder(folder)


def keep_refused(photo: Photo) -> None:
    """Move what was sent out of the way; done already is done."""
    target = refused_path(photo)
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        received_path(photo).replace(target)


def drop_received(photo: Photo) -> None:
    """Delete what was sent, with all that its EXIF told."""
    received_path(photo).unlink(missing_ok=True)


def files_before(moment: datetime, *folders: str) -> Iterator[Path]:
    """The files below ``folders`` that were written before a moment."""
    return old_files(_folder(*folders), moment)


def old_files(folder: Path, moment: datetime) -> Iterator[Path]:
    """The files below any folder that were written before a moment."""
    for place in _files(folder):
        with suppress(FileNotFoundError):
            if place.stat().st_mtime < moment.timestamp():
                yield place


def delete(paths: Iterable[Path]) -> int:
    """Delete files; the number of those that were there."""
    deleted = 0
    for path in paths:
        with suppress(FileNotFoundError):
            path.unlink()
            deleted += 1
    return deleted


def photo_of(path: Path) -> int | None:
    """The id in the name of a ready file; None for a file that is none."""
    try:
        return int(path.name.partition("-")[0], 16)
    except ValueError:
        return None


def name_of(path: Path) -> str:
    """The name of a received file, put together again."""
    return path.parent.name + path.name


def _folder(*names: str) -> Path:
    return Path(settings.PHOTO_FOLDER, *names)


def _split(folder: Path, name: str) -> Path:
    return folder / name[:2] / name[2:]


def _files(folder: Path) -> Iterator[Path]:
    """All files, without holding a folder's list in memory."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                yield Path(entry.path)


def _sync_folder(folder: Path) -> None:
    """The name itself is only safe once its folder is; where folders cannot be opened, the system sees to it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
