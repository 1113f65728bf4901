"""Positions in WGS 84, CGCS2000 or GCJ-02, said by the source and converted; nonsense is refused (R-15)."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.gridding.coordinates import wgs84_to_gcj02
from wangge.territory.datum import Datum, ImpossiblePosition, to_wgs84
from wangge.territory.placecodes import metres_between


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.CGCS2000])
def test_a_position_in_wgs84_or_cgcs2000_stays_as_it_is(datum: Datum) -> None:
    assert to_wgs84(111.29, 30.69, datum) == (111.29, 30.69)


@given(st.floats(74, 134), st.floats(18, 53))
def test_a_position_in_gcj02_comes_back_to_the_millimetre(longitude: float, latitude: float) -> None:
    shifted = wgs84_to_gcj02(np.array([[longitude, latitude]]))[0]
    found = to_wgs84(float(shifted[0]), float(shifted[1]), Datum.GCJ02)
    assert metres_between(longitude, latitude, *found) < 0.001


def test_gcj02_moves_a_position_by_some_hundred_metres() -> None:
    assert 100 < metres_between(111.29, 30.69, *to_wgs84(111.29, 30.69, Datum.GCJ02)) < 1000


@pytest.mark.parametrize(("longitude", "latitude"), [(nan, 30.0), (111.0, inf), (-inf, nan)])
def test_what_is_no_number_is_refused(longitude: float, latitude: float) -> None:
    with pytest.raises(ImpossiblePosition, match="no pair of numbers"):
        to_wgs84(longitude, latitude, Datum.WGS84)


@pytest.mark.parametrize(("longitude", "latitude"), [(30.69, 111.29), (45.0, 80.0), (-33.9, 151.2)])
def test_figures_that_look_exchanged_are_refused_with_that_word(longitude: float, latitude: float) -> None:
    with pytest.raises(ImpossiblePosition, match="look exchanged; send longitude first"):
        to_wgs84(longitude, latitude, Datum.GCJ02)


@pytest.mark.parametrize(("longitude", "latitude"), [(181.0, 30.0), (530_000.0, 3_400_000.0), (111.0, -200.0)])
def test_a_place_that_is_not_on_earth_is_refused(longitude: float, latitude: float) -> None:
    with pytest.raises(ImpossiblePosition, match="no place on earth"):
        to_wgs84(longitude, latitude, Datum.WGS84)


@pytest.mark.parametrize(("longitude", "latitude"), [(9.52, 47.14), (-70.7, -33.4), (73.6, 39.4), (0.0, 0.0)])
def test_places_elsewhere_are_taken_as_they_are(longitude: float, latitude: float) -> None:
    assert to_wgs84(longitude, latitude, Datum.WGS84) == (longitude, latitude)
