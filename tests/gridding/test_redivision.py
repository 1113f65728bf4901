"""Divided again: nothing where nothing is amiss, else few households moved, codes kept, none ever given twice."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gridding.hand_made import FIRST, SECOND, box, counts, line, shapes, texts, town_of
from tests.gridding.small_towns import (
    BAND,
    SETTINGS,
    Building,
    assert_same_plan,
    assert_sound,
    block_town,
    former_of,
    houses_in,
    plan_again,
    plan_for,
    shuffled,
    sizes_of,
    with_buildings,
    with_dedicated,
)
from wangge.gridding.clean import clean
from wangge.gridding.divide import divide
from wangge.gridding.former import FormerPlan
from wangge.gridding.lineage import Lineage
from wangge.gridding.plan import Plan
from wangge.gridding.town import Town

NOBODY = FormerPlan(texts(), shapes(), counts(), (), shapes(), texts())


def city(grids: int = 4) -> Town:
    """Two communities beside each other, each of columns of 240 households between arterials, rows between lanes."""
    wide = 100 * grids
    upright = [(line((x, -9), (x, 309)), "primary", "") for x in range(100, 2 * wide, 100)]
    level = [(line((-9, y), (2 * wide + 9, y)), "service", "") for y in (100, 200)]
    houses = [
        house
        for x in range(0, 2 * wide, 100)
        for y in (0, 100, 200)
        for house in houses_in(x, y, x + 100, y + 100, [10] * 8)
    ]
    return town_of([box(0, 0, wide, 300), box(wide, 0, 2 * wide, 300)], [*upright, *level], houses)


def rows_of(town: Town) -> list[Building]:
    houses = town.buildings
    return list(zip(houses.shape, houses.households.tolist(), houses.people.tolist(), strict=True))


def rebuilt(town: Town, demolished: shapely.Geometry | None = None, new: list[Building] | None = None) -> Town:
    """The town years later: without the houses in an area, and with new ones at the end."""
    left = [row for row in rows_of(town) if demolished is None or not row[0].intersects(demolished)]
    return with_buildings(town, left + (new or []))


def years_later(now: Town, before: Town, plan: Plan) -> tuple[Town, Plan, Lineage]:
    return plan_again(now, former_of(before, plan))


def moved(before: Plan, after: Plan, rows: int) -> int:
    """How many of the first ``rows`` buildings have another code."""
    return int((before.code[before.grid_of_building[:rows]] != after.code[after.grid_of_building[:rows]]).sum())


def test_a_town_without_change_keeps_every_code_and_boundary_and_moves_nobody():
    town, plan = plan_for(city())
    same, again, lineage = years_later(town, town, plan)
    assert_same_plan(again, plan)
    assert_sound(same, again)
    assert again.grid_of_building.tolist() == plan.grid_of_building.tolist()
    assert (lineage.moved_households, lineage.surviving_households) == (0, 1920)
    assert (lineage.kept, lineage.retired, lineage.split, lineage.merged) == (tuple(plan.code), (), {}, {})


def test_a_town_without_change_keeps_its_grids_whatever_the_seed_and_the_search():
    town, plan = plan_for(block_town([[31] * 5] * 5, ["service"] * 4, ["footway"] * 4))
    for seed in range(3):
        _town, again, lineage = plan_again(town, former_of(town, plan), replace(SETTINGS, seed=seed))
        assert_same_plan(again, plan)
        assert lineage.moved_households == 0


def test_a_community_without_violation_is_untouched_while_its_neighbour_is_mended():
    town, plan = plan_for(city())
    tower = (box(431, 131, 437, 137), 90, 200)
    now, again, lineage = years_later(rebuilt(town, None, [tower]), town, plan)
    assert_sound(now, again)
    first, was = again.community == 0, plan.community == 0
    assert again.code[first].tolist() == plan.code[was].tolist()
    assert shapely.equals_exact(again.boundary[first], plan.boundary[was]).all()
    assert BAND.holds(np.array(sizes_of(now, again))).all()
    assert 0 < lineage.moved_households <= 60


def test_grids_that_a_new_house_leaves_in_the_band_are_untouched():
    town, plan = plan_for(city())
    now, again, lineage = years_later(rebuilt(town, None, [(box(431, 131, 437, 137), 60, 150)]), town, plan)
    assert shapely.equals_exact(again.boundary, plan.boundary).all()
    assert sizes_of(now, again)[4] == 300
    assert lineage.moved_households == 0


def test_a_new_tower_moves_few_households_and_every_code_lives_on():
    town, plan = plan_for(city())
    now, again, lineage = years_later(rebuilt(town, None, [(box(31, 131, 37, 137), 100, 250)]), town, plan)
    assert_sound(now, again)
    assert BAND.holds(np.array(sizes_of(now, again))).all()
    assert again.code.tolist() == plan.code.tolist()
    assert 0 < lineage.moved_households <= 80
    assert lineage.retired == ()


def test_a_new_estate_that_is_too_much_for_the_old_grids_gets_a_grid_with_a_new_number_after_the_last():
    town, plan = plan_for(city())
    estate = houses_in(0, 100, 100, 200, [60, 60, 60, 60, 60])
    now, again, lineage = years_later(rebuilt(town, box(0, 100, 100, 200), estate), town, plan)
    assert_sound(now, again)
    assert BAND.holds(np.array(sizes_of(now, again))).all()
    assert set(again.code) - set(plan.code) == {f"{FIRST}005"}
    assert lineage.moved_households <= 160


def test_a_grid_that_demolition_leaves_too_small_is_mended_and_the_rest_stays():
    town, plan = plan_for(city())
    now, again, lineage = years_later(rebuilt(town, box(0, 0, 100, 90)), town, plan)
    assert_sound(now, again)
    assert BAND.holds(np.array(sizes_of(now, again))).all()
    assert lineage.surviving_households == 1920 - 80
    assert 40 <= lineage.moved_households <= 80


def test_a_grid_that_is_wholly_demolished_is_merged_and_its_code_retired():
    town, plan = plan_for(city())
    now, again, lineage = years_later(rebuilt(town, box(0, 0, 95, 300)), town, plan)
    assert_sound(now, again)
    assert again.retired == lineage.retired == (f"{FIRST}001",)
    assert sizes_of(now, again) == [240] * 7
    assert lineage.moved_households == 0


def test_two_grids_that_became_too_small_are_one_and_the_lineage_tells_it():
    town, plan = plan_for(city(grids=2))
    gone = shapely.union(box(0, 0, 95, 190), box(105, 0, 195, 140))
    now, again, lineage = years_later(rebuilt(town, gone), town, plan)
    assert_sound(now, again)
    assert (again.community == 0).sum() == 1
    (kept,) = again.code[again.community == 0]
    assert lineage.merged == {kept: (f"{FIRST}001", f"{FIRST}002")}
    assert lineage.retired == tuple({f"{FIRST}001", f"{FIRST}002"} - {kept})
    assert 0 < lineage.moved_households <= 120


def test_a_code_that_was_retired_is_never_given_again_over_four_generations():
    base = city(grids=2)
    town, plan = plan_for(base)
    ever = set(plan.code)
    gone: set[str] = set()
    estate = houses_in(100, 0, 200, 300, [20] * 24, wide=4)
    for year in range(4):
        changed = rebuilt(town, box(101, 0, 199, 300), [] if year % 2 == 0 else estate)
        town, plan, lineage = years_later(changed, town, plan)
        assert_sound(town, plan)
        assert not gone & set(plan.code)
        assert set(plan.code) - ever == set(plan.code) - set(lineage.kept)
        gone |= set(plan.retired)
        ever |= set(plan.code)
        assert gone == ever - set(plan.code) == set(plan.retired)
    assert len(gone) >= 2


def test_other_streets_alone_change_nothing():
    town, plan = plan_for(city())
    other = replace(town, streets=town_of([], [(line((-9, 57), (900, 211)), "primary", "")]).streets)
    _now, again, lineage = years_later(other, town, plan)
    assert_same_plan(again, plan)
    assert lineage.moved_households == 0


def test_other_streets_and_a_new_tower_leave_most_households_where_they_were():
    town, plan = plan_for(city())
    other = replace(town, streets=town_of([], [(line((-9, 57), (900, 211)), "primary", "")]).streets)
    now, again, lineage = years_later(rebuilt(other, None, [(box(31, 131, 37, 137), 100, 250)]), town, plan)
    assert_sound(now, again)
    assert BAND.holds(np.array(sizes_of(now, again))).all()
    assert again.code.tolist() == plan.code.tolist()
    assert lineage.moved_households <= 240


def test_a_former_plan_of_other_communities_alone_changes_nothing_but_retires_its_codes():
    here = clean(city())
    elsewhere = replace(here, communities=replace(here.communities, code=texts("420502002031", "420502002032")))
    former = former_of(elsewhere, divide(elsewhere, SETTINGS)[0])
    fresh, _none = divide(here, SETTINGS)
    _town, plan, lineage = plan_again(here, former)
    assert plan.code.tolist() == fresh.code.tolist()
    assert shapely.equals_exact(plan.boundary, fresh.boundary).all()
    assert lineage.retired == tuple(sorted(former.code))
    assert lineage.moved_households == lineage.surviving_households == 1920


def test_a_former_plan_of_one_community_leaves_the_other_to_be_divided_anew():
    town, plan = plan_for(city())
    rows = np.flatnonzero(plan.community == 0)
    whole = former_of(town, plan)
    half = replace(whole, code=whole.code[rows], boundary=whole.boundary[rows], households=whole.households[rows])
    half = replace(half, building_code=np.where(np.isin(whole.building_code, half.code), whole.building_code, ""))
    _town, again, lineage = plan_again(town, half)
    assert_same_plan(again, plan)
    assert lineage.surviving_households == 960


def test_an_empty_former_plan_is_like_none():
    town, plan = plan_for(city())
    _town, again, lineage = plan_again(town, NOBODY)
    assert_same_plan(again, plan)
    assert (lineage.surviving_households, lineage.retired) == (0, ())


def test_a_former_plan_with_holes_in_its_ground_is_mended():
    town, plan = plan_for(city())
    former = former_of(town, plan)
    small = replace(former, boundary=shapely.intersection(former.boundary, box(0, 0, 800, 250)))
    now, again, lineage = plan_again(town, small)
    assert_sound(now, again)
    assert lineage.moved_households == 0


def test_a_border_between_communities_that_moved_is_followed():
    town, plan = plan_for(city())
    shifted = replace(
        town, communities=replace(town.communities, boundary=shapes(box(0, 0, 310, 300), box(310, 0, 800, 300)))
    )
    now, again, lineage = years_later(shifted, town, plan)
    assert_sound(now, again)
    assert set(plan.code[plan.community == 1]) <= set(again.code)
    assert lineage.moved_households <= 480


def test_a_campus_given_now_is_cut_out_of_the_former_grids():
    town, plan = plan_for(city())
    now, again, _lineage = years_later(with_dedicated(town, box(10, 110, 90, 190)), town, plan)
    assert_sound(now, again)
    assert again.dedicated.sum() == 1
    assert again.boundary[again.dedicated][0].equals(box(10, 110, 90, 190))
    inside = ~again.dedicated
    assert BAND.holds(np.array(sizes_of(now, again)))[inside].all()


def test_a_campus_that_was_the_whole_community_and_is_given_no_more_leaves_a_community_to_divide():
    town, plan = plan_for(with_dedicated(block_town([[125, 125]], ["primary"]), box(-5, -5, 205, 105)))
    now, again, _lineage = years_later(with_dedicated(town), town, plan)
    assert_sound(now, again)
    assert not again.dedicated.any()
    assert BAND.holds(np.array(sizes_of(now, again))).all()


def test_a_new_tower_beside_a_campus_is_mended_and_the_campus_stays():
    town, plan = plan_for(with_dedicated(city(), box(0, 0, 100, 100)))
    now, again, lineage = years_later(rebuilt(town, None, [(box(279, 79, 288, 85), 150, 300)]), town, plan)
    assert_sound(now, again)
    assert again.code[again.dedicated].tolist() == plan.code[plan.dedicated].tolist()
    assert BAND.holds(np.array(sizes_of(now, again)))[~again.dedicated].all()
    assert lineage.moved_households <= 250


def test_a_campus_given_before_and_now_keeps_its_code_and_nothing_moves():
    town, plan = plan_for(with_dedicated(city(), box(0, 0, 100, 100)))
    now, again, lineage = years_later(town, town, plan)
    assert_sound(now, again)
    assert again.code[again.dedicated].tolist() == plan.code[plan.dedicated].tolist()
    assert lineage.moved_households == 0


def test_a_campus_that_is_given_no_more_becomes_part_of_the_grids():
    town, plan = plan_for(with_dedicated(city(), box(0, 0, 100, 100)))
    now, again, _lineage = years_later(with_dedicated(town), town, plan)
    assert_sound(now, again)
    assert not again.dedicated.any()


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("households", [9, 28, 31])
def test_an_infeasible_community_without_change_keeps_its_grids_and_its_reason(households: int, seed: int):
    town, plan = plan_for(town_of([box(0, 0, 200, 100)], (), houses_in(0, 0, 200, 100, [households] * 12)))
    assert list(plan.infeasible) == [FIRST]
    now, again, lineage = plan_again(town, former_of(town, plan), replace(SETTINGS, seed=seed))
    assert_sound(now, again)
    assert again.infeasible == plan.infeasible
    assert again.note.tolist() == plan.note.tolist()
    assert lineage.moved_households == 0


def test_a_community_that_demolition_makes_infeasible_is_told():
    town, plan = plan_for(city(grids=2))
    now, again, _lineage = years_later(rebuilt(town, box(0, 0, 200, 190)), town, plan)
    assert_sound(now, again)
    assert list(again.infeasible) == [FIRST]


@pytest.mark.parametrize("seed", [0, 1])
def test_a_community_with_a_tower_above_the_band_keeps_its_grids_and_its_reason_without_change(seed: int):
    houses = [*houses_in(0, 0, 200, 100, [20] * 24, wide=6), (box(220, 40, 280, 60), 480, 1200)]
    town, plan = plan_for(town_of([box(0, 0, 300, 100)], (), houses))
    now, again, lineage = plan_again(town, former_of(town, plan), replace(SETTINGS, seed=seed))
    assert_sound(now, again)
    assert sizes_of(now, again) == sizes_of(town, plan)
    assert again.note.tolist() == plan.note.tolist()
    assert again.infeasible == plan.infeasible
    assert lineage.moved_households == 0


def test_a_new_tower_above_the_band_is_listed_as_it_would_be_in_a_first_plan():
    town, plan = plan_for(city())
    changed = rebuilt(town, None, [(box(79, 79, 88, 85), 400, 900)])
    now, again, _lineage = years_later(changed, town, plan)
    assert_sound(now, again)
    (tower,) = np.flatnonzero(~BAND.holds(np.array(sizes_of(now, again))))
    assert "400" in again.note[tower]
    assert again.infeasible == plan_for(changed)[1].infeasible


def test_all_houses_gone_leaves_grids_that_tile_the_town():
    town, plan = plan_for(city(grids=1))
    now, again, lineage = years_later(with_buildings(town, []), town, plan)
    assert_sound(now, again)
    assert (lineage.surviving_households, sorted(again.infeasible)) == (0, [FIRST, SECOND])


block = st.tuples(st.integers(0, 7), st.integers(0, 2))
changes = st.dictionaries(block, st.integers(0, 160), max_size=4)


@given(changes, changes, st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_whatever_is_built_and_demolished_the_plan_is_sound_and_the_order_of_rows_is_of_no_effect(
    gone: dict, built: dict, chance: Random
):
    town, plan = plan_for(city())
    new = [(box(100 * x + 79, 100 * y + 79, 100 * x + 88, 100 * y + 85), size, size) for (x, y), size in built.items()]
    away = shapely.union_all([box(100 * x, 100 * y, 100 * x + size / 2, 100 * y + 60) for (x, y), size in gone.items()])
    changed = rebuilt(town, away if gone else None, new)
    now, again, lineage = years_later(changed, town, plan)
    assert_sound(now, again)
    assert set(again.code) <= set(lineage.kept) | {f"{code}{at:03d}" for code in (FIRST, SECOND) for at in range(5, 99)}
    outside = ~BAND.holds(np.array(sizes_of(now, again)))
    assert {str(now.communities.code[row]) for row in again.community[outside]} <= set(again.infeasible)
    mixed, row = shuffled(changed, chance)
    _mixed, other, same = years_later(mixed, town, plan)
    assert_same_plan(again, other)
    assert again.grid_of_building[row].tolist() == other.grid_of_building.tolist()
    assert same == lineage


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_few_households_move_where_houses_are_demolished_and_towers_built_all_over(share: float):
    town, plan = plan_for(city())
    chance = Random(5)
    rows = rows_of(town)
    gone = set(chance.sample(range(len(rows)), round(share / 2 * len(rows))))
    new = [(shapely.transform(rows[at][0], lambda p: p + 7.0), 18, 40) for at in sorted(gone)]
    changed = with_buildings(town, [row for at, row in enumerate(rows) if at not in gone] + new)
    now, again, lineage = years_later(changed, town, plan)
    assert_sound(now, again)
    assert BAND.holds(np.array(sizes_of(now, again))).all()
    assert lineage.moved_households <= share * lineage.surviving_households / 2
