"""What traffic counts and whom it asks: pure parts; the way over HTTP is in tests/cli/test_simulate.py."""

from random import Random

import pytest

from wangge.accounts.permissions import Role
from wangge.accounts.refusals import Unusable
from wangge.demo.pictures import drawn_photo
from wangge.demo.signins import SignIn
from wangge.demo.traffic.crew import Crew
from wangge.demo.traffic.seen import Ended, Seen

DESKS = ("intake_operator", "dispatcher", "unit_clerk")


def people(workers: int = 2) -> list[SignIn]:
    desks = [SignIn(role, f"name of {role}", role, "420500000000", unit="U-1", key="wg") for role in DESKS]
    supervisor = SignIn("s", "name of s", "duty_supervisor", "420500000000", password="x", second_factor="GEZA")
    grids = [SignIn(f"g{n}", f"name of g{n}", "grid_worker", "420502001001", key="wg") for n in range(workers)]
    return [*desks, supervisor, *grids]


def test_people_are_found_by_role_unit_and_name():
    crew = Crew(people())
    assert [one.username for one in crew.workers(2)] == ["g0", "g1"]
    assert crew.one_of(Role.DUTY_SUPERVISOR, Random(1)).username == "s"
    assert (crew.clerk_of("U-1") or people()[0]).username == "unit_clerk"
    assert (crew.by_name("name of g1") or people()[0]).username == "g1"
    assert (crew.clerk_of("U-2"), crew.by_name("nobody")) == (None, None)


def test_a_desk_without_anybody_and_too_few_workers_are_refused():
    with pytest.raises(Unusable, match="nobody for dispatcher"):
        Crew([one for one in people() if one.role != "dispatcher"])
    with pytest.raises(Unusable, match="3: the city has 2"):
        Crew(people()).workers(3)


def test_whoever_has_neither_key_nor_second_factor_is_asked_for_nothing():
    idle = SignIn("i", "name of i", "dispatcher", "420500000000")
    assert Crew([*people(), idle]).by_name("name of i") is None


def test_the_same_trouble_with_two_cases_is_one_trouble():
    seen = Seen()
    for number in ("000-000-007-6", "000-000-009-2"):
        seen.trouble(f"409 Case {number} moved on")
    assert dict(seen.troubles) == {"409 Case … moved on": 2}


def test_cases_are_counted_by_state_and_those_not_at_their_end_are_kept():
    seen = Seen()
    seen.ended(Ended("1", "closed"))
    seen.ended(Ended("2", "checking", "nobody is there"))
    assert (dict(seen.states), [one.number for one in seen.unfinished]) == ({"closed": 1, "checking": 1}, ["2"])


def test_percentiles_are_of_each_kind_the_most_frequent_first():
    seen = Seen()
    seen.took("close", 9.0)
    for hundredth in range(100):
        seen.took("report", hundredth / 100)
    assert seen.requests == 101
    assert list(seen.percentiles().items()) == [("report", (100, 0.5, 0.95)), ("close", (1, 9.0, 9.0))]


def test_no_two_drawn_photos_are_the_same_and_the_same_chance_draws_the_same():
    chance = Random(1)
    drawn = {drawn_photo(chance) for _photo in range(20)} | {drawn_photo(chance, tidy=True)}
    assert len(drawn) == 21
    assert drawn_photo(Random(1)) in drawn
    assert max(map(len, drawn)) < 20_000
