"""The measures of a plan, computed again from town and plan alone; not by knowing how it was made (R-01)."""

from dataclasses import dataclass

import numpy as np
import shapely

from wangge.gridding.band import Band
from wangge.gridding.classes import PRICE, SHARE
from wangge.gridding.figures import GridFigures, Reals
from wangge.gridding.footing import metres_by_class
from wangge.gridding.inner_boundary import Pieces, inner_boundary
from wangge.gridding.plan import Plan
from wangge.gridding.seams import seams
from wangge.gridding.town import Flags, Geometries, Integers, Streets, Texts, Town
from wangge.gridding.whereabouts import Whereabouts, whereabouts

_ALONG = 0.5  # metres: a street so near to a grid runs along it
_STEP = 10.0  # metres between the places at which a street is looked up


@dataclass(frozen=True)
class Measures:
    """The figures of a whole plan. A share or mean over nothing is NaN, never 0 or 1."""

    grids: int
    communities: int
    infeasible_communities: int
    dedicated_grids: int
    judged_grids: int  # grids of feasible communities, the dedicated ones left out
    in_bounds: float  # share of the judged grids with a size in the band, 0-1
    out_of_band: int  # judged grids that are not
    deviation_mean: float  # |size - target| / target over all grids but the dedicated ones
    deviation_max: float
    broken: int
    gap_m2: float
    overlap_m2: float
    across_communities: int  # grids that go beyond their community
    buildings_in_no_grid: int
    buildings_in_two_grids: int
    buildings_outside: int  # in no community
    buildings_listed_elsewhere: int  # the plan lists another grid than the one where the building stands
    polsby_popper_mean: float
    polsby_popper_p10: float
    street_share: float  # weighted by class, over all inner boundary, 0-1
    inner_boundary_km: float
    priced_cut_km: float
    surviving_households: int | None  # of the buildings that a former plan knew; None without one
    moved_households: int | None  # of those, whose grid code changed
    moved_share: float | None


def measure(town: Town, plan: Plan, band: Band, former: Texts | None = None) -> Measures:
    """The measures of ``plan``; ``former`` (B,) is the grid code that each building had, "" for a new building."""
    return survey(town, plan, band, former)[0]


def figures(town: Town, plan: Plan, band: Band) -> GridFigures:
    """The profile of each grid of ``plan``."""
    return survey(town, plan, band)[1]


def survey(town: Town, plan: Plan, band: Band, former: Texts | None = None) -> tuple[Measures, GridFigures]:
    """The measures of ``plan`` and the profile of each grid, in one go.

    A building counts where it stands, whatever grid the plan lists for it.
    """
    places = whereabouts(town, plan)
    pieces = inner_boundary(plan)
    metres = metres_by_class(pieces, town)
    known = _figures(town, plan, band, places, _share_by_grid(len(plan.code), pieces, metres))
    return _measures(town, plan, band, known, metres, places, former), known


def _figures(town: Town, plan: Plan, band: Band, places: Whereabouts, share: Reals) -> GridFigures:
    households, people = (
        _sum_by_grid(len(plan.code), places.grid, size) for size in (town.buildings.households, town.buildings.people)
    )
    area, around = shapely.area(plan.boundary), shapely.length(plan.boundary)
    return GridFigures(
        households=households,
        people=people,
        area_m2=area,
        street_share=share,
        polsby_popper=4 * np.pi * area / around**2,
        in_band=band.holds(people if band.measure == "people" else households),
        streets=_streets_by_grid(town.streets, plan.boundary),
    )


def _sum_by_grid(count: int, grid: Integers, size: Integers) -> Integers:
    found = grid >= 0
    return np.bincount(grid[found], size[found], minlength=count).astype(np.int64)


def _share_by_grid(count: int, pieces: Pieces, metres: Reals) -> Reals:
    sides = np.concatenate([pieces.left, pieces.right])
    worth = np.bincount(sides, np.tile(metres @ SHARE, 2), minlength=count)
    length = np.bincount(sides, np.tile(metres.sum(axis=1), 2), minlength=count)
    share: Reals = np.divide(worth, length, out=np.full(count, np.nan), where=length > 0)
    return share


def _streets_by_grid(streets: Streets, boundary: Geometries) -> Texts:
    """Names of streets that run for some ten metres or more in or along each grid, in alphabetical order."""
    named = np.flatnonzero(streets.name != "")
    points, street = _places_on(streets.line[named])
    grid, point = shapely.STRtree(points).query(boundary, predicate="dwithin", distance=_ALONG)
    names, name_of_street = np.unique(streets.name[named].astype(str), return_inverse=True)
    key = grid * np.int64(len(names)) + name_of_street[street[point]]
    found, times = np.unique(key, return_counts=True)
    found = found[times > 1]
    texts: list[list[str]] = [[] for _ in boundary]
    for one, name in zip(found // max(len(names), 1), found % max(len(names), 1), strict=True):
        texts[one].append(str(names[name]))
    return np.array(["; ".join(text) for text in texts], dtype=np.object_)


def _places_on(lines: Geometries) -> tuple[Geometries, Integers]:
    """Points every ten metres along each line, and the row of the line of each."""
    length = shapely.length(lines)
    count = np.ceil(length / _STEP).astype(np.int64)
    line = np.repeat(np.arange(len(lines)), count)
    turn = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    return shapely.line_interpolate_point(lines[line], (turn + 0.5) * (length / np.maximum(count, 1))[line]), line


def _measures(
    town: Town, plan: Plan, band: Band, known: GridFigures, metres: Reals, places: Whereabouts, former: Texts | None
) -> Measures:
    sewn = seams(town.communities, plan)
    feasible = ~np.isin(town.communities.code[plan.community].astype(str), list(plan.infeasible))
    judged = known.in_band[feasible & ~plan.dedicated]
    deviation = _deviation(known, band)[~plan.dedicated]
    length = float(metres.sum())
    surviving, moved = _moved(town, plan, places.grid, former)
    return Measures(
        grids=len(plan.code),
        communities=len(town.communities.code),
        infeasible_communities=len(plan.infeasible),
        dedicated_grids=int(plan.dedicated.sum()),
        judged_grids=len(judged),
        in_bounds=_mean(judged),
        out_of_band=int((~judged).sum()),
        deviation_mean=_mean(deviation),
        deviation_max=float(deviation.max()) if len(deviation) else np.nan,
        broken=len(sewn.broken),
        gap_m2=sewn.gap_m2,
        overlap_m2=sewn.overlap_m2,
        across_communities=len(sewn.crossing),
        buildings_in_no_grid=int(places.in_none.sum()),
        buildings_in_two_grids=int(places.in_two.sum()),
        buildings_outside=int(places.outside.sum()),
        buildings_listed_elsewhere=int(places.listed_elsewhere.sum()),
        polsby_popper_mean=_mean(known.polsby_popper),
        polsby_popper_p10=float(np.percentile(known.polsby_popper, 10)) if len(plan.code) else np.nan,
        street_share=float((metres @ SHARE).sum() / length) if length else np.nan,
        inner_boundary_km=length / 1000,
        priced_cut_km=float((metres @ PRICE).sum() / 1000),
        surviving_households=surviving,
        moved_households=moved,
        moved_share=moved / surviving if moved is not None and surviving else None,
    )


def _mean(values: Reals | Flags) -> float:
    return float(values.mean()) if len(values) else np.nan


def _deviation(known: GridFigures, band: Band) -> Reals:
    size = known.people if band.measure == "people" else known.households
    return np.asarray(np.abs(size - band.target) / band.target)


def _moved(town: Town, plan: Plan, grid: Integers, former: Texts | None) -> tuple[int | None, int | None]:
    """Households in buildings that the former plan knew, and those of them under another grid code now."""
    if former is None:
        return None, None
    now = np.where(grid >= 0, plan.code[grid], "") if len(plan.code) else np.full(len(grid), "")
    survived = former != ""
    households = town.buildings.households
    return int(households[survived].sum()), int(households[survived & (former != now)].sum())
