"""Barriers that end in the open go on to what lies near, and no further."""

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

from wangge.gridding.walls import REACH, prolongations


def lines(*points: list[tuple[float, float]]) -> np.ndarray:
    array = np.empty(len(points), dtype=object)
    array[:] = [LineString(one) for one in points]
    return array


def test_a_wall_with_a_gate_is_closed_at_the_gate():
    ring = lines([(4, 0), (0, 0), (0, 100), (100, 100), (100, 0), (12, 0)])
    pieces = prolongations(ring, lines())
    assert {piece.length for piece in pieces} == {8.0}
    assert shapely.polygonize(shapely.get_parts(shapely.union_all([*ring, *pieces]))).area == pytest.approx(10_000)


@pytest.mark.parametrize(("gap", "count"), [(REACH - 1, 1), (REACH + 1, 0)])
def test_a_wall_that_ends_near_a_street_goes_on_to_it(gap, count):
    street = lines([(-50, 0), (50, 0)])
    assert len(prolongations(lines([(0, gap), (0, gap + 200)]), street)) == count


def test_a_wall_that_ends_on_a_street_is_left_alone():
    assert prolongations(lines([(0, 0), (0, 100)]), lines([(-50, 0), (50, 0)], [(-50, 100), (50, 100)])) == []


def test_without_barriers_there_is_nothing_to_prolong():
    assert prolongations(lines(), lines([(0, 0), (1, 0)])) == []
