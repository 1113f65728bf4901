"""What this room wants done again and again: the clocks of cases, tidings, hand-overs, samples, photos, counters."""

from datetime import datetime, timedelta
from fractions import Fraction

from django.utils.crypto import salted_hmac

from wangge.accounts.sweeps import Sweep
from wangge.cases.actions.handing_over import hand_over_work
from wangge.cases.actions.holds import erase_holds
from wangge.cases.actions.rehoming import rehome_cases
from wangge.cases.actions.sampling import sample_on_the_spot
from wangge.cases.actions.sweeps import (
    escalate_long_overdue,
    lapse_requests,
    mark_overdue,
    resume_suspended,
    warn_of_limits,
)
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.photo_jobs import SWEEPS_OF_PHOTOS
from wangge.cases.tally_jobs import SWEEPS_OF_TALLIES
from wangge.territory.actors import system

# One in ten: a case handled on the spot costs its worker nothing but photos, and whoever checks it has own work.
SAMPLED = Fraction(1, 10)


def draw_sample(at: datetime) -> int:
    """Send a tenth of what was handled on the spot to the check; return how many cases.

    Each case has one lot for good: with another one every day, half of a week's cases would be drawn. The lot depends
    on the installation's key, so two workers draw the same and nobody knows beforehand what will be looked at.
    """
    seed = salted_hmac("wangge.cases.samples", "").hexdigest()
    return len(sample_on_the_spot(share=SAMPLED, seed=seed, by=system(at)))


SWEEPS_OF_LIMITS = (
    Sweep("limit warnings", timedelta(minutes=1), warn_of_limits),
    Sweep("overdue marks", timedelta(minutes=1), mark_overdue),
    Sweep("overdue escalations", timedelta(minutes=5), escalate_long_overdue),
    Sweep("resumptions", timedelta(minutes=5), resume_suspended),
    Sweep("lapsed requests", timedelta(hours=1), lapse_requests),
)

SWEEPS = (
    *SWEEPS_OF_LIMITS,
    Sweep("tidings", timedelta(seconds=5), spread_tidings),
    Sweep("hand-overs", timedelta(minutes=10), hand_over_work),
    Sweep("re-homing", timedelta(minutes=10), rehome_cases),
    Sweep("ended holds", timedelta(minutes=1), erase_holds),
    Sweep("samples", timedelta(days=1), draw_sample),
    *SWEEPS_OF_PHOTOS,
    *SWEEPS_OF_TALLIES,
)
