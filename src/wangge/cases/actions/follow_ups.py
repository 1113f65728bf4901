"""The question after the end, "is it really fixed?": asked of every follower, answered with one tap.

A "no" of who reported it reopens; one of who joined is for the duty supervisor, who sees it and decides.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.closing import REOPENED_WITHIN, case_followed, check_again, is_fresh, may_reopen
from wangge.cases.models import Case, Follower, FollowUp
from wangge.cases.moving import REPORTER, Step, move
from wangge.cases.permissions import authorise
from wangge.cases.refusals import MovedOn
from wangge.cases.workflow import State, Verb
from wangge.language import _
from wangge.territory.actors import Actor


@dataclass(frozen=True)
class Answered:
    """The answer as it is kept, whether it opened the case again, and what the follower reads."""

    follow_up: FollowUp
    case: Case
    reopened: bool
    sentence: str


@transaction.atomic
def ask_follow_ups(*, case: Case, at: datetime) -> list[FollowUp]:
    """Ask every follower of a closed case and of those merged into it, once a closing; return what was asked.

    Again is harmless. A case that was opened again meanwhile is not asked about.
    """
    if case.state != State.CLOSED:
        return []
    number = case.reopenings + 1
    followers = Follower.objects.filter(Q(case=case) | Q(case__merged_into=case)).order_by("id")
    rows = [FollowUp(case=case, follower=follower, round=number, asked_at=at) for follower in followers]
    FollowUp.objects.bulk_create(rows, ignore_conflicts=True)
    return list(FollowUp.objects.filter(case=case, round=number).order_by("id"))


@transaction.atomic
def answer_follow_up(*, follower: Follower, fixed: bool, by: Actor, satisfied: bool | None = None) -> Answered:
    """Keep the answer; a reporter's "no" within 15 days of closing opens the case again, once a closing.

    The follower answers by their link or signed in; staff type in what was said on the telephone.
    """
    case = case_followed(follower)
    role = _role(follower, case, by)
    follow_up = FollowUp.objects.filter(follower=follower).order_by("-round").first()
    if follow_up is None:
        sentence = _("Nobody asked about case {number} yet: you are asked when it is done")
        raise Unusable(sentence.format(number=case.number))
    follow_up.answered_at, follow_up.fixed, follow_up.satisfied = by.at, fixed, satisfied
    follow_up.save(update_fields=["answered_at", "fixed", "satisfied"])
    reopened = _moved(follower, case, role, by, reopening=not fixed and may_reopen(follower, by))
    return Answered(follow_up, case, reopened, _thanks(case, by, fixed=fixed, reopened=reopened))


def _moved(follower: Follower, case: Case, role: str, by: Actor, *, reopening: bool) -> bool:
    """Note the answer in the history of a closed case; return whether it is open again by it.

    The answer is kept even where somebody else opened the case at the same moment.
    """
    if case.state != State.CLOSED:
        return False
    try:
        with transaction.atomic():
            steps, changes = check_again(case, follower, by) if reopening else ([], {})
            move(case, Step(Verb.FOLLOW_UP, role), *steps, by=by, changes=changes)
    except MovedOn:
        case.refresh_from_db()
        return False
    return reopening


def _role(follower: Follower, case: Case, by: Actor) -> str:
    """Whoever holds the link, or is the follower, answers for themself; others need a posting for it."""
    own = by.user_id is None or by.user_id == follower.user_id
    return REPORTER if own and not by.is_system else authorise(Verb.FOLLOW_UP, case, by=by)


def _thanks(case: Case, by: Actor, *, fixed: bool, reopened: bool) -> str:
    if fixed:
        return _("Thank you for your answer")
    if reopened:
        return _("Thank you: case {number} is open again, and somebody looks at it on the spot").format(
            number=case.number
        )
    if case.open:
        return _("Thank you: case {number} is open already, and your answer is kept").format(number=case.number)
    if is_fresh(case, by):
        sentence = _("Thank you, your answer is kept; the duty supervisor sees it and decides about case {number}")
        return sentence.format(number=case.number)
    sentence = _(
        "Thank you, your answer is kept; case {number} was closed more than {days} days ago, so please report what"
        " you see as a new case"
    )
    return sentence.format(number=case.number, days=REOPENED_WITHIN.days)
