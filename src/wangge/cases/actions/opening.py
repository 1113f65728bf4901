"""How a report opens: what it is, where it lies, and what follows by rule (verification, dispatch at once)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from wangge.accounts.refusals import Unusable
from wangge.cases.clocks import DESK_LIMIT, centre_term
from wangge.cases.filing import Filing, filing_by_codes, urgent_condition
from wangge.cases.models import SEEN_BY_STAFF, Case, Order
from wangge.cases.moving import RULE, Step
from wangge.cases.parts import Part, dispatch_changes, parts_of
from wangge.cases.reasons import Reason
from wangge.cases.reporting import level_of
from wangge.cases.reports import Report
from wangge.cases.verifying import verifier_at, verify_order
from wangge.cases.workflow import OrderKind, Verb
from wangge.catalogue.components import Piece, piece_by_code
from wangge.catalogue.editions import Edition, edition_in_force
from wangge.catalogue.routing import route
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.datum import to_wgs84
from wangge.territory.whereabouts import Spot, locate
from wangge.territory.workers import Worker

# Filing by rule carries the verification beside it: without a step of its own nobody would hear of that order.
_GIVES = {Verb.SEND_TO_VERIFY: OrderKind.VERIFY, Verb.FILE: OrderKind.VERIFY, Verb.DISPATCH: OrderKind.PART}


@dataclass
class Opening:
    """The columns, steps and orders that a report begins with; orders are made once the case has its id."""

    columns: dict[str, Any]
    steps: list[Step]
    makers: list[Callable[[Case], Order]] = field(default_factory=list)

    def orders(self, case: Case) -> list[Order]:
        return [make(case) for make in self.makers]

    def steps_with(self, orders: Sequence[Order]) -> list[Step]:
        """The steps, each with the order that it gave."""
        given = {order.kind: order for order in orders}
        return [
            replace(step, order=given.get(_GIVES[step.verb])) if step.verb in _GIVES else step for step in self.steps
        ]


def opening_for(report: Report, by: Actor) -> Opening:
    """Look up edition, component, place and verifier (four statements at most) and say what follows."""
    edition = edition_in_force()
    piece = piece_by_code(report.component) if report.component else None
    filing = _filing(edition, report, piece)
    longitude, latitude = to_wgs84(report.longitude, report.latitude, report.datum)
    spot = locate(longitude, latitude, at=by.at)
    columns = {**_columns(spot, filing, piece), "level": level_of(report, spot.community_code, by)}
    opening = Opening(columns, [Step(Verb.REPORT, _role(by))])
    if filing is not None and filing.minor.urgent:
        _dispatch_at_once(opening, edition, filing, piece, spot, by.at)
    if report.source not in SEEN_BY_STAFF:
        _verify(opening, edition, spot, by)
    if "stage_due_at" not in opening.columns:
        opening.columns["stage_due_at"] = centre_term(edition, DESK_LIMIT, by.at).due_at
    return opening


def _filing(edition: Edition, report: Report, piece: Piece | None) -> Filing | None:
    kind, code = (report.kind or "", report.minor)
    if piece is not None:
        if code and code != piece.class_code:
            sentence = _("Component {component} is of class {own}, not of class {code}: correct one of them")
            raise Unusable(sentence.format(component=piece.code, own=piece.class_code, code=code))
        kind, code = "component", piece.class_code
    if not code:
        return None
    filing = filing_by_codes(edition, kind, code, report.condition)
    if filing.minor.urgent and filing.condition is None:
        return Filing(filing.minor, urgent_condition(filing.minor))
    return filing


def _columns(spot: Spot, filing: Filing | None, piece: Piece | None) -> dict[str, Any]:
    return {
        "longitude": spot.longitude,
        "latitude": spot.latitude,
        "place_code": spot.place_code,
        "community_id": spot.community_code,
        "grid_code": spot.grid_code,
        "plan_id": spot.plan_id,
        "minor_id": filing.minor.id if filing else None,
        "condition_id": filing.condition.id if filing and filing.condition else None,
        "component_id": piece.id if piece else None,
        "urgent": filing.minor.urgent if filing else False,
    }


def _role(by: Actor) -> str:
    return by.seats[0].role.value if by.seats else by.name


def _dispatch_at_once(
    opening: Opening, edition: Edition, filing: Filing, piece: Piece | None, spot: Spot, at: datetime
) -> None:
    """Urgent classes are filed and dispatched by rule; without a unit the case waits with the dispatcher."""
    opening.steps.append(Step(Verb.FILE, RULE, reason=Reason.RULE))
    opening.columns["filed_at"] = at
    chosen = route(
        edition,
        community_code=spot.community_code,
        minor=filing.minor,
        owner_unit_id=piece.owner_id if piece else None,
    )
    if chosen.unit_id is None:
        return
    (part,) = parts_of(edition, filing, chosen.unit_id, (), at)
    opening.columns.update(dispatch_changes(part, chosen.rule_number, at))
    opening.steps.append(_dispatch_step(part, chosen.rule_number))
    opening.makers.append(lambda case: part.order(case, at))


def _dispatch_step(part: Part, rule_number: int | None) -> Step:
    return Step(Verb.DISPATCH, RULE, unit=part.unit, due_at=part.term.due_at, rule_number=rule_number)


def _verify(opening: Opening, edition: Edition, spot: Spot, by: Actor) -> None:
    """Whoever is no grid worker is verified first, urgent cases beside; where nobody is posted, intake sees to it."""
    excluding = frozenset() if by.user_id is None else frozenset({by.user_id})
    worker: Worker | None = verifier_at(spot, by.at, excluding=excluding)
    if worker is None:
        return
    opening.makers.append(lambda case: verify_order(case, worker, edition, by.at))
    if len(opening.steps) == 1:
        due_at = verify_order(Case(), worker, edition, by.at).due_at
        opening.columns["stage_due_at"] = due_at
        opening.steps.append(Step(Verb.SEND_TO_VERIFY, RULE, due_at=due_at))
