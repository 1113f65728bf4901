"""The file that a phone saved its outbox in, brought in by whoever has it in their hand."""

from django.http import HttpRequest
from ninja import Field, File, Router, Schema, Status
from ninja.files import UploadedFile

from wangge.fieldwork.actions.rescue import bring_rescue_file
from wangge.territory.doors import KNOWN, browser_of

router = Router(auth=KNOWN)


class BroughtOut(Schema):
    owner: str = Field(description="Whose outbox it is.")
    items: int = Field(description="So many things wait to be taken in, those that came before among them.")


@router.post("/phone/rescue", response={201: BroughtOut}, summary="Bring in the file of an outbox")
def post_rescue(request: HttpRequest, file: File[UploadedFile]) -> Status[dict[str, object]]:
    """Keep the sealed things of a file for their owner: oneself, or somebody of one's area with the right of keys.

    422 names what is wrong with the file, and nothing of it is kept. The same file again is harmless.
    """
    by, person = browser_of(request)
    brought = bring_rescue_file(file=file, size=file.size or 0, by=by, person=person)
    return Status(201, {"owner": brought.owner.username, "items": brought.items})
