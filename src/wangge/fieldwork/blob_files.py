"""Where the pieces of photos lie until they are whole. Names tell nothing: no person and no photo.

A piece that was acknowledged is under its name and on the disk, whatever happens to the server afterwards.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from django.conf import settings

from wangge.cases.photo_files import store
from wangge.fieldwork.models import InPieces, SealedPhoto

_WHOLE = "whole"


def keep_chunk(blob: InPieces, index: int, content: bytes) -> None:
    """Write a piece, whole or not at all; on the disk when this returns."""
    store(_folder(blob) / str(index), content)


def keep_whole(blob: InPieces, content: bytes) -> None:
    """Write the photo put together; its pieces are deleted only after that."""
    store(_folder(blob) / _WHOLE, content)
    for index in range(len(blob.chunks)):
        (_folder(blob) / str(index)).unlink(missing_ok=True)


def chunks_kept(blob: InPieces) -> list[int]:
    """The numbers of the pieces that need not be sent again; all of them once the photo is whole."""
    count = len(blob.chunks)
    if (_folder(blob) / _WHOLE).exists():
        return list(range(count))
    with suppress(FileNotFoundError):
        names = {path.name for path in _folder(blob).iterdir()}
        return [index for index in range(count) if str(index) in names]
    return []


def read_chunks(blob: InPieces) -> bytes:
    """All pieces in their order; FileNotFoundError where one is missing, or another request was first."""
    return b"".join((_folder(blob) / str(index)).read_bytes() for index in range(len(blob.chunks)))


def read_whole(blob: InPieces) -> bytes | None:
    """The photo; None before it is whole, and after it was dropped."""
    with suppress(FileNotFoundError):
        return (_folder(blob) / _WHOLE).read_bytes()
    return None


def drop_files(blob: InPieces) -> None:
    """Delete everything of it."""
    rmtree(_folder(blob), ignore_errors=True)


def shelf(kind: type[InPieces]) -> Path:
    """Below it lie all pieces. Those that came sealed lie with the photos: backups take them, for no phone has them."""
    return Path(settings.PHOTO_FOLDER) / "sealed" if kind is SealedPhoto else Path(settings.BLOB_FOLDER)


def _folder(blob: InPieces) -> Path:
    name = hashlib.sha256(blob.place.encode()).hexdigest()
    return shelf(type(blob)) / name[:2] / name[2:]
