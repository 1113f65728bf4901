"""In which state whose turn it is, and when they take it: one table that leads every case to its end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from wangge.accounts.refusals import Refusal
from wangge.cases.workflow import State
from wangge.demo.days import turns_of_desks as desks
from wangge.demo.days import turns_of_units as units
from wangge.demo.days import turns_of_workers as workers
from wangge.demo.days.hours import by_daylight, minutes_after
from wangge.demo.days.scene import Now, Scene, Story

MOST_STUMBLES = 4  # then the case is left as it is, and is told of


@dataclass(frozen=True)
class Turn:
    """``wait`` says when, from now; ``act`` does it."""

    wait: Callable[[Now], datetime]
    act: Callable[[Now], None]


def look(scene: Scene, story: Story, at: datetime) -> None:
    """See whose turn it is, and let them take it when they will."""
    case = scene.row_of(story)
    turn = TURNS.get(State(case.state))
    if turn is not None and story.stumbles < MOST_STUMBLES:
        scene.clock.later(turn.wait(Now(scene, story, case, at)), partial(_take, scene, story, State(case.state)))
    elif case.state == State.CLOSED and story.fate.answered:
        scene.clock.later(minutes_after(at, scene.chance, 60, 900), partial(_answer, scene, story))


def verify_beside(scene: Scene, story: Story, at: datetime) -> None:
    """An urgent case is at its unit already while somebody looks whether it is true."""
    scene.clock.later(minutes_after(at, scene.chance, 10, 60), partial(_verify, scene, story))


def _take(scene: Scene, story: Story, expected: State, at: datetime) -> None:
    case = scene.case_of(story)
    if case.state == expected:
        try:
            TURNS[expected].act(Now(scene, story, case, at))
        except Refusal as refusal:
            scene.stumble(story, refusal)
    look(scene, story, at)


def _verify(scene: Scene, story: Story, at: datetime) -> None:
    case = scene.case_of(story)
    if case.open:
        try:
            workers.verify(Now(scene, story, case, at))
        except Refusal as refusal:
            scene.stumble(story, refusal)


def _answer(scene: Scene, story: Story, at: datetime) -> None:
    if workers.answer(scene, story, at):
        look(scene, story, at)


def _soon(now: Now) -> datetime:
    """A desk that is manned day and night."""
    return minutes_after(now.at, now.scene.chance, 2, 15)


def _on_foot(now: Now) -> datetime:
    """Somebody goes there by daylight."""
    return by_daylight(minutes_after(now.at, now.scene.chance, 20, 240), now.scene.chance)


def _at_the_unit(now: Now) -> datetime:
    soon = minutes_after(now.at, now.scene.chance, 5, 60)
    return soon if now.case.urgent else by_daylight(soon, now.scene.chance)


def _for_the_work(now: Now) -> datetime:
    """So much of what is left until the deadline as the fate says; beyond it the unit hurries."""
    if units.is_to_be_talked_about(now) or now.case.due_at is None:
        return _at_the_unit(now)
    left = max(now.case.due_at.astimezone(now.at.tzinfo) - now.at, timedelta(minutes=30))
    done = now.at + left * now.story.fate.share
    return done if now.case.urgent else by_daylight(done, now.scene.chance)


def _when_it_is_over(now: Now) -> datetime:
    """A case rests until its day; the platform wakes it, and then it goes on."""
    if now.case.suspended_until is None:
        return now.at + timedelta(hours=1)
    return max(now.at + timedelta(hours=1), datetime.combine(now.case.suspended_until, time(8), tzinfo=now.at.tzinfo))


def _nothing(now: Now) -> None:
    """Nobody does anything: a sweep does."""


TURNS: dict[State, Turn] = {
    State.REPORTED: Turn(_soon, desks.begin),
    State.VERIFYING: Turn(_on_foot, workers.verify),
    State.TAKEN_IN: Turn(_soon, desks.file),
    State.FILED: Turn(_soon, desks.dispatch),
    State.DISPATCHED: Turn(_at_the_unit, units.acknowledge),
    State.IN_PROGRESS: Turn(_for_the_work, units.go_on),
    State.REWORK: Turn(_at_the_unit, units.acknowledge),
    State.RETURNED: Turn(_soon, desks.redispatch),
    State.SUSPENDED: Turn(_when_it_is_over, _nothing),
    State.RESOLVED: Turn(_soon, desks.give_check),
    State.CHECKING: Turn(_on_foot, workers.check),
    State.REOPENED: Turn(_soon, desks.give_check),
    State.CHECKED: Turn(_soon, desks.close),
}
