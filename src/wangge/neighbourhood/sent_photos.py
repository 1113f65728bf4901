"""A photo that somebody sends with a report, or later by its private link. Its content is judged by the action."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from wangge.cases.actions.photos import receive_photo
from wangge.cases.models import Case, Photo, PhotoStage
from wangge.cases.photos import inspect_size
from wangge.territory.actors import Actor


def photo_sent(request: HttpRequest) -> "UploadedFile[bytes] | None":
    """The file of the form; None where none was chosen."""
    file = request.FILES.get("photo")
    return file if isinstance(file, UploadedFile) else None


def keep_photo(file: "UploadedFile[bytes]", *, case: Case, token: str, by: Actor) -> Photo:
    """Keep it; one that is too large is not read, and a Refusal says what to do."""
    inspect_size(file.size or 0)
    content = file.read()
    claimed = file.content_type or ""
    return receive_photo(case=case, stage=PhotoStage.REPORT, content=content, by=by, claimed_type=claimed, token=token)
