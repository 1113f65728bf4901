"""Small matters that the worker who saw them set right themself; the sample to check is drawn elsewhere.

Whoever told of something is asked whether it is really fixed, after a check and a closing (R-21): so what somebody else
told, or waits for, goes the usual way.
"""

from django.db import transaction
from django.db.models import Q

from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case, Follower, NoteKind, Outcome, Photo, PhotoStage, PhotoState
from wangge.cases.moving import Step, ensure_possible, move, said
from wangge.cases.permissions import authorise
from wangge.cases.refusals import Missing, not_yours
from wangge.cases.stages import stage_until
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def handle_on_the_spot(*, case: Case, note: str, by: Actor, seen: int | None = None) -> Case:
    """End the case as done by its reporter; with a photo before and one after where the class asks for photos.

    Unusable where it was reported on behalf of somebody, or others follow it: they are to be asked.
    """
    role = authorise(Verb.HANDLE_ON_THE_SPOT, case, by=by)
    if case.reported_by_id is None or case.reported_by_id != by.user_id:
        raise not_yours(case, Verb.HANDLE_ON_THE_SPOT)
    ensure_possible(case, Verb.HANDLE_ON_THE_SPOT, seen)
    _nobody_else_waits(case, by)
    _has_proof(case)
    done = {"resolved_by_id": by.user_id, "resolved_at": by.at, "outcome": Outcome.FIXED}
    step = Step(Verb.HANDLE_ON_THE_SPOT, role, words=said(NoteKind.PUBLIC, note))
    move(case, step, by=by, seen=seen, changes={**done, **stage_until(None)})
    return case


def _nobody_else_waits(case: Case, by: Actor) -> None:
    followers = Follower.objects.filter(Q(case=case) | Q(case__merged_into=case))
    if case.on_behalf or followers.exclude(user=by.user_id).exists():
        sentence = _(
            "Somebody else told of case {number} or follows it, and is asked in the end whether it is fixed: so it is"
            " not ended on the spot but goes the usual way"
        )
        raise Unusable(sentence.format(number=case.number))


def _has_proof(case: Case) -> None:
    if case.minor is None:
        sentence = _("Case {number} has no class yet, so it cannot be ended on the spot: report it with its class")
        raise Missing(sentence.format(number=case.number))
    if not case.minor.photo_needed:
        return
    needed = {PhotoStage.REPORT, PhotoStage.RESOLVE}
    photos = Photo.objects.filter(case=case, stage__in=needed).exclude(state=PhotoState.REFUSED)
    if len(set(photos.values_list("stage", flat=True))) < len(needed):
        sentence = _("Case {number} needs a photo from before and one from after: add what is missing")
        raise Missing(sentence.format(number=case.number))
