"""What came of a case as somebody says it, resolving or checking: the outcome and the words that explain it. Pure."""

from wangge.accounts.refusals import Unusable
from wangge.cases.models import NoteKind, Outcome
from wangge.cases.moving import Words, said
from wangge.cases.refusals import Missing
from wangge.language import _


def outcome_words(outcome: str) -> str:
    """What people read for an outcome; empty for none."""
    words = {
        Outcome.FIXED: _("fixed"),
        Outcome.PARTLY: _("partly fixed"),
        Outcome.NOT_FIXED: _("not fixed"),
    }
    return words[Outcome(outcome)] if outcome else ""


def outcome_given(outcome: str) -> Outcome:
    """The outcome of this code; Unusable, naming those that exist, for any other."""
    if outcome not in Outcome.values:
        sentence = _("{outcome} is no outcome: give one of {known}")
        raise Unusable(sentence.format(outcome=outcome or "?", known=", ".join(Outcome.values)))
    return Outcome(outcome)


def words_beside(outcome: Outcome, note: str) -> tuple[Words, ...]:
    """What handlers read beside it; Missing where something stays unfixed and nobody says what."""
    words = said(NoteKind.COMMENT, note)
    if outcome is not Outcome.FIXED and not words:
        raise Missing(_("Say in a few words what is not fixed, and why"))
    return words
