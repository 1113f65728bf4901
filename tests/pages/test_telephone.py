"""A report by telephone: found by address or community, kept words, the number to read out, nobody else's secret."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.ways import counted
from tests.city import COMMUNITY, at, inside
from tests.pages.places import an_address
from wangge.cases.actions.following import read_contact
from wangge.cases.models import Case, Source

pytestmark = pytest.mark.usefixtures("clock")


def call(**given: str) -> dict[str, str]:
    return {"client_id": str(uuid4()), "description": "楼下垃圾没人收", "datum": "WGS84", **given}


def sent(client, **given: str):
    return client.post("/desk/telephone/", call(**given), headers={"Accept-Language": "en"})


def test_a_call_becomes_a_case_whose_number_is_read_out(city, signed_in):
    address = an_address("学院街12号")
    operator = signed_in("intake")
    given = {"spot": f"address:{address.pk}", "place_words": "三楼", "filed_as": "event:0101:1"}
    answer = sent(operator, name="周桂兰", telephone="0717-6000000", may_call="on", **given)
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/telephone/{case.number}/")
    assert (case.source, case.on_behalf, case.place_words) == (Source.TELEPHONE, True, "学院街12号 三楼")
    assert (case.minor.code, case.condition.code, case.community_id) == ("0101", "1", COMMUNITY)
    page = operator.get(answer["Location"]).content.decode()
    assert case.number in page
    assert "周桂兰" not in page
    contact = read_contact(case=case, reason="回电", by=city.actor("intake", at("2026-03-11", "10:00")))
    assert contact is not None
    assert (contact.name, contact.address, contact.may_call) == ("周桂兰", "0717-6000000", True)


def test_text_messages_to_a_landline_are_refused_while_the_caller_is_there_to_say_another(city, signed_in):
    operator, spot = signed_in("intake"), dict(zip(("longitude", "latitude"), inside(0), strict=True))
    given = {"telephone": "0717-6000000", "place_words": "三楼", **spot}
    answer = sent(operator, by_sms="on", **given)
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert "A landline receives no text messages" in answer.content.decode()
    assert sent(operator, may_call="on", **given).status_code == 303


def test_an_address_that_is_typed_whole_needs_no_choice(city, signed_in):
    an_address("学院街12号")
    assert sent(signed_in("intake"), address="学院街12号").status_code == 303


def test_of_several_places_one_is_chosen_and_nothing_typed_is_lost(city, signed_in):
    an_address("学院街12号")
    an_address("学院街14号")
    answer = sent(signed_in("intake"), address="学院街", name="周桂兰")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose which place is meant" in page
    assert page.count('name="spot"') == 2
    assert "楼下垃圾没人收" in page
    assert "周桂兰" in page
    assert not Case.objects.exists()


def test_the_search_button_finds_places_and_judges_nothing_yet(city, signed_in):
    an_address("学院街12号")
    answer = sent(signed_in("intake"), address="xyj", find="1", description="")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "学院街12号" in page
    assert "errorlist" not in page


def test_a_community_is_a_place_with_words_beside_it(city, signed_in):
    operator = signed_in("intake")
    found = operator.get("/desk/telephone/places/?q=桥头").content.decode()
    assert f"community:{COMMUNITY}" in found
    wanting = sent(operator, spot=f"community:{COMMUNITY}")
    assert "Say in words where in the community it is" in wanting.content.decode()
    assert sent(operator, spot=f"community:{COMMUNITY}", place_words="菜场后门").status_code == 303
    assert Case.objects.get().place_words == "桥头社区 菜场后门"


def test_a_position_in_figures_is_taken_and_one_outside_of_the_city_is_refused(city, signed_in):
    operator = signed_in("intake")
    longitude, latitude = inside(1)
    assert sent(operator, longitude=str(longitude), latitude=str(latitude)).status_code == 303
    refused = sent(operator, longitude="121.47", latitude="31.23")
    assert refused.status_code == 422
    assert "lies in no community of this city" in refused.content.decode()


def test_the_same_call_sent_twice_is_one_case(city, signed_in):
    operator = signed_in("intake")
    longitude, latitude = inside(1)
    body = call(longitude=str(longitude), latitude=str(latitude))
    first, second = (operator.post("/desk/telephone/", body)["Location"] for _ in range(2))
    assert first == second


def test_the_private_link_is_on_the_slip_of_who_took_the_call_only(city, signed_in, settings):
    settings.SITE = "https://wangge.example"
    longitude, latitude = inside(1)
    operator = signed_in("intake")
    way = sent(operator, longitude=str(longitude), latitude=str(latitude))["Location"]
    assert "https://wangge.example/track/" in operator.get(way).content.decode()
    assert "/track/" not in signed_in("supervisor").get(way).content.decode()


def test_the_pages_of_a_call_take_at_most_twelve_statements(city, signed_in):
    for number in range(20):
        an_address(f"学院街{number}号")
    operator = signed_in("intake")
    operator.get("/desk/telephone/places/?q=学院街")
    longitude, latitude = inside(1)
    way = sent(operator, longitude=str(longitude), latitude=str(latitude))["Location"]
    for path in ("/desk/telephone/", "/desk/telephone/places/?q=学院街", way):
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(path).status_code == 200
        assert counted(queries) <= 8


def test_who_may_not_speak_for_others_has_no_telephone_desk(signed_in):
    for name in ("sanitation", "planner", "xu"):
        assert signed_in(name).get("/desk/telephone/").status_code == 403
