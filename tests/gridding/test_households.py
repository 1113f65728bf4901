"""Households that nobody counted, by the documented rule."""

import numpy as np
import pytest

from wangge.gridding.households import HouseholdRule, households_by_rule, households_of, people_of

RULE = HouseholdRule()


@pytest.mark.parametrize(
    ("kind", "footprint_m2", "floors", "households"),
    [
        ("house", 110.0, np.nan, 2),  # 110 × 2 × 0.75 / 110 = 1.5, two
        ("apartments", 400.0, np.nan, 11),  # four floors assumed: 10.9
        ("apartments", 400.0, 10.0, 27),
        ("house", 40.0, 1.0, 1),  # at least one
        ("house", 39.9, 9.0, 0),  # a shed
        ("yes", 1500.0, 1.0, 10),
        ("yes", 1501.0, 1.0, 0),  # a hall
        ("residential", 1501.0, 1.0, 10),
        ("school", 500.0, 3.0, 0),
        ("house", 110.0, 0.0, 2),  # no floors at all is no information
    ],
)
def test_the_rule_gives_a_building_its_households(kind: str, footprint_m2: float, floors: float, households: int):
    kinds = np.array([kind], dtype=object)
    assert households_by_rule(kinds, np.array([footprint_m2]), np.array([floors]), RULE).tolist() == [households]


def test_every_constant_can_be_said():
    rule = HouseholdRule(residential=frozenset({"school"}), usable_share=1.0, household_m2=50.0, floors=1.0)
    kinds = np.array(["school", "house"], dtype=object)
    assert households_by_rule(kinds, np.array([200.0, 200.0]), np.full(2, np.nan), rule).tolist() == [4, 0]


def test_people_and_households_are_estimated_from_each_other():
    assert people_of(np.array([0, 1, 10]), RULE).tolist() == [0, 3, 25]
    assert households_of(np.array([0, 1, 25]), RULE).tolist() == [0, 1, 10]
