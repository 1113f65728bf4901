"""Appeals after closing (R-46): once a case, two reviewers. Allowed, the part is exempt in statistics; facts stay.

The case is exempt where it is its lead part, or a worker's errand.
"""

from django.db import transaction

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import Unusable
from wangge.cases.actions.requests import decide_request, place_request
from wangge.cases.asking import GIVEN_AWAY, not_the_asker, waiting_request
from wangge.cases.models import Case, NoteKind, Order, Request, RequestKind, RequestState
from wangge.cases.moving import Step, move, said
from wangge.cases.permissions import authorise, role_for
from wangge.cases.reasons import FOR_APPEALING, reason_among
from wangge.cases.refusals import Missing, SamePerson, moved_on, not_yours, wrong_state
from wangge.cases.workflow import OrderKind, State, Verb
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def ask_appeal(*, case: Case, reason: str, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """A unit that did a part, or the worker who verified or checked, says why late was not their fault; in words."""
    role, part = _appellant(case, by)
    why = reason_among(reason, FOR_APPEALING)
    words = said(NoteKind.COMMENT, note)
    if not words:
        raise Missing(_("Two reviewers read the appeal: say in a few words what happened"))
    if case.state != State.CLOSED:
        raise wrong_state(case, Verb.ASK_APPEAL)
    if Request.objects.filter(case=case, kind=RequestKind.APPEAL).exists():
        raise Unusable(_("There was an appeal for case {number} already: only one is heard").format(number=case.number))
    unit = part.unit_id if part is not None else case.unit_id
    move(case, Step(Verb.ASK_APPEAL, role, order=part, unit=unit, reason=why, words=words), by=by, seen=seen)
    place_request(case, RequestKind.APPEAL, why, by, order=part)
    return case


@transaction.atomic
def review_appeal(*, case: Case, allow: bool, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """The first of two reviewers, or the second: both must allow it, one "no" ends it, with words."""
    role = authorise(Verb.REVIEW_APPEAL, case, by=by)
    request = waiting_request(case, RequestKind.APPEAL, seen=seen)
    not_the_asker(request, case, by)
    _other_reviewer(request, case, by)
    words = said(NoteKind.COMMENT, note)
    if not allow and not words:
        raise Missing(_("Who appealed is told why it is not allowed: write it"))
    changes = _decide(request, case, by, allow=allow)
    part = request.order
    unit = part.unit_id if part is not None else case.unit_id
    step = Step(Verb.REVIEW_APPEAL, role, order=part, unit=unit, words=words)
    move(case, step, by=by, seen=seen, changes=changes)
    return case


def _appellant(case: Case, by: Actor) -> tuple[str, Order | None]:
    """The role, and the part that the unit did; None for who verified or checked."""
    parts = Order.objects.filter(case=case, kind=OrderKind.PART).exclude(state__in=GIVEN_AWAY)
    for part in parts.order_by("-lead", "-id"):
        role = role_for(Verb.ASK_APPEAL, case, by=by, order=part)
        if role is not None:
            return role, part
    own = Order.objects.filter(case=case, holder=by.user_id).exclude(kind=OrderKind.PART)
    for seat in by.seats_with(Permission.ASK_APPEAL):
        if not seat.of_the_unit and own.exists():
            return seat.role.value, None
    raise not_yours(case, Verb.ASK_APPEAL)


def _other_reviewer(request: Request, case: Case, by: Actor) -> None:
    if request.first_reviewer_id is not None and request.first_reviewer_id == by.user_id:
        sentence = _("You reviewed the appeal for case {number} already: a second person does it now")
        raise SamePerson(sentence.format(number=case.number))


def _decide(request: Request, case: Case, by: Actor, *, allow: bool) -> dict[str, bool]:
    """The columns of the case that follow."""
    if not allow:
        decide_request(request, case, RequestState.REFUSED, by)
        return {}
    if request.state == RequestState.HALF_GRANTED:
        decide_request(request, case, RequestState.GRANTED, by)
        return {"exempt": True} if request.order is None or request.order.lead else {}
    first = {"state": RequestState.HALF_GRANTED, "first_reviewer_id": by.user_id}
    if not Request.objects.filter(pk=request.pk, state=RequestState.ASKED).update(**first):
        raise moved_on(Case.objects.get(pk=case.pk))
    return {}
