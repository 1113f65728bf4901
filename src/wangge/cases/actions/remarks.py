"""Words beside a case that leave it where it is: comments, internal notes, supervision orders."""

from django.db import transaction

from wangge.cases.models import Case, NoteKind, Order
from wangge.cases.moving import Step, Words, move, said
from wangge.cases.permissions import authorise, role_for
from wangge.cases.reasons import FOR_SUPERVISING, reason_among
from wangge.cases.refusals import Missing, not_yours
from wangge.cases.workflow import Verb
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def comment_case(*, case: Case, note: str, by: Actor, seen: int | None = None) -> Case:
    """Say something to all who handle the case; whoever has an order of it is one of them."""
    role = role_for(Verb.COMMENT, case, by=by) or _role_by_order(case, by)
    move(case, Step(Verb.COMMENT, role, words=_words(case, NoteKind.COMMENT, note)), by=by, seen=seen)
    return case


@transaction.atomic
def note_case(*, case: Case, note: str, by: Actor, seen: int | None = None) -> Case:
    """Keep something for the centre alone."""
    role = authorise(Verb.NOTE, case, by=by)
    move(case, Step(Verb.NOTE, role, words=_words(case, NoteKind.INTERNAL, note)), by=by, seen=seen)
    return case


@transaction.atomic
def supervise_case(*, case: Case, reason: str, note: str, by: Actor, seen: int | None = None) -> Case:
    """A supervision order: whoever holds the case reads it, and it stays marked."""
    role = authorise(Verb.SUPERVISE, case, by=by)
    why = reason_among(reason, FOR_SUPERVISING)
    step = Step(Verb.SUPERVISE, role, unit=case.unit_id, reason=why, words=_words(case, NoteKind.COMMENT, note))
    move(case, step, by=by, seen=seen, changes={"supervised": True})
    return case


def _words(case: Case, kind: NoteKind, note: str) -> tuple[Words, ...]:
    words = said(kind, note)
    if not words:
        raise Missing(_("Nothing is said about case {number}: write it").format(number=case.number))
    return words


def _role_by_order(case: Case, by: Actor) -> str:
    """A supporting unit and a verifier from the next grid do not hold the case, only an order of it."""
    for order in Order.objects.filter(case=case):
        role = role_for(Verb.COMMENT, case, by=by, order=order)
        if role is not None:
            return role
    raise not_yours(case, Verb.COMMENT)
