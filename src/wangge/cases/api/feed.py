"""The feed of steps by cursor: what other programs follow, without anybody in it."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wangge.accounts.refusals import Unusable
from wangge.accounts.transactions import Cursor
from wangge.cases.feed import LONGEST, StepLine, steps_after
from wangge.language import _
from wangge.territory.doors import KNOWN, actor_of

router = Router(auth=KNOWN)


class FeedStep(Schema):
    cursor: str
    number: str
    serial: int
    verb: str
    before: str
    after: str
    at: datetime
    role: str
    community: str
    order: int | None
    unit: str
    due_at: datetime | None
    until: date | None
    reason: str
    rule: int | None


class FeedPage(Schema):
    items: list[FeedStep]
    next: str = Field(description="Give it as `after` next time; the same as before when there is nothing more yet.")


class FeedQuery(Schema):
    after: str = Field("", pattern=r"^(-?[0-9]{1,18}\.[0-9]{1,18})?$", description="Empty for the very beginning.")
    limit: int = Field(200, ge=1, le=LONGEST)


@router.get("/steps", response=FeedPage, summary="Follow what happens to cases")
def list_steps(request: HttpRequest, asked: Query[FeedQuery]) -> dict[str, object]:
    """Return the steps of cases that one sees, in the order in which they became visible.

    No step that commits later can lie before ``next``. A page may be empty and ``next`` still move on.
    """
    try:
        cursor = Cursor.parse(asked.after) if asked.after else Cursor()
    except ValueError as wrong:
        raise Unusable(
            _("{after} is no cursor: give what the page before gave as next").format(after=asked.after)
        ) from wrong
    lines, following = steps_after(cursor, limit=asked.limit, by=actor_of(request))
    return {"items": [_shown(line) for line in lines], "next": str(following)}


def _shown(line: StepLine) -> dict[str, object]:
    shown = {name: getattr(line, name) for name in FeedStep.model_fields if name not in {"cursor", "rule"}}
    return {**shown, "cursor": str(line.cursor), "rule": line.rule_number}
