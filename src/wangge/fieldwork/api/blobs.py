"""Photos in pieces: declared, then piece by piece, resumed where it stopped."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status
from pydantic import StringConstraints

from wangge.cases.photos import MOST_BYTES
from wangge.fieldwork.actions.blobs import begin_blob, receive_chunk
from wangge.fieldwork.actions.pieces import Declared
from wangge.fieldwork.outbox import Sha256
from wangge.territory.doors import KNOWN, person_of

router = Router(auth=KNOWN)

LEAST_CHUNK, MOST_CHUNK = 16_000, 1_048_576  # bytes of a piece: 16 kB to 1 MB, by either way to count
_Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
RAW = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class BlobIn(Schema):
    """A photo by its SHA-256 in small hexadecimal digits, and the pieces that it is cut into."""

    hash: Sha256
    bytes: int = Field(ge=1, le=MOST_BYTES)
    chunk_bytes: int = Field(ge=LEAST_CHUNK, le=MOST_CHUNK, description="Of each piece but the last.")
    chunks: list[Sha256] = Field(min_length=1, max_length=MOST_BYTES // LEAST_CHUNK + 1)


class ProgressOut(Schema):
    have: list[int] = Field(description="The pieces that need not be sent, counted from 0.")
    complete: bool


@router.post("/phone/blobs", response=ProgressOut, summary="Declare a photo that comes in pieces")
def post_blob(request: HttpRequest, body: BlobIn) -> dict[str, object]:
    """Say what is there already: all of it, where this person sent the photo before."""
    by, person = person_of(request)
    declared = Declared(body.hash, body.bytes, body.chunk_bytes, tuple(body.chunks))
    progress = begin_blob(declared=declared, by=by, person=person)
    return {"have": list(progress.have), "complete": progress.complete}


@router.put("/phone/blobs/{hash}/{index}", response={204: None}, openapi_extra=RAW, summary="Send a piece of a photo")
def put_chunk(request: HttpRequest, hash: Path[_Hash], index: Path[int]) -> Status[None]:  # noqa: A002 (as the path says)
    """Keep a piece: once this answers, it is never asked for again. The same again is harmless.

    422 where its SHA-256 is not the declared one, or, with the last piece, where the whole is not.
    """
    by, person = person_of(request)
    receive_chunk(person=person, hash=hash, index=index, content=request.body, by=by)
    return Status(204, None)
