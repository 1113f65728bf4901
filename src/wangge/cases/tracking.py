"""The story of a case as its reporter reads it: four plain words, who holds it, by when. Nobody is named."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from wangge.cases.models import Case, CaseNote, CaseStep, Follower, FollowUp, NoteKind
from wangge.cases.workflow import BEFORE_FILING, State, Verb
from wangge.catalogue.contents import in_language
from wangge.language import _


@dataclass(frozen=True)
class Happening:
    """A step that a resident is told: when, what in plain words, by which unit, and the public words beside it."""

    at: datetime
    words: str
    unit: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """What stands on the page behind a private link."""

    number: str
    status: str
    words: str
    minor_zh: str
    minor_en: str
    place: str
    unit: str
    reported_at: datetime
    due_at: datetime | None
    outcome: str
    question: bool
    happenings: tuple[Happening, ...]


def story_of(follower: Follower) -> Story:
    """The story for this follower, four statements at most; of the case that it was merged into from there on.

    Where it lies was said by the reporter in their own words: only they read them again.
    """
    own = follower.case
    case = (
        own if own.merged_into_id is None else Case.objects.select_related("unit", "minor").get(pk=own.merged_into_id)
    )
    status = status_of(State(case.state))
    return Story(
        number=own.number,
        status=status,
        words=status_words(status),
        minor_zh=case.minor.name_zh if case.minor else "",
        minor_en=case.minor.name_en if case.minor else "",
        place=own.place_words if follower.reporter else "",
        unit=in_language(case.unit.name_zh, case.unit.name_en) if case.unit else "",
        reported_at=own.reported_at,
        due_at=case.due_at if case.open else None,
        outcome=case.outcome,
        question=_is_asked(follower, case),
        happenings=tuple(_happenings(own, case)),
    )


def status_of(state: State) -> str:
    """One of the four words that residents see, as a code."""
    if state in BEFORE_FILING or state == State.FILED:
        return "received"
    if state in {State.CLOSED, State.SELF_HANDLED, State.NOT_FILED, State.VOID, State.MERGED}:
        return "done"
    if state in {State.REWORK, State.REOPENED}:
        return "not_solved_yet"
    return "in_progress"


def status_words(status: str) -> str:
    """The word in the active language."""
    return {
        "received": _("received"),
        "in_progress": _("being worked on"),
        "done": _("done"),
        "not_solved_yet": _("not solved yet"),
    }[status]


def _is_asked(follower: Follower, case: Case) -> bool:
    """Whether the question after this very closing waits; of a case that is open again nobody asks."""
    if case.state != State.CLOSED:
        return False
    asked = FollowUp.objects.filter(follower=follower, round=case.reopenings + 1)
    return asked.filter(answered_at__isnull=True).exists()


def _happenings(own: Case, case: Case) -> list[Happening]:
    """What happened to the own report until it was joined with ``case``, and all that happened to ``case``."""
    both = Q(case=own) | Q(case=case)
    notes: dict[int, list[str]] = defaultdict(list)
    for note in CaseNote.objects.filter(both, kind=NoteKind.PUBLIC).order_by("id"):
        notes[note.step_id].append(note.text)
    told = CaseStep.objects.filter(both, verb__in=_told()).select_related("unit")
    told = told.exclude(verb=Verb.GRANT_EXTENSION, order__lead=False)  # due as before; else it is of no order
    if own.pk != case.pk:
        told = told.exclude(case=case, verb=Verb.REPORT)  # somebody else's
    return [
        Happening(
            step.at,
            _told()[Verb(step.verb)],
            in_language(step.unit.name_zh, step.unit.name_en) if step.unit else "",
            tuple(notes[step.pk]),
        )
        for step in told.order_by("at", "id")
    ]


def _told() -> dict[Verb, str]:
    return {
        Verb.REPORT: _("received"),
        Verb.FILE: _("taken up"),
        Verb.REFUSE_FILING: _("not taken up"),
        Verb.MERGE: _("joined with an earlier report of the same"),
        Verb.DISPATCH: _("given to the unit in charge"),
        Verb.REDISPATCH: _("given to another unit"),
        Verb.RETURN: _("the unit says it is not in charge"),
        Verb.GRANT_EXTENSION: _("more time granted"),
        Verb.SUSPEND: _("resting until a date"),
        Verb.RESUME: _("going on"),
        Verb.RESOLVE: _("resolved, to be checked"),
        Verb.SEND_TO_REWORK: _("checked: not fixed yet, the unit goes on"),
        Verb.CHECK: _("checked on the spot"),
        Verb.CLOSE: _("closed"),
        Verb.REOPEN: _("taken up again"),
        Verb.VOID: _("entered by mistake"),
        Verb.HANDLE_ON_THE_SPOT: _("handled on the spot"),
    }
