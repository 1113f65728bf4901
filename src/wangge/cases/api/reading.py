"""One case with its story, its likely duplicates and the unit that the rules propose, for whoever may see it."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from wangge.cases.actions.dispatching import propose
from wangge.cases.api.shapes import CaseLine, CaseOut, detail_of, line_of, order_of, step_of
from wangge.cases.duplicates import likely_duplicates
from wangge.cases.filing import filing_of
from wangge.cases.models import Case, CaseNote, NoteKind
from wangge.cases.permissions import authorise, role_for
from wangge.cases.visibility import visible_case
from wangge.cases.workflow import State, Verb, verbs_from
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.routing import explain, units_for
from wangge.territory.actors import Actor
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
    photos = list(case.photos.order_by("id"))
    same = unchanged(request, response, case.pk, case.version, by.user_id, [photo.state for photo in photos])
    return same or {**line_of(case), **detail_of(case), **_story(case, by), "photos": photos}


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


def _story(case: Case, by: Actor) -> dict[str, object]:
    notes: dict[int, list[str]] = defaultdict(list)
    for note in CaseNote.objects.filter(case=case, kind__in=_readable(case, by)).order_by("id"):
        notes[note.step_id].append(note.text)
    steps = case.steps.select_related("by", "unit").order_by("serial")
    orders = list(case.orders.select_related("unit", "holder").order_by("id"))
    held = [order for order in orders if order.holder_id is not None or order.unit_id is not None]
    is_centre = role_for(Verb.NOTE, case, by=by) is not None
    return {
        "steps": [step_of(step, case, notes[step.pk], by=by, is_centre=is_centre) for step in steps],
        "orders": [order_of(order) for order in orders],
        "possible": [
            verb.value
            for verb in verbs_from(State(case.state))
            if any(role_for(verb, case, by=by, order=order) for order in (None, *held))
        ],
    }


def _readable(case: Case, by: Actor) -> list[str]:
    kinds = [NoteKind.PUBLIC.value]
    if role_for(Verb.COMMENT, case, by=by):
        kinds.append(NoteKind.COMMENT.value)
    if role_for(Verb.NOTE, case, by=by):
        kinds.append(NoteKind.INTERNAL.value)
    return kinds
