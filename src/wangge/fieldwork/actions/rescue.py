"""Bringing in the file that a phone saved its outbox in: once it proved to be whole, all of it goes into quarantine."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.refusals import Unusable
from wangge.fieldwork.actions.pieces import Declared
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
from wangge.fieldwork.models import SealedPhoto, Way
from wangge.fieldwork.rescue_files import (
    LARGEST,
    BadRescueFile,
    ItemLine,
    PhotoNamed,
    owner_in,
    photos_in,
    read_contents,
)
from wangge.fieldwork.stations import station
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.overseeing import owner_of_new_key


@dataclass(frozen=True)
class Brought:
    """What a file brought into quarantine, and whose it is."""

    owner: User
    items: int


def bring_rescue_file(*, file: IO[bytes], size: int, by: Actor, person: User) -> Brought:
    """Keep what the file holds for its owner: oneself, or somebody whose keys one keeps.

    Raises BadRescueFile, Unusable, TooMuch, and NotFound or NotAllowed for somebody else's outbox.
    """
    if size > LARGEST:
        raise BadRescueFile(_("The file has more than {most} MB").format(most=LARGEST // 1_000_000))
    owner = owner_of_new_key(owner_in(file), person, by)
    contents = read_contents(file)
    _ensure_ours(contents.station)
    items = [_item(line) for line in contents.items]
    with transaction.atomic():
        quarantine_items(items=items, hand=Hand(owner, Way.FILE, by.at, brought_by=person))
        reason = f"{len(items)} items"
        record_audit(action="bring_rescue_file", at=by.at, actor=person, subject=f"user:{owner.pk}", reason=reason)
    _keep_photos(file, owner, by.at)
    return Brought(owner, len(items))


def _keep_photos(file: IO[bytes], owner: User, at: datetime) -> None:
    """One by one, for each waits for the disk, and nobody else could write meanwhile to a database of one file.

    Where the server stops in between, the same file brings the rest, as a phone would that comes back.
    """
    awaited = set(SealedPhoto.objects.filter(owner=owner, whole_at=None).values_list("hash", flat=True))
    for photo in photos_in(file):
        if photo.hash in awaited:
            receive_sealed(owner=owner, hash=photo.hash, index=0, content=photo.content, at=at)


def _ensure_ours(told: str) -> None:
    if told not in station().ids:
        sentence = _("The file is sealed to another station, {told}: bring it there. This one is {ours}.")
        raise Unusable(sentence.format(told=told[:16] or "?", ours=station().id))


def _item(line: ItemLine) -> SealedItem:
    return SealedItem(line.id, read_sealed(line.sealed, MOST_SEALED), tuple(_picture(one) for one in line.photos))


def _picture(named: PhotoNamed) -> SealedPicture:
    if named.bytes > MOST_PHOTO:
        raise BadRescueFile(_("A photo in the file has more than {most} MB").format(most=MOST_PHOTO // 1_000_000))
    declared = Declared(named.hash, named.bytes, named.bytes, (named.hash,))
    return SealedPicture(named.photo, read_sealed(named.key, MOST_KEY), declared)
