"""Work orders for paper: the part of a unit with the photos that show what is to be done. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from wangge.cases.models import Order, Photo, PhotoStage, PhotoState

_MOST = 2  # what fits on the page beside the words
_BEFORE = (PhotoStage.REPORT, PhotoStage.VERIFY)


@dataclass(frozen=True)
class WorkOrder:
    """A page of paper."""

    part: Order
    photos: tuple[Photo, ...]


def with_photos(parts: Sequence[Order]) -> list[WorkOrder]:
    """Each part with the first photos of its report and verification: one statement."""
    cases = {part.case_id for part in parts}
    photos: dict[int, list[Photo]] = defaultdict(list)
    for photo in Photo.objects.filter(case__in=cases, stage__in=_BEFORE, state=PhotoState.READY).order_by("id"):
        photos[photo.case_id].append(photo)
    return [WorkOrder(part, tuple(photos[part.case_id][:_MOST])) for part in parts]
