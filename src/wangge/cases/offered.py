"""Which verbs the page of a case offers: what one may do now, and of answers only those that somebody waits for."""

from collections.abc import Sequence

from wangge.cases.asking import DECIDED_BY, answers_waited_for
from wangge.cases.models import Case
from wangge.cases.permissions import role_for
from wangge.cases.workflow import State, Verb
from wangge.territory.actors import Actor

_ANSWERS = frozenset(verb for verbs in DECIDED_BY.values() for verb in verbs)
_GIVES_CHECK = (State.CHECKING, State.RESOLVED, State.REOPENED)


def offered_verbs(case: Case, possible: Sequence[Verb], *, by: Actor) -> list[Verb]:
    """Of the possible ones those that would not be refused at once; one statement at most.

    An open check is given into other hands too, though that moves the case to no other state.
    """
    waited_for: set[Verb] = answers_waited_for(case) if _ANSWERS.intersection(possible) else set()
    offered: list[Verb] = [
        verb for verb in possible if verb not in _ANSWERS - waited_for and verb != Verb.SEND_TO_CHECK
    ]
    if case.state in _GIVES_CHECK and role_for(Verb.SEND_TO_CHECK, case, by=by):
        offered.append(Verb.SEND_TO_CHECK)
    return offered
