"""A town taken apart into its communities: what belongs to which, and always in the same order."""

from dataclasses import replace
from random import Random

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gridding.hand_made import FIRST, SECOND, box, line, town_of
from tests.gridding.small_towns import shuffled, with_barriers, with_dedicated
from wangge.gridding.clean import clean
from wangge.gridding.quarters import Quarter, community_of_points, quarters
from wangge.gridding.town import Town

LEFT, RIGHT = box(0, 0, 100, 100), box(100, 0, 200, 100)


def points(*places: tuple[float, float]) -> np.ndarray:
    return shapely.points(np.array(places))


def two_communities() -> Town:
    """A house in each, one on the border, one as a point on the border, one outside; a street through both."""
    houses = [
        (box(10, 10, 20, 20), 5, 11),
        (box(150, 10, 160, 20), 6, 12),
        (box(95, 40, 105, 50), 7, 13),
        (shapely.Point(100, 70), 8, 14),
        (box(300, 0, 310, 10), 9, 15),
    ]
    streets = [(line((0, 60), (200, 60)), "tertiary", ""), (line((150, 0), (150, 90)), "service", "")]
    town = town_of([LEFT, RIGHT], streets, houses)
    return with_dedicated(with_barriers(town, (box(160, 80, 180, 90), "water")), box(5, 70, 30, 95))


def test_a_building_is_in_the_community_where_it_stands_and_one_outside_is_in_none():
    west, east = quarters(two_communities(), "households")
    assert (west.code, east.code) == (FIRST, SECOND)
    assert sorted(west.building) == [0, 2, 3]
    assert east.building.tolist() == [1]


def test_on_a_border_the_lower_code_has_the_building_in_whatever_order_the_communities_come():
    communities = town_of([LEFT, RIGHT]).communities
    turned = replace(communities, code=communities.code[::-1])
    assert community_of_points(communities, points((100, 50), (100, 100), (101, 50))).tolist() == [0, 0, 1]
    assert community_of_points(turned, points((100, 50), (99, 50))).tolist() == [1, 0]


def test_streets_barriers_and_dedicated_grids_come_with_every_community_that_they_touch():
    west, east = quarters(two_communities(), "households")
    assert (west.streets.kind.tolist(), sorted(east.streets.kind)) == (["tertiary"], ["service", "tertiary"])
    assert (len(west.barriers.shape), east.barriers.kind.tolist()) == (0, ["water"])
    assert (len(west.dedicated), len(east.dedicated)) == (1, 0)


def test_people_are_the_size_where_the_measure_says_so():
    _west, east = quarters(two_communities(), "people")
    assert east.size.tolist() == [12]
    assert quarters(two_communities(), "households")[1].size.tolist() == [6]


def test_a_house_in_an_enclave_belongs_to_the_enclave_alone():
    host = box(0, 0, 300, 300).difference(box(100, 100, 200, 200))
    houses = [(box(140, 140, 160, 160), 1, 2), (box(40, 140, 60, 160), 3, 4)]
    around, enclave = quarters(town_of([host, box(100, 100, 200, 200)], (), houses), "households")
    assert (around.building.tolist(), enclave.building.tolist()) == ([1], [0])


def test_a_community_in_two_parts_has_the_buildings_of_both():
    parts = shapely.union(box(0, 0, 50, 50), box(100, 0, 150, 50))
    houses = [(box(10, 10, 20, 20), 1, 2), (box(110, 10, 120, 20), 3, 4), (box(70, 10, 80, 20), 5, 6)]
    (both,) = quarters(town_of([parts], (), houses), "households")
    assert both.building.tolist() == [0, 1]


def test_a_town_without_streets_buildings_and_barriers_has_its_communities_all_the_same():
    empty = quarters(town_of([LEFT, RIGHT]), "households")
    assert [len(quarter.building) for quarter in empty] == [0, 0]
    assert [len(quarter.streets.line) for quarter in empty] == [0, 0]


def same(one: Quarter, other: Quarter) -> bool:
    shapes = [(one.streets.line, other.streets.line), (one.barriers.shape, other.barriers.shape)]
    shapes += [(one.dedicated, other.dedicated), (one.shape, other.shape)]
    return all(
        len(a) == len(b) and bool(shapely.equals_exact(shapely.normalize(a), shapely.normalize(b), 0.0).all())
        for a, b in shapes
    )


spot = st.tuples(st.integers(0, 19), st.integers(0, 9))
house = st.tuples(spot, st.sampled_from([(4, 4), (8, 2), (2, 8)]), st.integers(0, 3))


@given(st.lists(house, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_rows_changes_nothing(drawn: list, chance: Random):
    houses = [(box(10 * x, 10 * y, 10 * x + w, 10 * y + h), size, size) for (x, y), (w, h), size in drawn]
    base = two_communities()
    town = clean(replace(base, buildings=town_of([], (), houses).buildings))
    mixed, row = shuffled(town, chance)
    there = {quarter.code: quarter for quarter in quarters(mixed, "households")}
    for quarter in quarters(town, "households"):
        other = there[quarter.code]
        assert same(quarter, other)
        assert quarter.size.tolist() == other.size.tolist()
        assert quarter.point.tolist() == other.point.tolist()
        assert sorted(quarter.building) == sorted(row[at] for at in other.building)


@given(st.lists(house, max_size=20))
@settings(max_examples=40)
def test_no_building_is_in_two_communities_and_none_inside_is_left_out(drawn: list):
    houses = [(box(10 * x, 10 * y, 10 * x + w, 10 * y + h), size, size) for (x, y), (w, h), size in drawn]
    parts = quarters(town_of([LEFT, RIGHT], (), houses), "households")
    assert sorted(np.concatenate([quarter.building for quarter in parts])) == list(range(len(houses)))
