"""What the centre answered to the requests of a unit, with its words. Reads only."""

from dataclasses import dataclass
from datetime import timedelta

from wangge.accounts.permissions import Role
from wangge.cases.models import CaseNote, NoteKind, Request, RequestKind, RequestState
from wangge.cases.workflow import Verb
from wangge.territory.actors import Actor

_ANSWERED = (RequestState.GRANTED, RequestState.REFUSED)
_LATELY = timedelta(days=7)
_ASKED_WITHIN = timedelta(days=60)  # so that an index finds the few, not ten years of them
_MOST = 30
_VERBS = {
    Verb.REFUSE_EXTENSION: RequestKind.EXTENSION,
    Verb.REFUSE_SUSPENSION: RequestKind.SUSPENSION,
    Verb.REVIEW_APPEAL: RequestKind.APPEAL,
}


@dataclass(frozen=True)
class Answered:
    """A request and the words of its answer; a grant needs none."""

    request: Request
    words: str


def answers_for(by: Actor) -> list[Answered]:
    """What was answered in the last days to the units whose clerk the actor is, the newest first: two statements."""
    units = [seat.organisation for seat in by.seats if seat.role is Role.UNIT_CLERK]
    found = Request.objects.filter(state__in=_ANSWERED, asked_at__gte=by.at - _ASKED_WITHIN, order__unit__in=units)
    lately = (
        found.filter(decided_at__gte=by.at - _LATELY).select_related("case", "order").order_by("-decided_at", "-id")
    )
    requests = list(lately[:_MOST])
    words = _words_of(requests)
    return [Answered(one, words.get((one.case_id, one.kind), "")) for one in requests]


def _words_of(requests: list[Request]) -> dict[tuple[int, str], str]:
    """The newest words of each kind of answer, by case."""
    cases = {one.case_id for one in requests if one.state == RequestState.REFUSED or one.kind == RequestKind.APPEAL}
    notes = CaseNote.objects.filter(case__in=cases, kind=NoteKind.COMMENT, step__verb__in=_VERBS).order_by("id")
    rows = notes.values_list("case_id", "step__verb", "text")
    return {(case, _VERBS[Verb(verb)].value): text for case, verb, text in rows}
