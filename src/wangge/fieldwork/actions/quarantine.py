"""Keeping what phones hand over sealed, until somebody with the right opens it. Nothing is read here."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, Sum

from wangge.accounts.models import Key, User
from wangge.accounts.refusals import Unusable
from wangge.cases.photos import MOST_BYTES
from wangge.fieldwork.actions.blobs import TooMuch
from wangge.fieldwork.actions.pieces import Declared, cut_anew, keep_piece, put_together
from wangge.fieldwork.blob_files import chunks_kept
from wangge.fieldwork.models import Outcome, Quarantined, SealedPhoto, Way
from wangge.fieldwork.rescue_files import MOST_ITEMS, MOST_PHOTOS
from wangge.language import _

# Of one phone, and of all files for one owner, for as long as they are kept, as many items and photos as a file holds.
MOST_TOGETHER = 1_000_000_000  # bytes of the photos
MOST_SEALED = 40_000  # bytes of an item
MOST_KEY = 200  # bytes of the key of a photo
MOST_PHOTO = MOST_BYTES + 100  # what sealing adds is less
_LEAST = 65 + 12 + 16  # what the sealing itself takes (trust.station)


@dataclass(frozen=True)
class SealedPicture:
    """A photo as it lies on the phone: whose bytes are sealed by a key, and that key by the station's."""

    photo: str
    photo_key: bytes
    declared: Declared


@dataclass(frozen=True)
class SealedItem:
    """An item of an outbox, sealed to the station, with its photos."""

    uuid: UUID
    sealed: bytes
    photos: tuple[SealedPicture, ...] = ()


@dataclass(frozen=True)
class Hand:
    """Whose outbox it is, by which way it comes, when, from which phone, and who brings the file."""

    owner: User
    way: Way
    at: datetime
    key: Key | None = None
    brought_by: User | None = None


def read_sealed(text: str, most: int) -> bytes:
    """What was sealed, out of base64; Unusable for what no phone sealed."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Unusable(_("What was sealed is no base64: send it as the phone keeps it")) from wrong
    if not _LEAST < len(content) <= most:
        sentence = _("What was sealed has {count} bytes: it must be more than {least}, and {most} at most")
        raise Unusable(sentence.format(count=len(content), least=_LEAST, most=most))
    return content


@transaction.atomic
def quarantine_items(*, items: Sequence[SealedItem], hand: Hand) -> list[Quarantined]:
    """Keep all of them or none, in their order; the same again is a success. Raises Unusable and TooMuch."""
    _ensure_room(hand)
    kept = [_keep_item(item, hand) for item in items]
    _ensure_room(hand)
    return kept


def receive_sealed(*, owner: User, hash: str, index: int, content: bytes, at: datetime) -> None:  # noqa: A002 (its name)
    """Keep one piece of a sealed photo; with the last one its items may be opened, again if they were before."""
    photo = SealedPhoto.objects.filter(owner=owner, hash=hash).first()
    keep_piece(photo, index, content)
    if photo is not None and photo.whole_at is None and put_together(photo, at):
        late_for = photo.items.filter(outcome=Outcome.TAKEN)
        late_for.update(outcome=Outcome.WAITING, sentence="")


def _keep_item(item: SealedItem, hand: Hand) -> Quarantined:
    digest = hashlib.sha256(item.sealed).hexdigest()
    given = {"sealed": item.sealed, "way": hand.way, "key": hand.key, "received_at": hand.at}
    row, _made = Quarantined.objects.get_or_create(
        owner=hand.owner,
        uuid=item.uuid,
        sealed_hash=digest,
        defaults={**given, "brought_by": hand.brought_by},
    )
    if row.outcome != Outcome.DISCARDED:
        row.photos.add(*(_await_photo(picture, hand) for picture in item.photos))
    return row


def _await_photo(picture: SealedPicture, hand: Hand) -> SealedPhoto:
    declared = picture.declared
    declared.ensure_usable()
    given = {"photo": picture.photo, "photo_key": picture.photo_key, "key": hand.key, "begun_at": hand.at}
    photo, _made = SealedPhoto.objects.get_or_create(
        owner=hand.owner, hash=declared.hash, defaults={**given, **declared.columns()}
    )
    is_lost = photo.whole_at is not None and not chunks_kept(photo)
    if is_lost or (photo.whole_at is None and photo.chunks != declared.chunks):
        cut_anew(photo, declared)
    return photo


def _ensure_room(hand: Hand) -> None:
    """What a lost phone may fill is bounded, and its share is nobody else's; so is what files bring for one owner."""
    if hand.key is not None:
        share = Q(key=hand.key)
        sentence = _("This phone has handed over {items} things or {most} GB of photos: no more are kept")
    else:
        share = Q(key=None, owner=hand.owner)
        sentence = _("Files with {items} things or {most} GB of photos came for this person already: no more are kept")
    count = Quarantined.objects.filter(share).count()
    photos = SealedPhoto.objects.filter(share).aggregate(count=Count("pk"), bytes=Sum("bytes"))
    if count > MOST_ITEMS or photos["count"] > MOST_PHOTOS or (photos["bytes"] or 0) > MOST_TOGETHER:
        raise TooMuch(sentence.format(items=MOST_ITEMS, most=MOST_TOGETHER // 1_000_000_000))
