"""Keys of phones and programs: made, listed and revoked by their owner, or by an administrator of the owner's area."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status

from wangge.accounts.actions.keys import make_key, revoke_key
from wangge.accounts.models import Key, KeyKind
from wangge.accounts.permissions import Permission
from wangge.territory.doors import KNOWN, browser_of
from wangge.territory.inputs import Moment, RowId, Short
from wangge.territory.overseeing import key_within, owner_of_new_key, person_within

router = Router(auth=KNOWN)


class KeyOut(Schema):
    id: int
    kind: str
    owner: str
    label: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class NewKeyOut(KeyOut):
    secret: str = Field(description="Shown now and never again: send it as `Authorization: Bearer <secret>`.")


class KeyIn(Schema):
    kind: KeyKind
    label: str = Field(min_length=1, max_length=60, description="What tells it from the owner's other keys.")
    scopes: list[str] = Field(max_length=20, description="A phone has `phone` and no other.")
    owner: Short = Field("", description="A user name; oneself if it is left out.")
    expires_at: Moment | None = None


class RevokeIn(Schema):
    reason: str = Field("", max_length=100)


class OwnerQuery(Schema):
    owner: Short = Field("", description="A user name; oneself if it is left out.")


@router.get("/keys", response=list[KeyOut], summary="List keys")
def list_keys(request: HttpRequest, asked: Query[OwnerQuery]) -> list[dict[str, object]]:
    """Return the newest first, revoked ones too. That a key was used is recorded nowhere."""
    by, user = browser_of(request)
    owner = person_within(asked.owner, Permission.MANAGE_KEYS, by) if asked.owner not in {"", user.username} else user
    return [_shown(key) for key in Key.objects.filter(owner=owner).select_related("owner").order_by("-id")]


@router.post("/keys", response={201: NewKeyOut}, summary="Make a key")
def create_key(request: HttpRequest, body: KeyIn) -> Status[dict[str, object]]:
    """Make a key for oneself or for somebody of one's area. Scopes narrow what the owner may do, and never widen it."""
    by, user = browser_of(request)
    owner = owner_of_new_key(body.owner, user, by)
    made = make_key(
        owner=owner,
        kind=body.kind,
        label=body.label,
        scopes=body.scopes,
        at=by.at,
        by=user,
        expires_at=body.expires_at,
    )
    return Status(201, {**_shown(made.key), "secret": made.secret})


@router.post("/keys/{key}/revoke", response=KeyOut, summary="Revoke a key")
def post_revoke_key(request: HttpRequest, key: Path[RowId], body: RevokeIn) -> dict[str, object]:
    """End a key for ever; 409 where it is revoked already."""
    by, user = browser_of(request)
    return _shown(revoke_key(key=key_within(key, by), at=by.at, by=user, reason=body.reason))


def _shown(key: Key) -> dict[str, object]:
    return {
        "id": key.pk,
        "kind": key.kind,
        "owner": key.owner.username,
        "label": key.label,
        "scopes": key.scopes.split(),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
    }
