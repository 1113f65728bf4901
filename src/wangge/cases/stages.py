"""The columns with which a case enters a stage. Builds, does not write; which stage follows lies in the actions."""

from datetime import datetime
from typing import Any

from wangge.cases.clocks import DESK_LIMIT, centre_term
from wangge.catalogue.editions import Edition

# A limit that ended is no longer warned of: the order that was late keeps its own mark.
_FRESH = {"warned_at": None, "overdue_at": None}


def stage_until(due_at: datetime | None) -> dict[str, Any]:
    """A stage with this limit, or without one: an ended or a suspended case."""
    return {"stage_due_at": due_at, **_FRESH}


def desk_stage(edition: Edition, at: datetime) -> dict[str, Any]:
    """A stage of the centre's desk, begun at ``at``: intake, filing and dispatch have a limit each."""
    return stage_until(centre_term(edition, DESK_LIMIT, at).due_at)


def without_unit() -> dict[str, Any]:
    """No unit holds the case: what the lead part left in its columns is taken out."""
    return {
        "unit_id": None,
        "handler_id": None,
        "extensions": 0,
        "dispatched_at": None,
        "rule_number": None,
        "calendar_id": None,
        "original_due_at": None,
        "due_at": None,
    }
