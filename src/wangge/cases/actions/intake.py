"""The desk's first decisions: taken in, filed with evidence (R-17), or not filed."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from wangge.accounts.permissions import Permission
from wangge.cases.actions.orders import cancel_orders, place_orders
from wangge.cases.evidence import Evidence, evidence_of
from wangge.cases.filing import Filing, class_columns, complete_filing
from wangge.cases.models import Case, NoteKind
from wangge.cases.moving import RULE, Step, ensure_possible, move, said
from wangge.cases.parts import dispatch_changes, parts_by_rule
from wangge.cases.permissions import authorise
from wangge.cases.reasons import FOR_FILING_UNVERIFIED, FOR_REFUSING, reason_among
from wangge.cases.refusals import Missing
from wangge.cases.stages import desk_stage, stage_until
from wangge.cases.verifying import verifier_of, verify_order
from wangge.cases.workflow import OrderKind, Verb
from wangge.catalogue.editions import Edition, Minor, edition_in_force
from wangge.language import _
from wangge.territory.actors import Actor


@transaction.atomic
def take_in_case(*, case: Case, by: Actor, seen: int | None = None) -> Case:
    """Intake takes the report as it is; filing comes next."""
    role = authorise(Verb.TAKE_IN, case, by=by)
    move(case, Step(Verb.TAKE_IN, role), by=by, seen=seen, changes=desk_stage(edition_in_force(), by.at))
    return case


@transaction.atomic
def file_case(
    *, case: Case, kind: str, minor: str, condition: str, by: Actor, seen: int | None = None, reason: str | None = None
) -> Case:
    """Give the case class and filing condition; an urgent class is dispatched at once, verification runs beside.

    Missing where nobody saw it: then only the duty supervisor files, with ``reason``.
    """
    role = authorise(Verb.FILE, case, by=by)
    ensure_possible(case, Verb.FILE, seen)
    edition = edition_in_force()
    filing = complete_filing(edition, kind, minor, condition)
    evidence = evidence_of(case, filing.minor)
    filed = _filing_step(case, filing.minor, evidence, role, reason, by)
    steps = [filed]
    changes = {**class_columns(case, filing), "filed_at": by.at, **desk_stage(edition, by.at)}
    if filing.minor.urgent:
        steps, columns = go_on_at_once(case, filed, filing, edition, evidence, by)
        changes |= columns
    elif evidence.pending:
        cancel_orders(case, OrderKind.VERIFY)
    move(case, *steps, by=by, seen=seen, changes=changes)
    return case


@transaction.atomic
def refuse_filing(*, case: Case, reason: str, answer: str, by: Actor, seen: int | None = None) -> Case:
    """The case ends unfiled; ``answer`` is what its reporter reads."""
    role = authorise(Verb.REFUSE_FILING, case, by=by)
    why = reason_among(reason, FOR_REFUSING)
    words = said(NoteKind.PUBLIC, answer)
    if not words:
        sentence = _("Whoever reported case {number} is told why it is not filed: write the answer")
        raise Missing(sentence.format(number=case.number))
    step = Step(Verb.REFUSE_FILING, role, reason=why, words=words)
    cancel_orders(case, OrderKind.VERIFY)
    move(case, step, by=by, seen=seen, changes=stage_until(None))
    return case


def go_on_at_once(
    case: Case, first: Step, filing: Filing, edition: Edition, evidence: Evidence, by: Actor
) -> tuple[list[Step], dict[str, Any]]:
    """Urgent: to the unit by rule, and somebody is asked to verify beside; both orders in one statement.

    ``first``, which made it urgent, carries the verification: without a step of its own nobody would hear of it.
    """
    chosen, parts = parts_by_rule(case, filing, edition, by.at)
    orders = [part.order(case, by.at) for part in parts]
    unasked = not (evidence.seen or evidence.pending or evidence.refuted)
    worker = verifier_of(case, by.at) if unasked else None
    beside = [verify_order(case, worker, edition, by.at)] if worker else []
    place_orders(case, [*orders, *beside])
    first = replace(first, order=beside[0]) if beside else first
    if not parts:
        return [first], {}
    (order,) = orders
    step = Step(
        Verb.DISPATCH, RULE, order=order, unit=order.unit_id, due_at=order.due_at, rule_number=chosen.rule_number
    )
    return [first, step], dispatch_changes(parts[0], chosen.rule_number, by.at)


def _filing_step(case: Case, minor: Minor, evidence: Evidence, role: str, reason: str | None, by: Actor) -> Step:
    """By whoever may file, upon evidence; without it by whoever may file unverified, for a reason."""
    if evidence.seen or (minor.urgent and not evidence.refuted):
        return Step(Verb.FILE, role)
    if reason is None or not by.may_at(Permission.FILE_UNVERIFIED, case.community_id):
        sentence = _(
            "Nobody has seen yet that case {number} is true: wait for the verification, or send it there;"
            " without it the duty supervisor files it, with a reason"
        )
        raise Missing(sentence.format(number=case.number))
    seat = by.seat_at(Permission.FILE_UNVERIFIED, case.community_id)
    return Step(Verb.FILE, seat.role.value if seat else role, reason=reason_among(reason, FOR_FILING_UNVERIFIED))
