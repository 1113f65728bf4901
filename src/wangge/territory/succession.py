"""How a plan follows another: households from former grid to grid, and codes that would come back. Reads only.

Within one division the engine deals out codes (``wangge.gridding.lineage``); here plans from any source follow.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import shapely

from wangge.territory.models import Area, Dwelling, Grid, GridLineage, GridPlan, PlanState
from wangge.territory.tiles import Positions, Tiles, metres_from

_WORTH_A_ROW = 0.01  # of a former grid's ground: borders drawn anew shift by less


@dataclass(frozen=True)
class Passage:
    """So many households of a former grid are in this grid now."""

    former_code: str
    code: str
    households: int


def passages(
    former: Sequence[Grid], now: Sequence[Grid], dwellings: Sequence[tuple[float, float, int]]
) -> list[Passage]:
    """Return where the households of each former grid are; those of grids without dwellings go with the ground."""
    before, after = _tiles(former), _tiles(now)
    counted = _by_dwellings(before, after, dwellings)
    seen = {passage.former_code for passage in counted}
    silent = [grid for grid in former if grid.code not in seen]
    return sorted([*counted, *_by_ground(silent, before, after)], key=lambda one: (one.former_code, one.code))


def dwellings_of(city: Area) -> list[tuple[float, float, int]]:
    """Return longitude, latitude and households of every dwelling of the city."""
    found = Dwelling.objects.filter(community__code__startswith=city.code[:4], households__gt=0)
    return list(found.values_list("longitude", "latitude", "households"))


def returning_codes(city: Area, codes: Collection[str], at: datetime) -> list[str]:
    """Return those of a plan's ``codes`` that a plan before it gave up, if it begins at ``at`` or later (R-05)."""
    before, last = _codes_until(city, at)
    return sorted(set(codes) & (before - last))


def codes_broken_off(city: Area, codes: Collection[str], at: datetime) -> list[str]:
    """Return codes that live on in a later plan but would be missing in between, in a plan that begins at ``at``."""
    before, _last = _codes_until(city, at)
    later = GridPlan.objects.filter(city=city, begins_at__gt=at)
    after = set(Grid.objects.filter(plan__in=later).values_list("code", flat=True))
    return sorted((before & after) - set(codes))


def _codes_until(city: Area, at: datetime) -> tuple[set[str], set[str]]:
    """Every code given until then, and those of the last plan that began."""
    plans = GridPlan.objects.filter(city=city, begins_at__lte=at).exclude(state=PlanState.DRAFT).order_by("begins_at")
    ids = list(plans.values_list("id", flat=True))
    given = set(Grid.objects.filter(plan__in=ids).values_list("code", flat=True))
    retired = GridLineage.objects.filter(plan__in=ids, code="").values_list("former_code", flat=True)
    last = set(Grid.objects.filter(plan__in=ids[-1:]).values_list("code", flat=True))
    return given | set(retired), last


def _tiles(grids: Sequence[Grid]) -> Tiles:
    return Tiles([grid.code for grid in grids], list(shapely.from_wkb([bytes(grid.boundary) for grid in grids])))


def _by_dwellings(before: Tiles, after: Tiles, dwellings: Sequence[tuple[float, float, int]]) -> list[Passage]:
    if not dwellings:
        return []
    positions: Positions = np.array([place[:2] for place in dwellings], dtype=np.float64)
    total: Counter[tuple[str, str]] = Counter()
    rows = zip(before.rows_at(positions).tolist(), after.rows_at(positions).tolist(), dwellings, strict=True)
    for old, new, (_longitude, _latitude, households) in rows:
        if old >= 0 and new >= 0:
            total[before.code[old], after.code[new]] += households
    return [Passage(old, new, households) for (old, new), households in total.items()]


def _by_ground(silent: Sequence[Grid], before: Tiles, after: Tiles) -> list[Passage]:
    """Households in the proportion of the ground, where nobody counted dwellings."""
    found = []
    for grid in silent:
        here, rows = before.boundary_of(grid.code), after.rows_touching(before.boundary_of(grid.code))
        origin = shapely.get_coordinates(shapely.centroid(here))[0]
        ground = metres_from(np.array([here], dtype=object), origin)[0]
        shared = shapely.area(shapely.intersection(ground, metres_from(after.boundary[rows], origin)))
        for row, share in zip(rows.tolist(), (shared / ground.area).tolist(), strict=True):
            if share > _WORTH_A_ROW:
                found.append(Passage(grid.code, after.code[row], round((grid.households or 0) * share)))
    return found
