"""The story of one case as somebody may read it: steps with the words beside them, orders, photos, what one may do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from wangge.cases.holding import own_parts
from wangge.cases.models import SEEN_BY_STAFF, Case, CaseNote, CaseStep, NoteKind, Order, Photo, PromisedPhoto
from wangge.cases.moving import REPORTER
from wangge.cases.permissions import role_for
from wangge.cases.workflow import OrderState, State, Verb, is_at_work, verbs_from
from wangge.territory.actors import Actor

_AT_WORK = frozenset({Verb.ASK_EXTENSION, Verb.RESOLVE_PART, Verb.RESOLVE})  # of the part that one is at


@dataclass(frozen=True)
class ToldStep:
    """A step; ``by`` is empty where its name would be the reporter's or a follower's: hidden from units (R-63)."""

    step: CaseStep
    by: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """What happened, oldest first, and the verbs that the state and the reader's postings allow."""

    steps: tuple[ToldStep, ...]
    orders: tuple[Order, ...]
    photos: tuple[Photo, ...]
    possible: tuple[Verb, ...]
    is_centre: bool
    awaited: int = 0  # photos that phones promised and that are still on their way


def read_story(case: Case, *, by: Actor) -> Story:
    """Read it: five statements."""
    is_centre = role_for(Verb.NOTE, case, by=by) is not None
    notes: dict[int, list[str]] = defaultdict(list)
    for note in readable_notes(case, by=by).order_by("id"):
        notes[note.step_id].append(note.text)
    steps = case.steps.select_related("by", "unit").order_by("serial")
    orders = tuple(case.orders.select_related("unit", "holder").order_by("id"))
    return Story(
        steps=tuple(ToldStep(one, _name(one, case, by, is_centre=is_centre), tuple(notes[one.pk])) for one in steps),
        orders=orders,
        photos=tuple(case.photos.order_by("id")),
        possible=possible_verbs(case, orders, by=by),
        is_centre=is_centre,
        awaited=photos_awaited(case),
    )


def photos_awaited(case: Case) -> int:
    """How many photos of the case are still on their way from phones: one statement."""
    waiting = PromisedPhoto.objects.filter(case=case, arrived_at__isnull=True)
    return waiting.values("stage", "hash").distinct().count()


def possible_verbs(case: Case, orders: tuple[Order, ...], *, by: Actor) -> tuple[Verb, ...]:
    """What one may do now, of the case or of an order of it; no statement."""
    held = [order for order in orders if order.holder_id is not None or order.unit_id is not None]
    fitting = _fitting(State(case.state), own_parts(orders, by))
    return tuple(
        verb
        for verb in Verb
        if verb in fitting and any(role_for(verb, case, by=by, order=order) for order in (None, *held))
    )


def _fitting(state: State, parts: Sequence[Order]) -> frozenset[Verb]:
    """What the state allows; of what is done at one's own open part, what one of ``parts`` is ready for.

    A supporting unit that acknowledged resolves before the case is in progress.
    """
    fitting = frozenset(verbs_from(state))
    if not any(part.state == OrderState.ACCEPTED for part in parts):
        fitting -= {Verb.ASSIGN}
    at_work = any(is_at_work(state, OrderState(part.state), lead=part.lead) for part in parts)
    return fitting | _AT_WORK if at_work else fitting - _AT_WORK


def readable_notes(case: Case, *, by: Actor) -> QuerySet[CaseNote]:
    """The words beside the steps that ``by`` may read."""
    return CaseNote.objects.filter(case=case, kind__in=_readable(case, by))


def _name(step: CaseStep, case: Case, by: Actor, *, is_centre: bool) -> str:
    hidden = not is_centre and _tells_reporter(step, case) and step.by_id != by.user_id
    return step.by.work_name if step.by and not hidden else ""


def _tells_reporter(step: CaseStep, case: Case) -> bool:
    """Whether its name is the reporter's, or of somebody else who follows the case; a grid worker reports by office."""
    if step.by_id == case.reported_by_id:
        theirs = step.role == REPORTER or step.verb in {Verb.REPORT, Verb.ADD_PHOTO, Verb.FOLLOW_UP, Verb.REOPEN}
        return theirs and case.source not in SEEN_BY_STAFF
    return step.role == REPORTER


def _readable(case: Case, by: Actor) -> list[str]:
    kinds = [NoteKind.PUBLIC.value]
    if role_for(Verb.COMMENT, case, by=by):
        kinds.append(NoteKind.COMMENT.value)
    if role_for(Verb.NOTE, case, by=by):
        kinds.append(NoteKind.INTERNAL.value)
    return kinds
