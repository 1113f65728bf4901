"""Cases that wander: over the table alone, and through the real actions with history and row compared."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.cases.ways import DAY, a_report, add_photo
from tests.city import City, at
from wangge.accounts.refusals import Refusal
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.classing import change_class
from wangge.cases.actions.closing import close_case
from wangge.cases.actions.dispatching import dispatch_case, escalate_case, redispatch_case, send_back_case
from wangge.cases.actions.extensions import ask_extension, grant_extension
from wangge.cases.actions.intake import file_case, refuse_filing, take_in_case
from wangge.cases.actions.on_the_spot import handle_on_the_spot
from wangge.cases.actions.remarks import comment_case
from wangge.cases.actions.reporting import report_case
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case, return_case
from wangge.cases.actions.verification import refute_case, send_to_verify, verify_case
from wangge.cases.models import Case, CaseStep, Order, PhotoStage, Source
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import (
    AT_THE_UNIT,
    BEFORE_FILING,
    ENDED,
    OPEN,
    ORDER_OPEN,
    TRANSITIONS,
    OrderState,
    State,
    Verb,
    WrongState,
    after,
    verbs_from,
)
from wangge.territory.actors import Actor
from wangge.territory.models import Organisation


class Wandering(RuleBasedStateMachine):
    """Any verbs in any order, as far as the table lets them."""

    def __init__(self) -> None:
        super().__init__()
        self.state = after(Verb.REPORT, None)
        self.filed = self.checked = False

    @rule(choice=st.integers(0, 10_000))
    def go_on(self, choice: int) -> None:
        possible = verbs_from(self.state)
        verb = possible[choice % len(possible)]
        self.state = after(verb, self.state)
        self.filed = (self.filed or verb in {Verb.FILE, Verb.HANDLE_ON_THE_SPOT}) and verb is not Verb.SEND_BACK
        self.checked = (self.checked or verb is Verb.CHECK) and verb is not Verb.REOPEN

    @rule(verb=st.sampled_from(Verb))
    def try_anything(self, verb: Verb) -> None:
        if self.state not in TRANSITIONS[verb]:
            with pytest.raises(WrongState):
                after(verb, self.state)

    @invariant()
    def no_unit_has_what_was_neither_filed_nor_handled_on_the_spot(self) -> None:
        assert self.filed or self.state not in AT_THE_UNIT | {State.RESOLVED, State.CLOSED, State.SUSPENDED}

    @invariant()
    def nothing_is_closed_without_a_check(self) -> None:
        assert self.checked or self.state is not State.CLOSED

    @invariant()
    def it_is_open_or_ended(self) -> None:
        assert (self.state in OPEN) != (self.state in ENDED)
        assert self.state not in BEFORE_FILING or not self.checked


TestWandering = Wandering.TestCase
TestWandering.settings = settings(max_examples=60, stateful_step_count=60)


def dispatch_with_support(*, case: Case, by: Actor) -> Case:
    return dispatch_case(case=case, by=by, support=[Organisation.objects.get(code="drainage").pk])


WASTE = {"kind": "event", "minor": "0101", "condition": "1"}
ACTS: list[tuple[Verb, str, Callable[..., Any], dict[str, Any]]] = [
    (Verb.SEND_TO_VERIFY, "intake", send_to_verify, {}),
    (Verb.VERIFY, "lin", verify_case, {}),
    (Verb.REFUTE, "deputy", refute_case, {"reason": "not_there"}),
    (Verb.TAKE_IN, "intake", take_in_case, {}),
    (Verb.FILE, "supervisor", file_case, {**WASTE, "reason": "evident"}),
    (Verb.FILE, "supervisor", file_case, {"kind": "component", "minor": "0101", "condition": "1", "reason": "danger"}),
    (Verb.REFUSE_FILING, "intake", refuse_filing, {"reason": "not_there", "answer": "没有看到"}),
    (Verb.CHANGE_CLASS, "intake", change_class, {"kind": "event", "minor": "0103", "condition": "2"}),
    (Verb.ESCALATE, "dispatcher", escalate_case, {"reason": "danger"}),
    (Verb.DISPATCH, "dispatcher", dispatch_case, {}),
    (Verb.REDISPATCH, "dispatcher", redispatch_case, {"again": True}),
    (Verb.SEND_BACK, "dispatcher", send_back_case, {}),
    (Verb.ACKNOWLEDGE, "sanitation", acknowledge_case, {}),
    (Verb.ACKNOWLEDGE, "drainage", acknowledge_case, {}),
    (Verb.RETURN, "sanitation", return_case, {"reason": "wrong_place", "note": "不在本区"}),
    (Verb.RESOLVE, "sanitation", resolve_case, {"note": "已清"}),
    (Verb.RESOLVE, "drainage", resolve_case, {"note": "已修"}),
    (Verb.CHECK, "lin", check_case, {"outcome": "fixed"}),
    (Verb.CHECK, "deputy", check_case, {"outcome": "not_fixed", "reason": "not_fixed"}),
    (Verb.CLOSE, "supervisor", close_case, {"closure": "1"}),
    (Verb.HANDLE_ON_THE_SPOT, "lin", handle_on_the_spot, {"note": ""}),
    (Verb.COMMENT, "community", comment_case, {"note": "看过"}),
    (Verb.DISPATCH, "dispatcher", dispatch_with_support, {}),
    (Verb.RESOLVE_PART, "drainage", resolve_case, {"note": "已修"}),
    (Verb.ASK_EXTENSION, "drainage", ask_extension, {"reason": "weather"}),
    (Verb.GRANT_EXTENSION, "supervisor", grant_extension, {}),
    (Verb.RETURN_PART, "drainage", return_case, {"reason": "wrong_place", "note": "不在本区"}),
]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(resident=st.booleans(), choices=st.lists(st.integers(0, 999), min_size=12, max_size=30))
def test_the_history_of_a_case_gives_the_row_that_is_stored(city: City, resident: bool, choices: list[int]):
    who, source = ("xu", Source.VOLUNTEER) if resident else ("lin", Source.GRID_WORKER)
    case = report_case(report=a_report(source=source), by=city.actor(who, at(DAY))).case
    for stage in (PhotoStage.REPORT, PhotoStage.RESOLVE):
        add_photo(case, stage, at(DAY, "23:59"))
    for choice in choices:
        do_one(city, case, choice)
    agrees(Case.objects.get(pk=case.pk))


def test_the_whole_way_is_one_of_them(city: City):
    case = report_case(report=a_report(), by=city.actor("lin", at(DAY))).case
    for stage in (PhotoStage.REPORT, PhotoStage.RESOLVE):
        add_photo(case, stage, at(DAY, "23:59"))
    for _verb, name, act, given_ in [ACTS[place] for place in (3, 4, 9, 12, 15, 17, 19)]:
        by = city.actor(name, at(DAY))
        act(case=visible_case(case.number, by=by), by=by, **given_)
    case.refresh_from_db()
    assert case.state == State.CLOSED
    agrees(case)


def do_one(city: City, case: Case, choice: int) -> None:
    """Do one of the acts that the table allows now; who may not, or lacks something, is refused."""
    verbs = verbs_from(State(Case.objects.get(pk=case.pk).state))
    possible = [one for one in ACTS if one[0] in verbs]
    _verb, name, act, given_ = possible[choice % len(possible)]
    by = city.actor(name, at(DAY))
    with suppress(Refusal):
        act(case=visible_case(case.number, by=by), by=by, **given_)


def agrees(case: Case) -> None:
    """The row follows from the steps, and the steps from the table; orders are open only while the case is."""
    steps = list(CaseStep.objects.filter(case=case).order_by("serial"))
    here: State | None = None
    for step in steps:
        assert step.before == (here or "")
        here = after(Verb(step.verb), here)
        assert step.after == here
    assert [step.serial for step in steps] == list(range(1, case.version + 1))
    assert (case.state, case.open) == (here, here in OPEN)
    assert (case.ended_at is None) == case.open
    opened = Order.objects.filter(case=case, state__in=ORDER_OPEN)
    assert case.open or not opened.exists()
    assert not Order.objects.filter(case=case).exclude(case_open=case.open).exists()
    assert (case.unit_id is not None) == (case.due_at is not None)
    if case.state in AT_THE_UNIT:
        lead = Order.objects.filter(case=case, lead=True, state__in=[*ORDER_OPEN, OrderState.DONE]).latest("id")
        assert (lead.unit_id, lead.due_at, lead.calendar_id) == (case.unit_id, case.due_at, case.calendar_id)
        assert case.stage_due_at == (lead.due_at if lead.open else min(part.due_at for part in opened))
