"""Photos: sent as they are or in a form, served privately to who handles the case."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema, Status

from wangge.accounts.refusals import NotFound
from wangge.cases.actions.following import follower_by_token
from wangge.cases.actions.photos import receive_photo
from wangge.cases.api.shapes import PhotoOut
from wangge.cases.models import Photo, PhotoStage
from wangge.cases.photo_rights import photo_file
from wangge.cases.photos import PhotoSize, inspect_size
from wangge.cases.visibility import visible_case
from wangge.language import _
from wangge.territory.doors import ANYBODY, KNOWN, SLOWED, actor_of
from wangge.territory.inputs import RowId

router = Router()

_FORM = "photo"  # the name of the file in a form
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "image/jpeg": _BINARY,
            "image/png": _BINARY,
            "image/webp": _BINARY,
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {_FORM: _BINARY["schema"]}, "required": [_FORM]}
            },
        },
    }
}
_IMAGE: dict[str, Any] = {"responses": {200: {"description": "The photo.", "content": {"image/jpeg": _BINARY}}}}


class StageQuery(Schema):
    stage: PhotoStage


class SizeQuery(Schema):
    size: PhotoSize = PhotoSize.THUMB


@router.post(
    "/cases/{number}/photos", auth=KNOWN, response={201: PhotoOut}, openapi_extra=_BODY, summary="Send a photo"
)
def post_photo(request: HttpRequest, number: str, asked: Query[StageQuery]) -> Status[Photo]:
    """Keep a photo of a stage: JPEG, PNG or WebP, as the body or as ``photo`` of a form; the same again is harmless.

    It can be seen once its sizes were made, without EXIF; 422 says what is wrong with it.
    """
    by = actor_of(request)
    case = visible_case(number, by=by)
    content, claimed = _sent(request)
    return Status(201, receive_photo(case=case, stage=asked.stage, content=content, by=by, claimed_type=claimed))


@router.post(
    "/track/{token}/photos",
    auth=ANYBODY,
    throttle=SLOWED,
    response={201: PhotoOut},
    openapi_extra=_BODY,
    summary="Send a photo of my report",
)
def post_own_photo(request: HttpRequest, token: str) -> Status[Photo]:
    """Keep a photo that the reporter sends by the private link, without an account."""
    case = follower_by_token(token).case
    content, claimed = _sent(request)
    stage = PhotoStage.REPORT
    by = actor_of(request)
    photo = receive_photo(case=case, stage=stage, content=content, by=by, claimed_type=claimed, token=token)
    return Status(201, photo)


@router.get("/cases/{number}/photos/{photo}", auth=KNOWN, response=None, openapi_extra=_IMAGE, summary="See a photo")
def read_photo(request: HttpRequest, number: str, photo: Path[RowId], asked: Query[SizeQuery]) -> HttpResponse:
    """Return the JPEG in a size, to who handles the case; 404 while it is being prepared."""
    path = photo_file(number=number, photo=photo, size=asked.size, by=actor_of(request))
    try:
        answer = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    except FileNotFoundError:
        raise NotFound(_("The photo is being prepared: look again in a moment")) from None
    answer["Cache-Control"] = "private, no-store"
    return answer


def _sent(request: HttpRequest) -> tuple[bytes, str]:
    """The bytes, and the type that they claim; a form's file that is too large is not read."""
    if request.content_type != "multipart/form-data":
        return request.body, request.content_type or ""
    file = request.FILES.get(_FORM)
    if not isinstance(file, UploadedFile):
        return b"", ""
    inspect_size(file.size or 0)
    return file.read(), file.content_type or ""
