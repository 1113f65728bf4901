"""What was done with cases that units gave back: who returned them why, whose they are said to be. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wangge.cases.models import Case, CaseNote, CaseStep, NoteKind
from wangge.cases.workflow import Verb
from wangge.territory.models import Organisation

_TOLD = (Verb.DISPATCH, Verb.REDISPATCH, Verb.RETURN, Verb.RETURN_PART, Verb.SEND_BACK, Verb.SUPERVISE, Verb.ESCALATE)
_RETURNED = frozenset({Verb.RETURN, Verb.RETURN_PART})


@dataclass(frozen=True)
class Passing:
    """One time that a case was passed on. ``unit`` gave it back or was given it; ``owner`` is whom it named instead."""

    at: datetime
    verb: str
    reason: str
    unit: Organisation | None
    owner: Organisation | None
    words: str

    @property
    def is_return(self) -> bool:
        return self.verb in _RETURNED


@dataclass(frozen=True)
class PassedOn:
    """A case with how it was passed on, the oldest first."""

    case: Case
    passings: tuple[Passing, ...]

    @property
    def last_return(self) -> Passing | None:
        """By the lead unit: because of it the case is here."""
        return next((one for one in reversed(self.passings) if one.verb == Verb.RETURN), None)


def passed_on(cases: Sequence[Case]) -> list[PassedOn]:
    """The story of each: two statements for all."""
    steps = list(
        CaseStep.objects.filter(case__in=cases, verb__in=_TOLD).select_related("unit", "order__unit").order_by("serial")
    )
    words: dict[int, list[str]] = defaultdict(list)
    for note in CaseNote.objects.filter(step__in=steps, kind=NoteKind.COMMENT).order_by("id"):
        words[note.step_id].append(note.text)
    stories: dict[int, list[Passing]] = defaultdict(list)
    for step in steps:
        stories[step.case_id].append(_passing(step, " ".join(words[step.pk])))
    return [PassedOn(case, tuple(stories[case.pk])) for case in cases]


def _passing(step: CaseStep, words: str) -> Passing:
    """A return is a step of the unit that it names; whose order it was gave the case back."""
    returned = step.verb in _RETURNED
    unit = step.order.unit if step.order is not None else step.unit
    return Passing(step.at, step.verb, step.reason, unit, step.unit if returned else None, words)
