"""The same verb for many cases: each in its own transaction, so that one refusal never stops the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wangge.accounts.models import User
from wangge.accounts.refusals import Refusal, Unusable
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.dispatching import dispatch_case
from wangge.cases.actions.intake import file_case, take_in_case
from wangge.cases.actions.unit import acknowledge_case, assign_handler
from wangge.cases.models import Case, Outcome
from wangge.cases.visibility import visible_case
from wangge.cases.words import state_words
from wangge.cases.workflow import State
from wangge.language import _
from wangge.territory.actors import Actor

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Answer:
    """What became of one case: a sentence that says where it is now, or why it was not done."""

    number: str
    done: bool
    sentence: str


@dataclass(frozen=True)
class FiledAs:
    """Class and condition, by their codes, that one of many cases is filed as."""

    kind: str
    minor: str
    condition: str


def take_in_many(*, numbers: Sequence[str], by: Actor) -> list[Answer]:
    """Take in the cases with these numbers."""
    return _each(numbers, by, lambda _number, case: take_in_case(case=case, by=by))


def file_many(*, numbers: Sequence[str], by: Actor, filed_as: Mapping[str, FiledAs] | None = None) -> list[Answer]:
    """File the cases with these numbers, each as ``filed_as`` says for its number, else as it was reported."""
    given = filed_as or {}
    return _each(numbers, by, lambda number, case: _file(case, given.get(number), by))


def dispatch_many(*, numbers: Sequence[str], by: Actor, seen: Mapping[str, int] | None = None) -> list[Answer]:
    """Dispatch those of the cases whose unit the rules make certain; ``seen`` are the versions decided upon."""
    versions = seen or {}
    return _each(numbers, by, lambda number, case: dispatch_case(case=case, by=by, seen=versions.get(number)))


def acknowledge_many(*, numbers: Sequence[str], by: Actor) -> list[Answer]:
    """Acknowledge the cases with these numbers for the actor's unit."""
    return _each(numbers, by, lambda _number, case: acknowledge_case(case=case, by=by))


def assign_many(*, numbers: Sequence[str], handler: str, by: Actor) -> list[Answer]:
    """Give the cases with these numbers to one handler of the actor's unit, by user name."""
    known = User.objects.filter(username=handler, is_active=True)
    person = None if "\x00" in handler else known.first()  # PostgreSQL is not even asked for a NUL
    if person is None:
        raise Unusable(_("Choose who is to do it."))
    return _each(numbers, by, lambda _number, case: assign_handler(case=case, handler=person, by=by))


def close_many(*, numbers: Sequence[str], closures: Mapping[str, str], answer: str, by: Actor) -> list[Answer]:
    """Close those of the cases that the check found fixed, each under the closure condition given for its number."""

    def close(number: str, case: Case) -> Case:
        if case.state == State.CHECKED and case.outcome != Outcome.FIXED:
            sentence = _("The check of case {number} did not find it wholly fixed: close it by itself, with an answer")
            raise Unusable(sentence.format(number=case.number))
        return close_case(case=case, closure=closures.get(number, ""), answer=answer, by=by)

    return _each(numbers, by, close)


def _file(case: Case, given: FiledAs | None, by: Actor) -> Case:
    filed_as = given or _as_reported(case)
    return file_case(case=case, kind=filed_as.kind, minor=filed_as.minor, condition=filed_as.condition, by=by)


def _as_reported(case: Case) -> FiledAs:
    if case.minor is None:
        return FiledAs("", "", "")
    condition = case.condition.code if case.condition else ""
    return FiledAs(case.minor.major.kind, case.minor.code, condition)


def _each(numbers: Sequence[str], by: Actor, do: Callable[[str, Case], Case]) -> list[Answer]:
    if len(numbers) > MOST_AT_ONCE:
        sentence = _("{count} cases are too many at once: choose {most} at most; nothing was done")
        raise Unusable(sentence.format(count=len(numbers), most=MOST_AT_ONCE))
    return [_answer(number, by, do) for number in numbers]


def _answer(number: str, by: Actor, do: Callable[[str, Case], Case]) -> Answer:
    try:
        case = do(number, visible_case(number, by=by))
    except Refusal as refusal:
        return Answer(number, done=False, sentence=str(refusal))
    sentence = _("Case {number} is {state} now").format(number=case.number, state=state_words(case.state))
    return Answer(number, done=True, sentence=sentence)
