"""The sweep that keeps the counters up with the steps."""

from datetime import datetime, timedelta

from wangge.accounts.sweeps import Sweep
from wangge.cases.actions.tallies import count_steps

_MOST_BATCHES = 50  # in a round, so that after a long pause the other sweeps have their turn


def count_new_steps(_at: datetime) -> int:
    """Count what happened since the last round."""
    counted = 0
    for _batch in range(_MOST_BATCHES):
        batch = count_steps()
        counted += batch
        if not batch:
            break
    return counted


SWEEPS_OF_TALLIES = (Sweep("tallies", timedelta(seconds=5), count_new_steps),)
