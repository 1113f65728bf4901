"""A page is asked for way by way, a single case by one condition: both must let the same be seen."""

from datetime import timedelta

import pytest

from tests.cases.written_cases import REPORTED_AT, written_case, written_order
from tests.city import PEOPLE, City
from wangge.cases.models import Case
from wangge.cases.search import Filters, found, visible_page
from wangge.cases.visibility import open_to, visible_to, ways_of

NOW = REPORTED_AT + timedelta(hours=5)


@pytest.fixture
def worked_city(city: City) -> City:
    """Cases by every way to see one: reported, held, of a unit, supported by another, verified from the next grid."""
    people, units = city.people, city.units
    written_case(city, reported_by=people["xu"])
    written_case(city, grid=2, reported_by=people["lin"], state="closed", closure_id=_closure(), outcome="fixed")
    handled = {"state": "in_progress", "unit": units["sanitation"], "handler": people["sweeper"]}
    supported = written_case(city, grid=1, **handled)
    written_order(supported, "part", unit=units["sanitation"], holder=people["sweeper"], lead=True, state="accepted")
    written_order(supported, "part", unit=units["drainage"])
    verified = written_case(city, grid=3, state="verifying", stage_due_at=NOW - timedelta(hours=1))
    written_order(verified, "verify", holder=people["lin"])
    written_order(verified, "check", holder=people["lin"], state="cancelled")
    return city


def _closure() -> int:
    return int(Case._meta.get_field("closure").related_model.objects.values_list("pk", flat=True)[0])


@pytest.mark.parametrize("name", sorted(PEOPLE))
@pytest.mark.parametrize("filters", [Filters(), Filters(open=True), Filters(open=False), Filters(overdue=True)])
def test_a_page_shows_what_somebody_may_see(worked_city: City, name: str, filters: Filters):
    by = worked_city.actor(name, NOW)
    shown = visible_page(filters, by=by, after=None, limit=50).rows
    allowed = found(visible_to(by), filters, at=by.at).order_by("-pk")
    assert list(shown) == list(allowed)


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_open_cases_are_those_of_the_visible_that_are_open(worked_city: City, name: str):
    by = worked_city.actor(name, NOW)
    assert set(open_to(by)) == set(visible_to(by).filter(open=True))


def test_pages_follow_each_other_though_cases_are_seen_by_two_ways(worked_city: City):
    by, after, seen = worked_city.actor("lin", NOW), None, []
    while True:
        page = visible_page(Filters(), by=by, after=after, limit=1)
        seen += [case.pk for case in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == list(visible_to(by).order_by("-pk").values_list("pk", flat=True))
    assert len(seen) == 3


@pytest.mark.parametrize("name", ["sanitation", "sweeper", "lin"])
def test_the_newest_of_all_orders_of_a_unit_or_a_person_are_found_without_sorting_them(worked_city: City, name: str):
    by_order = [way for way in ways_of(worked_city.actor(name, NOW)) if way.of_an_order]
    plans = [way.newest(Case.objects.all(), (), 51).explain() for way in by_order]
    assert plans
    assert "TEMP B-TREE" not in "".join(plans)  # SQLite's words; PostgreSQL knows that the two columns are equal
