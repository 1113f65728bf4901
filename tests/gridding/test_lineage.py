"""Former codes kept, numbers never given twice, lineage of split and merged grids, households moved (R-01, R-05)."""

from dataclasses import replace
from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.gridding.codes import CodeError
from wangge.gridding.lineage import FormerCodes, NewGrids, inherit_codes

EAST, WEST = "420599001002", "420599001001"
Move = tuple[str, int, int]  # former code, row of the new grid, households


def code(serial: int, community: str = EAST) -> str:
    return f"{community}{serial:03d}"


def texts(values: list[str]) -> np.ndarray:
    return np.array(values, dtype=object)


def former_plan(moves: list[Move], in_force: list[str], retired: tuple[str, ...] = ()) -> FormerCodes:
    return FormerCodes(tuple(in_force), retired, texts([former for former, _grid, _households in moves]))


def new_grids(moves: list[Move], communities: list[str], here: list[str] | None = None) -> NewGrids:
    """Grids in one row from west to east."""
    count = len(communities)
    return NewGrids(
        community=texts(communities),
        point=np.column_stack([np.arange(count) * 100.0, np.zeros(count)]),
        former_code_here=texts(here or [""] * count),
        grid_of_building=np.array([grid for _former, grid, _households in moves], dtype=np.int64),
        households=np.array([households for _former, _grid, households in moves], dtype=np.int64),
    )


@st.composite
def redivisions(draw: st.DrawFn) -> tuple[FormerCodes, NewGrids]:
    """Up to five former and five new grids in two communities, buildings anywhere, some codes retired earlier."""
    in_force = draw(
        st.lists(st.builds(code, st.integers(1, 4), st.sampled_from([EAST, WEST])), max_size=5, unique=True)
    )
    retired = draw(st.lists(st.builds(code, st.integers(5, 8), st.sampled_from([EAST, WEST])), max_size=3, unique=True))
    communities = draw(st.lists(st.sampled_from([EAST, WEST]), max_size=5))
    building = st.tuples(st.sampled_from(["", *in_force]), st.integers(-1, len(communities) - 1), st.integers(0, 12))
    moves = draw(st.lists(building, max_size=25))
    here = draw(st.lists(st.sampled_from(["", *in_force]), min_size=len(communities), max_size=len(communities)))
    return former_plan(moves, in_force, tuple(retired)), new_grids(moves, communities, here)


def fewest_moved(former: FormerCodes, grids: NewGrids) -> int:
    """Households that must get another code, by trying every way of giving the former codes to the new grids."""
    rows = list(range(len(grids.community)))
    choices = [*former.in_force, *[""] * len(rows)]
    lived = former.code_of_building != ""
    most = 0
    for keeps in set(permutations(choices, len(rows))):
        if all(kept.startswith(grids.community[row]) for row, kept in zip(rows, keeps, strict=True) if kept):
            now = texts([*keeps, ""])[grids.grid_of_building]  # row -1 is the last one: no grid, no code
            most = max(most, int(grids.households[lived & (now == former.code_of_building)].sum()))
    return int(grids.households[lived].sum()) - most


@given(redivisions())
def test_every_grid_has_a_code_of_its_own_in_its_community_and_no_retired_one(
    case: tuple[FormerCodes, NewGrids],
) -> None:
    former, grids = case
    codes, lineage = inherit_codes(former, grids)
    assert len(set(codes.tolist())) == len(grids.community)
    assert all(new.startswith(community) for new, community in zip(codes, grids.community, strict=True))
    assert not set(codes.tolist()) & set(former.retired)
    assert set(lineage.retired) == {*former.retired, *former.in_force} - set(codes.tolist())
    assert set(lineage.kept) == set(former.in_force) & set(codes.tolist())


@given(redivisions())
def test_a_code_never_passes_to_a_grid_that_holds_none_of_its_surviving_households(
    case: tuple[FormerCodes, NewGrids],
) -> None:
    former, grids = case
    codes, lineage = inherit_codes(former, grids)
    inhabited = grids.households > 0
    for kept in lineage.kept:
        homes = grids.grid_of_building[inhabited & (former.code_of_building == kept)]
        assert not len(homes) or codes.tolist().index(kept) in homes


@given(redivisions())
def test_no_other_way_of_giving_the_codes_moves_fewer_households(case: tuple[FormerCodes, NewGrids]) -> None:
    _codes, lineage = inherit_codes(*case)
    assert lineage.moved_households == fewest_moved(*case)


@given(redivisions(), st.randoms(use_true_random=False))
def test_codes_and_lineage_do_not_depend_on_the_order_of_buildings_and_grids(
    case: tuple[FormerCodes, NewGrids], chance: Random
) -> None:
    former, grids = case
    row_of = list(range(len(grids.community)))
    building = list(range(len(grids.households)))
    chance.shuffle(row_of)
    chance.shuffle(building)
    back = np.array([*np.argsort(row_of), -1], dtype=np.int64)  # former row -> shuffled row, -1 stays
    shuffled = NewGrids(
        community=grids.community[row_of],
        point=grids.point[row_of],
        former_code_here=grids.former_code_here[row_of],
        grid_of_building=back[grids.grid_of_building[building]],
        households=grids.households[building],
    )
    codes, lineage = inherit_codes(former, grids)
    again, same = inherit_codes(
        FormerCodes(former.in_force[::-1], former.retired[::-1], former.code_of_building[building]), shuffled
    )
    assert again.tolist() == codes[row_of].tolist()
    assert same == lineage


@given(redivisions())
def test_dividing_again_without_change_keeps_every_code_and_moves_no_household(
    case: tuple[FormerCodes, NewGrids],
) -> None:
    former, grids = case
    codes, first = inherit_codes(former, grids)
    standing = texts([*codes, ""])[grids.grid_of_building]
    unchanged = replace(grids, former_code_here=codes)
    again, second = inherit_codes(FormerCodes(tuple(codes), first.retired, standing), unchanged)
    assert again.tolist() == codes.tolist()
    assert (second.moved_households, second.split, second.merged) == (0, {}, {})
    assert second.retired == first.retired


def test_a_first_plan_is_numbered_from_001_in_each_community() -> None:
    codes, lineage = inherit_codes(former_plan([], []), new_grids([], [EAST, WEST, EAST]))
    assert codes.tolist() == [code(1), code(1, WEST), code(2)]
    assert (lineage.kept, lineage.retired, lineage.surviving_households) == ((), (), 0)


def test_when_one_grid_becomes_two_the_larger_part_keeps_the_code_and_the_other_gets_a_new_number() -> None:
    moves = [(code(1), 0, 90), (code(1), 1, 160), (code(2), 2, 200)]
    codes, lineage = inherit_codes(
        former_plan(moves, [code(1), code(2)], (code(3),)), new_grids(moves, [EAST, EAST, EAST])
    )
    assert codes.tolist() == [code(4), code(1), code(2)]
    assert lineage.split == {code(1): (code(1), code(4))}
    assert (lineage.merged, lineage.retired) == ({}, (code(3),))
    assert (lineage.moved_households, lineage.surviving_households) == (90, 450)


def test_when_two_grids_become_one_the_larger_code_stays_and_the_other_is_retired() -> None:
    moves = [(code(1), 0, 90), (code(2), 0, 160)]
    codes, lineage = inherit_codes(former_plan(moves, [code(1), code(2)]), new_grids(moves, [EAST]))
    assert codes.tolist() == [code(2)]
    assert lineage.merged == {code(2): (code(1), code(2))}
    assert (lineage.split, lineage.retired, lineage.moved_households) == ({}, (code(1),), 90)


@pytest.mark.parametrize(("shifted", "split"), [(39, {}), (40, {code(1): (code(1), code(2))})])
def test_a_border_that_shifts_by_less_than_a_fifth_is_no_split(shifted: int, split: dict[str, tuple[str, ...]]) -> None:
    moves = [(code(1), 0, 200 - shifted), (code(1), 1, shifted), (code(2), 1, 200)]
    _codes, lineage = inherit_codes(former_plan(moves, [code(1), code(2)]), new_grids(moves, [EAST, EAST]))
    assert lineage.split == split
    assert lineage.moved_households == shifted


def test_a_grid_torn_into_many_small_parts_still_tells_where_most_of_it_went() -> None:
    moves = [(code(1), row, 10 + row) for row in range(7)] + [(code(row + 2), row, 200) for row in range(7)]
    in_force = [code(serial) for serial in range(1, 9)]
    _codes, lineage = inherit_codes(former_plan(moves, in_force), new_grids(moves, [EAST] * 7))
    assert lineage.retired == (code(1),)
    assert lineage.merged == {code(8): (code(1), code(8))}


def test_of_two_ways_that_move_equally_many_households_the_one_that_keeps_more_codes_is_taken() -> None:
    moves = [(code(1), 0, 10), (code(1), 1, 5), (code(2), 0, 5)]
    codes, _lineage = inherit_codes(former_plan(moves, [code(1), code(2)]), new_grids(moves, [EAST, EAST]))
    assert codes.tolist() == [code(2), code(1)]


def test_a_mall_without_households_keeps_the_code_of_its_ground() -> None:
    moves = [(code(1), 0, 200), (code(2), 1, 0)]
    codes, lineage = inherit_codes(
        former_plan(moves, [code(1), code(2)]), new_grids(moves, [EAST, EAST], [code(1), code(2)])
    )
    assert codes.tolist() == [code(1), code(2)]
    assert lineage.retired == ()


def test_the_ground_does_not_speak_against_the_households() -> None:
    moves = [(code(1), 1, 200), ("", 0, 250)]
    codes, _lineage = inherit_codes(former_plan(moves, [code(1)]), new_grids(moves, [EAST, EAST], [code(1), code(1)]))
    assert codes.tolist() == [code(2), code(1)]


def test_of_two_equal_parts_the_western_one_keeps_the_code_whatever_the_order_of_the_grids() -> None:
    moves = [(code(1), 0, 100), (code(1), 1, 100)]
    former, grids = former_plan(moves, [code(1)]), new_grids(moves, [EAST, EAST])
    turned = replace(grids, point=grids.point[::-1])
    assert inherit_codes(former, grids)[0].tolist() == [code(1), code(2)]
    assert inherit_codes(former, turned)[0].tolist() == [code(2), code(1)]


def test_a_dead_code_does_not_pass_to_households_from_elsewhere_that_live_on_its_ground() -> None:
    moves = [(code(1), 0, 200), (code(1), 1, 50), (code(2), 1, 0)]
    grids = new_grids(moves, [EAST, EAST], [code(1), code(2)])
    codes, lineage = inherit_codes(former_plan(moves, [code(1), code(2)]), grids)
    assert codes.tolist() == [code(1), code(3)]
    assert lineage.retired == (code(2),)


def test_a_code_that_is_listed_as_retired_is_not_kept_even_where_buildings_still_bear_it() -> None:
    moves = [(code(1), 0, 200)]
    codes, lineage = inherit_codes(former_plan(moves, [code(1)], (code(1),)), new_grids(moves, [EAST], [code(1)]))
    assert codes.tolist() == [code(2)]
    assert (lineage.kept, lineage.retired) == ((), (code(1),))


def test_households_that_pass_to_another_community_get_a_code_of_that_community() -> None:
    moves = [(code(1), 0, 200)]
    codes, lineage = inherit_codes(former_plan(moves, [code(1)]), new_grids(moves, [WEST]))
    assert codes.tolist() == [code(1, WEST)]
    assert (lineage.retired, lineage.moved_households) == ((code(1),), 200)


def test_households_left_without_a_grid_count_as_moved() -> None:
    moves = [(code(1), 0, 200), (code(1), -1, 7)]
    _codes, lineage = inherit_codes(former_plan(moves, [code(1)]), new_grids(moves, [EAST]))
    assert (lineage.moved_households, lineage.surviving_households) == (7, 207)


def test_a_code_that_only_the_buildings_name_is_not_given_to_others() -> None:
    moves = [(code(9), -1, 5), ("", 0, 200)]
    codes, lineage = inherit_codes(former_plan(moves, []), new_grids(moves, [EAST]))
    assert codes.tolist() == [code(10)]
    assert lineage.retired == (code(9),)


def test_a_community_whose_numbers_are_used_up_is_an_error() -> None:
    with pytest.raises(CodeError, match=EAST):
        inherit_codes(former_plan([], [], (code(999), *map(code, range(1, 999)))), new_grids([], [EAST]))
