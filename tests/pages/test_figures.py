"""The public figures: right, defined, none below the community, none below ten; and what is put off, and why."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cases.ends import closed, resolved, sent_to_rework
from tests.cases.test_extensions import ask as ask_more_time
from tests.cases.test_extensions import grant
from tests.cases.test_suspensions import ask, suspend
from tests.cases.ways import dispatched, filed, in_progress, reported
from tests.cases.written_cases import class_of, written_case, written_step
from tests.city import CITY, COMMUNITY, DISTRICT, GRIDS, OTHER_COMMUNITY, SUBDISTRICT, City, at, build_city
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.tallies import count_steps
from wangge.cases.models import Case, FlowTally
from wangge.catalogue.models import FilingCondition
from wangge.territory.models import Area, Grid, Posting

WEDNESDAY = date(2026, 3, 11)
OF_THE_CITY = f"/figures/?area={CITY}"


@pytest.fixture
def city(transactional_db: None) -> City:
    """Committed, as the counting reads only what is."""
    return build_city()


@pytest.fixture
def stranger(clock) -> Client:
    clock.at = at("2026-03-11", "19:00")
    return Client(headers={"Accept-Language": "en"})


def some(verb: str, count: int, *, area: str = CITY, day: date = WEDNESDAY, stage: str = "", hours: int = 0) -> None:
    """So many steps, as they are counted; of a stage that took ``hours`` each, which lie in the span up to 4 hours."""
    FlowTally.objects.create(
        area=area, day=day, verb=verb, stage=stage, count=count, seconds=count * hours * 3600, span_3=count
    )


def figures(client: Client, path: str = OF_THE_CITY) -> dict[str, str]:
    """Each number by its name."""
    page = words_of(client, path)
    rows = re.findall(r'<dt>([\w ]+)</dt><dd class="value">(.*?)</dd><dd class="hint">[^<]{20,}</dd>', page)
    return {name: re.sub("<[^>]+>", "", words) for name, words in rows}


def trend(page: str) -> list[list[str]]:
    """The counts of each week."""
    body = page.split('aria-labelledby="trend-title"><table>')[1].split("</table>", maxsplit=1)[0]
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", body)
    return [re.findall(r'<td class="number">(?:<span[^>]*>)?([\d*]+)', row) for row in rows]


def test_the_figures_of_a_small_city_are_what_happened_in_it(city, stranger):
    """Twelve reports become cases, eleven of them are closed; each figure stands beside what it means."""
    for place in range(12):
        closed(city) if place else filed(city)
    reported(city)
    count_steps()
    assert figures(stranger) == {
        "reported": "13",
        "filed": "12",
        "valid reports": "92.3 %",
        "resolved": "11",
        "resolved in time": "100.0 %",
        "closed": "11",
        "rework": "fewer than ten",
        "extensions": "fewer than ten",
        "overdue": "fewer than ten",
        "open now": "fewer than ten",
    }
    for area in (DISTRICT, SUBDISTRICT, COMMUNITY):
        assert figures(stranger, f"/figures/?area={area}") == figures(stranger)
    assert figures(stranger, f"/figures/?area={OTHER_COMMUNITY}")["reported"] == "no data"


def test_rework_and_extensions_are_counted_by_what_was_decided(city, stranger):
    for _ in range(10):
        sent_to_rework(city)
        grant(city, ask_more_time(city, in_progress(city)))
    count_steps()
    found = figures(stranger)
    assert (found["rework"], found["extensions"], found["resolved"], found["open now"]) == ("10", "10", "10", "20")


def test_time_at_a_hop_is_the_median_of_ten_at_least(city, stranger):
    for _ in range(10):
        resolved(city)
    dispatched(city)
    count_steps()
    page = words_of(stranger, OF_THE_CITY)
    hops = dict(re.findall(r'<th scope="row">([\w ]+)</th><td class="number">([\w ]+)</td>', page))
    assert hops["waiting for the unit to acknowledge"].endswith("min")
    assert hops["in progress"].startswith("1 h")
    some("check", 9, stage="checking", hours=3)
    page = words_of(stranger, OF_THE_CITY)
    hops = dict(re.findall(r'<th scope="row">([\w ]+)</th><td class="number">([\w ]+)</td>', page))
    assert hops["waiting for the check"] == "fewer than ten"


def test_without_anything_counted_there_is_no_data_and_neither_0_nor_100(city, stranger):
    page = words_of(stranger, OF_THE_CITY)
    found = figures(stranger)
    assert found.pop("open now") == "fewer than ten"
    assert set(found.values()) == {"no data"}
    assert "<svg" not in page.split("<main")[1]


def test_a_share_needs_a_denominator_and_ten_above_and_below(city, stranger):
    some("file", 20)
    assert figures(stranger)["valid reports"] == "no data"
    some("report", 9)
    assert figures(stranger)["valid reports"] == "fewer than ten"
    FlowTally.objects.filter(verb="report").update(count=40)
    assert figures(stranger)["valid reports"] == "50.0 %"
    FlowTally.objects.filter(verb="file").update(count=9)
    assert figures(stranger)["valid reports"] == "fewer than ten"


def test_one_and_nine_are_not_told_apart(city, stranger):
    some("close", 30)
    for verb in ("report", "resolve", "mark_overdue"):
        some(verb, 9)
    some("file", 9, stage="reported", hours=3)
    nine = words_of(stranger, OF_THE_CITY).split("<main")[1]
    FlowTally.objects.filter(count=9).update(count=1, span_3=1)
    assert words_of(stranger, OF_THE_CITY).split("<main")[1] == nine


def test_a_single_small_week_does_not_follow_from_the_sum(city, stranger):
    for week, count in enumerate((40, 3, 20, 30)):
        some("report", count, day=WEDNESDAY - timedelta(days=7 * week))
    page = words_of(stranger, f"{OF_THE_CITY}&since=2026-02-12&until=2026-03-11")
    assert [row[0] for row in trend(page)] == ["30", "*", "*", "40"]
    assert figures(stranger, f"{OF_THE_CITY}&since=2026-02-12")["reported"] == "93"


def test_a_period_is_the_last_days_or_what_the_address_gives(city, stranger):
    for days, count in ((0, 10), (7, 20), (29, 40), (30, 80)):
        some("report", count, day=WEDNESDAY - timedelta(days=days))
    assert figures(stranger)["reported"] == "70"
    assert figures(stranger, f"{OF_THE_CITY}&days=7")["reported"] == "10"
    assert figures(stranger, f"{OF_THE_CITY}&days=30&since=2026-02-09&until=2026-02-10")["reported"] == "120"
    assert figures(stranger, f"{OF_THE_CITY}&since=2026-03-04&until=2027-01-01")["reported"] == "30"
    assert figures(stranger, f"{OF_THE_CITY}&since=2025-12-10")["reported"] == "150"  # 92 days


@pytest.mark.parametrize(
    "asked",
    [
        "since=yesterday",
        "since=2026-03-11&until=2026-03-01",
        "since=2025-12-09",
        "until=9999-99-99",
        "since=0001-01-01&until=0001-01-05",
        "until=0001-01-05",
        "since=1999-12-31&until=2000-01-02",
        "until=9999-12-31",
    ],
)
def test_days_that_are_none_are_said_to_be_so(city, stranger, asked):
    answer = stranger.get(f"{OF_THE_CITY}&{asked}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_there_is_nothing_below_the_community(city, stranger):
    closed(city)
    count_steps()
    page = words_of(stranger, f"/figures/?area={COMMUNITY}")
    assert not [grid for grid in GRIDS if grid in page]
    assert not [user.work_name for user in city.people.values() if user.work_name in page]
    for nowhere in (GRIDS[0], "420502009000", "x", "\0"):
        assert stranger.get("/figures/", {"area": nowhere}).status_code == 404


def test_figures_of_a_single_grid_would_be_those_of_its_worker(city, stranger):
    some("report", 40, area=OTHER_COMMUNITY)
    assert figures(stranger, f"/figures/?area={OTHER_COMMUNITY}")["reported"] == "40"
    Grid.objects.get(code=GRIDS[3]).delete()
    page = words_of(stranger, f"/figures/?area={OTHER_COMMUNITY}")
    assert "one grid only" in page
    assert "<dt>" not in page
    beside = words_of(stranger, f"/figures/?area={COMMUNITY}")  # all around it without these would be that one's
    assert "could be worked out" in beside
    assert "<dt>" not in beside
    assert figures(stranger, f"/figures/?area={SUBDISTRICT}")["reported"] == "no data"


def test_a_community_without_neighbours_has_the_figures_of_all_around_it(city, stranger):
    Grid.objects.filter(community__code=OTHER_COMMUNITY).delete()
    Posting.objects.filter(area__code=OTHER_COMMUNITY).delete()
    Area.objects.get(code=OTHER_COMMUNITY).delete()
    for _ in range(10):
        filed(city)
    count_steps()
    found = {area: figures(stranger, f"/figures/?area={area}") for area in (CITY, DISTRICT, SUBDISTRICT, COMMUNITY)}
    assert [each["filed"] for each in found.values()] == ["10"] * 4
    assert stranger.get(f"/near/?community={COMMUNITY}").status_code == 200


def test_open_cases_lead_to_the_list_of_them(city, stranger):
    for _ in range(11):
        dispatched(city)
    dispatched(city, kind="component", minor="0107", lead="cameras")  # not public before it is repaired
    page = words_of(stranger, f"/figures/?area={COMMUNITY}")
    assert f'<a href="/near/?community={COMMUNITY}">11</a>' in page
    assert '<a href="/near/">11</a>' in words_of(stranger, OF_THE_CITY)


def test_what_rests_is_listed_with_its_reason_and_until_when(city, stranger):
    case = suspend(city, ask(city, in_progress(city)))
    other = in_progress(city, grid=2)
    page = words_of(stranger, "/waiting/")
    for words in (case.number, "building works", "until 2026-04-07", "桥头社区", "exposed household waste"):
        assert words in page
    assert "管网施工" not in page
    assert other.number not in page
    assert case.number in words_of(stranger, f"/waiting/?community={COMMUNITY}")
    assert "Nothing is put off here" in words_of(stranger, f"/waiting/?community={OTHER_COMMUNITY}")


def test_what_is_not_public_does_not_stand_among_what_rests(city, stranger):
    camera = resting(city, minor="component 0107")
    assert camera.number not in words_of(stranger, "/waiting/")


def test_what_rests_comes_in_pages_and_none_twice(city, stranger):
    numbers = {resting(city).number for _ in range(35)}
    seen, path = list[str](), "/waiting/"
    while path:
        page = words_of(stranger, path)
        seen += re.findall(r'href="/near/(\d[\d-]+)/"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        path = "/waiting/" + more[1].replace("&amp;", "&") if more else ""
    assert (len(seen), set(seen)) == (35, numbers)


def test_the_figures_are_found_from_the_first_page_and_what_rests_from_near_me(city, stranger):
    assert words_of(stranger, "/public/").count('href="/figures/"') == 2
    assert 'href="/waiting/"' in words_of(stranger, "/near/")


def test_both_pages_take_few_statements_the_same_for_5_and_for_50_cases(city, stranger):
    def more(count: int) -> None:
        for place in range(count):
            state = ("dispatched", "suspended", "checking", "rework")[place % 4]
            case = public(city, state, grid=place % 4)
            written_step(case, "suspend", reason="works")
            written_step(case, "report", before="")
        count_steps()

    pages = [OF_THE_CITY, f"/figures/?area={COMMUNITY}&days=7", "/waiting/", f"/waiting/?community={COMMUNITY}"]
    more(5)
    for page in pages:
        words_of(stranger, page)  # what processes keep is read once
    few = [statements_of(stranger, page) for page in pages]
    more(45)
    assert [statements_of(stranger, page) for page in pages] == few
    assert max(few) <= 12


def test_chinese_is_spoken(city, stranger):
    some("report", 9)
    suspend(city, ask(city, in_progress(city)))
    chinese = Client(headers={"Accept-Language": "zh-hans"})
    page = words_of(chinese, OF_THE_CITY)
    for words in ("不足十件", "暂无数据", "有效上报率", "各环节用时"):
        assert words in page
    page = words_of(chinese, "/waiting/")
    assert "暂缓办理" in page
    assert "挂账" not in page


def public(city: City, state: str, *, minor: str = "event 0101", **columns: Any) -> Case:
    """A filed case, written as a row."""
    condition = FilingCondition.objects.filter(minor=class_of(minor)).first()
    filed_at = at("2026-03-11")
    return written_case(city, state=state, minor=minor, condition=condition, filed_at=filed_at, **columns)


def resting(city: City, minor: str = "event 0101") -> Case:
    """One that rests."""
    case = public(city, "suspended", minor=minor, suspended_until=date(2026, 4, 7))
    written_step(case, "suspend", reason="works")
    return case
