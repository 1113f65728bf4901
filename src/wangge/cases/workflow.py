"""The one table of what may happen to a case, and to an order. Pure: who may do it lies in permissions."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case is. Each is a word that screens show."""

    REPORTED = "reported"
    VERIFYING = "verifying"
    TAKEN_IN = "taken_in"
    FILED = "filed"
    DISPATCHED = "dispatched"
    IN_PROGRESS = "in_progress"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    RESOLVED = "resolved"
    CHECKING = "checking"
    REWORK = "rework"
    CHECKED = "checked"
    REOPENED = "reopened"
    CLOSED = "closed"
    NOT_FILED = "not_filed"
    MERGED = "merged"
    SELF_HANDLED = "self_handled"
    VOID = "void"


ENDED = frozenset({State.CLOSED, State.NOT_FILED, State.MERGED, State.SELF_HANDLED, State.VOID})
OPEN = frozenset(State) - ENDED
BEFORE_FILING = frozenset({State.REPORTED, State.VERIFYING, State.TAKEN_IN})
AT_THE_UNIT = frozenset({State.DISPATCHED, State.IN_PROGRESS, State.REWORK})


class Verb(StrEnum):
    """What happens to a case; every step has exactly one."""

    REPORT = "report"
    HANDLE_ON_THE_SPOT = "handle_on_the_spot"
    SEND_TO_VERIFY = "send_to_verify"
    VERIFY = "verify"
    REFUTE = "refute"
    TAKE_IN = "take_in"
    FILE = "file"
    REFUSE_FILING = "refuse_filing"
    MERGE = "merge"
    CHANGE_CLASS = "change_class"
    ESCALATE = "escalate"
    DISPATCH = "dispatch"
    REDISPATCH = "redispatch"
    SEND_BACK = "send_back"
    ACKNOWLEDGE = "acknowledge"
    ACKNOWLEDGE_PART = "acknowledge_part"
    ASSIGN = "assign"
    RETURN = "return"
    RETURN_PART = "return_part"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    ASK_SUSPENSION = "ask_suspension"
    REFUSE_SUSPENSION = "refuse_suspension"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESOLVE_PART = "resolve_part"
    RESOLVE = "resolve"
    SEND_TO_CHECK = "send_to_check"
    CHECK = "check"
    SEND_TO_REWORK = "send_to_rework"
    REWORK_PART = "rework_part"
    FIND_UNHANDLED = "find_unhandled"
    CLOSE = "close"
    REOPEN = "reopen"
    ASK_VOID = "ask_void"
    REFUSE_VOID = "refuse_void"
    VOID = "void"
    SUPERVISE = "supervise"
    ASK_APPEAL = "ask_appeal"
    REVIEW_APPEAL = "review_appeal"
    COMMENT = "comment"
    NOTE = "note"
    ADD_PHOTO = "add_photo"
    FOLLOW_UP = "follow_up"
    WARN = "warn"
    MARK_OVERDUE = "mark_overdue"
    REHOME = "rehome"
    HAND_OVER = "hand_over"


_S, _V = State, Verb

# verb -> {state before: state after}; None stands before the report. A verb that leaves the state says so.
TRANSITIONS: dict[Verb, dict[State | None, State]] = {
    _V.REPORT: {None: _S.REPORTED},
    _V.HANDLE_ON_THE_SPOT: {_S.REPORTED: _S.SELF_HANDLED},
    _V.SEND_TO_VERIFY: {_S.REPORTED: _S.VERIFYING},
    _V.VERIFY: {_S.VERIFYING: _S.TAKEN_IN, **{state: state for state in OPEN - BEFORE_FILING}},
    _V.REFUTE: {_S.VERIFYING: _S.REPORTED, **{state: state for state in OPEN - BEFORE_FILING}},
    _V.TAKE_IN: {_S.REPORTED: _S.TAKEN_IN},
    _V.FILE: {_S.REPORTED: _S.FILED, _S.VERIFYING: _S.FILED, _S.TAKEN_IN: _S.FILED},
    _V.REFUSE_FILING: dict.fromkeys(BEFORE_FILING, _S.NOT_FILED),
    _V.MERGE: dict.fromkeys(BEFORE_FILING, _S.MERGED),
    _V.CHANGE_CLASS: {
        state: state for state in (_S.FILED, _S.DISPATCHED, _S.IN_PROGRESS, _S.RETURNED, _S.SUSPENDED, _S.REWORK)
    },
    _V.ESCALATE: {state: state for state in (*BEFORE_FILING, _S.FILED, _S.RETURNED)},
    _V.DISPATCH: {_S.FILED: _S.DISPATCHED},
    _V.REDISPATCH: {_S.RETURNED: _S.DISPATCHED},
    _V.SEND_BACK: {_S.RETURNED: _S.REPORTED},
    _V.ACKNOWLEDGE: {_S.DISPATCHED: _S.IN_PROGRESS, _S.REWORK: _S.IN_PROGRESS, _S.IN_PROGRESS: _S.IN_PROGRESS},
    _V.ACKNOWLEDGE_PART: {state: state for state in AT_THE_UNIT},
    _V.ASSIGN: {state: state for state in AT_THE_UNIT},
    _V.RETURN: {_S.DISPATCHED: _S.RETURNED, _S.IN_PROGRESS: _S.RETURNED},
    _V.RETURN_PART: {_S.DISPATCHED: _S.DISPATCHED, _S.IN_PROGRESS: _S.IN_PROGRESS},
    _V.ASK_EXTENSION: {state: state for state in AT_THE_UNIT},
    _V.GRANT_EXTENSION: {state: state for state in AT_THE_UNIT},
    _V.REFUSE_EXTENSION: {state: state for state in AT_THE_UNIT},
    _V.ASK_SUSPENSION: {_S.IN_PROGRESS: _S.IN_PROGRESS},
    _V.REFUSE_SUSPENSION: {_S.IN_PROGRESS: _S.IN_PROGRESS},
    _V.SUSPEND: {_S.IN_PROGRESS: _S.SUSPENDED},
    _V.RESUME: {_S.SUSPENDED: _S.IN_PROGRESS},
    _V.RESOLVE_PART: {state: state for state in AT_THE_UNIT},
    _V.RESOLVE: {_S.IN_PROGRESS: _S.RESOLVED},
    _V.SEND_TO_CHECK: {_S.RESOLVED: _S.CHECKING, _S.SELF_HANDLED: _S.CHECKING, _S.REOPENED: _S.CHECKING},
    _V.CHECK: {_S.CHECKING: _S.CHECKED},
    _V.SEND_TO_REWORK: {_S.CHECKING: _S.REWORK, _S.REOPENED: _S.REWORK},
    _V.REWORK_PART: {_S.REWORK: _S.REWORK},
    _V.FIND_UNHANDLED: {_S.CHECKING: _S.FILED},
    _V.CLOSE: {_S.CHECKED: _S.CLOSED},
    _V.REOPEN: {_S.CLOSED: _S.REOPENED},
    _V.ASK_VOID: {state: state for state in OPEN},
    _V.REFUSE_VOID: {state: state for state in OPEN},
    _V.VOID: dict.fromkeys(OPEN, _S.VOID),
    _V.SUPERVISE: {state: state for state in OPEN},
    _V.ASK_APPEAL: {_S.CLOSED: _S.CLOSED},
    _V.REVIEW_APPEAL: {_S.CLOSED: _S.CLOSED},
    _V.COMMENT: {state: state for state in State},
    _V.NOTE: {state: state for state in State},
    _V.ADD_PHOTO: {state: state for state in State},
    _V.FOLLOW_UP: {state: state for state in ENDED},
    _V.WARN: {state: state for state in OPEN},
    _V.MARK_OVERDUE: {state: state for state in OPEN},
    _V.REHOME: {state: state for state in OPEN},
    _V.HAND_OVER: {state: state for state in OPEN},
}


@dataclass(frozen=True)
class WrongState(Exception):  # noqa: N818 (an answer, no fault)
    """The verb is not possible in this state."""

    verb: Verb
    state: State | None

    def __str__(self) -> str:
        return f"{self.verb} is not possible in state {self.state}"


def after(verb: Verb, state: State | None) -> State:
    """The state that ``verb`` leads to from ``state``; WrongState where the table has no way."""
    try:
        return TRANSITIONS[verb][state]
    except KeyError:
        raise WrongState(verb, state) from None


def verbs_from(state: State | None) -> tuple[Verb, ...]:
    """Every verb that the table allows in ``state``, in the table's order."""
    return tuple(verb for verb, ways in TRANSITIONS.items() if state in ways)


class OrderKind(StrEnum):
    """Work inside a case that has its own holder and limit."""

    VERIFY = "verify"
    CHECK = "check"
    PART = "part"


class OrderState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DONE = "done"
    SENT_BACK = "sent_back"
    CANCELLED = "cancelled"


ORDER_OPEN = frozenset({OrderState.WAITING, OrderState.ACCEPTED})

ORDER_TRANSITIONS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.WAITING: frozenset(OrderState) - {OrderState.WAITING},
    OrderState.ACCEPTED: frozenset({OrderState.WAITING, OrderState.DONE, OrderState.SENT_BACK, OrderState.CANCELLED}),
    OrderState.DONE: frozenset({OrderState.WAITING}),  # a part that is found not done is opened again
    OrderState.SENT_BACK: frozenset(),
    OrderState.CANCELLED: frozenset(),
}


def is_at_work(case: State, part: OrderState, *, lead: bool) -> bool:
    """Whether a unit is at its open part. A supporting one that acknowledged does not wait until the lead does."""
    return case is State.IN_PROGRESS or (case in AT_THE_UNIT and part is OrderState.ACCEPTED and not lead)
