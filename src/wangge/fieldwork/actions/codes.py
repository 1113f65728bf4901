"""Enrolling a phone: a code is made at the station, and whoever types it on a phone gets the key of a device."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.actions.keys import NewKey, make_key, revoke_key
from wangge.accounts.models import Key, KeyKind, User
from wangge.accounts.refusals import NotAllowed, Unusable
from wangge.accounts.scopes import Scope
from wangge.fieldwork.codes import digest_of_code, new_code, typed_code
from wangge.fieldwork.models import PhoneCode
from wangge.language import _

VALID = timedelta(minutes=15)


class WrongCode(Unusable):
    """The code opens nothing, whether it was never given, used or is too old."""

    code = "wrong-code"


class OthersCode(Unusable):
    """The code is good, but for somebody else than whose things wait on the phone. It stays unused."""

    code = "others-code"


@dataclass(frozen=True)
class NewCode:
    """A code, which is shown now and never again."""

    code: str
    expires_at: datetime


@transaction.atomic
def make_phone_code(*, owner: User, at: datetime, by: User) -> NewCode:
    """Make a code for a phone of ``owner``; older ones that nobody used end. Who may is asked above (MANAGE_KEYS)."""
    if not owner.is_active:
        raise NotAllowed(_("{name} has left and gets no key.").format(name=owner.work_name))
    PhoneCode.objects.filter(owner=owner, used_at__isnull=True).delete()
    code, expires_at = new_code(), at + VALID
    PhoneCode.objects.create(owner=owner, digest=digest_of_code(code), made_at=at, made_by=by, expires_at=expires_at)
    record_audit(action="make_phone_code", at=at, actor=by, subject=f"user:{owner.pk}")
    return NewCode(code, expires_at)


@transaction.atomic
def enrol_phone(*, code: str, label: str, at: datetime, owner: str = "", replaces: str = "") -> NewKey:
    """Make the key of a phone for the owner of the code; WrongCode, with one sentence for all that can be wrong.

    Where things of ``owner`` wait on the phone, nobody else's code will do: OthersCode. The phone's key of before,
    ``replaces`` by its id, is revoked.
    """
    open_codes = PhoneCode.objects.filter(used_at__isnull=True, expires_at__gt=at, owner__is_active=True)
    found = open_codes.select_related("owner", "made_by").filter(digest=digest_of_code(typed_code(code))).first()
    if found is not None and owner not in {"", found.owner.username}:
        raise OthersCode(_("This code is somebody else's: what waits on this phone needs a code of its own person"))
    if found is None or not PhoneCode.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=at):
        raise WrongCode(_("This code opens nothing: it is wrong, used or too old; ask the station for another one"))
    made = make_key(owner=found.owner, kind=KeyKind.DEVICE, label=label, scopes=[Scope.PHONE], at=at, by=found.made_by)
    _revoke_replaced(replaces, made.key, at)
    return made


@transaction.atomic
def end_phone(*, key: Key, at: datetime) -> None:
    """Revoke the key of a phone from which its owner removes everything; one that was revoked stays so."""
    still = Key.objects.select_related("owner").select_for_update(of=("self",))
    for one in still.filter(pk=key.pk, kind=KeyKind.DEVICE, revoked_at__isnull=True):
        revoke_key(key=one, at=at, by=one.owner, reason="removed from the phone")


def _revoke_replaced(replaces: str, fresh: Key, at: datetime) -> None:
    """Nobody opens any more what the phone had; an id that is not of a phone of the same person ends nothing."""
    ours = Key.objects.filter(owner=fresh.owner_id, kind=KeyKind.DEVICE, revoked_at__isnull=True)
    for key in ours.filter(lookup=replaces).exclude(pk=fresh.pk):
        revoke_key(key=key, at=at, by=fresh.created_by, reason=f"replaced by {fresh.lookup}")
