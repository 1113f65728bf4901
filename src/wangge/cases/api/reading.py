"""One case with its story, its likely duplicates and the unit that the rules propose, for whoever may see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from wangge.cases.actions.dispatching import propose
from wangge.cases.api.shapes import CaseLine, CaseOut, detail_of, line_of, order_of, step_of
from wangge.cases.duplicates import likely_duplicates
from wangge.cases.filing import filing_of
from wangge.cases.permissions import authorise
from wangge.cases.story import Story, read_story
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import Verb
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.routing import explain, units_for
from wangge.territory.doors import KNOWN, actor_of
from wangge.territory.etags import unchanged

router = Router(auth=KNOWN)


class LikenessOut(Schema):
    case: CaseLine
    metres: float
    hours: float = Field(description="How much earlier or later it was reported.")


class UnitOut(Schema):
    id: int
    code: str
    name_zh: str
    name_en: str


class ProposalOut(Schema):
    unit: UnitOut | None = Field(description="Null where a dispatcher must choose.")
    others: list[UnitOut] = Field(description="Further units that answer for such classes there.")
    rule: int | None
    why: str
    sentence: str


@router.get("/cases/{number}", response={200: CaseOut, 304: None}, summary="One case with its story")
def read_case(request: HttpRequest, response: HttpResponse, number: str) -> Any:
    """Return the case, what happened to it, and what one may do; ``If-None-Match`` saves the answer.

    Who reported it is hidden from units.
    """
    by = actor_of(request)
    case = visible_case(number, by=by)
    story = read_story(case, by=by)
    photos = [photo.state for photo in story.photos]
    same = unchanged(request, response, case.pk, case.version, by.user_id, photos, story.awaited)
    return same or {**line_of(case), **detail_of(case), **_told(story)}


@router.get("/cases/{number}/duplicates", response=list[LikenessOut], summary="Cases that may be the same one")
def list_duplicates(request: HttpRequest, number: str) -> list[dict[str, object]]:
    """Return cases of the same class within 50 m and 24 hours, as far as one sees them; a person decides."""
    by = actor_of(request)
    found = likely_duplicates(visible_case(number, by=by), by=by)
    return [{"case": line_of(one.case), "metres": one.metres, "hours": one.age.total_seconds() / 3600} for one in found]


@router.get("/cases/{number}/proposal", response=ProposalOut, summary="The unit that the rules propose")
def read_proposal(request: HttpRequest, number: str) -> dict[str, object]:
    """Return where the rules would send the case, and why; for whoever dispatches it."""
    by = actor_of(request)
    case = visible_case(number, by=by)
    authorise(Verb.DISPATCH, case, by=by)
    here = edition_in_force()
    chosen, minor = propose(case), filing_of(case, here).minor
    others = units_for(here, minor, case.community_id)
    return {
        "unit": here.units[chosen.unit_id] if chosen.unit_id is not None else None,
        "others": [unit for unit in others if unit.id != chosen.unit_id],
        "rule": chosen.rule_number,
        "why": chosen.why,
        "sentence": explain(here, chosen, minor),
    }


def _told(story: Story) -> dict[str, object]:
    return {
        "steps": [step_of(told) for told in story.steps],
        "orders": [order_of(order) for order in story.orders],
        "photos": list(story.photos),
        "photos_awaited": story.awaited,
        "possible": [verb.value for verb in story.possible],
    }
