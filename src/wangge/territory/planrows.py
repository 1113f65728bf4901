"""A drawn plan and its succession as rows that an action writes; nothing is written here."""

from hashlib import sha256

import numpy as np
import shapely
from numpy.typing import NDArray

from wangge.territory.models import Area, AreaKind, Grid, GridLineage, GridPlan
from wangge.territory.planfiles import DrawnPlan
from wangge.territory.succession import dwellings_of, passages

_COMMUNITY_DIGITS = AreaKind.COMMUNITY.digits


def digest_of(drawn: DrawnPlan) -> str:
    """Return SHA-256 over codes and boundaries in the order of codes."""
    found = sha256()
    for row in np.argsort(drawn.code.astype(str)):
        found.update(drawn.code[row].encode() + shapely.to_wkb(drawn.boundary[row]))
    return found.hexdigest()


def grid_rows(plan: GridPlan, drawn: DrawnPlan) -> list[Grid]:
    """Return the grids of a sound plan, not yet saved."""
    communities = {area.code: area for area in Area.objects.filter(kind=AreaKind.COMMUNITY).defer("boundary")}
    bounds, area = shapely.bounds(drawn.boundary).tolist(), shapely.area(drawn.in_metres).tolist()
    households, people = _counted(drawn.households, len(drawn)), _counted(drawn.people, len(drawn))
    return [
        Grid(
            plan=plan,
            community=communities[code[:_COMMUNITY_DIGITS]],
            code=code,
            name=drawn.name[row],
            streets=drawn.streets[row],
            boundary=shapely.to_wkb(drawn.boundary[row]),
            **dict(zip(("west", "south", "east", "north"), bounds[row], strict=True)),
            square_metres=area[row],
            households=households[row],
            people=people[row],
            dedicated=bool(drawn.dedicated[row]),
        )
        for row, code in enumerate(drawn.code.tolist())
    ]


def lineage_rows(before: GridPlan, plan: GridPlan) -> list[GridLineage]:
    """Return what became of the households of ``before``, not yet saved."""
    found = passages(list(before.grids.all()), list(plan.grids.all()), dwellings_of(plan.city))
    return [
        GridLineage(plan=plan, former_code=one.former_code, code=one.code, households=one.households) for one in found
    ]


def _counted(numbers: NDArray[np.float64] | None, count: int) -> list[int | None]:
    if numbers is None:
        return [None] * count
    return [None if np.isnan(number) else int(number) for number in numbers]
