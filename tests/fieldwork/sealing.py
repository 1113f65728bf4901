"""What a phone seals, for tests: items to the station, photos by a key of their own, and the file of an outbox."""

import base64
import json
import secrets
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.api.knocking import ROOT, key_of, send
from tests.city import City
from tests.fieldwork.outboxes import CHUNK, cut, sha256
from wangge.accounts.actions.keys import revoke_key
from wangge.accounts.models import Key
from wangge.fieldwork.stations import station
from wangge.trust.station import seal


def to_station(content: bytes) -> str:
    return base64.b64encode(seal(content, station().public_key)).decode()


class SealedPhoto:
    """A photo as a phone keeps it."""

    def __init__(self, content: bytes) -> None:
        key, chance = secrets.token_bytes(32), secrets.token_bytes(12)
        self.photo, self.key = sha256(content), to_station(key)
        self.sealed = chance + AESGCM(key).encrypt(chance, content, None)
        self.hash = sha256(self.sealed)

    def named(self) -> dict[str, Any]:
        return {"photo": self.photo, "key": self.key, "hash": self.hash, "bytes": len(self.sealed)}

    def declared(self) -> dict[str, Any]:
        return {**self.named(), "chunk_bytes": CHUNK, "chunks": [sha256(piece) for piece in cut(self.sealed)]}


def sealed_item(body: dict[str, Any], *photos: SealedPhoto, uuid: UUID | None = None) -> dict[str, Any]:
    """An item as POST /phone/quarantine takes it."""
    sealed = to_station(json.dumps(body, ensure_ascii=False).encode())
    return {"id": str(uuid or uuid4()), "sealed": sealed, "photos": [photo.declared() for photo in photos]}


def revoked_phone(city: City, name: str = "lin") -> Client:
    """A phone whose key was ended."""
    secret = key_of(city, name)
    key = Key.objects.get(lookup=secret.split("_")[1])
    revoke_key(key=key, at=timezone.now(), by=key.owner)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def hand_over(client: Client, *items: dict[str, Any]) -> Any:
    return send(client, "POST", "/phone/quarantine", {"items": list(items)})


def hand_over_photo(client: Client, photo: SealedPhoto) -> None:
    for index, piece in enumerate(cut(photo.sealed)):
        address = f"{ROOT}/phone/quarantine/{photo.hash}/{index}"
        answer = client.put(address, piece, content_type="application/octet-stream")
        assert answer.status_code == 204, answer.content.decode()


def rescue_file(owner: str, *items: dict[str, Any], photos: tuple[SealedPhoto, ...] = (), **head: Any) -> bytes:
    """The file that a phone saves."""
    lines = [{"version": 2, "station": station().id, "owner": owner, **head}]
    named = {photo.hash: photo.named() for photo in photos}
    lines += [{**item, "photos": [named[photo["hash"]] for photo in item["photos"]]} for item in items]
    lines += [{"hash": one.hash, "content": base64.b64encode(one.sealed).decode()} for one in photos]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def bring(client: Client, content: bytes) -> Any:
    return client.post(f"{ROOT}/phone/rescue", {"file": SimpleUploadedFile("wangge-outbox.jsonl", content)})
