"""Codes of communities and grids: their form, the order of numbering, numbers never given twice (R-05)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.gridding.codes import (
    CodeError,
    is_community_code,
    is_provisional,
    number_grids,
    parse_grid_code,
    provisional_codes,
    reading_order,
)

COMMUNITY = "420599001002"

places = st.lists(st.tuples(st.integers(-500, 500), st.integers(-500, 500)), min_size=1, max_size=40, unique=True)
serials = st.sets(st.integers(1, 999), max_size=60)


def grid_codes(numbers: set[int]) -> set[str]:
    return {f"{COMMUNITY}{number:03d}" for number in numbers}


def as_points(pairs: list[tuple[int, int]]) -> np.ndarray:
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def test_a_grid_code_falls_into_its_six_parts() -> None:
    code = parse_grid_code("420599001002017")
    parts = (code.province, code.city, code.district, code.subdistrict, code.committee, code.serial)
    assert parts == ("42", "05", "99", "001", "002", "017")
    assert code.community == COMMUNITY
    assert str(code) == "420599001002017"


@pytest.mark.parametrize(
    "text", ["", "42059900100201", "4205990010020170", "420599001002000", "42059900100201x", "42059900100201７", "\n"]
)
def test_what_is_no_grid_code_is_refused_in_a_sentence_that_names_it(text: str) -> None:
    with pytest.raises(CodeError) as refusal:
        parse_grid_code(text)
    assert f'"{text}"' in str(refusal.value)


def test_a_community_code_is_twelve_ascii_digits() -> None:
    assert is_community_code(COMMUNITY)
    assert not any(map(is_community_code, ["", "42059900100", "4205990010021", "42059900100a", "４20599001002"]))


def test_a_chessboard_of_grids_is_numbered_like_a_page_of_text() -> None:
    board = as_points([(x, y) for y in (300, 200, 100) for x in (0, 100, 200, 300)])
    assert number_grids(COMMUNITY, board, ()) == [f"{COMMUNITY}{n:03d}" for n in range(1, 13)]


def test_grids_a_little_off_the_line_stay_in_their_band() -> None:
    crooked = as_points([(0, 290), (100, 310), (200, 300), (0, 190), (100, 205), (200, 215)])
    assert reading_order(crooked).tolist() == [0, 1, 2, 3, 4, 5]


def test_rows_that_stand_a_little_aside_of_each_other_are_read_one_after_the_other() -> None:
    bond = as_points([(x + aside, y) for aside, y in ((0, 400), (100, 200), (0, 0)) for x in (0, 200, 400)])
    assert reading_order(bond).tolist() == list(range(9))


def test_in_a_band_the_northern_one_of_two_at_the_same_easting_comes_first() -> None:
    assert reading_order(as_points([(0, 95), (0, 105), (1000, 100), (2000, 100)])).tolist() == [1, 0, 2, 3]


def test_one_row_counts_eastward_and_one_column_southward() -> None:
    assert reading_order(as_points([(300, 7), (100, 7), (200, 7)])).tolist() == [1, 2, 0]
    assert reading_order(as_points([(7, 100), (7, 300), (7, 200)])).tolist() == [1, 2, 0]


def test_a_community_without_grids_gets_no_codes() -> None:
    assert number_grids(COMMUNITY, np.empty((0, 2)), ()) == []


def test_numbers_go_on_after_the_highest_one_ever_given() -> None:
    reserved = grid_codes({2, 5}) | {"420599001003900"}
    assert number_grids(COMMUNITY, as_points([(0, 0), (1, 0)]), reserved) == sorted(grid_codes({6, 7}))


def test_gaps_are_used_only_when_the_end_of_the_numbers_is_reached() -> None:
    assert set(number_grids(COMMUNITY, as_points([(0, 0), (1, 0)]), grid_codes({1, 998}))) == grid_codes({2, 999})


def test_used_up_numbers_are_an_error_that_names_community_and_remedy() -> None:
    reserved = grid_codes(set(range(1, 999)))
    assert number_grids(COMMUNITY, as_points([(0, 0)]), reserved) == [f"{COMMUNITY}999"]
    with pytest.raises(CodeError, match=f"{COMMUNITY}.*2 new grids.*only 1.*larger grids"):
        number_grids(COMMUNITY, as_points([(0, 0), (1, 1)]), reserved)


def test_a_malformed_community_code_is_refused() -> None:
    with pytest.raises(CodeError, match='"12"'):
        number_grids("12", as_points([(0, 0)]), ())


@given(places, serials)
def test_every_grid_gets_one_code_of_its_community_and_no_reserved_one(
    pairs: list[tuple[int, int]], taken: set[int]
) -> None:
    codes = number_grids(COMMUNITY, as_points(pairs), grid_codes(taken))
    assert len(set(codes)) == len(pairs)
    assert not set(codes) & grid_codes(taken)
    assert {parse_grid_code(code).community for code in codes} == {COMMUNITY}


@given(places, serials, st.randoms(use_true_random=False))
def test_numbers_do_not_depend_on_the_order_of_the_input(
    pairs: list[tuple[int, int]], taken: set[int], shuffler: object
) -> None:
    shuffled = list(pairs)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    reserved = grid_codes(taken)
    before = dict(zip(pairs, number_grids(COMMUNITY, as_points(pairs), reserved), strict=True))
    assert before == dict(zip(shuffled, number_grids(COMMUNITY, as_points(shuffled), reserved), strict=True))


@given(places)
def test_within_a_band_numbers_rise_eastward_and_the_most_northern_band_comes_first(
    pairs: list[tuple[int, int]],
) -> None:
    points = as_points(pairs)
    x, y = points[reading_order(points)].T
    breaks = np.flatnonzero(np.diff(x) < 0) + 1  # a step to the west is only taken into a band further south
    assert y.max() == y[: breaks[0] if len(breaks) else None].max()
    assert all(y[row - 1] > y[row] for row in breaks)


@given(places, st.sets(st.integers(1, 60), max_size=20))
def test_provisional_codes_are_marked_well_formed_and_not_taken(
    pairs: list[tuple[int, int]], numbers: set[int]
) -> None:
    taken = {f"99{number:010d}" for number in numbers}
    codes = provisional_codes(as_points(pairs), taken)
    assert len(set(codes)) == len(pairs)
    assert not set(codes) & taken
    assert all(is_community_code(code) and is_provisional(code) for code in codes)


def test_provisional_codes_run_in_reading_order_and_real_ones_are_not_marked() -> None:
    codes = provisional_codes(as_points([(100, 0), (0, 0), (0, 100), (100, 100)]), ())
    assert codes == ["990000000004", "990000000003", "990000000001", "990000000002"]
    assert not is_provisional(COMMUNITY)
