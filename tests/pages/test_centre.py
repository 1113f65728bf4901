"""The supervision centre: figures that are true, lead to their cases, and never tell of a person."""

import csv
import re
from datetime import timedelta
from html import unescape
from io import StringIO

import pytest

from tests.cases.ways import dispatched, filed, in_progress, reported, returned
from tests.cases.written_cases import written_case
from tests.city import CITY, COMMUNITY, DISTRICT, GRIDS, OTHER_COMMUNITY, SUBDISTRICT, City, at, build_city
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.tallies import count_steps
from wangge.cases.models import Case
from wangge.territory.models import Area, Grid, Organisation

STATES = ("reported", "verifying", "taken_in", "filed", "dispatched", "in_progress", "returned", "checking", "checked")
HALF_PAST_NINE = at("2026-03-11", "09:30")


@pytest.fixture
def city(transactional_db: None) -> City:
    """Committed, as the counting reads only what is."""
    return build_city()


pytestmark = pytest.mark.usefixtures("nine_thirty")


def some_cases(city: City, count: int) -> None:
    for place in range(count):
        state = STATES[place % len(STATES)]
        written_case(
            city,
            grid=place % 4,
            state=state,
            unit=city.units["sanitation"] if state in {"dispatched", "in_progress"} else None,
            urgent=place % 5 == 0,
            stage_due_at=HALF_PAST_NINE + timedelta(minutes=30 if place % 3 else -30),
            warned_at=HALF_PAST_NINE - timedelta(minutes=5),
        )


def figures(page: str) -> dict[str, int]:
    """The live counters by their word."""
    return {name: int(number) for number, name in re.findall(r"<strong>(\d+)</strong> <span>([\w ]+)</span>", page)}


def table(client, name: str, **asked) -> list[dict[str, str]]:
    answer = client.get(f"/centre/{name}.csv", asked)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_counters_count_what_is_open_overdue_due_soon_and_urgent(city, signed_in):
    some_cases(city, 18)
    written_case(city, state="void")
    client = signed_in("lead")
    assert figures(words_of(client, "/centre/")) == {"open": 18, "overdue": 6, "due soon": 12, "urgent": 4}
    assert figures(words_of(client, f"/centre/now/?area={COMMUNITY}")) == {
        "open": 10, "overdue": 3, "due soon": 7, "urgent": 2,
    }  # fmt: skip


def test_queues_have_their_stage_and_its_limit(city, signed_in):
    some_cases(city, 18)
    rows = table(signed_in("lead"), "stages")
    assert {row["stage"]: row["open"] for row in rows}["waiting for dispatch"] == "2"
    assert "4 working hours" in words_of(signed_in("lead"), "/centre/")


def test_one_drills_from_the_city_to_a_community_and_back_and_never_to_a_grid(city, signed_in):
    some_cases(city, 8)
    client = signed_in("lead")
    for area, inner in ((CITY, DISTRICT), (DISTRICT, SUBDISTRICT), (SUBDISTRICT, COMMUNITY)):
        page = words_of(client, f"/centre/?area={area}")
        assert f'href="/centre/?area={inner}"' in page
    page = words_of(client, f"/centre/?area={COMMUNITY}&days=7")
    assert f'href="/centre/?area={CITY}&amp;days=7"' in page
    assert not any(code in page for code in GRIDS)
    assert f"area={OTHER_COMMUNITY}" not in page


def test_each_number_opens_the_cases_behind_it(city, signed_in):
    some_cases(city, 18)
    page = words_of(signed_in("lead"), f"/centre/?area={COMMUNITY}")
    links = {unescape(link) for link in re.findall(r'href="(/cases/\?[^"]+)"', page)}
    assert {
        f"/cases/?area={COMMUNITY}&open=1",
        f"/cases/?area={COMMUNITY}&overdue=1",
        f"/cases/?area={COMMUNITY}&open=1&urgent=1",
        f"/cases/?area={COMMUNITY}&state=filed",
        f"/cases/?area={COMMUNITY}&open=1&unit=sanitation",
    } <= links


def test_the_ten_most_overdue_are_cases_the_longest_first(city, signed_in):
    cases = [
        written_case(city, state="filed", stage_due_at=HALF_PAST_NINE - timedelta(hours=hours))
        for hours in range(1, 13)
    ]
    page = words_of(signed_in("lead"), "/centre/now/")
    shown = [case for case in cases if case.number in page]
    assert shown == cases[2:]
    assert page.index(cases[11].number) < page.index(cases[2].number)


def test_the_trend_and_the_hops_come_from_the_steps(city, signed_in):
    for grid in (0, 1, 2):
        in_progress(city, grid=grid)
    reported(city, grid=3)
    count_steps()
    client = signed_in("lead")
    today = next(row for row in table(client, "trend") if row["from"] == "2026-03-11")
    assert (today["reported"], today["filed"], today["closed"], today["gone overdue"]) == ("4", "3", "0", "0")
    hops = table(client, "hops")
    own = {row["stage"]: row for row in hops if row["area"] == "宜市" and row["stage"]}
    assert (own["waiting for dispatch"]["count"], own["waiting for dispatch"]["mean, h"]) == ("3", "0.18")
    assert [row["count"] for row in hops if row["unit"] == "sanitation"] == ["3"]
    assert [row["count"] for row in hops if row["area"] == "西陵区"] == ["3", "3", "3"]
    assert "西陵区" in words_of(client, "/centre/hops/")
    page = words_of(client, "/centre/flow/?days=84")
    assert "Trend by week" in page
    assert 'class="chart"' in page


def test_what_recurs_names_class_and_community(city, signed_in):
    for minor in ("0101", "0101", "0102"):
        filed(city, minor=minor)
    filed(city, grid=2)
    count_steps()
    rows = table(signed_in("lead"), "recurring")
    assert [(row["community"], row["class"], row["filed"]) for row in rows] == [
        ("桥头社区", "exposed household waste", "2"),
        ("桥头社区", "cooking fumes", "1"),
        ("河滨社区", "exposed household waste", "1"),
    ]


def test_the_map_has_a_figure_for_each_community_and_none_without_households(city, signed_in):
    some_cases(city, 8)
    Area.objects.filter(code=COMMUNITY).update(households=2000)
    client = signed_in("lead")
    values = {
        show: client.get(f"/centre/areas.json?show={show}").json()["values"] for show in ("open", "overdue", "per_1000")
    }
    assert values == {
        "open": {COMMUNITY: 4, OTHER_COMMUNITY: 4},
        "overdue": {COMMUNITY: 1, OTHER_COMMUNITY: 2},
        "per_1000": {COMMUNITY: 2.0},
    }


@pytest.mark.parametrize("area", [OTHER_COMMUNITY, COMMUNITY])
def test_the_flow_of_a_single_grid_would_be_that_of_its_worker(city, signed_in, area):
    reported(city, grid=2)
    in_progress(city)
    count_steps()
    Grid.objects.get(code=GRIDS[3]).delete()
    client = signed_in("lead")
    for page in (f"/centre/?area={area}", f"/centre/flow/?area={area}", f"/centre/hops/?area={area}"):
        told = words_of(client, page)
        assert "How long each stage takes</h2>" not in told
        assert "trend-title" not in told
        assert "stages-title" not in told
    for name in ("stages", "trend", "hops"):
        answer = client.get(f"/centre/{name}.csv", {"area": area})
        assert answer.status_code == 403
        assert "one grid only" in unescape(answer.content.decode())
    hops = table(client, "hops", area=SUBDISTRICT)
    assert {row["area"] for row in hops} == {"学院街道"}
    assert table(client, "areas", area=SUBDISTRICT)


@pytest.mark.parametrize("table_name", ["stages", "areas", "units", "overdue", "trend", "hops", "recurring"])
def test_every_table_can_be_taken_away_and_nothing_in_it_is_a_formula(city, signed_in, table_name):
    unit = city.units["sanitation"]
    Organisation.objects.filter(pk=unit.pk).update(name_zh="=1+1", name_en="=1+1")
    Area.objects.update(name_zh="@SUM(A1)", name_en="@SUM(A1)")
    dispatched(city)
    Case.objects.update(stage_due_at=HALF_PAST_NINE - timedelta(hours=1))
    count_steps()
    rows = table(signed_in("lead"), table_name)
    assert rows
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_there_is_no_other_table(city, signed_in):
    assert signed_in("lead").get("/centre/people.csv").status_code == 404


@pytest.mark.parametrize("name", ["sanitation", "lin", "planner", "xu"])
def test_the_centre_is_for_offices(city, signed_in, name):
    for path in (
        "/centre/",
        "/centre/now/",
        "/centre/flow/",
        "/centre/hops/",
        "/centre/areas.json",
        "/centre/areas.csv",
    ):
        assert signed_in(name).get(path).status_code == 403


def test_an_office_sees_its_own_area_and_no_wider_one(city, signed_in):
    some_cases(city, 8)
    client = signed_in("community")
    page = words_of(client, "/centre/")
    assert "桥头社区" in page
    assert figures(page)["open"] == 4
    assert f"area={CITY}" not in page
    for area in (CITY, SUBDISTRICT, OTHER_COMMUNITY):
        assert client.get(f"/centre/?area={area}").status_code == 403
    assert signed_in("lead").get("/centre/?area=420502009000").status_code == 404
    assert signed_in("lead").get("/centre/?area=x").status_code == 404


def test_no_page_of_the_centre_names_a_worker_or_a_grid(city, signed_in):
    returned(city)
    in_progress(city, grid=1)
    Case.objects.update(stage_due_at=HALF_PAST_NINE - timedelta(hours=1))
    count_steps()
    client = signed_in("lead")
    pages = "".join(words_of(client, path) for path in ("/centre/", "/centre/now/", "/centre/flow/", "/centre/hops/"))
    pages = pages.replace(city.people["lead"].work_name, "")
    assert not [user.work_name for user in city.people.values() if user.work_name in pages]
    assert not [grid for grid in GRIDS if grid in pages]


@pytest.mark.parametrize("path", ["", "now/", "flow/", "hops/", "areas.json", "areas.csv", "hops.csv"])
def test_the_centre_takes_the_same_few_statements_for_few_and_for_many_cases(city, signed_in, path):
    client = signed_in("lead")
    some_cases(city, 5)
    in_progress(city)
    count_steps()
    words_of(client, f"/centre/{path}")
    few = statements_of(client, f"/centre/{path}")
    some_cases(city, 45)
    for grid in (0, 1, 2, 3):
        in_progress(city, grid=grid)
    count_steps()
    assert statements_of(client, f"/centre/{path}") == few <= 12


def test_an_empty_city_says_that_nothing_is_there(city, signed_in):
    page = words_of(signed_in("lead"), "/centre/")
    assert figures(page) == {"open": 0, "overdue": 0, "due soon": 0, "urgent": 0}
    page += words_of(signed_in("lead"), "/centre/flow/")
    for words in ("No case is overdue.", "No unit has a case in hand.", "No stage ended in these days."):
        assert words in page


def test_what_passed_comes_after_the_counters_as_a_part_or_as_a_page(city, signed_in):
    client = signed_in("lead")
    page = words_of(client, "/centre/?days=7")
    assert 'hx-get="/centre/flow/?days=7"' in page
    assert 'href="/centre/flow/?days=7"' in page
    part = client.get("/centre/flow/?days=7", headers={"HX-Request": "true"}).content.decode()
    whole = words_of(client, "/centre/flow/?days=7")
    assert ("again-title" in part, "<html" in part) == (True, False)
    assert ("again-title" in whole, "<html" in whole) == (True, True)
    assert 'href="/centre/?days=7"' in whole


def test_the_wall_refreshes_all_of_it_by_itself_and_asks_nothing(city, signed_in):
    page = words_of(signed_in("lead"), "/centre/?wall=1")
    assert page.count("data-live=") == 2
    assert "cases/wall.css" in page
    assert words_of(signed_in("lead"), "/centre/").count("data-live=") == 1
