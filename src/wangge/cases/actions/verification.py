"""Is the report true? A person at the place is asked, and says so or not (verify; the check comes after resolving)."""

from django.db import transaction

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.orders import change_order, place_orders
from wangge.cases.holding import own_errand
from wangge.cases.models import Case, NoteKind
from wangge.cases.moving import Step, ensure_possible, move, said
from wangge.cases.permissions import authorise
from wangge.cases.reasons import FOR_REFUTING, reason_among
from wangge.cases.stages import desk_stage, stage_until
from wangge.cases.verifying import NOT_SO, TRUE, verifier_of, verify_order
from wangge.cases.workflow import BEFORE_FILING, OrderKind, OrderState, Verb
from wangge.catalogue.editions import edition_in_force
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def send_to_verify(*, case: Case, by: Actor, seen: int | None = None) -> Case:
    """Ask the worker of the place, else the deputy, else a neighbour, whether the report is true."""
    role = authorise(Verb.SEND_TO_VERIFY, case, by=by)
    ensure_possible(case, Verb.SEND_TO_VERIFY, seen)
    worker = verifier_of(case, by.at)
    if worker is None:
        sentence = _("Nobody is posted at the place of case {number} or beside it who could verify it: post a worker")
        raise Unusable(sentence.format(number=case.number))
    order = verify_order(case, worker, edition_in_force(), by.at)
    place_orders(case, [order])
    step = Step(Verb.SEND_TO_VERIFY, role, order=order, due_at=order.due_at)
    move(case, step, by=by, seen=seen, changes=stage_until(order.due_at))
    return case


@transaction.atomic
def verify_case(*, case: Case, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """The holder of the order saw that it is true; a case that was dispatched at once goes on as it is."""
    held = own_errand(Verb.VERIFY, case, OrderKind.VERIFY, by=by)
    change_order(held.order, case, OrderState.DONE, done_at=by.at, result=TRUE)
    step = Step(Verb.VERIFY, held.role, order=held.order, words=said(NoteKind.COMMENT, note))
    changes = desk_stage(edition_in_force(), by.at) if case.state in BEFORE_FILING else {}
    move(case, step, by=by, seen=seen, changes=changes)
    return case


@transaction.atomic
def refute_case(*, case: Case, reason: str, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """The holder of the order saw that it is not so: intake decides what becomes of it."""
    held = own_errand(Verb.REFUTE, case, OrderKind.VERIFY, by=by)
    why = reason_among(reason, FOR_REFUTING)
    change_order(held.order, case, OrderState.DONE, done_at=by.at, result=NOT_SO)
    step = Step(Verb.REFUTE, held.role, order=held.order, reason=why, words=said(NoteKind.COMMENT, note))
    changes = desk_stage(edition_in_force(), by.at) if case.state in BEFORE_FILING else {}
    move(case, step, by=by, seen=seen, changes=changes)
    return case
