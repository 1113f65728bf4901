"""From a point to its grid under the plan in force: exact on borders, one statement, profiles (R-06, R-07)."""

from pathlib import Path

import pytest
import shapely

from tests.gridding.town_files import block
from tests.territory.small_city import (
    AT,
    DAY,
    EASTERN,
    WEST,
    adopted,
    city_with_communities,
    drafted,
    grids,
    lead,
    place,
    plan_file,
    with_grid,
    without_grid,
)
from wangge.accounts.refusals import NotFound
from wangge.territory.actions.plans import adopt_plan, draft_plan
from wangge.territory.actors import system
from wangge.territory.models import Area, Grid, GridPlan
from wangge.territory.placecodes import place_code
from wangge.territory.whereabouts import (
    OutsideCity,
    Spot,
    locate,
    locate_many,
    neighbours_of,
    open_grid,
    plan_at,
    profile_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path: Path) -> Area:
    return city_with_communities(tmp_path)


@pytest.fixture
def plan(tmp_path: Path, city: Area) -> GridPlan:
    return adopted(tmp_path, city)


def test_a_point_lies_in_its_grid_and_community(plan):
    longitude, latitude = place(250, 50)
    spot = locate(longitude, latitude, at=AT)
    assert spot == Spot(longitude, latitude, place_code(longitude, latitude), WEST, f"{WEST}004", plan.pk)


def test_locating_takes_one_statement_once_the_plan_is_known(plan, django_assert_num_queries):
    locate(*place(50, 50), at=AT)
    with django_assert_num_queries(1):
        locate(*place(450, 350), at=AT)
    with django_assert_num_queries(1):
        locate_many([place(450, 350), place(50, 50)], at=AT)


def test_a_plan_that_is_not_known_yet_takes_two_statements(tmp_path, city, django_assert_num_queries):
    adopted(tmp_path, city, with_grid(0, block(0, 200, 199.9, 400)))
    with django_assert_num_queries(2):
        locate(*place(50, 50), at=AT)


def test_a_point_where_four_grids_meet_belongs_to_the_smallest_code(plan):
    rings = [shapely.get_coordinates(shapely.from_wkb(bytes(grid.boundary))).tolist() for grid in plan.grids.all()]
    corner = next(corner for corner in rings[0] if all(corner in ring for ring in rings[:4]))
    assert locate(*corner, at=AT).grid_code == f"{WEST}001"
    assert locate_many([corner], at=AT)[0] == locate(*corner, at=AT)


def test_a_point_in_a_seam_of_half_a_metre_belongs_to_the_nearest_grid(tmp_path, city):
    adopted(tmp_path, city, with_grid(1, block(200.6, 200, 400, 400)))
    assert locate(*place(200.2, 300), at=AT).grid_code == f"{WEST}001"
    assert locate(*place(200.5, 300), at=AT).grid_code == f"{WEST}002"


def test_a_hole_of_the_plan_has_its_community_and_no_grid(tmp_path, city):
    adopted(tmp_path, city, with_grid(1, block(200, 206, 400, 400)))
    spot = locate(*place(300, 203), at=AT)
    assert (spot.community_code, spot.grid_code) == (WEST, "")


def test_a_place_outside_of_the_city_is_refused_with_a_sentence(plan):
    with pytest.raises(OutsideCity, match="lies in no community of this city; move the mark"):
        locate(*place(-50, 50), at=AT)


def test_without_a_plan_a_point_lies_in_its_community(city):
    spot = locate(*place(500, 50), at=AT)
    assert (spot.community_code, spot.grid_code, spot.plan_id) == (EASTERN, "", None)


def test_a_draft_is_not_looked_at(tmp_path, city):
    drafted(tmp_path, city)
    assert locate(*place(50, 50), at=AT).grid_code == ""


def test_a_point_lies_in_the_grid_of_the_plan_of_its_time(tmp_path, plan, city):
    merged = with_grid(0, block(0, 200, 400, 400), sheet=without_grid(1))
    later = adopt_plan(plan=drafted(tmp_path, city, merged), begins_at=AT + DAY, by=lead())
    here = place(300, 300)
    before, after = locate(*here, at=AT), locate(*here, at=AT + DAY)
    assert (before.grid_code, before.plan_id) == (f"{WEST}002", plan.pk)
    assert (after.grid_code, after.plan_id) == (f"{WEST}001", later.pk)
    assert plan_at(city, AT + DAY / 2) == plan
    assert plan_at(city, AT + DAY) == later
    assert plan_at(city, AT - DAY) is None


def test_many_points_lie_where_each_of_them_lies(tmp_path, city):
    adopted(tmp_path, city, with_grid(1, block(200, 206, 400, 400)))
    inside = [place(x, y) for x in range(-5, 800, 97) for y in range(3, 400, 50) if x > 0]
    found = locate_many([*inside, place(-50, 0)], at=AT)
    assert found[:-1] == tuple(locate(*point, at=AT) for point in inside)
    assert found[-1] is None
    assert "" in {spot.grid_code for spot in found if spot}
    assert locate_many([], at=AT) == ()


def test_the_longest_common_border_comes_first(tmp_path, city):
    left, right = block(0, 200, 150, 400), block(150, 200, 400, 400)
    plan = adopted(tmp_path, city, with_grid(0, left, sheet=with_grid(1, right)))
    assert neighbours_of(plan.pk, f"{WEST}003") == (f"{WEST}004", f"{WEST}001", f"{WEST}002")
    around = neighbours_of(plan.pk, f"{WEST}002")
    assert set(around[:3]) == {f"{WEST}001", f"{WEST}004", f"{EASTERN}001"}
    assert around[3:] == (f"{WEST}003", f"{EASTERN}003")


def test_neighbours_are_found_with_one_statement(plan, django_assert_num_queries):
    neighbours_of(plan.pk, f"{WEST}003")
    with django_assert_num_queries(1):
        assert neighbours_of(plan.pk, f"{WEST}001")


def test_a_grid_that_lies_alone_has_its_nearest_as_neighbour(tmp_path, city):
    Area.objects.filter(kind="community").update(boundary=None)
    sheet = with_grid(7, block(900, 0, 950, 50))
    path = plan_file(tmp_path, sheet)
    plan = adopt_plan(plan=draft_plan(path=path, city=city, title="2026", by=system(AT)), begins_at=AT, by=system(AT))
    assert neighbours_of(plan.pk, f"{EASTERN}004") == (f"{EASTERN}002",)


def test_a_grid_or_plan_that_is_not_there_has_no_neighbours(plan):
    assert neighbours_of(plan.pk, f"{WEST}999") == ()
    assert neighbours_of(plan.pk + 1, f"{WEST}001") == ()


def test_a_grid_is_opened_by_its_code_with_its_profile(plan, django_assert_num_queries):
    with django_assert_num_queries(1):
        profile = profile_of(open_grid(f"{WEST}001", AT))
    assert (profile.community_code, profile.community_name) == (WEST, "Plum Lane")
    assert (profile.households, profile.people) == (250, 625)
    assert profile.square_metres == pytest.approx(40_000, rel=1e-3)
    assert profile.streets == ("桥街", "柳巷")


def test_a_code_that_the_plan_in_force_has_not_is_not_found(plan):
    with pytest.raises(NotFound, match=f"no grid {WEST}009 in the plan"):
        open_grid(f"{WEST}009", AT)
    with pytest.raises(NotFound):
        open_grid(f"{WEST}001", AT - DAY)


def test_the_kept_grids_are_those_of_the_very_division(tmp_path, city):
    """A database that was restored may deal out a plan's id again: the digest tells the divisions apart."""
    plan = adopted(tmp_path, city)
    assert locate(*place(50, 50), at=AT).grid_code == f"{WEST}003"
    Grid.objects.filter(plan=plan, code=f"{WEST}003").update(code=f"{WEST}009")
    GridPlan.objects.filter(pk=plan.pk).update(digest="0" * 64)
    assert locate(*place(50, 50), at=AT).grid_code == f"{WEST}009"


def test_grids_drawn_in_any_order_give_the_same_answers(tmp_path, city):
    sheet = grids()
    turned = {name: list(reversed(values)) for name, values in sheet.columns.items()}
    adopted(tmp_path, city, grids(shape=list(reversed(sheet.shape)), columns=turned))
    assert locate(*place(250, 50), at=AT).grid_code == f"{WEST}004"
