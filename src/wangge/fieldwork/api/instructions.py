"""Instructions at the API: given, listed, read, withdrawn. From a phone they are answered through its outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema, Status

from wangge.accounts.permissions import Permission
from wangge.accounts.refusals import NotFound
from wangge.fieldwork.actions.instructions import Wanted, give_instruction, withdraw_instruction
from wangge.fieldwork.addressed import may_oversee, open_for, overseen, readable
from wangge.fieldwork.heard import Group, Tally, groups_of, tallies
from wangge.fieldwork.models import Acknowledgement, Addressed, Instruction
from wangge.fieldwork.models.instructions import LONGEST_TEXT, LONGEST_TITLE, MOST_PLACES
from wangge.language import _
from wangge.territory.actors import Actor
from wangge.territory.doors import KNOWN, actor_of, need, person_of
from wangge.territory.inputs import AreaCode, GridCode, Limit, Moment, RowId
from wangge.territory.models import Area

router = Router(auth=KNOWN, tags=["instructions"])


class InstructionIn(Schema):
    """Addressed to whoever holds a seat of the area, now and while it is open: 30 days beyond its deadline."""

    area: AreaCode
    grid: GridCode | None = Field(None, description="Only this grid of the community.")
    addressed: Addressed = Addressed.GRID_WORKERS
    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    answer_by: Moment | None = None
    report_wanted: bool = Field(False, description="A written report is asked for.")  # noqa: FBT003 (a field's default)
    places: int = Field(0, ge=0, le=MOST_PLACES, description="Of a task for volunteers: how many may take it.")


class InstructionOut(Schema):
    id: int
    area: str
    grid: str
    addressed: Addressed
    title: str
    text: str
    given_by: str
    given_at: datetime
    answer_by: datetime | None
    report_wanted: bool
    places: int
    open_until: datetime
    withdrawn_at: datetime | None


class TalliedOut(InstructionOut):
    """The counts are of those who hold a seat now, and null for who does not oversee it."""

    people: int | None
    acknowledged: int | None
    answered: int | None


class InstructionsOut(Schema):
    items: list[TalliedOut]
    next: int | None = Field(description="The cursor of the next page.")


class ReaderOut(Schema):
    name: str
    grid: str
    role: str
    deputy: bool
    left: bool = Field(description="Holds no seat of it any more.")
    acknowledged_at: datetime | None
    answered_at: datetime | None
    answer: str


class OwnAnswerOut(Schema):
    acknowledged_at: datetime
    answered_at: datetime | None
    answer: str


class OneInstructionOut(InstructionOut):
    own: OwnAnswerOut | None = Field(description="What the one who asks said to it.")
    readers: list[ReaderOut] | None = Field(description="By place, for who gave it or oversees its area.")


class InstructionQuery(Schema):
    box: Literal["given", "received"] = Field("given", description="Given in one's areas, or open for oneself.")
    after: RowId | None = Field(None, description="The cursor that the page before gave as `next`.")
    limit: Limit = 50


@router.post("/instructions", response={201: InstructionOut}, summary="Give an instruction")
def post_instruction(request: HttpRequest, body: InstructionIn) -> Status[dict[str, object]]:
    """Give it to the grid workers, the community staff or both of an area where one leads."""
    by, _person = person_of(request)
    need(by, Permission.GIVE_INSTRUCTION)
    area = Area.objects.filter(code=body.area).defer("boundary").first()
    if area is None:
        raise NotFound(_("There is no area with the code {code}").format(code=body.area))
    wanted = Wanted(grid_code=body.grid or "", **body.dict(exclude={"area", "grid"}))
    return Status(201, _shown(give_instruction(wanted=wanted, area=area, by=by)))


@router.get("/instructions", response=InstructionsOut, summary="Instructions given, or received")
def list_instructions(request: HttpRequest, asked: Query[InstructionQuery]) -> dict[str, object]:
    """Return them, the newest first."""
    by = actor_of(request)
    found = overseen(by) if asked.box == "given" else open_for(by).select_related("area", "given_by").order_by("-id")
    page = found.defer("area__boundary").filter(**({"pk__lt": asked.after} if asked.after else {}))
    rows = list(page[: asked.limit + 1])
    shown, more = rows[: asked.limit], len(rows) > asked.limit
    return {"items": _tallied(shown, by), "next": shown[-1].pk if more else None}


@router.get("/instructions/{row}", response=OneInstructionOut, summary="One instruction, and who has read it")
def read_instruction(request: HttpRequest, row: Path[RowId]) -> dict[str, object]:
    """Return it to whom it addresses, with the own answer; to who gave it or oversees its area with everybody's."""
    by = actor_of(request)
    one = readable(row, by)
    own = Acknowledgement.objects.filter(instruction=one, person=by.user_id).first()
    readers = _readers(groups_of(one, by.at)) if may_oversee(one, by) else None
    return {**_shown(one), "own": own, "readers": readers}


@router.post("/instructions/{row}/withdraw", response=InstructionOut, summary="Withdraw an instruction")
def post_withdraw_instruction(request: HttpRequest, row: Path[RowId]) -> dict[str, object]:
    """Ask for it no longer; what was acknowledged and reported stays."""
    by, _person = person_of(request)
    return _shown(withdraw_instruction(instruction=readable(row, by), by=by))


def _tallied(shown: Sequence[Instruction], by: Actor) -> list[dict[str, object]]:
    mine = [one for one in shown if may_oversee(one, by)]
    counts = {tally.instruction.pk: tally for tally in tallies(mine, by.at)}
    return [{**_shown(one), **_counts(counts.get(one.pk))} for one in shown]


def _counts(tally: Tally | None) -> dict[str, object]:
    if tally is None:
        return dict.fromkeys(("people", "acknowledged", "answered"))
    return {"people": tally.addressed, "acknowledged": tally.acknowledged, "answered": tally.answered}


def _shown(one: Instruction) -> dict[str, object]:
    same = (
        "addressed",
        "title",
        "text",
        "given_at",
        "answer_by",
        "report_wanted",
        "places",
        "open_until",
        "withdrawn_at",
    )
    told = {"id": one.pk, "area": one.area.code, "grid": one.grid_code, "given_by": one.given_by.work_name}
    return {**told, **{name: getattr(one, name) for name in same}}


def _readers(groups: Sequence[Group]) -> list[dict[str, object]]:
    same = ("name", "acknowledged_at", "answered_at", "answer")
    return [
        {
            **{name: getattr(reader, name) for name in same},
            "grid": reader.holder.place if reader.holder else "",
            "role": reader.holder.role.value if reader.holder else "",
            "deputy": reader.holder is not None and reader.holder.deputy,
            "left": reader.holder is None,
        }
        for group in groups
        for reader in group.readers
    ]
