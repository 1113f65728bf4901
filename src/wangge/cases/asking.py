"""Requests that one person makes and another decides: which waits for an answer, and who may give it. Reads only."""

from django.db.models import QuerySet

from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case, Order, Request, RequestKind, RequestState
from wangge.cases.refusals import Missing, SamePerson, moved_on
from wangge.cases.workflow import OrderState, Verb
from wangge.language import _
from wangge.territory.actors import Actor

WAITING = (RequestState.ASKED, RequestState.HALF_GRANTED)
GIVEN_AWAY = (OrderState.SENT_BACK, OrderState.CANCELLED)
# The verb that grants and the one that refuses; whoever reviews an appeal does either by one.
DECIDED_BY: dict[str, tuple[Verb, Verb]] = {
    "extension": (Verb.GRANT_EXTENSION, Verb.REFUSE_EXTENSION),
    "suspension": (Verb.SUSPEND, Verb.REFUSE_SUSPENSION),
    "void": (Verb.VOID, Verb.REFUSE_VOID),
    "appeal": (Verb.REVIEW_APPEAL, Verb.REVIEW_APPEAL),
}


def waiting_request(case: Case, kind: RequestKind, *, seen: int | None, unit: int | None = None) -> Request:
    """The request that waits, with its part; of several that of ``unit``, else the lead's.

    MovedOn where somebody answered since the case was ``seen``, Missing where nobody asked.
    """
    found = _waiting(case, kind).select_related("order").order_by("-order__lead", "id")
    if unit is not None:
        found = found.filter(order__unit=unit)
    request = found.first()
    if request is None:
        now = Case.objects.get(pk=case.pk)
        if now.version != (case.version if seen is None else seen):
            raise moved_on(now)
        sentence = _("Nobody waits for an answer of this kind for case {number}: look at it again")
        raise Missing(sentence.format(number=case.number))
    return request


def none_waiting(case: Case, kind: RequestKind, order: Order | None = None) -> None:
    """Raise Unusable where such a request waits already."""
    if _waiting(case, kind).filter(order=order).exists():
        sentence = _("This was asked for case {number} already and waits for the answer")
        raise Unusable(sentence.format(number=case.number))


def not_the_asker(request: Request, case: Case, by: Actor) -> None:
    """Raise SamePerson for who made the request: nobody decides their own."""
    if request.asked_by_id == by.user_id:
        sentence = _("You asked for this yourself for case {number}: somebody else decides it")
        raise SamePerson(sentence.format(number=case.number))


def _waiting(case: Case, kind: RequestKind) -> QuerySet[Request]:
    """What a unit asked that gave its part back is nobody's any more, even before it lapses."""
    waiting = Request.objects.filter(case=case, kind=kind, state__in=WAITING)
    return waiting.exclude(order__state__in=GIVEN_AWAY)
