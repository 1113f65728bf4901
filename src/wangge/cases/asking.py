"""Requests that one person makes and another decides: which waits for an answer, and who may give it. Reads only."""

from django.db.models import QuerySet
from django.utils.timezone import localtime

from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case, Order, Request, RequestKind, RequestState
from wangge.cases.refusals import Missing, SamePerson, moved_on
from wangge.cases.workflow import OrderState, Verb
from wangge.language import _
from wangge.territory.actors import Actor

MOST_EXTENSIONS = 2
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


def ensure_extendable(case: Case, part: Order, by: Actor) -> None:
    """Raise Unusable after the deadline of the part, after two extensions, and while one is asked: one statement."""
    if by.at >= part.due_at:
        sentence = _("The deadline of case {number} passed on {due}: an extension is asked for before it")
        due = localtime(part.due_at).strftime("%Y-%m-%d %H:%M")
        raise Unusable(sentence.format(number=case.number, due=due))
    if part.extensions >= MOST_EXTENSIONS:
        sentence = _("Case {number} was extended {count} times already: more is not possible; ask for a suspension")
        raise Unusable(sentence.format(number=case.number, count=part.extensions))
    none_waiting(case, RequestKind.EXTENSION, part)


def not_the_asker(request: Request, case: Case, by: Actor) -> None:
    """Raise SamePerson for who made the request: nobody decides their own."""
    if request.asked_by_id == by.user_id:
        sentence = _("You asked for this yourself for case {number}: somebody else decides it")
        raise SamePerson(sentence.format(number=case.number))


def _waiting(case: Case, kind: RequestKind) -> QuerySet[Request]:
    """What a unit asked that gave its part back is nobody's any more, even before it lapses."""
    waiting = Request.objects.filter(case=case, kind=kind, state__in=WAITING)
    return waiting.exclude(order__state__in=GIVEN_AWAY)
