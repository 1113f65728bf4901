"""GCJ-02 to WGS 84 and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangge.gridding.coordinates import gcj02_to_wgs84, wgs84_to_gcj02

METRES_PER_DEGREE = 111_320.0

# Pairs that open implementations of the shift publish as their checks: Shanghai, Shenzhen, Beijing.
PUBLISHED = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]


@pytest.mark.parametrize(("wgs84", "gcj02"), PUBLISHED)
def test_known_places_are_met_within_half_a_metre_both_ways(wgs84: tuple[float, float], gcj02: tuple[float, float]):
    assert _metres(wgs84_to_gcj02(np.array([wgs84])), np.array([gcj02])) < 0.5
    assert _metres(gcj02_to_wgs84(np.array([gcj02])), np.array([wgs84])) < 0.5


@given(st.floats(74, 134), st.floats(18, 53))
def test_there_and_back_is_the_same_place_within_a_centimetre(longitude: float, latitude: float):
    place = np.array([[longitude, latitude]])
    assert _metres(gcj02_to_wgs84(wgs84_to_gcj02(place)), place) < 0.01
    assert _metres(wgs84_to_gcj02(gcj02_to_wgs84(place)), place) < 0.01


def test_in_yichang_the_shift_is_some_hundred_metres():
    place = np.array([[111.29, 30.70]])
    assert 200 < _metres(wgs84_to_gcj02(place), place) < 900


def test_outside_china_nothing_moves():
    places = np.array([[9.52, 47.14], [-74.0, 40.7], [24.94, 60.17]])
    assert np.array_equal(wgs84_to_gcj02(places), places)
    assert np.array_equal(gcj02_to_wgs84(places), places)


def test_no_places_give_no_places():
    assert gcj02_to_wgs84(np.zeros((0, 2))).shape == (0, 2)


def _metres(here: np.ndarray, there: np.ndarray) -> float:
    east, north = ((here - there)[0] * METRES_PER_DEGREE).tolist()
    return float(np.hypot(east * np.cos(np.radians(here[0, 1])), north))
