"""Reporting without an account: three steps whose state lies in the form, one case however often it is sent."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.pictures import jpeg
from tests.cases.ways import counted
from tests.cases.written_cases import class_of, written_case
from tests.city import COMMUNITY, at, inside
from tests.pages.places import an_address
from tests.pages.residents import hidden_of, resident, said, sent
from wangge.cases.actions.following import read_contact
from wangge.cases.models import Case, Follower, Photo, Source
from wangge.territory.models import take_turn

pytestmark = pytest.mark.usefixtures("clock")


def page_of(client, **given) -> str:
    return client.post("/report/", said(**given)).content.decode()


def test_three_steps_carry_what_was_said_and_end_in_a_case(city):
    address = an_address("学院街12号")
    client = resident()
    first = client.get("/report/").content.decode()
    assert "Step 1 of 3" in first
    given = {**hidden_of(first), "words": "路口的垃圾没人收"}
    second = client.post("/report/", given).content.decode()
    assert "Step 2 of 3" in second
    given = {**hidden_of(second), "place": "学院街12号", "place_words": "三单元", "to": "who"}
    third = client.post("/report/", given).content.decode()
    assert "Step 3 of 3" in third
    answer = client.post("/report/", {**hidden_of(third), "to": "sent"})
    case = Case.objects.get()
    assert answer.status_code == 303
    assert (case.source, case.description) == (Source.RESIDENT, "路口的垃圾没人收")
    assert (case.place_words, case.community_id) == ("学院街12号 三单元", COMMUNITY)
    assert case.longitude == address.longitude
    assert case.reported_by_id is None
    done = client.get(answer["Location"])
    assert case.number in done.content.decode()
    assert "/my/" in done.content.decode()


def test_a_double_tap_and_a_reload_make_one_case(city):
    client, body = resident(), said()
    first, second = (client.post("/report/", body)["Location"] for _ in range(2))
    assert first == second
    assert Case.objects.count() == 1


def test_what_is_changed_and_sent_again_leads_to_what_came_first(city):
    client, body = resident(), said()
    client.post("/report/", body)
    again = client.post("/report/", {**body, "words": "还有一堆"}, follow=True)
    assert "This was sent before" in again.content.decode()
    assert Case.objects.get().description == body["words"]


def test_of_several_addresses_one_is_chosen_and_nothing_typed_is_lost(city):
    an_address("学院街12号")
    an_address("学院街14号")
    page = page_of(resident(), to="who", longitude="", latitude="", place="学院街", place_words="后门")
    assert "Choose which place is meant" in page
    assert page.count('name="spot"') == 2
    assert hidden_of(page)["words"] == "巷口有一堆垃圾"
    assert 'value="后门"' in page


def test_an_address_may_be_typed_in_pinyin_with_a_slip(city):
    address = an_address("学院街12号")
    token = sent(resident(), longitude="", latitude="", place="xueyuanjei12")
    assert token
    assert Case.objects.get().longitude == address.longitude


def test_a_community_is_a_place_with_words_beside_it(city):
    client = resident()
    where = {"longitude": "", "latitude": "", "place": "桥头社区"}
    assert "Say in words where in the community it is" in page_of(client, to="who", **where)
    sent(client, place_words="菜场后门", **where)
    assert Case.objects.get().place_words == "桥头社区 菜场后门"


def test_figures_of_a_map_application_are_brought_to_their_place(city):
    client = resident()
    longitude, latitude = inside(0)
    sent(client, longitude="", latitude="", pasted=f"{latitude}, {longitude}", datum="WGS84")
    sent(client, longitude="", latitude="", pasted=f"{longitude + 0.0055:.6f},{latitude - 0.0022:.6f}", datum="GCJ02")
    first, second = Case.objects.order_by("id")
    assert (first.longitude, first.latitude) == (longitude, latitude)
    assert abs(second.longitude - longitude) < 0.003


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"words": " "}, "Say in a few words what you see"),
        ({"words": "邻居家暴"}, "110"),
        ({"words": "要信访"}, "petition office"),
        ({"longitude": "121.47", "latitude": "31.23"}, "lies in no community of this city"),
        ({"longitude": "", "latitude": ""}, "Where is it?"),
        ({"longitude": "", "latitude": "", "pasted": "here"}, "two numbers with decimals"),
        ({"address": "周桂兰", "website": "https://spam.example"}, "A program seems to have filled this in"),
        ({"words": "字" * 4001}, "at most 4000 characters"),
    ],
)
def test_what_cannot_be_taken_says_what_to_do_and_keeps_the_words(city, given, sentence):
    answer = resident().post("/report/", said(**given))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert said(**given)["words"].strip() in page
    assert not Case.objects.exists()


def test_a_dangerous_class_shows_the_number_to_call_before_anything_else(city):
    minor = class_of("event 0103")
    minor.urgent_call = "119"
    minor.save()
    take_turn("catalogue")
    page = page_of(resident(), to="where", matter="event:0103")
    assert page.index('href="tel:119"') < page.index('name="place"')
    assert "Call first" in page
    assert "Call first" in page_of(resident(), to="where", words="污水冒溢")
    assert "Call first" not in page_of(resident(), to="where")


@pytest.mark.parametrize("supplier", ["gas", "water"])
def test_the_number_of_a_supplier_is_shown_once_the_city_has_set_it(city, settings, supplier):
    minor = class_of("event 0103")
    minor.urgent_call = supplier
    minor.save()
    take_turn("catalogue")
    page = page_of(resident(), to="where", matter="event:0103")
    assert f"the emergency number of the {supplier} company" in page
    assert page.count('href="tel:') == 0
    setattr(settings, f"{supplier.upper()}_TELEPHONE", "0717-6000119")
    page = page_of(resident(), to="where", matter="event:0103")
    assert f'href="tel:0717-6000119">0717-6000119, the emergency number of the {supplier} company<' in page


def test_the_words_propose_classes_and_the_person_decides(city):
    page = page_of(resident(), to="where", words="这里暴露垃圾很多")
    assert 'value="event:0101"' in page
    assert "Something else, or I do not know" in page
    sent(resident(), words="这里暴露垃圾很多")
    assert Case.objects.get().minor is None


def test_what_is_known_already_is_offered_for_a_me_too_instead_of_a_second_report(city):
    _longitude, latitude = inside(0)
    known = written_case(
        city, state="in_progress", filed_at=at("2026-03-11", "08:30"), condition=condition(), latitude=latitude + 0.0002
    )
    far = written_case(city, grid=3, state="in_progress", filed_at=at("2026-03-11", "08:30"), condition=condition())
    client = resident()
    page = page_of(client, to="who", matter="event:0101")
    assert f'name="follow" value="{known.number}"' in page
    assert far.number not in page
    assert known.number in page_of(client, to="who", words="暴露垃圾")
    answer = client.post("/report/", said(matter="event:0101", follow=known.number, address="0717-6000000"))
    assert answer.status_code == 303
    assert Case.objects.count() == 2
    assert Follower.objects.get(case=known).sealed is not None


def condition():
    return class_of("event 0101").filing_conditions.get(code="1")


def test_a_contact_is_sealed_and_told_in_the_language_of_the_page(city):
    sent(resident(), name="周桂兰", address="0717-6000000", call="on")
    case, follower = Case.objects.get(), Follower.objects.get()
    assert (follower.may_call, follower.channel, follower.language) == (True, "", "en")
    contact = read_contact(case=case, reason="回电", by=city.actor("intake", at("2026-03-11", "10:00")))
    assert contact is not None
    assert (contact.name, contact.address) == ("周桂兰", "0717-6000000")


def test_a_photo_comes_with_the_report(city, photo_folder):
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    answer = resident().post("/report/", {**said(), "photo": photo})
    assert answer.status_code == 303
    photo = Photo.objects.get()
    assert (photo.case, photo.stage) == (Case.objects.get(), "report")


def test_a_photo_that_is_none_loses_no_report(city, photo_folder):
    photo = SimpleUploadedFile("a.jpg", b"not a photo", "image/jpeg")
    answer = resident().post("/report/", {**said(), "photo": photo}, follow=True)
    assert "The report came in, the photo did not." in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_photo_that_is_too_large_loses_no_report_and_says_what_to_do(city, photo_folder):
    photo = SimpleUploadedFile("a.jpg", b"\xff\xd8" + b"0" * (10 * 1024 * 1024), "image/jpeg")
    answer = resident().post("/report/", {**said(), "photo": photo}, follow=True)
    page = answer.content.decode()
    assert "The report came in, the photo did not." in page
    assert "choose a smaller size in the camera" in page
    assert Case.objects.count() == 1


def test_the_form_needs_neither_session_nor_account(city):
    client = resident()
    client.get("/report/")
    sent(client)
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("rows", [5, 50])
def test_each_step_takes_at_most_twelve_statements(city, rows):
    for number in range(rows):
        an_address(f"学院街{number}号")
        written_case(city, state="in_progress", filed_at=at("2026-03-11", "08:30"), condition=condition())
    client = resident()
    page_of(client, to="who")  # what processes keep is read here
    where = {"longitude": "", "latitude": "", "place": "学院街1号", "matter": "event:0101"}
    counts = []
    for step in ("what", "where", "who"):
        with CaptureQueriesContext(connection) as queries:
            assert client.post("/report/", said(to=step, **where)).status_code == 200
        counts.append(counted(queries))
    assert counts == [2, 2, 10]
    with CaptureQueriesContext(connection) as queries:
        sent(client, **{**where, "client_id": str(uuid4())})
    assert counted(queries) <= 20
