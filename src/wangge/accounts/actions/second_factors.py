"""The secrets of second factors, which allauth keeps inside JSON: sealed again with the newest key."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.vaults import vault

_SEALED = ("secret", "seed")  # of one-time codes, of recovery codes


@transaction.atomic
def reseal_second_factors(*, at: datetime, by: User | None) -> int:
    """Seal anew what the newest key does not open, and return how many it were; VaultError where no key opens one."""
    found = list(Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).only("pk", "data"))
    changed = [authenticator for authenticator in found if _reseal(authenticator.data)]
    Authenticator.objects.bulk_update(changed, ["data"])
    if changed:
        record_audit(action="reseal", at=at, actor=by, subject="Authenticator.data", reason=str(len(changed)))
    return len(changed)


def _reseal(data: dict[str, str]) -> bool:
    """Whether something in ``data`` was sealed anew, in place."""
    keys = vault()
    old = [name for name in _SEALED if name in data and keys.needs_resealing(data[name].encode())]
    data.update({name: keys.reseal(data[name].encode()).decode() for name in old})
    return bool(old)


@transaction.atomic
def forget_second_factors(*, user: User, at: datetime, by: User | None) -> None:
    """Take every second factor and recovery code away; who needs one sets it up at the next sign-in."""
    Authenticator.objects.filter(user=user).delete()
    record_audit(action="forget_second_factors", at=at, actor=by, subject=f"user:{user.pk}")
