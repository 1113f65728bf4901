"""Small matters that the worker who saw them set right themself; the sample to check is drawn elsewhere."""

from django.db import transaction

from wangge.cases.models import Case, NoteKind, Outcome, Photo, PhotoStage, PhotoState
from wangge.cases.moving import Step, ensure_possible, move, said
from wangge.cases.own_finds import ensure_nobody_else_waits, ensure_own_find
from wangge.cases.permissions import authorise
from wangge.cases.refusals import Missing
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
    ensure_own_find(case, by)
    ensure_possible(case, Verb.HANDLE_ON_THE_SPOT, seen)
    ensure_nobody_else_waits(case, by)
    _has_proof(case)
    done = {"resolved_by_id": by.user_id, "resolved_at": by.at, "outcome": Outcome.FIXED}
    step = Step(Verb.HANDLE_ON_THE_SPOT, role, words=said(NoteKind.PUBLIC, note))
    move(case, step, by=by, seen=seen, changes={**done, **stage_until(None)})
    return case


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
