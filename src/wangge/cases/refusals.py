"""Why a verb was not done: a sentence each, with the number of the case."""

from wangge.accounts.refusals import Conflict, NotAllowed, Unusable
from wangge.cases.models import Case
from wangge.cases.words import state_words, verb_words
from wangge.cases.workflow import Verb
from wangge.language import _


class WrongStateRefusal(Conflict):
    """The table has no way for the verb from the state that the case is in."""

    code = "wrong-state"


class MovedOn(Conflict):
    """Somebody else moved the case since it was seen."""

    code = "moved-on"


class NotYours(NotAllowed):
    """No posting of the actor allows it for this case."""

    code = "not-yours"


class SamePerson(NotAllowed):
    """Who resolves a case never checks or closes it (R-17), and nobody decides their own request."""

    code = "same-person"


class SentTwice(Conflict):
    """The same id came before with another body."""

    code = "sent-twice"


class Missing(Unusable):
    """Something that the verb needs was not given."""

    code = "missing"


class NotForHere(Unusable):
    """The words are about persons, or for another office: nothing is stored (R-56). ``field`` is that of the API."""

    code = "not-for-here"

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def wrong_state(case: Case, verb: Verb) -> WrongStateRefusal:
    """The sentence for a verb that the state does not allow."""
    sentence = _("{verb} is not possible for case {number}: it is {state} now")
    return WrongStateRefusal(sentence.format(verb=verb_words(verb), number=case.number, state=state_words(case.state)))


def moved_on(case: Case) -> MovedOn:
    """The sentence for who came second; ``case`` is as it is now."""
    sentence = _("Case {number} was changed by somebody else meanwhile: it is {state} now; look again and decide anew")
    return MovedOn(sentence.format(number=case.number, state=state_words(case.state)))


def not_yours(case: Case, verb: Verb) -> NotYours:
    """The sentence for who holds no posting for it."""
    sentence = _("You hold no posting that allows {verb} for case {number}")
    return NotYours(sentence.format(verb=verb_words(verb), number=case.number))
