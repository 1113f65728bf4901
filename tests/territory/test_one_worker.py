"""Of whom figures would be: areas with one grid, and those that would give such a one away (R-61)."""

from collections import Counter

import pytest

from tests.city import COMMUNITY, GRIDS, OTHER_COMMUNITY, at
from wangge.territory.models import Grid
from wangge.territory.one_worker import withheld_among, withheld_areas

A, B, C = "420502002001", "420502002002", "420502002003"


@pytest.mark.parametrize(
    ("grids", "alone", "beside"),
    [
        ({A: 2, B: 9}, set(), set()),
        ({A: 1, B: 9, C: 8}, {A}, {C}),
        ({A: 1, B: 1, C: 8}, {A, B}, set()),
        ({A: 1, B: 5, C: 5}, {A}, {B}),
        ({A: 1}, {A}, set()),
        ({"420502002000": 1, "420502003000": 4, "420503000000": 9}, {"420502002000"}, {"420502003000"}),
        ({}, set(), set()),
    ],
)
def test_one_alone_takes_the_smallest_other_along(grids, alone, beside):
    found = withheld_among(Counter(grids))
    assert (set(found.alone), set(found.beside)) == (alone, beside)
    assert {code for code in grids if code in found} == alone | beside
    assert {code for code in grids if found.words(code)} == alone | beside


def test_grids_are_those_of_the_plan_in_force(city, django_assert_num_queries):
    moment = at("2026-03-11", "09:00")
    with django_assert_num_queries(1):
        assert not withheld_areas(moment).alone
    Grid.objects.get(code=GRIDS[3]).delete()
    found = withheld_areas(moment)
    assert (found.alone, found.beside) == ({OTHER_COMMUNITY}, {COMMUNITY})
    assert not withheld_areas(at("2019-01-01", "09:00")).alone
