"""Which unit a case of a class at a place would go to, and why (R-20)."""

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from wangge.accounts.permissions import Permission
from wangge.catalogue.api.classes import minor_of
from wangge.catalogue.components import piece_by_code
from wangge.catalogue.editions import edition_in_force
from wangge.catalogue.models import Kind
from wangge.catalogue.routing import explain, explain_misfit, route, trace
from wangge.territory.datum import Datum, to_wgs84
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import ClassCode, ComponentCode, Latitude, Longitude
from wangge.territory.whereabouts import locate

router = Router(auth=KNOWN)


class RoutingQuery(Schema):
    longitude: Longitude
    latitude: Latitude
    datum: Datum = Datum.WGS84
    kind: Kind
    minor: ClassCode
    component: ComponentCode | None = None


class ConsideredOut(Schema):
    number: int
    fits: bool
    sentence: str


class RouteOut(Schema):
    community: str
    unit: str = Field(description="The code of the unit; empty where a dispatcher must choose.")
    candidates: list[str] = Field(description="Codes of the units that the choice lies between.")
    rule: int | None
    why: str = Field(description="owner, rule, only_unit, several_units or no_unit.")
    sentence: str
    considered: list[ConsideredOut] = Field(description="The rules in their order, as far as the one that decides.")


@router.get("/routing", response=RouteOut, summary="Why this unit")
def read_routing(request: HttpRequest, asked: Query[RoutingQuery]) -> dict[str, object]:
    """Return where the rules would send such a case, in a sentence, with every rule that was considered."""
    by = actor_of(request)
    need(by, Permission.SEE_TERRITORY)
    community = locate(*to_wgs84(asked.longitude, asked.latitude, asked.datum), at=by.at).community_code
    edition, minor = edition_in_force(), minor_of(asked.kind, asked.minor)
    owner = piece_by_code(asked.component).owner_id if asked.component else None
    chosen = route(edition, community_code=community, minor=minor, owner_unit_id=owner)
    return {
        "community": community,
        "unit": edition.units[chosen.unit_id].code if chosen.unit_id is not None else "",
        "candidates": [edition.units[unit].code for unit in chosen.candidates],
        "rule": chosen.rule_number,
        "why": chosen.why,
        "sentence": explain(edition, chosen, minor),
        "considered": [
            {"number": one.rule.number, "fits": one.misfit is None, "sentence": explain_misfit(edition, one, minor)}
            for one in trace(edition, community_code=community, minor=minor)
        ],
    }
