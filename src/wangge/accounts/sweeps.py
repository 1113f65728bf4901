"""What an app wants done again and again: each may list its ``SWEEPS`` in ``jobs.py``, and the worker runs them.

Sweeps are idempotent: two workers, or the same worker after a crash, may run one twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Sweep:
    """``run(at)`` does what is due at that moment and returns how many things it did; it is called every ``every``."""

    name: str
    every: timedelta
    run: Callable[[datetime], int]

    def is_due(self, last: datetime | None, at: datetime) -> bool:
        """Whether it is time, where it began ``last`` the time before."""
        return last is None or at - last >= self.every
