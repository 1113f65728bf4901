"""The file that a phone saves its outbox in: a line of JSON for the head, for each sealed item and each sealed photo.

Lines, so that neither side ever holds all of it. Of version 1 was one object without photos. Reads only.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Annotated, Literal, TypeVar
from uuid import UUID

from ninja import Field, Schema
from pydantic import Base64Bytes, StringConstraints, TypeAdapter, ValidationError

from wangge.accounts.refusals import Unusable
from wangge.cases.photos import MOST_A_STAGE
from wangge.fieldwork.outbox import Sha256
from wangge.language import _

LARGEST = 1_000_000_000  # bytes of a file
MOST_ITEMS, MOST_PHOTOS = 2000, 10_000  # of one phone
_LONGEST = 16_000_000  # bytes of a line: a photo of 10 MB in base64


class BadRescueFile(Unusable):
    """The file is none that a phone saved, or not whole; nothing of it is kept."""

    code = "bad-rescue-file"


class PhotoNamed(Schema):
    """A sealed photo that an item brings along."""

    photo: Sha256
    key: str
    hash: Sha256
    bytes: int = Field(ge=1)


class ItemLine(Schema):
    """A sealed item."""

    id: UUID
    sealed: str
    photos: list[PhotoNamed] = Field(default_factory=list, max_length=MOST_A_STAGE)


class PhotoLine(Schema):
    """The sealed bytes of a photo."""

    hash: Sha256
    content: Base64Bytes


_Name = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00]*$")]


class Head(Schema):
    """Whose outbox it is, and to which station it is sealed."""

    version: Literal[2]
    station: str
    owner: _Name


class _OwnedItem(ItemLine):
    owner: _Name


class _OfVersion1(Schema):
    version: Literal[1]
    station: str
    items: list[_OwnedItem] = Field(min_length=1)


_Kind = TypeVar("_Kind")
_HEAD: TypeAdapter[Head | _OfVersion1] = TypeAdapter(Head | _OfVersion1)
_LINE: TypeAdapter[ItemLine | PhotoLine] = TypeAdapter(ItemLine | PhotoLine)


@dataclass(frozen=True)
class Contents:
    """What the file holds beside the photos' bytes, which are read again when they are kept."""

    station: str
    items: tuple[ItemLine, ...]


def owner_in(file: IO[bytes]) -> str:
    """Whose outbox the file says it is, by its first line alone; BadRescueFile."""
    head = _read(_HEAD, 1, next(_lines(file), b""))
    if isinstance(head, Head):
        return head.owner
    owners = {item.owner for item in head.items}
    if len(owners) > 1:
        raise BadRescueFile(_("The file holds the outboxes of several people: save one for each"))
    return owners.pop()


def read_contents(file: IO[bytes]) -> Contents:
    """All that is in the file, and every photo proved by its hash; BadRescueFile names the first line at fault."""
    lines = _lines(file)
    head = _read(_HEAD, 1, next(lines, b""))
    items, came = list[ItemLine](getattr(head, "items", ())), set[str]()
    for number, line in enumerate(lines, 2):
        one = _read(_LINE, number, line)
        if isinstance(one, ItemLine):
            items.append(one)
        else:
            came.add(_proved(one, number))
        _ensure_few(items, came)
    _ensure_few(items, came)
    _ensure_whole(items, came)
    return Contents(head.station, tuple(items))


def photos_in(file: IO[bytes]) -> Iterator[PhotoLine]:
    """The photos of a file that was read before, one after the other."""
    for number, line in enumerate(_lines(file), 1):
        if number > 1 and isinstance(one := _read(_LINE, number, line), PhotoLine):
            yield one


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    number = 0
    while line := file.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise BadRescueFile(_("Line {line} of the file is too long: no phone saves such").format(line=number))
        if line.strip():
            yield line


def _read(kind: TypeAdapter[_Kind], number: int, line: bytes) -> _Kind:
    try:
        return kind.validate_json(line)
    except ValidationError as wrong:
        sentence = _("Line {line} of the file cannot be read: take the file as the phone saved it")
        raise BadRescueFile(sentence.format(line=number)) from wrong


def _proved(one: PhotoLine, number: int) -> str:
    if hashlib.sha256(one.content).hexdigest() != one.hash:
        raise BadRescueFile(_("The photo in line {line} of the file was changed").format(line=number))
    return one.hash


def _ensure_few(items: list[ItemLine], came: set[str]) -> None:
    if len(items) > MOST_ITEMS or len(came) > MOST_PHOTOS:
        raise BadRescueFile(_("The file holds more than {most} things").format(most=MOST_ITEMS))


def _ensure_whole(items: list[ItemLine], came: set[str]) -> None:
    if not items:
        raise BadRescueFile(_("The file holds nothing: the outbox was empty when it was saved"))
    named = {photo.hash for item in items for photo in item.photos}
    if named != came:
        raise BadRescueFile(
            _("The file is not whole: {count} of its photos are missing").format(count=len(named ^ came))
        )
