"""Sealing again with the newest key. Which columns there are is known above."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model, QuerySet

from wangge.accounts.actions.audit import record_audit
from wangge.accounts.models import User
from wangge.accounts.vaults import vault


@transaction.atomic
def reseal_rows(*, rows: "QuerySet[Model]", field: str, at: datetime, by: User | None) -> int:
    """Seal ``field`` of ``rows`` anew where the newest key does not open it, and return how many it were.

    VaultError where no key opens one of them; then nothing is changed. A row that changes meanwhile is left as it is:
    whoever wrote it used the newest key.
    """
    keys, done = vault(), 0
    for number, kept in list(rows.values_list("pk", field)):
        sealed = bytes(kept)
        if keys.needs_resealing(sealed):
            same = rows.model._default_manager.filter(pk=number, **{field: sealed})  # noqa: SLF001 (Django's own door)
            done += same.update(**{field: keys.reseal(sealed)})
    if done:
        record_audit(action="reseal", at=at, actor=by, subject=f"{rows.model.__name__}.{field}", reason=str(done))
    return done
