"""The map of open cases: the list beside it says the same, filters stand in the address, only what one sees is told."""

import gzip
import json
import re

import pytest

from tests.cases.written_cases import written_case
from tests.city import COMMUNITY, DISTRICT, City, at
from tests.contracts.repository import TOP
from tests.pages.opened import statements_of, words_of

pytestmark = pytest.mark.usefixtures("nine_thirty")
MODULES = TOP / "src" / "wangge" / "screens" / "static" / "screens"


def rows(city: City, count: int) -> None:
    """Open cases in mixed states and places."""
    for place in range(count):
        state = ("reported", "filed", "in_progress", "checking")[place % 4]
        minor = ("event 0101", "", "component 0101")[place % 3]
        written_case(city, grid=place % 4, state=state, minor=minor, stage_due_at=at("2026-03-11", "10:00"))


def test_the_map_and_its_list_ask_for_the_same(city, signed_in):
    late = written_case(city, state="filed", stage_due_at=at("2026-03-11", "09:00"))
    other = written_case(city, state="filed", stage_due_at=at("2026-03-11", "12:00"))
    words = words_of(signed_in("supervisor"), f"/map/?overdue=true&state=filed&area={DISTRICT}")
    assert f'data-url="/api/v1/map?state=filed&amp;area={DISTRICT}&amp;overdue=true"' in words
    assert late.number in words
    assert other.number not in words


def test_ended_cases_are_not_on_the_map(city, signed_in):
    ended = written_case(city, state="void")
    assert ended.number not in words_of(signed_in("supervisor"), "/map/")


def test_somebody_of_a_community_sees_its_cases_alone(city, signed_in):
    own, other = written_case(city, grid=0), written_case(city, grid=2)
    words = words_of(signed_in("community"), "/map/")
    assert (own.number in words, other.number in words) == (True, False)
    told = words_of(signed_in("community"), f"/map/cases/?number={own.number}&number={other.number}")
    assert (own.number in told, other.number in told) == (True, False)


def test_the_window_tells_of_eight_cases_at_most_and_of_no_nonsense(city, signed_in):
    asked = "&".join(f"number={written_case(city).number}" for _ in range(10))
    assert words_of(signed_in("supervisor"), f"/map/cases/?number=x&{asked}").count('class="card line"') == 7
    assert "not open any more" in words_of(signed_in("supervisor"), "/map/cases/?number=%00")


def test_what_comes_in_by_itself_is_the_list_alone(city, signed_in):
    case = written_case(city)
    answer = signed_in("supervisor").get("/map/", headers={"HX-Request": "true"})
    assert case.number in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("query", ["state=nowhere", "area=here", "words=%00", "kind=person"])
def test_filters_that_mean_nothing_break_nothing(city, signed_in, query):
    assert signed_in("supervisor").get(f"/map/?{query}").status_code in {200, 422}


def test_who_sees_no_cases_has_no_map_of_them(city, signed_in):
    assert signed_in("planner").get("/map/").status_code == 403
    assert 'href="/map/"' not in words_of(signed_in("planner"), "/register/")


def test_five_rows_and_fifty_take_as_many_statements(city, signed_in):
    client = signed_in("supervisor")
    rows(city, 5)
    few = statements_of(client, "/map/")
    rows(city, 45)
    assert statements_of(client, "/map/") == few
    assert few <= 12


def test_a_map_that_has_not_changed_is_not_sent_again(city, signed_in):
    written_case(city)
    client, path = signed_in("supervisor"), "/api/v1/map?bbox=111,30,112,31"
    tag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    written_case(city)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_every_page_tells_its_maps_where_their_parts_lie(city, signed_in):
    words = words_of(signed_in("community"), "/map/")
    told = re.search(r'<template id="map-parts"(.*?)>', words, re.DOTALL)
    assert told is not None
    assert 'data-told="/map/cases/"' in told[1]
    locale = re.search(r"data-locale='(.*?)'", told[1])
    assert locale is not None
    assert json.loads(locale[1])["NavigationControl.ZoomIn"] == "Magnify"


def test_our_own_scripts_are_small():
    modules = sorted(MODULES.rglob("*.mjs"))
    packed = sum(len(gzip.compress(module.read_bytes())) for module in modules)
    assert packed <= 60_000
    assert [module.name for module in modules if module.read_text().count("\n") > 150] == []
    assert [module.name for module in modules if not module.read_text().startswith("// @ts-check\n")] == []


def test_a_community_is_no_choice_but_its_cases_are_in_its_subdistrict(city, signed_in):
    assert f'value="{COMMUNITY}"' not in words_of(signed_in("supervisor"), "/map/")
