"""Areas side by side: a point has one area, from any thread, one by one or many at once; no database."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from wangge.territory.tiles import Tiles, metres_from

SIDE = 0.002  # degrees
COLUMNS = 12
CORNER = np.array([111.0, 30.0])


def chessboard() -> Tiles:
    """144 squares, coded row by row from the south-west."""
    corners = [(111 + x * SIDE, 30 + y * SIDE) for y in range(COLUMNS) for x in range(COLUMNS)]
    codes = [f"{number:03d}" for number in range(COLUMNS**2)]
    return Tiles(codes, [shapely.box(x, y, x + SIDE, y + SIDE) for x, y in corners])


BOARD = chessboard()
INSIDE = st.floats(0, COLUMNS * SIDE)


@given(INSIDE, INSIDE)
def test_every_point_of_the_board_has_the_square_that_it_lies_in(east: float, north: float) -> None:
    row = BOARD.row_at(111 + east, 30 + north)
    west, south, right, top = BOARD.boundary[row].bounds
    assert west - 1e-9 <= 111 + east <= right + 1e-9
    assert south - 1e-9 <= 30 + north <= top + 1e-9


@given(st.lists(st.tuples(st.floats(-0.001, 0.03), st.floats(-0.001, 0.03)), min_size=1, max_size=30))
def test_many_points_are_found_as_each_of_them(places: list[tuple[float, float]]) -> None:
    positions = np.array(places) + CORNER
    assert BOARD.rows_at(positions).tolist() == [BOARD.row_at(*position) for position in positions.tolist()]


@pytest.mark.parametrize(("metres", "found"), [(0.9, 0), (1.1, -1)])
@pytest.mark.parametrize("direction", [(-1, 0), (0, -1)])
def test_a_point_beside_all_areas_belongs_to_one_within_a_metre(
    metres: float, found: int, direction: tuple[int, int]
) -> None:
    scale = metres_from(shapely.points([[111 + 1e-5, 30 + 1e-5]]), np.array([111.0, 30.0]))[0]
    east, north = metres / scale.x * 1e-5, metres / scale.y * 1e-5
    beside = 111 + (direction[0] * east or SIDE / 2), 30 + (direction[1] * north or SIDE / 2)
    assert BOARD.row_at(*beside) == found


def test_a_common_border_belongs_to_the_smaller_code_whatever_the_order() -> None:
    west, east = shapely.box(111, 30, 112, 31), shapely.box(112, 30, 113, 31)
    for tiles in (Tiles(["1", "2"], [west, east]), Tiles(["2", "1"], [east, west])):
        assert tiles.code[tiles.row_at(112, 30.5)] == "1"


def test_threads_find_the_same_areas() -> None:
    tiles = chessboard()
    chance = np.random.default_rng(3)
    places = (chance.uniform(0, COLUMNS * SIDE, (4_000, 2)) + CORNER).tolist()
    expected = [BOARD.row_at(*position) for position in places]
    with ThreadPoolExecutor(8) as pool:
        every = list(pool.map(lambda _number: [tiles.row_at(*position) for position in places], range(8)))
        around = list(pool.map(tiles.adjoining, list(tiles.code) * 4))
    assert every == [expected] * 8
    assert around[:144] == around[144:288] == [BOARD.adjoining(code) for code in BOARD.code]


def test_squares_beside_come_before_squares_at_the_corner() -> None:
    around = BOARD.adjoining("013")
    assert set(around[:4]) == {"001", "012", "014", "025"}
    assert set(around[4:]) == {"000", "002", "024", "026"}


def test_without_areas_no_point_is_found() -> None:
    empty = Tiles([], [])
    assert empty.row_at(111, 30) == -1
    assert empty.rows_at(np.array([[111.0, 30.0]])).tolist() == [-1]
