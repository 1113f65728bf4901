"""Making the sizes of a photo: the job that waits since its receipt. Safe when it runs twice, or twice at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.db.models import F
from django_tasks import task

from wangge.cases.models import Photo, PhotoState
from wangge.cases.photo_files import drop_received, keep_refused, ready_path, received_path, store
from wangge.cases.photos import BadPhoto, Trouble, sizes_of

_MOST_ATTEMPTS = 3


@task()
def prepare_photo(photo: int) -> str:
    """The job: ``make_sizes`` of the photo with this id, and what became of it."""
    row = Photo.objects.filter(pk=photo).first()
    return "gone" if row is None else make_sizes(photo=row).state


def make_sizes(*, photo: Photo) -> Photo:
    """Make, store and put in force the sizes of a received photo, then delete what was sent.

    What cannot be read, or left three attempts without an answer, is REFUSED, its file kept apart for some time:
    nothing is lost and the case goes on. OSError of a disk that cannot be read or written counts as no attempt.
    """
    if photo.state != PhotoState.RECEIVED:
        return photo
    if not _begun(photo):
        return _settle(photo, state=PhotoState.REFUSED, trouble=Trouble.EXHAUSTING.value)
    try:
        with _disk_of(photo):
            content = received_path(photo).read_bytes()
        sizes = sizes_of(content)
    except FileNotFoundError:  # lost, unless another worker has just finished it: then no row is left to change
        return _settle(photo, state=PhotoState.REFUSED, trouble=Trouble.MISSING.value)
    except BadPhoto:
        return _settle(photo, state=PhotoState.REFUSED, trouble=Trouble.BROKEN.value)
    with _disk_of(photo):
        for size, made in sizes.files.items():
            store(ready_path(photo.pk, size), made)
    return _settle(
        photo, state=PhotoState.READY, ready_hash=sizes.digest, width=sizes.width, height=sizes.height, trouble=""
    )


def _begun(photo: Photo) -> bool:
    """Count the attempt before its pixels take memory: whoever dies of them has no time for it afterwards."""
    waiting = Photo.objects.filter(pk=photo.pk, state=PhotoState.RECEIVED, attempts__lt=_MOST_ATTEMPTS)
    return waiting.update(attempts=F("attempts") + 1) == 1


@contextmanager
def _disk_of(photo: Photo) -> Iterator[None]:
    """Give the attempt back where the disk is full or read-only: no photo is refused for that."""
    try:
        yield
    except OSError:
        counted = Photo.objects.filter(pk=photo.pk, state=PhotoState.RECEIVED, attempts__gt=0)
        counted.update(attempts=F("attempts") - 1)
        raise


@transaction.atomic
def _settle(photo: Photo, *, state: PhotoState, **values: str | int) -> Photo:
    """Whoever is first settles it; the file is moved or deleted only once the row says so."""
    settled = Photo.objects.filter(pk=photo.pk, state=PhotoState.RECEIVED).update(state=state, **values)
    photo.refresh_from_db()
    if settled:
        transaction.on_commit(partial(drop_received if state is PhotoState.READY else keep_refused, photo))
    return photo
