"""The parts of units: which order a dispatch gives to whom, with the frozen limit. Builds, does not write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wangge.cases.clocks import Term, unit_term
from wangge.cases.filing import Filing, condition_given, owner_of
from wangge.cases.models import Case, Order
from wangge.cases.workflow import OrderKind, OrderState
from wangge.catalogue.editions import Edition
from wangge.catalogue.routing import Route, route


@dataclass(frozen=True)
class Part:
    """One unit's part: the lead answers for the whole."""

    unit: int
    lead: bool
    term: Term

    def order(self, case: Case, at: datetime) -> Order:
        """The order, not yet written."""
        fields: dict[str, Any] = self.term.fields()
        return Order(
            case=case,
            kind=OrderKind.PART,
            state=OrderState.WAITING,
            unit_id=self.unit,
            lead=self.lead,
            ordered_at=at,
            **fields,
        )


def parts_of(edition: Edition, filing: Filing, lead: int, support: Sequence[int], at: datetime) -> list[Part]:
    """The parts of a dispatch at ``at``: each unit by its own calendar."""
    condition = condition_given(filing)
    units = [lead, *(unit for unit in support if unit != lead)]
    return [Part(unit, unit == lead, unit_term(edition, filing.minor, condition, unit, at)) for unit in units]


def parts_by_rule(case: Case, filing: Filing, edition: Edition, at: datetime) -> tuple[Route, list[Part]]:
    """The part that the rules give to one unit; no part where they name none."""
    owner = owner_of(case, filing.minor)
    chosen = route(edition, community_code=case.community_id, minor=filing.minor, owner_unit_id=owner)
    return chosen, parts_of(edition, filing, chosen.unit_id, (), at) if chosen.unit_id is not None else []


def dispatch_changes(lead: Part, rule_number: int | None, at: datetime) -> dict[str, Any]:
    """The columns of the case that copy its lead part."""
    return {
        "unit_id": lead.unit,
        "handler_id": None,
        "extensions": 0,
        "dispatched_at": at,
        "rule_number": rule_number,
        "calendar_id": lead.term.calendar_id,
        "original_due_at": lead.term.due_at,
        "due_at": lead.term.due_at,
        "stage_due_at": lead.term.due_at,
        "warned_at": None,
        "overdue_at": None,
    }
