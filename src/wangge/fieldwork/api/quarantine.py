"""What a phone hands over sealed: one that was ended, or one that was enrolled anew as its PIN was forgotten."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Router, Schema, Status
from pydantic import StringConstraints

from wangge.cases.photos import MOST_A_STAGE
from wangge.fieldwork.actions.pieces import Declared, progress_of
from wangge.fieldwork.actions.quarantine import (
    MOST_KEY,
    MOST_PHOTO,
    MOST_SEALED,
    Hand,
    SealedItem,
    SealedPicture,
    quarantine_items,
    read_sealed,
    receive_sealed,
)
from wangge.fieldwork.api.blobs import LEAST_CHUNK, MOST_CHUNK, RAW
from wangge.fieldwork.doors import ONE_BY_ONE, SEALED, phone_at
from wangge.fieldwork.models import Quarantined, SealedPhoto, Way
from wangge.fieldwork.outbox import Sha256

router = Router(auth=SEALED, throttle=ONE_BY_ONE)

_AT_ONCE = 100
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SealedPhotoIn(Schema):
    """A photo as it lies on the phone, by the SHA-256 of its sealed bytes and of the pieces that they are cut into."""

    photo: Sha256 = Field(description="Of the photo itself, as its item names it.")
    key: str = Field(max_length=MOST_KEY * 2, description="The photo's key, sealed to the station, in base64.")
    hash: Sha256
    bytes: int = Field(ge=1, le=MOST_PHOTO)
    chunk_bytes: int = Field(ge=LEAST_CHUNK, le=MOST_CHUNK)
    chunks: list[Sha256] = Field(min_length=1, max_length=MOST_PHOTO // LEAST_CHUNK + 1)

    def picture(self) -> SealedPicture:
        """As the action takes it."""
        declared = Declared(self.hash, self.bytes, self.chunk_bytes, tuple(self.chunks))
        return SealedPicture(self.photo, read_sealed(self.key, MOST_KEY), declared)


class SealedItemIn(Schema):
    id: UUID
    sealed: str = Field(max_length=MOST_SEALED * 4 // 3 + 4, description="Sealed to the station, in base64.")
    photos: list[SealedPhotoIn] = Field(default_factory=list, max_length=MOST_A_STAGE)

    def item(self) -> SealedItem:
        """As the action takes it."""
        photos = tuple(photo.picture() for photo in self.photos)
        return SealedItem(self.id, read_sealed(self.sealed, MOST_SEALED), photos)


class QuarantineIn(Schema):
    items: list[SealedItemIn] = Field(min_length=1, max_length=_AT_ONCE)


class SealedProgressOut(Schema):
    hash: str
    have: list[int] = Field(description="The pieces that need not be sent, counted from 0.")
    complete: bool


class QuarantinedOut(Schema):
    id: UUID
    photos: list[SealedProgressOut]


class QuarantineOut(Schema):
    items: list[QuarantinedOut]


@router.post("/phone/quarantine", response=QuarantineOut, summary="Hand over sealed items")
def post_quarantine(request: HttpRequest, body: QuarantineIn) -> dict[str, object]:
    """Keep all of them or none, by the key of a phone, which may be revoked; the same again is a success.

    Another content under the same id is kept beside the first. What of the photos is there already is told.
    """
    phone = phone_at(request)
    way = Way.ANEW if phone.revoked_at is None else Way.REVOKED
    hand = Hand(phone.owner, way, timezone.now(), key=phone)
    kept = quarantine_items(items=[item.item() for item in body.items], hand=hand)
    return {"items": [_told(row) for row in kept]}


@router.put(
    "/phone/quarantine/{hash}/{index}",
    response={204: None},
    openapi_extra=RAW,
    summary="Hand over a piece of a sealed photo",
)
def put_sealed_chunk(request: HttpRequest, hash: Path[_Hash], index: Path[int]) -> Status[None]:  # noqa: A002 (as the path says)
    """Keep a piece of a photo that an item brought along. The same again is harmless."""
    owner = phone_at(request).owner
    receive_sealed(owner=owner, hash=hash, index=index, content=request.body, at=timezone.now())
    return Status(204, None)


def _told(row: Quarantined) -> dict[str, object]:
    return {"id": row.uuid, "photos": [_progress(photo) for photo in row.photos.order_by("id")]}


def _progress(photo: SealedPhoto) -> dict[str, object]:
    progress = progress_of(photo)
    return {"hash": photo.hash, "have": list(progress.have), "complete": progress.complete}
