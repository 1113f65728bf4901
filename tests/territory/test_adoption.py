"""A plan in force: adopted by a second person at a date to come, codes never reused, lineage (R-05, R-08)."""

import threading
from pathlib import Path

import pytest
from django.db import close_old_connections, connection

from tests.gridding.town_files import Sheet, block, write_sheet
from tests.territory.small_city import (
    AT,
    DAY,
    EASTERN,
    WEST,
    adopted,
    city_with_communities,
    drafted,
    lead,
    place,
    plan_file,
    planner,
    with_grid,
    without_grid,
)
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import Conflict, NotAllowed, Refusal
from wangge.territory.actions.plans import (
    PlanInThePast,
    SecondPersonNeeded,
    adopt_plan,
    discard_plan,
    draft_plan,
    retire_plans,
)
from wangge.territory.actors import system
from wangge.territory.defects import PlanDefects
from wangge.territory.models import Area, Dwelling, Grid, GridLineage, GridPlan
from wangge.territory.whereabouts import locate, plan_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(tmp_path: Path) -> Area:
    return city_with_communities(tmp_path)


def test_a_plan_comes_into_force_at_its_date_and_ends_the_one_before(tmp_path, city):
    first, second = adopted(tmp_path, city), drafted(tmp_path, city, with_grid(0, block(0, 201, 200, 400)))
    adopt_plan(plan=second, begins_at=AT + DAY, by=lead(AT + DAY / 2))
    first.refresh_from_db()
    assert (first.state, first.ends_at) == ("adopted", AT + DAY)
    assert retire_plans(by=system(AT + DAY)) == 1
    first.refresh_from_db()
    assert first.state == "retired"
    assert plan_at(city, AT + DAY / 2) == first
    assert AuditEntry.objects.filter(action="adopt_plan").count() == 2


def test_a_plan_adopted_for_now_retires_the_one_before_at_once(tmp_path, city):
    first, second = adopted(tmp_path, city), drafted(tmp_path, city)
    adopt_plan(plan=second, begins_at=AT + DAY, by=lead(AT + DAY))
    first.refresh_from_db()
    assert first.state == "retired"


def test_exactly_one_plan_is_in_force_whatever_the_order_of_adoption(tmp_path, city):
    first = adopted(tmp_path, city)
    last = adopt_plan(plan=drafted(tmp_path, city), begins_at=AT + 6 * DAY, by=lead())
    between = adopt_plan(plan=drafted(tmp_path, city), begins_at=AT + 3 * DAY, by=lead())
    found = [list(GridPlan.objects.in_force(AT + day * DAY)) for day in range(8)]
    assert found == [[first]] * 3 + [[between]] * 3 + [[last]] * 2


def test_a_plan_cannot_begin_in_the_past(tmp_path, city):
    plan = drafted(tmp_path, city)
    with pytest.raises(PlanInThePast, match="the figures until now were made with the plan in force"):
        adopt_plan(plan=plan, begins_at=AT - DAY, by=lead())


def test_who_drafted_a_plan_does_not_adopt_it(tmp_path, city):
    by = lead()
    plan = drafted(tmp_path, city)
    GridPlan.objects.filter(pk=plan.pk).update(drafted_by=by.user)
    plan.refresh_from_db()
    with pytest.raises(SecondPersonNeeded, match="ask a second person"):
        adopt_plan(plan=plan, begins_at=AT, by=by)


def test_only_the_lead_of_the_city_adopts(tmp_path, city):
    plan = drafted(tmp_path, city)
    for by in (planner(), lead(code="110100000000")):
        with pytest.raises(NotAllowed):
            adopt_plan(plan=plan, begins_at=AT, by=by)


def test_a_plan_is_adopted_once(tmp_path, city):
    plan = adopted(tmp_path, city)
    with pytest.raises(Conflict, match="no draft any more"):
        adopt_plan(plan=plan, begins_at=AT + DAY, by=lead())


def test_two_plans_cannot_begin_at_the_same_moment(tmp_path, city):
    adopted(tmp_path, city)
    with pytest.raises(Conflict, match="begins at that very moment"):
        adopt_plan(plan=drafted(tmp_path, city), begins_at=AT, by=lead())


def test_a_draft_is_discarded_and_an_adopted_plan_is_not(tmp_path, city):
    discard_plan(plan=drafted(tmp_path, city), by=planner())
    assert not Grid.objects.exists()
    with pytest.raises(Conflict):
        discard_plan(plan=adopted(tmp_path, city), by=planner())
    with pytest.raises(NotAllowed):
        discard_plan(plan=drafted(tmp_path, city), by=lead())


def test_a_retired_code_never_comes_back(tmp_path, city):
    adopted(tmp_path, city)
    merged = with_grid(0, block(0, 200, 400, 400), sheet=without_grid(1))
    early = drafted(tmp_path, city)
    adopt_plan(plan=drafted(tmp_path, city, merged), begins_at=AT + DAY, by=lead())
    with pytest.raises(PlanDefects, match=f"{WEST}002 was retired"):
        adopt_plan(plan=early, begins_at=AT + 2 * DAY, by=lead())
    with pytest.raises(PlanDefects, match=f"{WEST}002 was retired"):
        drafted(tmp_path, city, at=AT + 2 * DAY)


def test_a_plan_in_between_cannot_drop_a_code_that_lives_on(tmp_path, city):
    adopted(tmp_path, city)
    merged = drafted(tmp_path, city, with_grid(0, block(0, 200, 400, 400), sheet=without_grid(1)))
    adopt_plan(plan=drafted(tmp_path, city), begins_at=AT + 2 * DAY, by=lead())
    with pytest.raises(PlanDefects, match=f"{WEST}002"):
        adopt_plan(plan=merged, begins_at=AT + DAY, by=lead())


def test_codes_that_the_file_calls_retired_are_never_given_again(tmp_path, city):
    path = plan_file(tmp_path)
    write_sheet(path, "retired", Sheet([None], {"code": [f"{WEST}005"]}))
    plan = adopt_plan(plan=draft_plan(path=path, city=city, title="2026", by=planner()), begins_at=AT, by=lead())
    assert GridLineage.objects.get(plan=plan, former_code=f"{WEST}005").code == ""
    with pytest.raises(PlanDefects, match=f"{WEST}005 was retired"):
        drafted(tmp_path, city, with_grid(3, code=f"{WEST}005"))


def test_lineage_follows_the_ground_where_no_dwelling_was_counted(tmp_path, city):
    adopted(tmp_path, city)
    shifted = with_grid(0, block(0, 200, 160, 400), sheet=with_grid(1, block(160, 200, 400, 400)))
    plan = adopt_plan(plan=drafted(tmp_path, city, shifted), begins_at=AT + DAY, by=lead())
    rows = plan.lineage.filter(former_code__startswith=WEST).values_list("former_code", "code", "households")
    assert sorted((old[-3:], new[-3:], count) for old, new, count in rows) == [
        ("001", "001", 200),
        ("001", "002", 50),
        ("002", "002", 250),
        ("003", "003", 250),
        ("004", "004", 250),
    ]


def test_lineage_counts_the_households_of_dwellings(tmp_path, city):
    adopted(tmp_path, city)
    for number, (x, households) in enumerate([(20, 100), (170, 30), (180, 20)]):
        longitude, latitude = place(x, 300)
        Dwelling.objects.create(
            community=Area.objects.get(code=WEST),
            code=str(number),
            longitude=longitude,
            latitude=latitude,
            households=households,
        )
    shifted = with_grid(0, block(0, 200, 160, 400), sheet=with_grid(1, block(160, 200, 400, 400)))
    plan = adopt_plan(plan=drafted(tmp_path, city, shifted), begins_at=AT + DAY, by=lead())
    rows = plan.lineage.filter(former_code=f"{WEST}001").values_list("code", "households")
    assert sorted(rows) == [(f"{WEST}001", 100), (f"{WEST}002", 50)]


def test_a_plan_in_between_takes_over_the_lineage_of_the_next(tmp_path, city):
    adopted(tmp_path, city)
    shifted = with_grid(0, block(0, 200, 160, 400), sheet=with_grid(1, block(160, 200, 400, 400)))
    last = adopt_plan(plan=drafted(tmp_path, city, shifted), begins_at=AT + 2 * DAY, by=lead())
    assert last.lineage.filter(former_code=f"{WEST}001").count() == 2
    adopt_plan(plan=drafted(tmp_path, city, shifted), begins_at=AT + DAY, by=lead())
    assert list(last.lineage.filter(former_code=f"{WEST}001").values_list("code", "households")) == [
        (f"{WEST}001", 250)
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_moment", [True, False])
def test_two_adoptions_at_once_end_with_one_plan_in_force(tmp_path, same_moment):
    city = city_with_communities(tmp_path)
    first = adopted(tmp_path, city)
    plans = [drafted(tmp_path, city) for _again in range(2)]
    by, together, ended = lead(), threading.Barrier(2), []

    def adopt(plan: GridPlan, days: int) -> None:
        close_old_connections()
        try:
            together.wait()
            adopt_plan(plan=plan, begins_at=AT + days * DAY, by=by)
            ended.append("adopted")
        except Refusal as refusal:
            ended.append(refusal.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=adopt, args=(plan, 1 if same_moment else 1 + row)) for row, plan in enumerate(plans)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == (["adopted", "conflict"] if same_moment else ["adopted", "adopted"])
    assert [GridPlan.objects.in_force(AT + day * DAY).count() for day in range(4)] == [1, 1, 1, 1]
    assert list(GridPlan.objects.in_force(AT)) == [first]


def test_a_plan_in_force_is_found_by_points(tmp_path, city):
    adopted(tmp_path, city)
    assert locate(*place(650, 350), at=AT).grid_code == f"{EASTERN}002"
