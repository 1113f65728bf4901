"""When a plan comes into force, open cases get the grid in which they now lie; what ended keeps its own (R-08)."""

from datetime import timedelta
from hashlib import sha256

import pytest
import shapely

from tests.cases.ends import closed
from tests.cases.ways import DAY, order_of, reported, verbs_of
from tests.city import CITY, COMMUNITY, GRIDS, LONG_AGO, OTHER_COMMUNITY, SOUTH, STEP, WEST, City, at
from wangge.cases.actions import rehoming
from wangge.cases.actions.rehoming import rehome_cases
from wangge.cases.models import Case, CaseStep
from wangge.cases.workflow import OrderKind
from wangge.territory.models import Area, Grid, GridPlan

NEW_YEAR = at("2026-07-01", "00:00")
JULY = at("2026-07-01", "08:00")


def new_plan(city: City, edges: dict[str, tuple[float, float]]) -> GridPlan:
    """In force from July; ``edges`` are west and east of each grid in steps."""
    GridPlan.objects.filter(pk=city.plan.pk).update(ends_at=NEW_YEAR)
    plan = GridPlan.objects.create(
        city=Area.objects.get(code=CITY),
        title="2026",
        state="adopted",
        source="tests",
        digest=sha256(repr(edges).encode()).hexdigest(),
        begins_at=NEW_YEAR,
        drafted_at=LONG_AGO,
    )
    for code, (first, last) in edges.items():
        west, east = WEST + first * STEP, WEST + last * STEP
        Grid.objects.create(
            plan=plan, community=Area.objects.get(code=code[:12]), code=code,
            boundary=shapely.to_wkb(shapely.box(west, SOUTH, east, SOUTH + STEP)),
            west=west, south=SOUTH, east=east, north=SOUTH + STEP, square_metres=95_000, households=240,
        )  # fmt: skip
    return plan


# The second grid of the community gives its western half away; the others stay.
SHIFTED = {GRIDS[0]: (0, 1.75), GRIDS[1]: (1.75, 2), GRIDS[2]: (2, 3), GRIDS[3]: (3, 4)}


def homes() -> list[tuple[str, str]]:
    return [(case.plan.title if case.plan else "", case.grid_code) for case in Case.objects.order_by("id")]


def test_before_the_day_nothing_moves(city: City):
    reported(city, grid=1)
    new_plan(city, SHIFTED)
    assert rehome_cases(NEW_YEAR - timedelta(seconds=1)) == 0
    assert homes() == [("2025", GRIDS[1])]


def test_an_open_case_gets_the_grid_in_which_it_now_lies_and_once_only(city: City):
    case = reported(city, grid=1)
    new_plan(city, SHIFTED)
    assert [rehome_cases(JULY), rehome_cases(JULY)] == [1, 0]
    assert homes() == [("2026", GRIDS[0])]
    step = CaseStep.objects.filter(case=case).latest("serial")
    assert (step.verb, step.reason, step.role, step.before, step.after) == (
        "rehome", "new_plan", "rule", "reported", "reported",
    )  # fmt: skip


def test_a_case_whose_grid_is_the_same_only_learns_of_the_plan(city: City):
    case = reported(city, grid=0)
    new_plan(city, SHIFTED)
    assert rehome_cases(JULY) == 1
    assert homes() == [("2026", GRIDS[0])]
    assert verbs_of(case) == ["report"]


def test_a_case_goes_with_its_ground_to_another_community(city: City):
    reported(city, grid=1)
    new_plan(city, {GRIDS[0]: (0, 1), GRIDS[2]: (1, 3), GRIDS[3]: (3, 4)})
    assert rehome_cases(JULY) == 1
    assert Case.objects.get().community_id == OTHER_COMMUNITY != COMMUNITY


def test_an_ended_case_keeps_the_grid_of_its_time(city: City):
    closed(city)
    new_plan(city, {GRIDS[0]: (0, 0.25), GRIDS[1]: (0.25, 2), GRIDS[2]: (2, 3), GRIDS[3]: (3, 4)})
    assert rehome_cases(JULY) == 0
    assert homes() == [("2025", GRIDS[0])]


def test_orders_stay_with_whoever_holds_them(city: City):
    case = reported(city, "xu", grid=1)
    holder = order_of(case, OrderKind.VERIFY).holder
    new_plan(city, SHIFTED)
    rehome_cases(JULY)
    assert order_of(case, OrderKind.VERIFY).holder == holder == city.people["neighbour"]


def test_a_case_from_before_the_first_plan_is_taken_in(city: City):
    reported(city, grid=1)
    Case.objects.update(plan=None, grid_code="")
    assert rehome_cases(at(DAY)) == 1
    assert homes() == [("2025", GRIDS[1])]


def test_places_that_lie_nowhere_any_more_hold_up_no_other(city: City, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rehoming, "_BATCH", 2)
    lost = [reported(city, grid=1).pk for _each in range(3)]
    Case.objects.filter(pk__in=lost).update(longitude=0.0, latitude=0.0)
    reported(city, grid=1)
    new_plan(city, SHIFTED)
    assert rehome_cases(JULY) == 1
    assert homes() == [("2025", GRIDS[1])] * 3 + [("2026", GRIDS[0])]


def test_a_case_that_somebody_moves_meanwhile_comes_with_the_next_round(city: City, monkeypatch: pytest.MonkeyPatch):
    case = reported(city, grid=1)
    new_plan(city, SHIFTED)
    locate_many = rehoming.locate_many

    def slowly(*given: object, **named: object) -> object:
        Case.objects.filter(pk=case.pk).update(version=case.version + 1)  # somebody comments meanwhile
        return locate_many(*given, **named)  # type: ignore[arg-type]  # passed on as it came

    with monkeypatch.context() as patch:
        patch.setattr(rehoming, "locate_many", slowly)
        assert rehome_cases(JULY) == 0
    assert rehome_cases(JULY) == 1
