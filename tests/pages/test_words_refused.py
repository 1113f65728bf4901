"""Words about persons, petitions and accusations are refused alike at every door of a report; nothing is stored."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.api.knocking import browser, phone, send
from tests.cases.ways import a_report
from tests.city import City, at, inside
from tests.pages.residents import resident, said
from wangge.cases.actions.reporting import report_case
from wangge.cases.models import Case, CaseStep, Follower
from wangge.cases.refusals import NotForHere

pytestmark = pytest.mark.usefixtures("clock")

ENGLISH = {"Accept-Language": "en"}
WORDS = [
    ("邻居要上访", "petition office of the district"),
    ("控告邻居", "12388"),
    ("楼上有家暴", "110"),
    ("三楼住着精神病人", "community health service"),
    ("a drunk man on the bench", "makes a person the subject"),
    ("这里有个重点人员", "never enters Wangge"),
]
Told = Callable[[City, str, str], Any]


def over_the_api(client: Client, source: str, **given: str) -> Any:
    longitude, latitude = inside(0)
    body = {"id": str(uuid4()), "source": source, "longitude": longitude, "latitude": latitude, **given}
    return send(client, "POST", "/cases", body, headers=ENGLISH)


def by_nobody(_city: City, words: str, place: str) -> Any:
    return over_the_api(Client(), "resident", description=words, place=place)


def by_a_phone(city: City, words: str, place: str) -> Any:
    return over_the_api(phone(city, "lin"), "grid_worker", description=words, place=place)


def by_a_hotline(city: City, words: str, place: str) -> Any:
    return over_the_api(browser(city, "intake"), "hotline", description=words, place=place)


def by_the_telephone_desk(city: City, words: str, place: str) -> Any:
    longitude, latitude = inside(0)
    where = {"longitude": str(longitude), "latitude": str(latitude), "datum": "WGS84", "place_words": place}
    call = {"client_id": str(uuid4()), "description": words, **where}
    return browser(city, "intake").post("/desk/telephone/", call, headers=ENGLISH)


def by_the_public_form(_city: City, words: str, place: str) -> Any:
    return resident().post("/report/", said(words=words, place_words=place))


API = [by_nobody, by_a_phone, by_a_hotline]
PAGES = [by_the_telephone_desk, by_the_public_form]


def refused(answer: Any) -> str:
    assert answer.status_code == 422, answer.content.decode()
    assert [rows.objects.count() for rows in (Case, CaseStep, Follower)] == [0, 0, 0]
    return str(answer.content.decode())


@pytest.mark.parametrize("tell", [*API, *PAGES])
@pytest.mark.parametrize(("words", "pointer"), WORDS)
def test_every_door_points_to_who_can_help_and_stores_nothing(city, tell: Told, words: str, pointer: str):
    assert pointer in refused(tell(city, words, "巷口"))


@pytest.mark.parametrize("tell", [*API, *PAGES])
def test_words_of_the_place_are_screened_too(city, tell: Told):
    assert "petition office" in refused(tell(city, "路灯不亮", "上访户家门口"))


@pytest.mark.parametrize("tell", [*API, *PAGES])
def test_what_only_sounds_so_comes_in(city, tell: Told):
    assert tell(city, "信访局门口井盖缺失", "精神病医院旁").status_code in {201, 303}
    assert Case.objects.count() == 1


@pytest.mark.parametrize("tell", API)
@pytest.mark.parametrize(
    ("words", "place", "field"), [("控告邻居", "", "body.description"), ("路灯不亮", "上访户", "body.place")]
)
def test_the_api_names_the_field(city, tell: Told, words: str, place: str, field: str):
    refused(answer := tell(city, words, place))
    body = answer.json()
    assert (body["title"], body["fields"]) == ("not-for-here", [{"field": field, "reason": body["detail"]}])


def test_the_operator_reads_it_at_the_field(city):
    page = refused(by_the_telephone_desk(city, "控告邻居", ""))
    assert "12388" in page.split('id="description"')[0].split('<label for="description">')[1]
    page = refused(by_the_telephone_desk(city, "路灯不亮", "上访户家门口"))
    assert "petition office" in page.split('id="place-words"')[0].split('<label for="place-words">')[1]


def test_what_came_before_is_still_the_same_report(city):
    by, report = city.actor("lin", at("2026-03-11", "08:06")), a_report()
    first = report_case(report=report, by=by)
    Case.objects.update(body_hash=(same := a_report(client_id=report.client_id, description="控告邻居")).body_hash())
    assert report_case(report=same, by=by).case == first.case  # words that a later screen would refuse
    with pytest.raises(NotForHere):
        report_case(report=a_report(description="控告邻居"), by=by)
