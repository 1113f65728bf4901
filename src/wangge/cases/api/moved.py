"""What every verb's endpoint does: find the case that the actor may see, act, answer with state and version."""

from collections.abc import Callable

from django.http import HttpRequest
from ninja import Field, Schema

from wangge.cases.models import Case
from wangge.cases.reasons import Reason
from wangge.cases.visibility import visible_case
from wangge.territory.actors import Actor
from wangge.territory.doors import actor_of
from wangge.territory.inputs import LARGEST, Words

Act = Callable[[Case, Actor], object]


class Seen(Schema):
    """``seen`` is the version that the person decided upon; if the case moved on since, the answer is 409."""

    seen: int | None = Field(None, ge=1, le=LARGEST)


class Noted(Seen):
    note: Words = ""


class Reasoned(Noted):
    reason: Reason


class MovedOut(Schema):
    """Where the case is now."""

    number: str
    version: int
    state: str


def moved(request: HttpRequest, number: str, act: Act) -> dict[str, object]:
    """Let ``act`` change the visible case with this number."""
    by = actor_of(request)
    case = visible_case(number, by=by)
    act(case, by)
    return {"number": case.number, "version": case.version, "state": case.state}
