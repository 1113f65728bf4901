"""What the API says of a case: shapes of answers, filled from rows that were already joined. Nothing personal here."""

from datetime import date, datetime

from ninja import Field, Schema

from wangge.cases.models import Case, Order
from wangge.cases.numbers import number_of
from wangge.cases.story import ToldStep


class ClassOut(Schema):
    kind: str
    code: str
    name_zh: str
    name_en: str


class CaseLine(Schema):
    """A line of a list."""

    number: str
    version: int
    state: str
    level: str
    urgent: bool
    source: str
    community: str
    grid: str
    longitude: float
    latitude: float
    place: str
    minor: ClassOut | None
    condition: str
    unit: str
    unit_name: str
    reported_at: datetime
    due_at: datetime | None
    stage_due_at: datetime | None
    overdue: bool
    needs_coordination: bool
    supervised: bool


class StepOut(Schema):
    serial: int
    verb: str
    before: str
    after: str
    at: datetime
    by: str
    role: str
    unit: str
    due_at: datetime | None
    until: date | None
    reason: str
    rule: int | None
    notes: list[str]


class OrderOut(Schema):
    id: int
    kind: str
    state: str
    unit: str
    lead: bool
    holder: str
    grid: str
    ordered_at: datetime
    due_at: datetime
    original_due_at: datetime
    done_at: datetime | None
    overdue_at: datetime | None
    result: str


class PhotoOut(Schema):
    id: int
    stage: str
    state: str
    received_at: datetime


class CaseOut(CaseLine):
    """A case with its story; the reporter's contact is never part of it."""

    description: str
    inside_dwelling: bool
    on_behalf: bool
    component: str
    handler: str
    outcome: str
    returns: int
    reworks: int
    extensions: int
    reopenings: int
    exempt: bool
    filed_at: datetime | None
    dispatched_at: datetime | None
    original_due_at: datetime | None
    resolved_at: datetime | None
    checked_at: datetime | None
    closed_at: datetime | None
    suspended_until: date | None
    merged_into: str
    possible: list[str]
    steps: list[StepOut]
    orders: list[OrderOut]
    photos: list[PhotoOut]
    photos_awaited: int = Field(description="How many more are on their way from phones: the case is not complete yet.")


def line_of(case: Case) -> dict[str, object]:
    """The line of a case whose class, condition, unit and community were joined."""
    unit = case.unit
    return {
        "number": case.number,
        "version": case.version,
        "state": case.state,
        "level": case.level,
        "urgent": case.urgent,
        "source": case.source,
        "community": case.community_id,
        "grid": case.grid_code,
        "longitude": case.longitude,
        "latitude": case.latitude,
        "place": case.place_words,
        "minor": class_of(case),
        "condition": case.condition.code if case.condition else "",
        "unit": unit.code if unit else "",
        "unit_name": unit.name_zh if unit else "",
        "reported_at": case.reported_at,
        "due_at": case.due_at,
        "stage_due_at": case.stage_due_at,
        "overdue": case.overdue_at is not None,
        "needs_coordination": case.needs_coordination,
        "supervised": case.supervised,
    }


def class_of(case: Case) -> dict[str, str] | None:
    """The class of a case, joined; None before it has one."""
    minor = case.minor
    if minor is None:
        return None
    return {"kind": minor.major.kind, "code": minor.code, "name_zh": minor.name_zh, "name_en": minor.name_en}


def step_of(told: ToldStep) -> dict[str, object]:
    """A step with the words that the reader may see."""
    step = told.step
    return {
        "serial": step.serial,
        "verb": step.verb,
        "before": step.before,
        "after": step.after,
        "at": step.at,
        "by": told.by,
        "role": step.role,
        "unit": step.unit.code if step.unit else "",
        "due_at": step.due_at,
        "until": step.until,
        "reason": step.reason,
        "rule": step.rule_number,
        "notes": list(told.notes),
    }


def order_of(order: Order) -> dict[str, object]:
    """An order with its holder."""
    return {
        "id": order.pk,
        "kind": order.kind,
        "state": order.state,
        "unit": order.unit.code if order.unit else "",
        "lead": order.lead,
        "holder": order.holder.work_name if order.holder else "",
        "grid": order.grid_code,
        "ordered_at": order.ordered_at,
        "due_at": order.due_at,
        "original_due_at": order.original_due_at,
        "done_at": order.done_at,
        "overdue_at": order.overdue_at,
        "result": order.result,
    }


def detail_of(case: Case) -> dict[str, object]:
    """What the page of one case says beyond its line."""
    return {
        "description": case.description,
        "inside_dwelling": case.inside_dwelling,
        "on_behalf": case.on_behalf,
        "component": case.component.code if case.component else "",
        "handler": case.handler.work_name if case.handler else "",
        "outcome": case.outcome,
        "returns": case.returns,
        "reworks": case.reworks,
        "extensions": case.extensions,
        "reopenings": case.reopenings,
        "exempt": case.exempt,
        "filed_at": case.filed_at,
        "dispatched_at": case.dispatched_at,
        "original_due_at": case.original_due_at,
        "resolved_at": case.resolved_at,
        "checked_at": case.checked_at,
        "closed_at": case.closed_at,
        "suspended_until": case.suspended_until,
        "merged_into": number_of(case.merged_into_id) if case.merged_into_id else "",
    }
