"""What was one's own stays so only as far as posting and key reach; the orders of a unit are its members' alone."""

from dataclasses import replace

import pytest

from tests.cases.ends import load, resolved
from tests.cases.ways import DAY, in_progress, order_of, reported
from tests.city import COMMUNITY, GRIDS, OTHER_COMMUNITY, City, at
from wangge.accounts.permissions import Role
from wangge.accounts.refusals import NotFound
from wangge.cases.actions.unit import assign_handler
from wangge.cases.actions.verification import verify_case
from wangge.cases.models import Case
from wangge.cases.refusals import NotYours
from wangge.cases.search import Filters, visible_page
from wangge.cases.visibility import visible_case, visible_to
from wangge.cases.workflow import OrderKind
from wangge.territory.actors import Actor
from wangge.territory.models import Area, Posting

NOON = at(DAY, "12:00")


def seen_by(by: Actor) -> set[Case]:
    """What the one query shows and what the list shows is the same."""
    listed = visible_page(Filters(), by=by, after=None, limit=50).rows
    assert set(listed) == set(visible_to(by))
    return set(listed)


def leave(city: City, name: str) -> None:
    Posting.objects.filter(user=city.people[name]).update(ends_at=at(DAY, "11:59"))


def post(city: City, name: str, role: Role, area: str, *, unit: str = "", grid: str = "", rank: str = "") -> None:
    Posting.objects.create(
        user=city.people[name], role=role, area=Area.objects.get(code=area), organisation=city.units.get(unit),
        grid_code=grid, rank=rank, begins_at=at(DAY, "11:59"),
    )  # fmt: skip


def assigned(city: City) -> Case:
    """In progress, in the hands of the sweeper."""
    by = city.actor("sanitation", at(DAY, "08:30"))
    return assign_handler(case=load(in_progress(city), by), handler=city.people["sweeper"], by=by)


def test_a_handler_who_left_sees_nothing_of_the_unit(city: City):
    case = assigned(city)
    assert seen_by(city.actor("sweeper", at(DAY, "11:00"))) == {case}
    leave(city, "sweeper")
    assert seen_by(city.actor("sweeper", NOON)) == set()


def test_a_handler_who_is_of_another_unit_now_leaves_the_work_behind(city: City):
    case = assigned(city)
    leave(city, "sweeper")
    post(city, "sweeper", Role.HANDLER, COMMUNITY, unit="drainage")
    by = city.actor("sweeper", NOON)
    assert seen_by(by) == set()
    with pytest.raises(NotFound):
        visible_case(case.number, by=by)


def test_a_worker_who_left_sees_what_they_reported_and_no_errand(city: City):
    own, errand = reported(city), reported(city, "xu")
    assert seen_by(city.actor("lin", at(DAY, "11:00"))) == {own, errand}
    leave(city, "lin")
    assert seen_by(city.actor("lin", NOON)) == {own}


def test_the_checker_from_the_next_grid_sees_the_case_that_is_to_be_checked(city: City):
    Posting.objects.filter(grid_code=GRIDS[0]).update(ends_at=at(DAY, "08:50"))
    case = resolved(city)
    assert order_of(case, OrderKind.CHECK).holder == city.people["neighbour"]
    assert seen_by(city.actor("neighbour", at(DAY, "10:00"))) == {case}


@pytest.mark.parametrize(("scope", "count"), [("cases:read", 1), ("cases:report", 1), ("territory:read", 0)])
def test_a_key_shows_own_reports_only_where_it_reads_or_reports_cases(city: City, scope: str, count: int):
    reported(city)
    program = replace(city.actor("lin", NOON), scopes=frozenset({scope}))
    assert len(seen_by(program)) == count


def test_who_is_posted_elsewhere_now_does_not_verify_in_the_old_place(city: City):
    case = reported(city, "xu")
    leave(city, "lin")
    post(city, "lin", Role.GRID_WORKER, OTHER_COMMUNITY, grid=GRIDS[3], rank="principal")
    by = city.actor("lin", NOON)
    with pytest.raises(NotYours):
        verify_case(case=load(case, city.actor("intake", NOON)), by=by)
