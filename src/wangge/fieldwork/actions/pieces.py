"""Content in pieces: what fits together, and putting it together. Photos come so, open and sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wangge.accounts.refusals import NotFound, Unusable
from wangge.cases.photos import digest_of
from wangge.fieldwork.blob_files import chunks_kept, drop_files, keep_chunk, keep_whole, read_chunks, read_whole
from wangge.fieldwork.models import InPieces
from wangge.language import _


class WrongBytes(Unusable):
    """What came is not what was declared."""

    code = "wrong-bytes"


@dataclass(frozen=True)
class Declared:
    """A photo that a phone wants to send: SHA-256 of the whole and of each piece, sizes in bytes."""

    hash: str
    bytes: int
    chunk_bytes: int
    chunks: tuple[str, ...]

    def ensure_usable(self) -> None:
        """Raise Unusable where the pieces do not make the whole."""
        if len(self.chunks) != -(-self.bytes // self.chunk_bytes):
            sentence = _("{count} pieces of {chunk} bytes do not make a photo of {bytes} bytes: cut it anew")
            raise Unusable(sentence.format(count=len(self.chunks), chunk=self.chunk_bytes, bytes=self.bytes))

    def columns(self) -> dict[str, object]:
        """As a row keeps it."""
        return {"bytes": self.bytes, "chunk_bytes": self.chunk_bytes, "chunk_hashes": _packed(self.chunks)}


@dataclass(frozen=True)
class Progress:
    """Which pieces need not be sent again."""

    have: tuple[int, ...]
    complete: bool


def progress_of(one: InPieces) -> Progress:
    """What is there of it."""
    if one.whole_at is not None:
        return Progress(tuple(range(len(one.chunks))), complete=True)
    return Progress(tuple(chunks_kept(one)), complete=False)


def keep_piece(one: InPieces | None, index: int, content: bytes) -> InPieces:
    """Keep one piece of what was declared; the same again is harmless. Raises NotFound and WrongBytes."""
    chunks = one.chunks if one else ()
    if one is None or not 0 <= index < len(chunks):
        raise NotFound(_("This piece of a photo was not declared: declare the photo first"))
    if len(content) > one.chunk_bytes or digest_of(content) != chunks[index]:
        raise WrongBytes(_("Piece {index} of the photo was changed on its way: send it again").format(index=index))
    if one.whole_at is None and index not in chunks_kept(one):
        keep_chunk(one, index, content)
    return one


def put_together(one: InPieces, at: datetime) -> bool:
    """Make the whole if all pieces are there, and say whether it is whole now; WrongBytes drops it, row and files."""
    if one.whole_at is not None:
        return True
    if len(chunks_kept(one)) < len(one.chunks):
        return False
    content = read_whole(one) or _joined(one)
    if content is None:
        return False
    if digest_of(content) != one.hash or len(content) != one.bytes:
        drop(one)
        raise WrongBytes(_("The pieces do not make the photo that was declared; all were dropped: send it anew"))
    keep_whole(one, content)
    one.whole_at = at
    one.save(update_fields=["whole_at"])
    return True


def drop(one: InPieces) -> None:
    """Forget it with its files."""
    type(one)._default_manager.filter(pk=one.pk).delete()  # noqa: SLF001 (documented)
    drop_files(one)


def cut_anew(one: InPieces, declared: Declared) -> None:
    """It comes in other pieces from now on: those of before fit nowhere."""
    drop_files(one)
    columns = declared.columns()
    for name, value in columns.items():
        setattr(one, name, value)
    one.whole_at = None
    one.save(update_fields=[*columns, "whole_at"])


def _packed(chunks: Sequence[str]) -> bytes:
    return bytes.fromhex("".join(chunks))


def _joined(one: InPieces) -> bytes | None:
    try:
        return read_chunks(one)
    except FileNotFoundError:  # another request put it together in this moment
        return read_whole(one)
