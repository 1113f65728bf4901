"""What is done about photos again and again: those whose job was lost, files that nobody needs any more."""

import logging
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from wangge.accounts.sweeps import Sweep
from wangge.cases.actions.preparing import make_sizes
from wangge.cases.models import Photo, PhotoState
from wangge.cases.photo_files import BUCKETS, delete, files_before, keep_refused, name_of, photo_of, received_name

_log = logging.getLogger("wangge.photos")

_JOB_LOST_AFTER = timedelta(minutes=5)
_ORPHAN_AFTER = timedelta(days=1)
_REFUSED_KEPT = timedelta(days=30)
_A_BUCKET = timedelta(minutes=10)
_BATCH = 500
_AT_ONCE = 50


def prepare_waiting_photos(at: datetime) -> int:
    """Do what a job should have done: a worker may have died in the middle of one."""
    waiting = Photo.objects.filter(state=PhotoState.RECEIVED, received_at__lt=at - _JOB_LOST_AFTER)
    photos = list(waiting.order_by("received_at")[:_AT_ONCE])
    return sum(_is_prepared(photo) for photo in photos)


def _is_prepared(photo: Photo) -> bool:
    """A file that the disk does not give, or cannot take, keeps nobody else's photo waiting."""
    try:
        return make_sizes(photo=photo).state != PhotoState.RECEIVED
    except OSError as trouble:
        _log.warning("the disk keeps photo %s from being prepared: %s", photo.pk, trouble.strerror)
        return False


def drop_refused_photos(at: datetime) -> int:
    """Delete the files of photos that could not be read, 30 days after they came; their rows say what happened."""
    return delete(files_before(at - _REFUSED_KEPT, "refused"))


def drop_received_orphans(at: datetime) -> int:
    """Delete received files without a row that waits for them; those of refused photos are put where they belong."""
    rows = {received_name(photo): photo for photo in Photo.objects.exclude(state=PhotoState.READY)}
    orphans = []
    for path in files_before(at - _ORPHAN_AFTER, "received"):
        photo = rows.get(name_of(path))
        if photo is None:
            orphans.append(path)
        elif photo.state == PhotoState.REFUSED:
            keep_refused(photo)
    return delete(orphans)


def drop_ready_orphans(at: datetime) -> int:
    """Delete ready files whose row is gone, as retention leaves them; a bucket each time, so two days for all."""
    bucket = int(at.timestamp() // _A_BUCKET.total_seconds()) % BUCKETS
    old = files_before(at - _ORPHAN_AFTER, "ready", f"{bucket:02x}")
    deleted = 0
    while paths := list(islice(old, _BATCH)):
        deleted += delete(_without_row(paths))
    return deleted


def _without_row(paths: list[Path]) -> list[Path]:
    numbers = {path: photo_of(path) for path in paths}
    asked = {number for number in numbers.values() if number is not None}
    known = set(Photo.objects.filter(pk__in=asked).values_list("pk", flat=True))
    return [path for path, number in numbers.items() if number not in known]


SWEEPS_OF_PHOTOS = (
    Sweep("photos waiting", timedelta(minutes=1), prepare_waiting_photos),
    Sweep("photos refused", timedelta(days=1), drop_refused_photos),
    Sweep("photos received", timedelta(hours=6), drop_received_orphans),
    Sweep("photos ready", _A_BUCKET, drop_ready_orphans),
)
