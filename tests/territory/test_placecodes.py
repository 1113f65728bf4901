"""Places as numbers: every place near another, or in a box, lies in one of few ranges."""

from itertools import pairwise
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from wangge.territory.placecodes import metres_between, place_code, ranges_in, ranges_near

LONGITUDES = st.floats(-179.0, 179.0)
LATITUDES = st.floats(-85.0, 85.0)


def is_covered(ranges: tuple[tuple[int, int], ...], code: int) -> bool:
    return any(first <= code <= last for first, last in ranges)


@given(LONGITUDES, LATITUDES)
def test_a_code_fits_a_signed_column_of_64_bits(longitude: float, latitude: float) -> None:
    assert 0 <= place_code(longitude, latitude) < 2**62


@pytest.mark.parametrize("corner", [(-180.0, -90.0), (180.0, 90.0), (180.0, -90.0), (-180.0, 90.0)])
def test_the_corners_of_the_earth_have_codes(corner: tuple[float, float]) -> None:
    assert is_covered(ranges_in(-180, -90, 180, 90), place_code(*corner))


def test_places_two_centimetres_apart_have_codes_of_their_own() -> None:
    assert place_code(111.3, 30.7) != place_code(111.3 + 2.1e-7, 30.7)
    assert place_code(111.3, 30.7) != place_code(111.3, 30.7 + 2.1e-7)


@given(LONGITUDES, LATITUDES, st.floats(0.5, 20_000), st.floats(-1, 1), st.floats(-1, 1))
def test_every_point_of_the_circle_lies_in_a_range(
    longitude: float, latitude: float, metres: float, east: float, north: float
) -> None:
    there = latitude + north * metres / 111_195
    other = longitude + east * metres / (111_195 * cos(radians(latitude)))
    ranges = ranges_near(longitude, latitude, metres)
    assert len(ranges) <= 9
    if metres_between(longitude, latitude, other, there) <= metres:
        assert is_covered(ranges, place_code(other, there))


@given(LONGITUDES, LATITUDES, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_every_point_of_the_box_lies_in_a_range(
    west: float, south: float, wide: float, high: float, east: float, north: float
) -> None:
    ranges = ranges_in(west, south, west + wide, south + high)
    assert len(ranges) <= 16
    assert is_covered(ranges, place_code(west + wide * east, south + high * north))


@given(LONGITUDES, LATITUDES, st.floats(1, 20_000))
def test_ranges_are_sorted_and_do_not_touch(longitude: float, latitude: float, metres: float) -> None:
    ranges = ranges_near(longitude, latitude, metres)
    assert all(first <= last for first, last in ranges)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(ranges))


@given(LONGITUDES, st.floats(-70, 70), st.floats(5, 20_000))
def test_a_range_does_not_look_far_beyond_the_circle(longitude: float, latitude: float, metres: float) -> None:
    """The squares cover at most some thirty times the box around the circle, wherever it falls."""
    step = 360 / 2**31
    squares = sum(last - first + 1 for first, last in ranges_near(longitude, latitude, metres)) * step * step
    box = (2 * metres / 111_195) ** 2 / cos(radians(latitude))
    assert squares <= 32 * box


@given(LONGITUDES, st.floats(-80, 80), st.floats(0, 360), st.floats(1, 10_000))
def test_a_distance_is_good_to_one_percent(longitude: float, latitude: float, azimuth: float, metres: float) -> None:
    other, there, _back = Geod(ellps="WGS84").fwd(longitude, latitude, azimuth, metres)
    if abs(other - longitude) < 90:
        assert metres_between(longitude, latitude, other, there) == pytest.approx(metres, rel=0.01)
