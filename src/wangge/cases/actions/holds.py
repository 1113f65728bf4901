"""Holding a case at the desk for a moment, so that two people do not do the same work. It locks nothing."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from wangge.cases.models import Case, Hold
from wangge.cases.permissions import authorise
from wangge.cases.workflow import Verb
from wangge.territory.actors import Actor

HELD_FOR = timedelta(seconds=90)  # an open page asks again every few seconds; one without scripts when it is loaded


def hold_case(*, case: Case, by: Actor) -> Hold:
    """Hold the case for who may take it in, or find the colleague's hold; what they held before is free by it.

    One statement where nobody holds it, so that every opening of a case can afford it.
    """
    authorise(Verb.TAKE_IN, case, by=by)
    mine = Hold(case=case, holder=by.user, until=by.at + HELD_FOR)
    if _hold(mine):
        return mine
    Hold.objects.filter(case=case, until__lte=by.at).exclude(holder=by.user).delete()
    if _hold(mine):
        return mine
    return Hold.objects.select_related("holder").filter(case=case).first() or mine


def erase_holds(at: datetime) -> int:
    """Erase what has ended; return how many."""
    return Hold.objects.filter(until__lt=at).delete()[0]


def _hold(mine: Hold) -> bool:
    """Whether nobody else's row stands at the case; the two uniquenesses decide who of two was first."""
    try:
        with transaction.atomic():
            Hold.objects.bulk_create(
                [mine], update_conflicts=True, unique_fields=["holder"], update_fields=["case", "until"]
            )
    except IntegrityError:
        return False
    return True
