"""To which unit a case goes: by the routing rule or as the dispatcher says; again after a return, or back to intake."""

from collections.abc import Sequence

from django.db import transaction

from wangge.accounts.refusals import Unusable
from wangge.cases.actions.orders import cancel_orders, place_orders
from wangge.cases.filing import Filing, filing_of, owner_of
from wangge.cases.models import Case, NoteKind, Order
from wangge.cases.moving import Step, ensure_possible, move, said
from wangge.cases.parts import dispatch_changes, parts_of
from wangge.cases.permissions import authorise
from wangge.cases.reasons import FOR_ESCALATING, reason_among
from wangge.cases.stages import desk_stage, without_unit
from wangge.cases.workflow import OrderKind, OrderState, State, Verb
from wangge.catalogue.contents import name_of
from wangge.catalogue.editions import Edition, edition_in_force
from wangge.catalogue.routing import Route, explain, route
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.models import AreaKind


def propose(case: Case) -> Route:
    """Which unit the rules name for a filed case, and why; for display, and what dispatching without a unit does."""
    edition = edition_in_force()
    return _by_rule(case, filing_of(case, edition), edition)


@transaction.atomic
def dispatch_case(
    *, case: Case, by: Actor, lead: int | None = None, support: Sequence[int] = (), seen: int | None = None
) -> Case:
    """Give the case to a lead unit, by rule unless one is named, and parts of it to supporting units."""
    role = authorise(Verb.DISPATCH, case, by=by)
    ensure_possible(case, Verb.DISPATCH, seen)
    return _dispatch(Verb.DISPATCH, role, case, by, lead, support, seen)


@transaction.atomic
def redispatch_case(
    *,
    case: Case,
    by: Actor,
    lead: int | None = None,
    support: Sequence[int] = (),
    again: bool = False,
    seen: int | None = None,
) -> Case:
    """Give a returned case to another unit, with a full limit; to one that returned it only with ``again``."""
    role = authorise(Verb.REDISPATCH, case, by=by)
    ensure_possible(case, Verb.REDISPATCH, seen)
    returners = frozenset() if again else _returners(case)
    return _dispatch(Verb.REDISPATCH, role, case, by, lead, support, seen, but=returners)


@transaction.atomic
def send_back_case(*, case: Case, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """A returned case goes back to intake, which looks anew at what it is."""
    role = authorise(Verb.SEND_BACK, case, by=by)
    changes = {"filed_at": None, **without_unit(), **desk_stage(edition_in_force(), by.at)}
    cancel_orders(case, OrderKind.VERIFY)  # beside an urgent case; intake asks anew where it wants to know
    step = Step(Verb.SEND_BACK, role, words=said(NoteKind.COMMENT, note))
    move(case, step, by=by, seen=seen, changes=changes)
    return case


@transaction.atomic
def escalate_case(*, case: Case, reason: str, by: Actor, note: str = "", seen: int | None = None) -> Case:
    """One level up (R-22): the same case, a new desk with a limit of its own."""
    role = authorise(Verb.ESCALATE, case, by=by)
    why = reason_among(reason, FOR_ESCALATING)
    level = AreaKind(case.level)
    if level is AreaKind.CITY:
        raise Unusable(_("Case {number} is with the city already: there is no wider level").format(number=case.number))
    # Until it is verified the limit is the verifier's; no desk begins yet.
    stage = {} if case.state == State.VERIFYING else desk_stage(edition_in_force(), by.at)
    changes = {"level": list(AreaKind)[level.width + 1], **stage}
    step = Step(Verb.ESCALATE, role, reason=why, words=said(NoteKind.COMMENT, note))
    move(case, step, by=by, seen=seen, changes=changes)
    return case


def _dispatch(
    verb: Verb,
    role: str,
    case: Case,
    by: Actor,
    lead: int | None,
    support: Sequence[int],
    seen: int | None,
    but: frozenset[int] = frozenset(),
) -> Case:
    edition = edition_in_force()
    filing = filing_of(case, edition)
    rule_number = None
    if lead is None:
        lead, rule_number = _lead_by_rule(case, filing, edition)
    _can_take(case, [lead, *support], edition, but)
    parts = parts_of(edition, filing, lead, support, by.at)
    orders = [part.order(case, by.at) for part in parts]
    place_orders(case, orders)
    first = orders[0]
    step = Step(verb, role, order=first, unit=lead, due_at=first.due_at, rule_number=rule_number)
    move(case, step, by=by, seen=seen, changes=dispatch_changes(parts[0], rule_number, by.at))
    return case


def _lead_by_rule(case: Case, filing: Filing, edition: Edition) -> tuple[int, int | None]:
    """The unit and the number of the rule; Unusable with the explanation where the rules leave it open."""
    chosen = _by_rule(case, filing, edition)
    if chosen.unit_id is None:
        sentence = _("No unit follows for case {number} ({why}): choose one")
        raise Unusable(sentence.format(number=case.number, why=explain(edition, chosen, filing.minor)))
    return chosen.unit_id, chosen.rule_number


def _by_rule(case: Case, filing: Filing, edition: Edition) -> Route:
    owner = owner_of(case, filing.minor)
    return route(edition, community_code=case.community_id, minor=filing.minor, owner_unit_id=owner)


def _can_take(case: Case, units: Sequence[int], edition: Edition, but: frozenset[int]) -> None:
    """Raise Unusable for a unit that is unknown or closed, works elsewhere, or is among those that returned it."""
    for unit in units:
        found = edition.units.get(unit)
        if found is None:
            raise Unusable(_("Unit {unit} is unknown or closed: choose one that is open").format(unit=unit))
        if not found.area.contains(case.community_id):
            sentence = _("{unit} works in {area}, and case {number} lies elsewhere: choose another unit")
            raise Unusable(sentence.format(unit=name_of(found), area=name_of(found.area), number=case.number))
        if unit in but:
            sentence = _("{unit} returned case {number}: choose another unit, or say that it is to have it again")
            raise Unusable(sentence.format(unit=name_of(found), number=case.number))


def _returners(case: Case) -> frozenset[int]:
    """The units that said that the case is not theirs."""
    rows = Order.objects.filter(case=case, kind=OrderKind.PART, lead=True, state=OrderState.SENT_BACK)
    return frozenset(rows.values_list("unit__pk", flat=True))
