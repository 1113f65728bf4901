"""What became of all cases: counts, what is late, what is open and why, whether every state follows from its steps.

Reads only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localtime

from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.numbers import number_of
from wangge.cases.words import state_words
from wangge.cases.workflow import OPEN, State, Verb, WrongState, after
from wangge.language import _

_Row = tuple[int, int, str, str, str]  # case, serial, verb, before, after


@dataclass(frozen=True)
class Unfinished:
    """An open case: where it is, and what it waits for."""

    number: str
    state: str
    reason: str


@dataclass(frozen=True)
class Findings:
    """``late`` counts cases of which some limit passed; ``astray`` are those whose state does not follow from steps.

    ``refusals`` counts by kind what the platform said no to.
    """

    cases: int
    steps: int
    by_state: Mapping[str, int]
    by_source: Mapping[str, int]
    late: int
    unfinished: tuple[Unfinished, ...]
    astray: tuple[str, ...]
    refusals: Mapping[str, int]


def findings_of(cases: QuerySet[Case], refusals: Mapping[str, int], said: Mapping[int, str]) -> Findings:
    """Look at ``cases``; ``said`` is the last sentence with which one of them was refused something."""
    steps = CaseStep.objects.filter(case__in=cases)
    late = Order.objects.filter(case=OuterRef("pk"), overdue_at__isnull=False)
    rows = cases.select_related("unit").filter(open=True).order_by("pk")
    return Findings(
        cases=cases.count(),
        steps=steps.count(),
        by_state=Counter(cases.values_list("state", flat=True)),
        by_source=Counter(cases.values_list("source", flat=True)),
        late=cases.filter(Exists(late)).count(),
        unfinished=tuple(Unfinished(case.number, case.state, why_open(case, said.get(case.pk, ""))) for case in rows),
        astray=tuple(astray(cases)),
        refusals=dict(refusals),
    )


def why_open(case: Case, refused: str = "") -> str:
    """What the case waits for, in one sentence."""
    if case.state == State.SUSPENDED and case.suspended_until:
        reason = _("rests until {day}").format(day=case.suspended_until.isoformat())
    elif case.stage_due_at is None:
        reason = _("nobody is due to do anything")
    else:
        due = f"{localtime(case.stage_due_at):%Y-%m-%d %H:%M}"
        holder = case.unit.name_zh if case.unit else ""
        words = state_words(case.state)
        reason = _("{state}, due {due} {holder}").format(state=words, due=due, holder=holder).rstrip()
    return f"{reason} ({refused})" if refused else reason


def astray(cases: QuerySet[Case]) -> Iterator[str]:
    """The numbers of cases whose row is not where their steps lead, or whose steps have a gap."""
    stored = {pk: (state, version, is_open) for pk, state, version, is_open in _stored(cases)}
    told = CaseStep.objects.filter(case__in=cases).order_by("case", "serial")
    rows: Iterable[_Row] = told.values_list("case", "serial", "verb", "before", "after").iterator(chunk_size=5000)
    seen = set()
    for case, steps in groupby(rows, key=lambda row: row[0]):
        seen.add(case)
        led = _led(list(steps))
        if led is None or stored[case] != (led[0], led[1], led[0] in OPEN):
            yield number_of(case)
    yield from (number_of(case) for case in sorted(set(stored) - seen))


def _stored(cases: QuerySet[Case]) -> QuerySet[Case, tuple[int, str, int, bool]]:
    return cases.values_list("pk", "state", "version", "open")


def _led(steps: list[_Row]) -> tuple[State, int] | None:
    """The state and version that the steps lead to; None where the table knows no such way."""
    state: State | None = None
    for place, (_case, serial, verb, before, then) in enumerate(steps, start=1):
        try:
            found = after(Verb(verb), state)
        except WrongState:
            return None
        if serial != place or (state or "") != before or found != then:
            return None
        state = found
    return None if state is None else (state, len(steps))
