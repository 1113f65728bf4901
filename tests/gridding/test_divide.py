"""Whole towns divided: what a plan must be whatever the town, and small towns whose best division is plain to see."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gridding.hand_made import FIRST, SECOND, box, line, town_of
from tests.gridding.small_towns import (
    BAND,
    SETTINGS,
    assert_same_plan,
    assert_sound,
    block_town,
    houses_in,
    moved_to,
    plan_for,
    shuffled,
    sizes_of,
    with_barriers,
    with_dedicated,
)
from wangge.gridding.band import Band
from wangge.gridding.clean import clean
from wangge.gridding.divide import assemble, divide, piece_of, tasks_of, units_for
from wangge.gridding.measure import measure
from wangge.gridding.plan import Plan
from wangge.gridding.search.effort import EFFORTS
from wangge.gridding.town import Town


def same_places(plan: Plan, *expected: shapely.Geometry) -> bool:
    """Whether the grids, in the order of their codes, are these areas."""
    return len(plan.boundary) == len(expected) and all(
        one.equals(other) for one, other in zip(plan.boundary, expected, strict=True)
    )


def test_four_blocks_are_parted_along_the_arterial_and_not_along_the_lane():
    town, plan = plan_for(block_town([[125, 125], [125, 125]], ["primary"], ["service"]))
    assert same_places(plan, box(0, 0, 100, 200), box(100, 0, 200, 200))
    assert plan.code.tolist() == [f"{FIRST}001", f"{FIRST}002"]
    assert sizes_of(town, plan) == [250, 250]
    found = measure(town, plan, BAND)
    assert (found.in_bounds, found.deviation_max, found.street_share) == (1.0, 0.0, 1.0)
    assert found.priced_cut_km == pytest.approx(0.2 * 0.15)
    assert plan.note.tolist() == ["", ""]
    assert plan.infeasible == {}


def test_nine_blocks_are_parted_along_the_two_streets_and_numbered_from_the_north():
    town, plan = plan_for(block_town([[80] * 3] * 3, ["service"] * 2, ["tertiary"] * 2))
    assert same_places(plan, box(0, 200, 300, 300), box(0, 100, 300, 200), box(0, 0, 300, 100))
    assert sizes_of(town, plan) == [240, 240, 240]


def test_nine_blocks_are_parted_along_the_two_arterials_and_numbered_from_the_west():
    _town, plan = plan_for(block_town([[84] * 3] * 3, ["trunk", "primary"], ["footway"] * 2))
    assert same_places(plan, box(0, 0, 100, 300), box(100, 0, 200, 300), box(200, 0, 300, 300))


def test_each_of_four_quarters_of_a_crossing_becomes_a_grid():
    _town, plan = plan_for(block_town([[62] * 4] * 4, ["", "primary", ""], ["", "primary", ""]))
    halves = [(0, 200), (200, 200), (0, 0), (200, 0)]
    assert same_places(plan, *(box(x, y, x + 200, y + 200) for x, y in halves))


def test_an_unequal_size_is_taken_for_a_border_on_an_arterial():
    rows = [[70, 70, 65, 50], [70, 70, 65, 40]]
    town, plan = plan_for(block_town(rows, ["", "primary", ""], ["footway"]))
    assert sizes_of(town, plan) == [280, 220]
    assert same_places(plan, box(0, 0, 200, 200), box(200, 0, 400, 200))


def test_a_community_of_the_right_size_is_one_grid():
    town, plan = plan_for(block_town([[80, 70], [60, 40]], ["primary"], ["primary"]))
    assert same_places(plan, town.communities.boundary[0])
    assert np.isnan(measure(town, plan, BAND).street_share)


def test_two_communities_are_divided_each_by_itself():
    streets = [(line((100, -9), (100, 109)), "primary", ""), (line((300, -9), (300, 109)), "primary", "")]
    houses = [house for x in range(0, 400, 100) for house in houses_in(x, 0, x + 100, 100, [50] * 5)]
    town, plan = plan_for(town_of([box(0, 0, 200, 100), box(200, 0, 400, 100)], streets, houses))
    assert plan.code.tolist() == [f"{FIRST}001", f"{FIRST}002", f"{SECOND}001", f"{SECOND}002"]
    assert plan.community.tolist() == [0, 0, 1, 1]
    assert same_places(plan, *(box(x, 0, x + 100, 100) for x in range(0, 400, 100)))
    assert_sound(town, plan)


def test_people_are_the_measure_where_the_band_says_so():
    base = block_town([[100, 100, 100]], ["primary"] * 2)
    people = np.repeat([100, 50, 50], 4) * 5
    town = replace(base, buildings=replace(base.buildings, people=people))
    cleaned, plan = plan_for(town, replace(SETTINGS, band=Band(2000, 1500, 2500, "people")))
    assert same_places(plan, box(0, 0, 100, 100), box(100, 0, 300, 100))
    assert np.bincount(plan.grid_of_building, cleaned.buildings.people).tolist() == [2000, 2000]


def test_every_named_search_divides_a_town():
    for effort in EFFORTS.values():
        town, plan = plan_for(block_town([[125, 125]], ["primary"]), replace(SETTINGS, effort=effort))
        assert sizes_of(town, plan) == [125 + 125]


def test_a_town_divided_at_once_or_task_by_task_in_any_order_is_the_same():
    town = clean(several_communities())
    tasks = tasks_of(town, SETTINGS)
    pieces = [piece_of(task, units_for(task, SETTINGS), SETTINGS) for task in reversed(tasks)]
    plan, lineage = assemble(town, pieces, SETTINGS)
    whole, _lineage = divide(town, SETTINGS)
    assert_same_plan(plan, whole)
    assert plan.grid_of_building.tolist() == whole.grid_of_building.tolist()
    assert lineage is None


def test_the_plan_of_a_community_does_not_depend_on_its_neighbours():
    town = clean(several_communities())
    alone = replace(
        town,
        communities=replace(
            town.communities,
            code=town.communities.code[1:2],
            name=town.communities.name[1:2],
            boundary=town.communities.boundary[1:2],
            provisional=town.communities.provisional[1:2],
        ),
    )
    both, one = divide(town, SETTINGS)[0], divide(alone, SETTINGS)[0]
    of_second = both.community == 1
    assert both.code[of_second].tolist() == one.code.tolist()
    assert shapely.equals_exact(both.boundary[of_second], one.boundary).all()


def several_communities() -> Town:
    """Three communities: one with a wall and a campus, one without streets, and an enclave in it."""
    enclave = box(320, 120, 380, 180)
    communities = [box(0, 0, 200, 300), box(200, 0, 500, 300).difference(enclave), enclave]
    streets = [
        (line((-9, 100), (209, 100)), "primary", ""),
        (line((-9, 200), (209, 200)), "service", ""),
        (line((90, -9), (110, 309)), "residential", ""),
    ]
    houses = houses_in(0, 0, 200, 300, [17 + at % 9 for at in range(30)], wide=5)
    houses += houses_in(200, 0, 500, 115, [20 + at % 7 for at in range(16)], wide=8)
    houses += houses_in(200, 190, 500, 300, [45] * 6) + houses_in(320, 120, 380, 180, [60] * 4)
    town = with_barriers(town_of(communities, streets, houses), (line((30, 120), (30, 190)), "wall"))
    return with_dedicated(town, box(120, 220, 190, 290))


def test_a_town_with_everything_is_sound():
    town, plan = plan_for(several_communities())
    assert_sound(town, plan)
    assert (measure(town, plan, BAND).in_bounds, plan.infeasible) == (1.0, {})
    assert plan.dedicated.sum() == 1


@given(st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_order_of_the_rows_of_any_layer_changes_nothing(chance: Random):
    town, plan = plan_for(several_communities())
    mixed, row = shuffled(several_communities(), chance)
    _mixed, other = plan_for(mixed)
    assert_same_plan(plan, other)
    assert plan.grid_of_building[row].tolist() == other.grid_of_building.tolist()
    codes = [str(code) for code in mixed.communities.code[other.community]]
    assert codes == [str(code) for code in town.communities.code[plan.community]]


def test_another_seed_may_give_another_plan_and_the_same_seed_gives_the_same():
    town = clean(block_town([[40] * 6] * 5, ["service"] * 5, ["service"] * 4))
    plans = [divide(town, replace(SETTINGS, seed=seed))[0] for seed in (0, 0, 1, 2, 3)]
    assert_same_plan(plans[0], plans[1])
    assert any([b.wkt for b in plan.boundary] != [b.wkt for b in plans[0].boundary] for plan in plans[2:])


@pytest.mark.parametrize(("east", "north"), [(530_000, 3_400_000), (166_021.44, 9_329_005.18), (-250_000, -90_000)])
def test_a_town_is_divided_alike_wherever_it_lies(east: float, north: float):
    town, plan = plan_for(several_communities())
    there, other = plan_for(moved_to(several_communities(), east, north))
    assert_sound(there, other)
    assert sizes_of(there, other) == sizes_of(town, plan)
    assert plan.code.tolist() == other.code.tolist()


words = st.sampled_from(["", "primary", "residential", "service"])


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Up to sixteen blocks with any streets, houses, a wall, a campus and a hole."""
    wide, high = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    row = st.lists(st.integers(0, 160), min_size=wide, max_size=wide)
    rows = draw(st.lists(row, min_size=high, max_size=high))
    upright, level = draw(st.lists(words, max_size=wide - 1)), draw(st.lists(words, max_size=high - 1))
    town = block_town(rows, upright, level, draw(st.integers(1, 6)))
    within = st.tuples(st.integers(-20, 100 * wide + 20), st.integers(-20, 100 * high + 20))
    wall = draw(st.lists(within, min_size=2, max_size=4, unique=True))
    town = with_barriers(town, (line(*wall), "wall")) if draw(st.booleans()) else town
    x, y = draw(within)
    town = with_dedicated(town, box(x, y, x + 60, y + 45)) if draw(st.booleans()) else town
    x, y = draw(within)
    left = town.communities.boundary[0].difference(box(x, y, x + 35, y + 50)) if draw(st.booleans()) else None
    return town if left is None else replace(town, communities=town_of([left]).communities)


@given(towns())
@settings(max_examples=50)
def test_any_town_gets_a_plan_that_is_sound_and_tells_what_is_outside_the_band(town: Town):
    cleaned, plan = plan_for(town)
    assert_sound(cleaned, plan)
    outside = ~BAND.holds(np.array(sizes_of(cleaned, plan)))
    assert all(plan.note[outside | plan.dedicated])
    assert not any(plan.note[~outside & ~plan.dedicated])
    assert measure(cleaned, plan, BAND).in_bounds == 1.0 or plan.infeasible or plan.dedicated.all()


@given(towns(), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_any_town_is_divided_alike_in_any_order_of_its_rows(town: Town, chance: Random):
    _cleaned, plan = plan_for(town)
    mixed, row = shuffled(town, chance)
    _mixed, other = plan_for(mixed)
    assert_same_plan(plan, other)
    assert plan.grid_of_building[row].tolist() == other.grid_of_building.tolist()
