import pytest

from tests.gridding.hand_made import FIRST, SECOND, box, plan_of, town_of
from wangge.gridding.band import Band
from wangge.gridding.measure import figures
from wangge.gridding.workload import Workload, grids_wanted, workload

BAND = Band(target=250, low=200, high=300)


def row_of_grids(
    *households: int, dedicated: tuple[int, ...] = (), infeasible: dict[str, str] | None = None, band: Band = BAND
) -> Workload:
    """One community with grids of so many households (and three times the people) side by side."""
    number = len(households)
    town = town_of(
        [box(0, 0, 100 * number, 100)],
        buildings=[(box(100 * i + 40, 40, 100 * i + 60, 60), size, 3 * size) for i, size in enumerate(households)],
    )
    grids = [(0, box(100 * i, 0, 100 * i + 100, 100)) for i in range(number)]
    plan = plan_of(grids, list(range(number)), dedicated, infeasible)
    return workload(town, plan, band, figures(town, plan, band))


def test_a_grid_is_told_beside_what_other_cities_allow() -> None:
    (load,) = row_of_grids(240).grids
    assert (load.households, load.people, load.advice) == (240, 720, ())
    assert (load.households_to_benchmark, load.people_to_benchmark) == (pytest.approx(0.8), pytest.approx(0.72))


def test_a_grid_that_is_too_large_is_told_the_neighbour_with_most_room() -> None:
    advice = row_of_grids(280, 340, 210, 200).grids[1].advice
    assert advice == (f"40 households too many; the neighbouring grid {FIRST}003 has room for 90.",)


def test_a_grid_that_is_too_small_is_told_the_neighbour_that_can_spare_most() -> None:
    advice = row_of_grids(230, 150, 290).grids[1].advice
    assert advice == (f"50 households too few; the neighbouring grid {FIRST}003 can spare 90.",)


def test_a_grid_without_help_beside_it_is_told_so() -> None:
    too_large, too_small = row_of_grids(400, 300).grids[0], row_of_grids(100, 200).grids[0]
    assert "no neighbouring grid has room" in too_large.advice[0]
    assert "no neighbouring grid can spare any" in too_small.advice[0]


def test_dedicated_grids_neither_get_advice_nor_help_others() -> None:
    given, other = row_of_grids(10, 400, dedicated=(0,)).grids
    assert given.advice == ()
    assert "no neighbouring grid has room" in other.advice[0]


def test_a_community_that_is_one_dedicated_grid_wants_no_other() -> None:
    (load,) = row_of_grids(10, dedicated=(0,)).communities
    assert (load.grids, load.grids_wanted, load.advice) == (1, 1, ())


def test_a_community_is_told_how_many_grids_suit_it() -> None:
    (load,) = row_of_grids(300, 300, 300, 300).communities
    assert (load.grids, load.grids_wanted, load.households) == (4, 5, 1200)
    assert load.households_to_benchmark == pytest.approx(1200 / 969)
    assert load.people_to_benchmark == pytest.approx(3600 / 3127)
    assert load.advice == ("Grids now: 4; with 5 they would be nearest to 250 households each.",)


def test_dedicated_grids_stay_when_grids_are_counted() -> None:
    (load,) = row_of_grids(900, 250, dedicated=(0,)).communities
    assert (load.grids, load.grids_wanted, load.advice) == (2, 2, ())


def test_the_reason_why_a_community_cannot_be_divided_is_passed_on() -> None:
    (load,) = row_of_grids(350, infeasible={FIRST: "350 is more than one grid and less than two"}).communities
    assert load.advice == ("No division into the band exists: 350 is more than one grid and less than two",)


def test_people_are_balanced_where_the_band_says_so() -> None:
    loads = row_of_grids(100, 250, band=Band(target=400, low=300, high=500, measure="people"))
    assert loads.grids[1].advice == (f"250 people too many; the neighbouring grid {FIRST}001 has room for 200.",)
    assert loads.communities[0].grids_wanted == 3


@pytest.mark.parametrize(
    ("people", "ratio", "word"),
    [(20_000, 20 / 35, "below"), (35_000, 1.0, ""), (65_000, 1.0, ""), (130_001, 130_001 / 65_000, "3 subdistricts")],
)
def test_a_subdistrict_is_held_against_its_range_of_people(people: int, ratio: float, word: str) -> None:
    sides = [box(0, 0, 100, 100), box(100, 0, 200, 100)]
    town = town_of(sides, buildings=[(box(10, 10, 20, 20), 250, people - 1), (box(110, 10, 120, 20), 250, 1)])
    plan = plan_of(list(enumerate(sides)), [0, 1])
    (load,) = workload(town, plan, BAND, figures(town, plan, BAND)).subdistricts
    assert (load.code, load.people, load.grids, load.households_to_benchmark) == (FIRST[:9], people, 2, None)
    assert load.people_to_benchmark == pytest.approx(ratio)
    assert [word in advice for advice in load.advice] == ([True] if word else [])


@pytest.mark.parametrize(
    ("size", "wanted"), [(0, 1), (240, 1), (350, 2), (500, 2), (600, 2), (610, 3), (1110, 4), (1125, 5)]
)
def test_the_number_of_grids_wanted_is_the_nearest_to_the_target(size: int, wanted: int) -> None:
    assert grids_wanted(size, BAND) == wanted


def test_areas_come_in_the_order_of_their_codes_and_never_by_load() -> None:
    sides = [box(0, 0, 100, 100), box(100, 0, 200, 100)]
    town = town_of(sides, buildings=[(box(10, 10, 20, 20), 100, 100), (box(110, 10, 120, 20), 999, 999)])
    plan = plan_of([(1, sides[1]), (0, sides[0])], [1, 0])
    loads = workload(town, plan, BAND, figures(town, plan, BAND))
    assert [load.code for load in loads.grids] == [f"{FIRST}002", f"{SECOND}001"]
    assert [load.code for load in loads.communities] == [FIRST, SECOND]
