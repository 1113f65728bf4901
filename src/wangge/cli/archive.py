"""The archive of a backup: members of a tar file, and at its end a manifest with the hash of each."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from wangge.cli.platform import PlatformError
from wangge.language import _

FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What the archive holds: ``database`` is sqlite or postgresql, ``rows`` are by table, ``hashes`` by member."""

    version: str
    database: str
    made_at: str
    secrets: bool
    rows: Mapping[str, int]
    hashes: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT


class Writer:
    """Adds members to the tar file and remembers their hashes; ``finish`` writes the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._hashes: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """One file, as it is now; its hash is of the bytes that went into the archive."""
        with path.open("rb") as file:
            member = tarfile.TarInfo(name)
            member.size, member.mtime, member.mode = os.fstat(file.fileno()).st_size, int(path.stat().st_mtime), 0o600
            hashed = _Hashed(file)
            self._tar.addfile(member, hashed)
        self._hashes[name] = hashed.digest.hexdigest()

    def add_text(self, name: str, text: str) -> None:
        """A few lines."""
        content = text.encode()
        self._put(name, content)
        self._hashes[name] = hashlib.sha256(content).hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Last of all: an archive without a manifest was cut off."""
        told = asdict(manifest) | {"hashes": self._hashes}
        self._put(_MANIFEST, json.dumps(told, ensure_ascii=False, indent=1).encode())

    def _put(self, name: str, content: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = len(content), 0o600
        self._tar.addfile(member, io.BytesIO(content))


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """A new archive that appears whole or not at all, readable by its owner only."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpack into ``folder``, compare every hash; PlatformError where the archive is not what was written."""
    try:
        with tarfile.open(path, "r:") as tar:
            hashes = {member.name: _unpacked(tar, member, folder, path) for member in tar}
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (tarfile.TarError, EOFError, FileNotFoundError, TypeError, ValueError) as error:
        sentence = _("{file} is no whole archive of wangge backup (cut off, or another file); nothing was changed")
        raise PlatformError(sentence.format(file=path)) from error
    del hashes[_MANIFEST]
    if manifest.format != FORMAT:
        sentence = _("{file} is an archive of another format ({format}); restore it with Wangge {version}")
        raise PlatformError(sentence.format(file=path, format=manifest.format, version=manifest.version))
    _refuse_changed(path, hashes, manifest.hashes)
    return manifest


def _unpacked(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, archive: Path) -> str:
    """Write the member below ``folder``; nothing but plain files, and none outside."""
    parts = PurePosixPath(member.name).parts
    source = tar.extractfile(member) if member.isfile() else None
    if source is None or ".." in parts or PurePosixPath(member.name).is_absolute():
        raise PlatformError(_("{file}: {name} has no place in a backup").format(file=archive, name=member.name))
    place = folder.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    hashed = _Hashed(source)
    with place.open("wb") as file:
        while chunk := hashed.read(_CHUNK):
            file.write(chunk)
    return hashed.digest.hexdigest()


def _refuse_changed(path: Path, found: Mapping[str, str], told: Mapping[str, str]) -> None:
    changed = sorted(name for name in {*found, *told} if found.get(name) != told.get(name))
    if changed:
        sentence = _("{file}: {name} is not what was backed up ({number} members differ); nothing was changed")
        raise PlatformError(sentence.format(file=path, name=changed[0], number=len(changed)))


class _Hashed(io.RawIOBase):
    """A file whose bytes are hashed as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk
