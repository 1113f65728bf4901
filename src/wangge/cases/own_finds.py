"""What somebody found themself and may end on the spot: nobody else told of it, nobody else waits for it. Reads only.

Whoever told of something is asked whether it is really fixed, after a check and a closing (R-21): so what somebody else
told, or waits for, goes the usual way.
"""

from django.db.models import Q

from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case, Follower
from wangge.cases.refusals import not_yours
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor


def ensure_own_find(case: Case, by: Actor) -> None:
    """Raise NotYours for what another reported: no statement."""
    if case.reported_by_id is None or case.reported_by_id != by.user_id:
        raise not_yours(case, Verb.HANDLE_ON_THE_SPOT)


def ensure_nobody_else_waits(case: Case, by: Actor) -> None:
    """Raise Unusable where it was reported on behalf of somebody, or others follow it: one statement."""
    followers = Follower.objects.filter(Q(case=case) | Q(case__merged_into=case))
    if case.on_behalf or followers.exclude(user=by.user_id).exists():
        sentence = _(
            "Somebody else told of case {number} or follows it, and is asked in the end whether it is fixed: so it is"
            " not ended on the spot but goes the usual way"
        )
        raise Unusable(sentence.format(number=case.number))
