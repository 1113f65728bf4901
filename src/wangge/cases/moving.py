"""The one function that moves a case: compare the version, change the row, append the steps, all or nothing.

Who may do it and what follows from it lie in the actions; what is possible lies in the workflow's table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from wangge.accounts.refusals import Unusable
from wangge.cases.models import Case, CaseNote, CaseStep, NoteKind, Order
from wangge.cases.reasons import Reason
from wangge.cases.refusals import moved_on, wrong_state
from wangge.cases.workflow import ENDED, TRANSITIONS, State, Verb, WrongState, after
from wangge.language import _
from wangge.screens.signs import without_hidden
from wangge.territory.actors import Actor


@dataclass(frozen=True)
class Words:
    """Free words that go beside a step, and who may read them."""

    kind: NoteKind
    text: str


@dataclass(frozen=True)
class Step:
    """What is to be appended. ``role`` is of the seat that allows it, ``rule`` for what follows by itself."""

    verb: Verb
    role: str
    order: Order | None = None
    unit: int | None = None
    due_at: datetime | None = None
    until: date | None = None
    reason: Reason | None = None
    rule_number: int | None = None
    words: tuple[Words, ...] = field(default=())


RULE = "rule"  # the role of a step that follows from another by itself
REPORTER = "reporter"  # of who acts for themself, by a private link or as the follower that they are


LONGEST_WORDS = 2000


def said(kind: NoteKind, text: str) -> tuple[Words, ...]:
    """Words for a step; none for an empty text, Unusable for one that is too long or cannot be kept."""
    words = without_hidden(text).strip()
    if len(words) > LONGEST_WORDS:
        sentence = _("The words have {count} characters, and {longest} are possible: shorten them; nothing was done")
        raise Unusable(sentence.format(count=len(words), longest=LONGEST_WORDS))
    if "\x00" in words:
        raise Unusable(_("The words hold a sign that cannot be kept (NUL): remove it"))
    return (Words(kind, words),) if words else ()


def ensure_possible(case: Case, verb: Verb, seen: int | None) -> None:
    """Raise MovedOn or WrongStateRefusal as ``move`` would, for an action that looks up much before it moves."""
    if seen is not None and seen != case.version:
        raise moved_on(case)
    if case.state not in TRANSITIONS[verb]:
        raise wrong_state(case, verb)


@transaction.atomic
def move(
    case: Case, *steps: Step, by: Actor, seen: int | None = None, changes: dict[str, Any] | None = None
) -> list[CaseStep]:
    """Take ``case`` through ``steps`` and write ``changes`` to its row: one UPDATE, one INSERT, one for words.

    Where the case ends or opens anew its orders are told, in one more.

    ``seen`` is the version that the actor decided upon. Raises WrongStateRefusal and MovedOn; the case is untouched
    then. Steps are of ``by`` at ``by.at``, those of the role RULE of nobody.
    """
    if seen is not None and seen != case.version:
        raise moved_on(case)
    path = _path(case, steps)
    version = case.version + len(steps)
    values = {**(changes or {}), **_state_values(case, path[-1], by.at), "version": version}
    if values["open"] != case.open:  # before the case, as every verb writes orders
        Order.objects.filter(case=case).update(case_open=values["open"])
    if not Case.objects.filter(pk=case.pk, version=case.version).update(**values):
        raise moved_on(Case.objects.get(pk=case.pk))
    written = append_steps(case, steps, path, by=by)
    for name, value in values.items():
        setattr(case, name, value)
    return written


def append_steps(case: Case, steps: Sequence[Step], path: Sequence[State], *, by: Actor) -> list[CaseStep]:
    """Append steps after the case's present version, and the words beside them: one or two statements."""
    first_before = case.state if case.version else ""
    befores = [first_before, *path[:-1]]
    rows = [
        _row(case, step, before=before, after_=after_, serial=case.version + place, by=by)
        for place, (step, before, after_) in enumerate(zip(steps, befores, path, strict=True), start=1)
    ]
    written = CaseStep.objects.bulk_create(rows)
    notes = [
        CaseNote(step=row, case=case, kind=words.kind, text=words.text)
        for row, step in zip(written, steps, strict=True)
        for words in step.words
    ]
    if notes:
        CaseNote.objects.bulk_create(notes)
    return written


def path_from(state: State | None, steps: Sequence[Step]) -> list[State]:
    """The states that ``steps`` lead through; WrongState of the first that has no way."""
    path: list[State] = []
    here = state
    for step in steps:
        here = after(step.verb, here)
        path.append(here)
    return path


def _path(case: Case, steps: Sequence[Step]) -> list[State]:
    try:
        return path_from(State(case.state), steps)
    except WrongState as wrong:
        raise wrong_state(case, wrong.verb) from None


def _state_values(case: Case, state: State, at: datetime) -> dict[str, Any]:
    ended = state in ENDED
    if ended == (not case.open):
        return {"state": state, "open": not ended}
    return {"state": state, "open": not ended, "ended_at": at if ended else None}


def _row(case: Case, step: Step, *, before: str, after_: str, serial: int, by: Actor) -> CaseStep:
    return CaseStep(
        case=case,
        serial=serial,
        verb=step.verb,
        before=before,
        after=after_,
        at=by.at,
        by_id=None if step.role == RULE else by.user_id,
        role=step.role,
        order=step.order,
        unit_id=step.unit,
        due_at=step.due_at,
        until=step.until,
        reason=step.reason or "",
        rule_number=step.rule_number,
    )
