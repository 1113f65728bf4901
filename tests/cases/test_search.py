"""Lists of cases: filters, words, pages, the map; always within what somebody may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.written_cases import REPORTED_AT, written_case
from tests.city import CITY, COMMUNITY, DISTRICT, OTHER_COMMUNITY, SOUTH, STEP, SUBDISTRICT, WEST, City
from wangge.accounts.refusals import Unusable
from wangge.cases import case_map
from wangge.cases.case_map import map_points
from wangge.cases.models import Case
from wangge.cases.nearness import Box
from wangge.cases.search import Filters, found, page
from wangge.cases.visibility import visible_to
from wangge.territory.models import Address, Area, take_turn

NOW = REPORTED_AT + timedelta(hours=5)
WHOLE = Box(WEST, SOUTH, WEST + 4 * STEP, SOUTH + STEP)


def listed(city: City, filters: Filters, name: str = "intake") -> list[Case]:
    by = city.actor(name, NOW)
    return list(page(found(visible_to(by), filters, at=by.at), after=None, limit=50).rows)


@pytest.mark.parametrize(
    ("columns", "filters"),
    [
        ({"state": "in_progress"}, Filters(states=("in_progress", "rework"))),
        ({"state": "void"}, Filters(open=False)),
        ({"grid": 2}, Filters(area=OTHER_COMMUNITY)),
        ({"minor": "component 0101"}, Filters(kind="component")),
        ({"minor": "event 0103"}, Filters(kind="event", minor="0103")),
        ({"source": "hotline"}, Filters(source="hotline")),
        ({"stage_due_at": NOW - timedelta(minutes=1)}, Filters(overdue=True)),
        ({"urgent": True}, Filters(urgent=True)),
        ({"needs_coordination": True}, Filters(needs_coordination=True)),
        ({"reported_at": NOW}, Filters(since=NOW)),
        ({"reported_at": NOW - timedelta(days=9)}, Filters(until=NOW - timedelta(days=8))),
        ({"description": "Three bags of rubbish beside the GATE"}, Filters(words="gate bags")),
        ({"description": "bags\tat the pump"}, Filters(words="pump\0bags")),
        ({"description": "三袋垃圾堆在单元门口"}, Filters(words="单元门口")),
        ({"place_words": "红星路五号门前"}, Filters(words="红星路")),
        ({"grid": 1}, Filters(box=Box(WEST + STEP, SOUTH, WEST + 2 * STEP, SOUTH + STEP))),
    ],
)
def test_every_filter_finds_what_it_asks_for_and_nothing_else(city: City, columns: dict[str, Any], filters: Filters):
    written_case(city, stage_due_at=NOW + timedelta(hours=1), description="something else, at the gates of nothing")
    wanted = written_case(city, **columns)
    assert listed(city, filters) == [wanted]


def test_units_are_asked_for_by_code(city: City):
    wanted = written_case(city, state="in_progress", unit=city.units["sanitation"])
    written_case(city, state="in_progress", unit=city.units["drainage"])
    assert listed(city, Filters(unit="sanitation")) == [wanted]


@pytest.mark.parametrize(("area", "count"), [(CITY, 2), (DISTRICT, 2), (SUBDISTRICT, 2), (COMMUNITY, 1)])
def test_an_area_holds_the_cases_of_all_areas_inside_it(city: City, area: str, count: int):
    written_case(city)
    written_case(city, grid=3)
    assert len(listed(city, Filters(area=area))) == count


def test_a_number_finds_its_case_with_or_without_dashes(city: City):
    written_case(city)
    wanted = written_case(city)
    assert listed(city, Filters(words=wanted.number)) == [wanted]
    assert listed(city, Filters(words=wanted.number.replace("-", ""))) == [wanted]


def test_an_address_finds_the_cases_around_it(city: City):
    community = Area.objects.get(code=COMMUNITY)
    near = written_case(city)
    written_case(city, grid=3)
    Address.objects.create(
        community=community, text="红星路5号", plain="红星路5号", pinyin="hongxinglu5hao", initials="hxl5h",
        longitude=near.longitude, latitude=near.latitude + 0.0005,
    )  # fmt: skip
    take_turn("addresses")
    assert listed(city, Filters(address="红星路5号")) == [near]
    assert listed(city, Filters(address="没有这个地方zzzz")) == []


@pytest.mark.parametrize("filters", [Filters(states=("lost",)), Filters(area="12"), Filters(area="42050200202x")])
def test_a_filter_that_cannot_be_one_is_refused(city: City, filters: Filters):
    with pytest.raises(Unusable):
        listed(city, filters)


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "3,1,2,4", "1,4,3,2", "nan,1,2,3", "1,2,3,400"])
def test_a_box_that_cannot_be_one_is_refused(text: str):
    with pytest.raises(Unusable, match="no box"):
        Box.parse(text)
    assert Box.parse("1,2,3,4") == Box(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("name", "count"),
    [("intake", 2), ("lin", 1), ("far", 1), ("neighbour", 0), ("community", 1), ("xu", 0), ("cameras", 0)],
)
def test_filters_never_widen_what_somebody_sees(city: City, name: str, count: int):
    written_case(city, description="rubbish")
    written_case(city, grid=2, description="rubbish")
    assert len(listed(city, Filters(words="rubbish"), name)) == count
    by = city.actor(name, NOW)
    assert len(map_points(box=WHOLE, zoom=15, filters=Filters(), by=by).points) == count


def test_pages_show_every_case_once_while_new_ones_come(city: City):
    cases = [written_case(city) for _ in range(7)]
    by = city.actor("intake", NOW)
    seen, after = [], None
    while True:
        shown = page(visible_to(by), after=after, limit=3)
        seen += shown.rows
        written_case(city)
        if shown.next is None:
            break
        after = shown.next
    assert seen == cases[::-1]


def test_a_page_is_one_statement_for_five_cases_and_for_fifty(city: City):
    by = city.actor("intake", NOW)
    for count in (5, 45):
        for _ in range(count):
            written_case(city, state="in_progress", unit=city.units["drainage"])
        with CaptureQueriesContext(connection) as captured:
            shown = page(found(visible_to(by), Filters(area=CITY), at=NOW), after=None, limit=50)
            assert {(case.community.name_zh, case.minor.major.code, case.unit.code) for case in shown.rows} == {
                ("桥头社区", "01", "drainage")
            }
        assert len(captured) == 1


# The map


def test_the_map_shows_open_cases_in_the_box_as_points(city: City):
    case = written_case(city, stage_due_at=NOW - timedelta(hours=1))
    written_case(city, state="void")
    written_case(city, grid=3)
    box = Box(WEST, SOUTH, WEST + STEP, SOUTH + STEP)
    with CaptureQueriesContext(connection) as captured:
        shown = map_points(box=box, zoom=15, filters=Filters(), by=city.actor("intake", NOW))
    (point,) = shown.points
    assert (point.number, point.kind, point.minor, point.overdue) == (case.number, "event", "0101", True)
    assert shown.clusters == ()
    assert len(captured) <= 3  # the actor and her seats, the points


def test_many_cases_become_clusters_that_count_each_case_once(city: City, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(case_map, "MOST_POINTS", 5)
    by = city.actor("intake", NOW)
    for grid in range(4):
        for _ in range(grid + 1):
            written_case(city, grid=grid)
    with CaptureQueriesContext(connection) as captured:
        fine = map_points(box=WHOLE, zoom=17, filters=Filters(), by=by)
    assert len(captured) == 2
    assert fine.points == ()
    assert sorted(cluster.count for cluster in fine.clusters) == [1, 2, 3, 4]
    assert all(WEST < cluster.longitude < WEST + 4 * STEP for cluster in fine.clusters)
    coarse = map_points(box=WHOLE, zoom=2, filters=Filters(), by=by)
    assert [cluster.count for cluster in coarse.clusters] == [10]


def test_a_wide_box_is_never_cut_into_more_squares_than_a_screen_has_room_for(
    city: City, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(case_map, "MOST_POINTS", 1)
    for grid in range(4):
        written_case(city, grid=grid)
    world = map_points(box=Box(-180, -90, 180, 90), zoom=22, filters=Filters(), by=city.actor("intake", NOW))
    assert [cluster.count for cluster in world.clusters] == [4]
