"""Photos that a phone promised: kept until they arrive, so that nobody takes a case for complete before (R-40)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from wangge.cases.actions.photos import receive_photo
from wangge.cases.models import Case, Photo, PhotoStage, PromisedPhoto
from wangge.cases.photos import digest_of
from wangge.territory.actors import Actor


@dataclass(frozen=True)
class Promise:
    """A photo by its SHA-256, in hexadecimal digits, and its number of bytes."""

    hash: str
    bytes: int


def promise_photos(
    *, case: Case, stage: PhotoStage, photos: Sequence[Promise], item: UUID, by: Actor
) -> list[PromisedPhoto]:
    """Keep that photos are on their way; ``item`` is the id of what the phone of somebody known sent. One statement."""
    assert by.user_id is not None
    rows = [
        PromisedPhoto(
            case=case,
            stage=stage,
            hash=photo.hash,
            bytes=photo.bytes,
            item=item,
            promised_at=by.at,
            promised_by_id=by.user_id,
        )
        for photo in photos
    ]
    return PromisedPhoto.objects.bulk_create(rows) if rows else []


@transaction.atomic
def keep_promise(*, case: Case, stage: PhotoStage, content: bytes, by: Actor) -> Photo:
    """Receive the photo, and end every promise of it; raises what ``receive_photo`` raises."""
    photo = receive_photo(case=case, stage=stage, content=content, by=by)
    waiting = PromisedPhoto.objects.filter(case=case, stage=stage, hash=digest_of(content), arrived_at__isnull=True)
    waiting.update(arrived_at=by.at)
    return photo


def withdraw_promise(*, case: Case, stage: PhotoStage, hash: str) -> None:  # noqa: A002 (as the column is called)
    """The photo will never come: it was refused for good, and the case waits for it no longer."""
    PromisedPhoto.objects.filter(case=case, stage=stage, hash=hash, arrived_at__isnull=True).delete()
