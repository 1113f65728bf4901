"""What a phone is told: first all that it carries, then what changed, by a cursor that skips nothing. Reads only.

A first reading takes the cursor of the steps before it looks at the cases, so that nothing falls between the two.
Whoever is posted elsewhere, or works under another plan, begins anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from wangge.accounts.transactions import Cursor, settled_after
from wangge.cases.models import Case, CaseStep, Order
from wangge.cases.numbers import number_of
from wangge.cases.search import newest_ids
from wangge.cases.visibility import Way, visible_to, ways_of, with_what_is_shown
from wangge.cases.workflow import Verb
from wangge.fieldwork.feed_cursor import FeedCursor
from wangge.fieldwork.ground import Ground, ground_of, outdoors, own_units
from wangge.territory.actors import Actor

LONGEST = 500  # cases a page
CARRIED = timedelta(days=365)  # ended cases of the own grids
_WINDOW = 5000  # steps of the whole city looked through at once
_TOO_FAR = 50_000  # steps; beyond them all that is carried is told sooner than all that happened
# What takes a case out of somebody's sight without a trace of them on it.
_MOVING_AWAY = frozenset({Verb.REHOME.value, Verb.HAND_OVER.value})


@dataclass(frozen=True)
class Page:
    """``cases`` as they are now, the numbers of those that are seen no more, and where to go on."""

    cases: tuple[Case, ...]
    gone: tuple[str, ...]
    cursor: FeedCursor
    ground: Ground
    reset: bool
    more: bool


def next_page(asked: str, *, by: Actor) -> Page:
    """The page after the cursor ``asked``; from the beginning where it is empty, of another ground, or far behind."""
    ground = ground_of(by)
    newest = _newest_step()
    cursor = FeedCursor.parse(asked)
    if cursor is None or cursor.ground != ground.digest or _cannot_follow(cursor.steps, newest):
        return _carried(FeedCursor(ground.digest, newest), ground, by, reset=True)
    if cursor.before:
        return _carried(cursor, ground, by, reset=False)
    return _changed(cursor, ground, by)


def _newest_step() -> Cursor:
    """The last step that no running transaction can precede."""
    last = settled_after(CaseStep.objects.all(), Cursor()).reverse().values_list("transaction", "id").first()
    return Cursor(*last) if last else Cursor()


def _cannot_follow(cursor: Cursor, newest: Cursor) -> bool:
    """Ahead of everything, as after an older backup was restored; or so far behind that a new beginning is shorter."""
    return cursor > newest or newest.row - cursor.row > _TOO_FAR


def _carried(cursor: FeedCursor, ground: Ground, by: Actor, *, reset: bool) -> Page:
    """A page of a first reading, the newest cases first."""
    rows = newest_ids(_parts(cursor.before, ground, by, LONGEST + 1))[: LONGEST + 1]
    shown, more = rows[:LONGEST], len(rows) > LONGEST
    further = FeedCursor(cursor.ground, cursor.steps, shown[-1] if more else 0)
    return Page(_cases(shown), (), further, ground, reset, more)


def _parts(before: int, ground: Ground, by: Actor, count: int) -> list[QuerySet[Case, Any]]:
    below = (("lt", before),) if before else ()
    still_open = Case.objects.filter(open=True)
    lately = Case.objects.filter(reported_at__gte=by.at - CARRIED)
    own = [Way((("grid_code", code),)) for code in ground.codes]
    return [
        *(way.newest(still_open, below, count, only_open=True) for way in ways_of(outdoors(by))),
        *(way.newest(lately, below, count) for way in own),
    ]


def _changed(cursor: FeedCursor, ground: Ground, by: Actor) -> Page:
    """What became of cases since: those that are seen as they are now, those that were and are not as gone."""
    steps = settled_after(CaseStep.objects.all(), cursor.steps)
    window = list(steps.values_list("transaction", "id", "case", "verb", "unit")[:_WINDOW])
    taken, rows = _first_cases(window)
    seen = set(visible_to(outdoors(by)).filter(pk__in=rows).values_list("pk", flat=True)) if rows else set()
    gone = _gone([row for row in rows if row not in seen], window[:taken], by)
    last = Cursor(*window[taken - 1][:2]) if taken else cursor.steps
    more = taken < len(window) or len(window) == _WINDOW
    further = FeedCursor(cursor.ground, last)
    return Page(_cases(sorted(seen, reverse=True)), gone, further, ground, reset=False, more=more)


def _first_cases(window: Sequence[tuple[int, int, int, str, int | None]]) -> tuple[int, list[int]]:
    """How many steps are taken so that no more than LONGEST cases are in them, and those cases."""
    cases: dict[int, None] = {}
    for place, (_transaction, _row, case, _verb, _unit) in enumerate(window):
        if case not in cases and len(cases) == LONGEST:
            return place, list(cases)
        cases[case] = None
    return len(window), list(cases)


def _gone(unseen: Sequence[int], window: Iterable[tuple[int, int, int, str, int | None]], by: Actor) -> tuple[str, ...]:
    """Cases that may have been seen before; a number tells nothing to whom it is new."""
    if not unseen:
        return ()
    left = {case for _transaction, _row, case, verb, _unit in window if verb in _MOVING_AWAY}
    units = own_units(by)
    if units:
        left.update(Order.objects.filter(case__in=unseen, unit__in=units).values_list("case", flat=True))
    return tuple(number_of(row) for row in unseen if row in left)


def _cases(rows: Sequence[int]) -> tuple[Case, ...]:
    return tuple(with_what_is_shown(Case.objects.filter(pk__in=rows)).order_by("-pk")) if rows else ()
