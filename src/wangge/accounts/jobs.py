"""What this room wants done again and again: seal the audit, erase what retention has ended, look at the indexes."""

from datetime import datetime, timedelta

from wangge.accounts.actions.erasure import erase_expired
from wangge.accounts.actions.seals import seal_audit
from wangge.accounts.statistics import refresh_statistics
from wangge.accounts.sweeps import Sweep


def _seal(at: datetime) -> int:
    return len(seal_audit(at=at))


def _erase(at: datetime) -> int:
    return sum(erase_expired(at=at).values())


SWEEPS = (
    Sweep("audit seals", timedelta(minutes=10), _seal),
    Sweep("retention", timedelta(hours=6), _erase),
    Sweep("planner's statistics", timedelta(days=1), refresh_statistics),
)
