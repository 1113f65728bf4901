"""Requests as the other verbs write them: made, and decided by compare-and-swap. No verb of its own."""

from datetime import date
from typing import Any

from wangge.accounts.refusals import NotAllowed
from wangge.cases.models import Case, Order, Request, RequestKind, RequestState
from wangge.cases.reasons import Reason
from wangge.cases.refusals import moved_on
from wangge.language import _
from wangge.territory.actors import Actor


def place_request(
    case: Case, kind: RequestKind, reason: Reason, by: Actor, *, order: Order | None = None, until: date | None = None
) -> Request:
    """Write a request; after ``move``, whose comparison of versions lets only one through."""
    if by.user is None:
        raise NotAllowed(_("Only somebody who is signed in asks for this"))
    return Request.objects.create(
        case=case, order=order, kind=kind, reason=reason, until=until, asked_at=by.at, asked_by=by.user
    )


def decide_request(request: Request, case: Case, state: RequestState, by: Actor, **changes: Any) -> None:
    """Answer a request; MovedOn where somebody else answered meanwhile."""
    decided = {"state": state, "decided_at": by.at, "decided_by_id": by.user_id, **changes}
    if not Request.objects.filter(pk=request.pk, state=request.state).update(**decided):
        raise moved_on(Case.objects.get(pk=case.pk))
    for name, value in decided.items():
        setattr(request, name, value)
