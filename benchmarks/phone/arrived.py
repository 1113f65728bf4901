"""Inside the installation: what of the things that a phone had came, once each, and with the same bytes."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from wangge.cases.models import Case, Photo, PromisedPhoto
from wangge.cases.photo_files import received_path
from wangge.fieldwork.models import Item


def answer(phone: str) -> dict[str, int]:
    """``phone`` is a file with its outbox before anything went up: ids, and the hashes of photos."""
    had: list[dict[str, Any]] = json.loads(Path(phone).read_text(encoding="utf-8"))
    cases = dict(Item.objects.values_list("uuid", "case"))
    ids = [one["id"] for one in had]
    came = {str(uuid): case for uuid, case in cases.items()}
    photos = Counter(Photo.objects.values_list("case", "received_hash"))
    wanted = {(came[one["id"]], digest) for one in had if one["id"] in came for digest in one["hashes"]}
    return {
        "reports": sum(one in came for one in ids),
        "double": Case.objects.count() - len(set(came.values())) + len(came) - len(set(came.values())),
        "strange": len(set(came) - set(ids)),
        "photos": sum(one in photos for one in wanted),
        "photos_double": photos.total() - len(photos),
        "photos_missing": sum(len(one["hashes"]) for one in had if one["id"] in came) - len(photos),
        "photos_other_bytes": _with_other_bytes(),
        "photos_awaited": PromisedPhoto.objects.filter(arrived_at__isnull=True).count(),
    }


def _with_other_bytes() -> int:
    """Files whose content is not what the phone had hashed."""
    return sum(
        hashlib.sha256(received_path(photo).read_bytes()).hexdigest() != photo.received_hash
        for photo in Photo.objects.iterator()
    )
