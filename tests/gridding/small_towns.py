"""Towns of square blocks for tests of the engine, quick settings to divide them, and what makes any plan sound."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import shapely

from tests.gridding.hand_made import box, line, shapes, texts, town_of
from wangge.gridding.band import Band
from wangge.gridding.clean import clean
from wangge.gridding.divide import Settings, divide
from wangge.gridding.former import FormerPlan
from wangge.gridding.lineage import Lineage
from wangge.gridding.measure import measure
from wangge.gridding.plan import Plan
from wangge.gridding.quarters import Quarter, quarters
from wangge.gridding.search.effort import Effort
from wangge.gridding.town import Barriers, Buildings, Communities, Dedicated, Streets, Town
from wangge.gridding.units import Units, units_of

BAND = Band(target=250, low=200, high=300)
SETTINGS = Settings(BAND, Effort("quick", steps=60))
SIDE = 100.0  # metres of a block

Building = tuple[shapely.Geometry, int, int]
Street = tuple[shapely.Geometry, str, str]


def houses_in(
    west: float, south: float, east: float, north: float, households: Sequence[int], wide: int = 3
) -> list[Building]:
    """A house for each number of ``households`` in rows of ``wide``, evenly over the rectangle."""
    rows = -(-len(households) // wide)
    across, up = (east - west) / wide, (north - south) / max(rows, 1)
    found = []
    for at, number in enumerate(households):
        x, y = west + (at % wide + 0.5) * across, south + (at // wide + 0.5) * up
        found.append((box(x - across / 4, y - up / 4, x + across / 4, y + up / 4), number, number * 5 // 2))
    return found


def block_town(
    households: Sequence[Sequence[int]], upright: Sequence[str] = (), level: Sequence[str] = (), houses: int = 4
) -> Town:
    """One community of blocks; ``households`` of each, the southern row first, shared out over so many houses.

    The streets between its columns are ``upright``, those between its rows ``level``, both as highway words; a word
    that is missing or "" is no street.
    """
    wide, high = len(households[0]), len(households)
    buildings: list[Building] = []
    for y, row in enumerate(households):
        for x, number in enumerate(row):
            places = (SIDE * x, SIDE * y, SIDE * x + SIDE, SIDE * y + SIDE)
            buildings += houses_in(*places, shared(number, houses), wide=2)
    streets = [
        _street(line((SIDE * at, -20), (SIDE * at, SIDE * high + 20)), word) for at, word in enumerate(upright, 1)
    ]
    streets += [
        _street(line((-20, SIDE * at), (SIDE * wide + 20, SIDE * at)), word) for at, word in enumerate(level, 1)
    ]
    whole = box(0, 0, SIDE * wide, SIDE * high)
    return town_of([whole], [street for street in streets if street[1]], buildings)


def shared(total: int, count: int) -> list[int]:
    """``total`` in ``count`` whole numbers that differ by one at most."""
    return [(total + at) // count for at in range(count)]


def with_dedicated(town: Town, *areas: shapely.Geometry) -> Town:
    names = texts(*(f"园区{at}" for at in range(len(areas))))
    return replace(town, dedicated=Dedicated(shapes(*areas), names))


def with_barriers(town: Town, *barriers: tuple[shapely.Geometry, str]) -> Town:
    return replace(
        town, barriers=Barriers(shapes(*(shape for shape, _k in barriers)), texts(*(kind for _s, kind in barriers)))
    )


def with_buildings(town: Town, buildings: Sequence[Building]) -> Town:
    return replace(town, buildings=town_of([], buildings=buildings).buildings)


def moved_to(town: Town, east: float, north: float) -> Town:
    """The same town with everything so many metres further east and north."""

    def move(geometry: np.ndarray) -> np.ndarray:
        return shapely.transform(geometry, lambda places: places + np.array([east, north]))

    return replace(
        town,
        communities=replace(town.communities, boundary=move(town.communities.boundary)),
        streets=replace(town.streets, line=move(town.streets.line)),
        buildings=replace(town.buildings, shape=move(town.buildings.shape)),
        barriers=replace(town.barriers, shape=move(town.barriers.shape)),
        dedicated=replace(town.dedicated, boundary=move(town.dedicated.boundary)),
    )


def shuffled(town: Town, chance: Random) -> tuple[Town, list[int]]:
    """The rows of every layer in another order, and the former row of each building."""

    def order(count: int) -> list[int]:
        return chance.sample(range(count), count)

    c, s, b = order(len(town.communities.code)), order(len(town.streets.line)), order(len(town.buildings.shape))
    w, d = order(len(town.barriers.shape)), order(len(town.dedicated.boundary))
    here, street, house, wall = town.communities, town.streets, town.buildings, town.barriers
    mixed = replace(
        town,
        communities=Communities(here.code[c], here.name[c], here.boundary[c], here.provisional[c]),
        streets=Streets(street.line[s], street.kind[s], street.name[s]),
        buildings=Buildings(house.shape[b], house.households[b], house.people[b], house.source[b]),
        barriers=Barriers(wall.shape[w], wall.kind[w]),
        dedicated=Dedicated(town.dedicated.boundary[d], town.dedicated.name[d]),
    )
    return mixed, b


def plan_for(town: Town, settings: Settings = SETTINGS) -> tuple[Town, Plan]:
    """The town cleaned, and its plan."""
    cleaned = clean(town)
    return cleaned, divide(cleaned, settings)[0]


def plan_again(town: Town, former: FormerPlan, settings: Settings = SETTINGS) -> tuple[Town, Plan, Lineage]:
    cleaned = clean(town)
    plan, lineage = divide(cleaned, settings, former)
    assert lineage is not None
    return cleaned, plan, lineage


def former_of(town: Town, plan: Plan) -> FormerPlan:
    """``plan`` as it is read again years later."""
    grid = plan.grid_of_building
    households = np.bincount(grid[grid >= 0], town.buildings.households[grid >= 0], len(plan.code)).astype(np.int64)
    names = np.append(plan.code, "")[grid]
    return FormerPlan(plan.code, plan.boundary, households, plan.retired, town.buildings.shape, names)


def quarter_of(town: Town, row: int = 0) -> Quarter:
    return quarters(clean(town), "households")[row]


def units_in(town: Town, block_size: int = 60, row: int = 0) -> Units:
    return units_of(quarter_of(town, row), block_size)


def sizes_of(town: Town, plan: Plan) -> list[int]:
    """The households of each grid, in the order of the codes."""
    inside = plan.grid_of_building >= 0
    return (
        np.bincount(plan.grid_of_building[inside], town.buildings.households[inside], len(plan.code))
        .astype(int)
        .tolist()
    )


def assert_sound(town: Town, plan: Plan, band: Band = BAND) -> None:
    """Every place and building in exactly one grid of its community, every grid in one piece, every code once."""
    found = measure(town, plan, band)
    assert (found.broken, found.across_communities) == (0, 0)
    assert found.gap_m2 == 0
    assert found.overlap_m2 == 0
    assert (found.buildings_in_no_grid, found.buildings_in_two_grids, found.buildings_listed_elsewhere) == (0, 0, 0)
    assert shapely.is_valid(plan.boundary).all()
    assert len(set(plan.code.tolist())) == len(plan.code)
    assert all(code[:12] == town.communities.code[row] for code, row in zip(plan.code, plan.community, strict=True))
    assert plan.code.tolist() == sorted(plan.code.tolist())


def assert_same_plan(one: Plan, other: Plan) -> None:
    """Codes, boundaries, notes and reasons alike to the last bit; rows of the input are not compared."""
    assert one.code.tolist() == other.code.tolist()
    assert shapely.equals_exact(one.boundary, other.boundary, 0.0).all()
    assert one.note.tolist() == other.note.tolist()
    assert one.dedicated.tolist() == other.dedicated.tolist()
    assert one.infeasible == other.infeasible


def _street(street: shapely.Geometry, word: str) -> Street:
    return street, word, ""
