"""What this room wants done again and again."""

from datetime import timedelta

from wangge.accounts.sweeps import Sweep
from wangge.fieldwork.actions.sweeping import drop_old_blobs, drop_old_seals, give_missed_photos

SWEEPS = (
    Sweep("photos in pieces", timedelta(minutes=1), give_missed_photos),
    Sweep("old pieces", timedelta(hours=6), drop_old_blobs),
    Sweep("old sealed photos", timedelta(hours=6), drop_old_seals),
)
