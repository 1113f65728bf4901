"""What phones send, for tests: items, and photos cut into pieces."""

import hashlib
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.api.knocking import ROOT, send
from tests.city import inside

CHUNK = 16_000


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def cut(content: bytes) -> list[bytes]:
    return [content[start : start + CHUNK] for start in range(0, len(content), CHUNK)]


def promised(*photos: bytes) -> list[dict[str, Any]]:
    return [{"hash": sha256(photo), "bytes": len(photo)} for photo in photos]


def report(grid: int = 0, **given: Any) -> dict[str, Any]:
    """A grid worker's report as the outbox holds it."""
    longitude, latitude = inside(grid)
    return {
        "kind": "report",
        "made_at": "2026-03-11T08:06:00+08:00",
        "source": "grid_worker",
        "longitude": longitude,
        "latitude": latitude,
        "description": "巷口有一堆垃圾",
        "kind_of_case": "event",
        "minor": "0101",
        "condition": "1",
        **given,
    }


def put(client: Client, body: dict[str, Any], uuid: Any = None) -> Any:
    """One item of the outbox."""
    return send(client, "PUT", f"/phone/items/{uuid or uuid4()}", body)


def declare(client: Client, content: bytes, **given: Any) -> Any:
    """Say which photo is to come."""
    chunks = [sha256(piece) for piece in cut(content)]
    body = {"hash": sha256(content), "bytes": len(content), "chunk_bytes": CHUNK, "chunks": chunks, **given}
    return send(client, "POST", "/phone/blobs", body)


def put_piece(client: Client, content: bytes, index: int, piece: bytes | None = None) -> Any:
    """Send one piece, or other bytes in its place."""
    address = f"{ROOT}/phone/blobs/{sha256(content)}/{index}"
    return client.put(address, cut(content)[index] if piece is None else piece, content_type="application/octet-stream")


def send_photo(client: Client, content: bytes) -> None:
    """Send all that the server has not."""
    there = declare(client, content).json()
    for index in range(len(cut(content))):
        if index not in there["have"]:
            answer = put_piece(client, content, index)
            assert answer.status_code == 204, answer.content.decode()
