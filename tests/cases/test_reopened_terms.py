"""The unit's time after a reopening: all of the limit from that moment, and never less than an hour after the check."""

from datetime import datetime

import pytest

from tests.cases.ends import THURSDAY, closed, load
from tests.cases.ways import DAY, add_photo, order_of
from tests.city import City, at
from wangge.cases.actions.checking import check_case
from wangge.cases.actions.closing import close_case, reopen_by_reporter
from wangge.cases.actions.resolving import resolve_case
from wangge.cases.actions.unit import acknowledge_case
from wangge.cases.models import Case, Follower, PhotoStage
from wangge.cases.workflow import OrderKind, State
from wangge.catalogue.models import FilingCondition

FRIDAY = "2026-03-13"


def reopened(city: City, limit: int, unit: str) -> Case:
    """The reporter said no on Thursday at ten; the class has that limit."""
    case = closed(city)
    FilingCondition.objects.filter(pk=case.condition_id).update(limit=limit, unit=unit)
    return reopen_by_reporter(follower=Follower.objects.get(case=case), by=city.actor("lin", at(THURSDAY, "10:00")))


def not_fixed(city: City, case: Case, when: datetime, who: str = "deputy") -> Case:
    by = city.actor(who, when)
    return check_case(case=load(case, by), outcome="not_fixed", reason="came_back", by=by)


@pytest.mark.parametrize(
    ("limit", "unit", "checked", "due"),
    [
        (4, "work_hour", (THURSDAY, "10:00"), (THURSDAY, "16:00")),
        (4, "work_hour", (THURSDAY, "11:00"), (THURSDAY, "16:00")),
        (4, "work_hour", (THURSDAY, "14:30"), (THURSDAY, "16:00")),
        (4, "work_hour", (THURSDAY, "15:00"), (THURSDAY, "16:00")),
        (4, "work_hour", (THURSDAY, "15:30"), (THURSDAY, "16:30")),
        (4, "work_hour", (THURSDAY, "17:30"), (FRIDAY, "08:30")),
        (4, "work_hour", (FRIDAY, "11:30"), (FRIDAY, "14:30")),
        (1, "work_day", (THURSDAY, "17:00"), (FRIDAY, "10:00")),
        (1, "work_day", (FRIDAY, "09:30"), (FRIDAY, "10:30")),
        (10, "work_day", (FRIDAY, "09:00"), ("2026-03-26", "10:00")),
        (2, "urgent_hour", (THURSDAY, "10:30"), (THURSDAY, "12:00")),
        (2, "urgent_hour", (THURSDAY, "11:30"), (THURSDAY, "12:30")),
        (1, "urgent_hour", (FRIDAY, "03:00"), (FRIDAY, "04:00")),
        (1, "natural_day", (FRIDAY, "09:30"), (FRIDAY, "10:30")),
    ],
)
def test_the_limit_runs_from_the_reopening_and_an_hour_is_left(
    city: City, limit: int, unit: str, checked: tuple[str, str], due: tuple[str, str]
):
    case = not_fixed(city, reopened(city, limit, unit), at(*checked))
    part = order_of(case, OrderKind.PART)
    assert (case.state, case.due_at, case.original_due_at) == (State.REWORK, at(*due), at(*due))
    assert (part.due_at, part.original_due_at, part.ordered_at) == (at(*due), at(*due), at(*checked))
    assert (part.limit, part.limit_unit) == (limit, unit)


def test_the_next_check_that_finds_it_unfixed_gives_half_as_after_any_rework(city: City):
    case = not_fixed(city, reopened(city, 4, "work_hour"), at(THURSDAY, "11:00"))
    by = city.actor("sanitation", at(THURSDAY, "14:00"))
    acknowledge_case(case=load(case, by), by=by)
    add_photo(case, PhotoStage.RESOLVE, by.at)
    resolve_case(case=load(case, by), by=by)
    case = not_fixed(city, case, at(THURSDAY, "15:00"), who="lin")
    assert (case.due_at, order_of(case, OrderKind.PART).limit) == (at(THURSDAY, "17:00"), 2)


def test_a_second_reopening_counts_from_itself(city: City):
    case = reopened(city, 4, "work_hour")
    assert case.reported_at == at(DAY, "07:50")
    check_case(case=load(case, by := city.actor("deputy", at(THURSDAY, "11:00"))), outcome="fixed", by=by)
    close_case(case=load(case, by := city.actor("supervisor", at(THURSDAY, "11:30"))), closure="1", by=by)
    follower = Follower.objects.select_related("case").get(case=case)
    case = reopen_by_reporter(follower=follower, by=city.actor("lin", at(FRIDAY, "08:00")))
    holder = order_of(case, OrderKind.CHECK).holder
    assert holder is not None
    assert not_fixed(city, case, at(FRIDAY, "09:00"), who=name_of(city, holder.pk)).due_at == at(FRIDAY, "12:00")


def name_of(city: City, user: int) -> str:
    return next(name for name, person in city.people.items() if person.pk == user)
