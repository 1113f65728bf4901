"""The register of numbered city property, by number and by place (R-18)."""

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from wangge.accounts.permissions import Permission
from wangge.catalogue.components import Piece, components_near, piece_by_code
from wangge.catalogue.editions import edition_in_force
from wangge.territory.datum import Datum, to_wgs84
from wangge.territory.doors import KNOWN, actor_of, need
from wangge.territory.inputs import ClassCode, ComponentCode, Latitude, Longitude

router = Router(auth=KNOWN)


class PieceOut(Schema):
    code: str
    class_code: str
    label: str
    owner: str = Field(description="The code of the unit that owns it; empty where that has closed.")
    longitude: float
    latitude: float


class NearPieceOut(PieceOut):
    metres: float = Field(description="How far it is from the place that was asked for.")


class NearQuery(Schema):
    longitude: Longitude
    latitude: Latitude
    datum: Datum = Datum.WGS84
    metres: float = Field(50, gt=0, le=500, allow_inf_nan=False)
    class_code: ClassCode | None = None


@router.get("/components", response=list[NearPieceOut], summary="Components near a place")
def list_components(request: HttpRequest, asked: Query[NearQuery]) -> list[dict[str, object]]:
    """Return the pieces that stand within ``metres`` of a place, the nearest first; 200 at most."""
    need(actor_of(request), Permission.SEE_TERRITORY)
    longitude, latitude = to_wgs84(asked.longitude, asked.latitude, asked.datum)
    near = components_near(longitude, latitude, asked.metres, asked.class_code)
    return [{**_shown(one.piece), "metres": one.metres} for one in near[:200]]


@router.get("/components/{code}", response=PieceOut, summary="One component by its number")
def read_component(request: HttpRequest, code: Path[ComponentCode]) -> dict[str, object]:
    """Return the piece with this object code that still stands; 422 where the register has none."""
    need(actor_of(request), Permission.SEE_TERRITORY)
    return _shown(piece_by_code(code))


def _shown(piece: Piece) -> dict[str, object]:
    owner = edition_in_force().units.get(piece.owner_id)
    return {
        "code": piece.code,
        "class_code": piece.class_code,
        "label": piece.label,
        "owner": owner.code if owner else "",
        "longitude": piece.longitude,
        "latitude": piece.latitude,
    }
