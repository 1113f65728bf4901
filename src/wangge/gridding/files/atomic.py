"""Files that appear whole or not at all. What is in them is not known here."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wangge.gridding.town import TownError
from wangge.language import _


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; at the end it takes the place of ``path`` at once, on any error nothing is left of it.

    It lies in a folder of its own beside ``path``, for writers of databases put files beside theirs.
    TownError if the disk refuses.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise TownError(_unwritable(path, error)) from error
    try:
        draft = folder / path.name
        yield draft
        _flush(draft)
        draft.replace(path)
        _flush(path.parent)
    except OSError as error:
        raise TownError(_unwritable(path, error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unwritable(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return _("{path} cannot be written ({reason}); choose another place").format(path=path, reason=reason)


def _flush(path: Path) -> None:
    """To the disk, so that a power cut leaves the old file or the new one."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
