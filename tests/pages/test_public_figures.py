"""Figures for everybody: from the counters, with what they mean, from ten on, never below the community."""

from datetime import date, timedelta

import pytest

from tests.cases.ends import resolved
from tests.cases.ways import in_progress
from tests.cases.written_cases import class_of, written_case
from tests.city import CITY, COMMUNITY, DISTRICT, GRIDS, SUBDISTRICT, City, at, build_city
from tests.pages.opened import statements_of, words_of
from tests.pages.residents import resident
from wangge.cases.actions.tallies import count_steps
from wangge.cases.models import FlowTally
from wangge.neighbourhood.periods import period_of

pytestmark = pytest.mark.usefixtures("clock")
DAY = date(2026, 3, 11)


@pytest.fixture
def city(transactional_db: None) -> City:
    """Committed, as the counting reads only what is."""
    return build_city()


def tallied(verb: str, count: int, area: str = CITY, day: date = DAY, **more) -> None:
    FlowTally.objects.create(area=area, day=day, verb=verb, count=count, **more)


def row_of(page: str, name: str) -> str:
    """The cells of the line that begins with the name."""
    return page.split(f'<th scope="row">{name}</th>')[1].split("</tr>", maxsplit=1)[0]


def test_counts_and_shares_stand_beside_what_they_mean(city):
    for verb, count in (("report", 40), ("file", 30), ("dispatch", 25), ("send_to_rework", 5), ("close", 18)):
        tallied(verb, count)
    tallied("resolve", 20, late=4)
    page = words_of(resident(), "/figures/?period=2026-03")
    assert ">40<" in row_of(page, "reported")
    assert "75 %" in row_of(page, "valid reports")
    assert "80 %" in row_of(page, "resolved in time")
    assert "25 %" in row_of(page, "rework")
    assert "Filed, of all that were reported." in page


def test_nothing_is_told_from_fewer_than_ten_and_no_denominator_is_no_data(city):
    tallied("report", 9)
    tallied("file", 7)
    page = words_of(resident(), "/figures/?period=2026-03")
    assert "fewer than ten" in row_of(page, "reported")
    assert "fewer than ten" in row_of(page, "valid reports")
    assert "no data" in row_of(page, "rework")
    assert ">9<" not in page
    assert "<svg" not in page.split('id="trend"')[1].split("</table>")[0]


def test_the_week_or_month_lies_in_the_address(city):
    tallied("report", 20)
    tallied("report", 30, day=date(2026, 2, 3))
    client = resident()
    assert ">20<" in row_of(words_of(client, "/figures/"), "reported")
    assert ">30<" in row_of(words_of(client, "/figures/?period=2026-02"), "reported")
    assert ">20<" in row_of(words_of(client, "/figures/?period=2026-W11"), "reported")
    assert ">0<" in row_of(words_of(client, "/figures/?period=2026-W10"), "reported")
    for nonsense in ("2026-13", "2025-W53", "x", "0000-01"):
        assert client.get(f"/figures/?period={nonsense}").status_code == 200


def test_twelve_periods_are_drawn_and_stand_in_a_table(city):
    tallied("report", 20)
    tallied("report", 30, day=date(2026, 2, 3))
    page = words_of(resident(), "/figures/?period=2026-03").split('id="trend"')[1]
    assert "<svg" in page
    assert ">30<" in row_of(page, "2/2026")


def test_one_goes_from_the_city_to_the_community_and_never_to_a_grid(city):
    client = resident()
    for area, inner in ((CITY, DISTRICT), (DISTRICT, SUBDISTRICT), (SUBDISTRICT, COMMUNITY)):
        assert f"area={inner}" in words_of(client, f"/figures/?area={area}")
    page = words_of(client, f"/figures/?area={COMMUNITY}")
    assert f"area={CITY}" in page
    assert not any(grid in page for grid in GRIDS)
    assert client.get(f"/figures/?area={GRIDS[0]}").status_code == 404


def test_a_community_tells_nothing_of_the_stages_in_its_workers_hands(city):
    for area in (CITY, COMMUNITY):
        tallied("check", 20, area, stage="checking", seconds=90_000, span_4=20)
        tallied("file", 20, area, stage="reported", seconds=90_000, span_4=20)
    client = resident()
    assert "waiting for the check" in words_of(client, f"/figures/?area={CITY}")
    page = words_of(client, f"/figures/?area={COMMUNITY}")
    assert "waiting for the check" not in page
    assert "waiting for intake" in page


def test_a_unit_is_named_from_ten_stages_on(city):
    tallied("resolve", 20, stage="in_progress", unit=city.units["sanitation"].pk, seconds=9_000, span_1=20)
    tallied("resolve", 9, stage="in_progress", unit=city.units["drainage"].pk, seconds=9_000, span_1=9)
    page = words_of(resident(), "/figures/")
    assert "sanitation" in page
    assert "drainage" not in page


def test_what_is_resolved_after_its_deadline_is_counted_as_late(city):
    resolved(city)
    count_steps()
    assert late() == {(CITY, 0), (DISTRICT, 0), (SUBDISTRICT, 0), (COMMUNITY, 0)}
    resolved(city, time="17:59")
    count_steps()
    assert late() == {(CITY, 1), (DISTRICT, 1), (SUBDISTRICT, 1), (COMMUNITY, 1)}


def late() -> set[tuple[str, int]]:
    return set(FlowTally.objects.filter(verb="resolve").values_list("area", "late"))


def test_open_cases_open_the_list_behind_their_number(city):
    condition = class_of("event 0101").filing_conditions.get(code="1")
    for place in range(12):
        written_case(
            city, state="in_progress", filed_at=at("2026-03-11", "08:30"), condition=condition,
            due_at=at("2026-03-11", "09:00") + timedelta(hours=place - 10),
        )  # fmt: skip
    page = words_of(resident(), f"/figures/?area={COMMUNITY}")
    assert f'<a href="/near/?area={COMMUNITY}">12</a>' in row_of(page, "open now")
    assert ">10<" in row_of(page, "late now")


def test_periods_follow_each_other_without_a_gap():
    for code in ("2026-01", "2026-W01"):
        period = period_of(code, DAY)
        assert period.code == code
        assert period.before().until == period.since
        assert period.after().since == period.until
        assert len(period.row()) == 12


def test_the_page_takes_at_most_twelve_statements(city):
    in_progress(city)
    count_steps()
    words_of(resident(), "/figures/")
    assert statements_of(resident(), "/figures/") <= 10
