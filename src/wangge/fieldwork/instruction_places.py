"""For which places somebody may give instructions, as a list to choose from. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from wangge.catalogue.contents import in_language
from wangge.language import _
from wangge.territory.actors import Seat
from wangge.territory.models import Area, AreaKind, Grid, GridPlan, code_range

_MOST = 500  # places in one list


@dataclass(frozen=True)
class Place:
    """An area by its 12 digits, or a grid by its 15."""

    code: str
    words: str

    @property
    def area_code(self) -> str:
        return self.code[:12]

    @property
    def grid_code(self) -> str:
        return self.code if len(self.code) > 12 else ""


def places_for(seats: Sequence[Seat], at: datetime) -> list[Place]:
    """The areas of the seats and all inside them; grids too where somebody sits at a community."""
    inside = Q(pk__in=[])
    for seat in seats:
        first, last = code_range(seat.area_code, seat.area_kind)
        inside |= Q(code__gte=first, code__lte=last)
    rows = Area.objects.filter(inside).order_by("code").values_list("code", "name_zh", "name_en")[:_MOST]
    areas = [Place(code, in_language(chinese, english)) for code, chinese, english in rows]
    communities = [seat.area_code for seat in seats if seat.area_kind is AreaKind.COMMUNITY]
    return [*areas, *(_grids(communities, at) if communities else [])]


def _grids(communities: Sequence[str], at: datetime) -> list[Place]:
    plans = GridPlan.objects.in_force(at)
    rows = Grid.objects.filter(plan__in=plans, community__code__in=communities).order_by("code")
    return [
        Place(code, _("only grid {code} {name}").format(code=code[12:], name=name).strip())
        for code, name in rows.values_list("code", "name")
    ]
