"""Areas of the city by code: which there are, what lies inside, and their boundary. Open to everybody."""

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from wangge.accounts.refusals import NotFound
from wangge.language import _
from wangge.territory.api.shapes import GeometryOut, geometry_of
from wangge.territory.doors import ANYBODY, SLOWED
from wangge.territory.inputs import AreaCode
from wangge.territory.models import Area, AreaKind, code_range, kind_of

router = Router(auth=ANYBODY, throttle=SLOWED)


class AreaOut(Schema):
    code: str
    kind: str
    name_zh: str
    name_en: str
    parent: str = Field(description="The code of the area around it; empty for the city.")
    households: int | None
    people: int | None


class AreaDetailOut(AreaOut):
    boundary: GeometryOut | None


class AreaQuery(Schema):
    inside: AreaCode | None = None
    kind: AreaKind | None = None


@router.get("/areas", response=list[AreaOut], summary="List areas")
def list_areas(request: HttpRequest, asked: Query[AreaQuery]) -> list[dict[str, object]]:
    """Return areas by code, each after the one around it; without boundaries."""
    found = Area.objects.select_related("parent").defer("boundary", "parent__boundary")
    if asked.inside is not None:
        first, last = code_range(asked.inside, kind_of(asked.inside))
        found = found.filter(code__gte=first, code__lte=last)
    if asked.kind is not None:
        found = found.filter(kind=asked.kind)
    return [_shown(area) for area in found.order_by("code")]


@router.get("/areas/{code}", response=AreaDetailOut, summary="One area with its boundary")
def read_area(request: HttpRequest, code: Path[AreaCode]) -> dict[str, object]:
    """Return the area; its boundary is null where none was imported."""
    area = Area.objects.select_related("parent").defer("parent__boundary").filter(code=code).first()
    if area is None:
        raise NotFound(_("There is no area {code}").format(code=code))
    return {**_shown(area), "boundary": geometry_of(area.boundary)}


def _shown(area: Area) -> dict[str, object]:
    return {
        "code": area.code,
        "kind": area.kind,
        "name_zh": area.name_zh,
        "name_en": area.name_en,
        "parent": area.parent.code if area.parent else "",
        "households": area.households,
        "people": area.people,
    }
