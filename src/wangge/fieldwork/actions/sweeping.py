"""What is done about photos in pieces again and again: given to who waits for them, dropped when nobody does."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from wangge.accounts.refusals import Refusal
from wangge.accounts.scopes import Scope
from wangge.cases.models import PromisedPhoto
from wangge.cases.photo_files import delete, old_files
from wangge.fieldwork.actions.blobs import finish_blob
from wangge.fieldwork.actions.pieces import drop
from wangge.fieldwork.blob_files import shelf
from wangge.fieldwork.models import OPEN, Blob, SealedPhoto
from wangge.territory.actors import actor_for

KEPT = timedelta(days=30)  # what nobody claimed
CLAIMED_KEPT = timedelta(days=3)  # so that a phone which did not hear the answer asks once and sends nothing
SEALED_KEPT = timedelta(days=183)  # as the register says
_MISSED_AFTER = timedelta(minutes=1)
_AT_ONCE = 200


def give_missed_photos(at: datetime) -> int:
    """Give whole photos to the cases that wait for them: server and phone may end between the two."""
    waited_for = PromisedPhoto.objects.filter(
        promised_by=OuterRef("person"), hash=OuterRef("hash"), arrived_at__isnull=True
    )
    missed = Blob.objects.filter(Exists(waited_for), whole_at__lt=at - _MISSED_AFTER, claimed_at__isnull=True)
    return sum(_gives(blob, at) for blob in missed.select_related("person").order_by("pk")[:_AT_ONCE])


def drop_old_blobs(at: datetime) -> int:
    """Drop photos and pieces that nobody claimed for 30 days, and copies of those that a case has for three."""
    old = Blob.objects.filter(Q(begun_at__lt=at - KEPT) | Q(claimed_at__lt=at - CLAIMED_KEPT))
    dropped = 0
    for blob in old.iterator():
        drop(blob)
        dropped += 1
    return dropped + delete(list(old_files(shelf(Blob), at - KEPT - timedelta(days=1))))


def drop_old_seals(at: datetime) -> int:
    """Drop sealed photos a while after the last of their items was taken in or discarded, and files without a row."""
    begun = SealedPhoto.objects.filter(begun_at__lt=at - CLAIMED_KEPT)
    needed = Q(items__outcome__in=OPEN) | Q(items__opened_at__gte=at - CLAIMED_KEPT)
    dropped = 0
    for photo in begun.exclude(pk__in=SealedPhoto.objects.filter(needed).values("pk")).iterator():
        drop(photo)
        dropped += 1
    return dropped + delete(list(old_files(shelf(SealedPhoto), at - SEALED_KEPT - timedelta(days=1))))


def _gives(blob: Blob, at: datetime) -> bool:
    try:
        finish_blob(blob=blob, by=actor_for(blob.person, at, frozenset({Scope.PHONE})))
    except Refusal:  # its promise is withdrawn, or it is tried again
        return False
    return True
