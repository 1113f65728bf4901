"""The public site without an account: report, my report, me too, near me, my grid worker."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cases.ends import closed
from tests.cases.pictures import jpeg
from tests.cases.ways import dispatched, reported
from tests.cases.written_cases import written_case
from tests.city import COMMUNITY, City, at, inside
from tests.pages.opened import statements_of, words_of
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.models import Case, Follower, Photo
from wangge.cases.reports import follower_token
from wangge.catalogue.models import MinorClass
from wangge.territory.models import Address, Area, take_turn


@pytest.fixture
def stranger(clock) -> Client:
    return Client(headers={"Accept-Language": "en"})


def here(grid: int = 0) -> str:
    longitude, latitude = inside(grid)
    return f"{longitude:.6f},{latitude:.6f}"


def opened(client: Client) -> dict[str, str]:
    """The hidden id of a form that was just opened."""
    found = re.search(r'name="id" value="([0-9a-f-]+)"', words_of(client, "/report/"))
    assert found
    return {"id": found[1]}


def send(client: Client, form: dict, **more):
    return client.post("/report/", {**form, "minor": "event:0101", "at": here(), "step": "who", **more})


def test_a_report_goes_from_what_to_where_to_who_and_gives_a_private_link(city: City, stranger):
    form = {**opened(stranger), "minor": "event:0101"}
    assert "Where is it?" in stranger.post("/report/", {**form, "step": "what"}).content.decode()
    form |= {"at": here(), "place": "三单元门口"}
    assert "Nearly done" in stranger.post("/report/", {**form, "step": "where"}).content.decode()
    photo = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    answer = stranger.post("/report/", {**form, "step": "who", "phone": "13900000017", "told": "sms", "photos": photo})
    assert answer.status_code == 303
    case = Case.objects.get()
    assert (case.source, case.place_words, case.community_id) == ("resident", "三单元门口", COMMUNITY)
    assert Photo.objects.get().stage == "report"
    page = words_of(stranger, answer["Location"])
    assert case.number in page
    assert "received" in page


def test_a_double_tap_makes_one_case(city: City, stranger):
    form = opened(stranger)
    first, second = send(stranger, form), send(stranger, form)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_own_words_and_a_community_are_enough(city: City, stranger):
    form = {**opened(stranger), "description": "楼道里有杂物", "community": COMMUNITY, "place": "5号楼", "step": "who"}
    assert stranger.post("/report/", form).status_code == 303
    assert Case.objects.get().community_id == COMMUNITY


def test_each_step_says_what_is_missing_and_keeps_the_rest(city: City, stranger):
    form = opened(stranger)
    answer = stranger.post("/report/", {**form, "step": "what"})
    assert (answer.status_code, "in your own words" in answer.content.decode()) == (422, True)
    answer = stranger.post("/report/", {**form, "description": "路灯不亮", "step": "where"})
    assert answer.status_code == 422
    assert "路灯不亮" in answer.content.decode()
    answer = stranger.post("/report/", {**form, "description": "路灯不亮", "at": "0,0", "step": "where"})
    assert "in no community of this city" in answer.content.decode()


def test_an_address_that_is_not_clear_is_asked_for(city: City, stranger):
    community = Area.objects.get(code=COMMUNITY)
    longitude, latitude = inside(0)
    for number in (12, 14):
        words = f"云集路{number}号"
        Address.objects.create(
            text=words,
            plain=words,
            pinyin="",
            initials="",
            community=community,
            longitude=longitude,
            latitude=latitude,
        )
    take_turn("addresses")
    form = {**opened(stranger), "minor": "event:0101", "address": "云集路", "step": "where"}
    answer = stranger.post("/report/", form)
    assert "Which address do you mean?" in answer.content.decode()
    assert "云集路12号" in answer.content.decode()


def test_what_others_reported_at_the_place_is_offered_as_me_too(city: City, stranger):
    case = dispatched(city)
    form = {**opened(stranger), "minor": "event:0101", "at": here(), "step": "where"}
    assert "The same: me too" in stranger.post("/report/", form).content.decode()
    answer = stranger.post(f"/near/{case.number}/me-too/", {"phone": "13900000018"})
    assert answer.status_code == 303
    assert case.number in words_of(stranger, answer["Location"])
    assert Case.objects.count() == 1
    assert Follower.objects.filter(case=case, reporter=False).count() == 1


def test_a_dangerous_class_says_whom_to_call_first(city: City, stranger):

    MinorClass.objects.filter(code="0103").update(urgent_call="119")
    take_turn("catalogue")
    answer = stranger.post("/report/", {**opened(stranger), "minor": "event:0103", "step": "what"})
    assert 'href="tel:119"' in answer.content.decode()


def test_a_photo_that_is_none_loses_no_report(city: City, stranger):
    photo = SimpleUploadedFile("a.jpg", b"not a photo", "image/jpeg")
    answer = send(stranger, opened(stranger), photos=photo)
    page = words_of(stranger, answer["Location"])
    assert Case.objects.count() == 1
    assert 'class="notice error"' in page


def test_the_answer_no_opens_the_case_again_and_yes_is_thanked_for(city: City, stranger, clock):
    case = closed(city)
    ask_follow_ups(case=case, at=at("2026-03-11", "18:20"))
    clock.at = at("2026-03-12")
    follower = Follower.objects.select_related("case").get(case=case)
    link = f"/my/{follower_token(follower)}/"
    assert "Is it really fixed?" in words_of(stranger, link)
    answer = stranger.post(link, {"deed": "no"}, follow=True)
    assert "is open again" in answer.content.decode()
    assert Case.objects.get().state == "checking"


def test_my_report_names_nobody_and_is_for_no_search_engine(city: City, stranger):
    case = dispatched(city)
    follower = Follower.objects.select_related("case").get(case=case)
    answer = stranger.get(f"/my/{follower_token(follower)}/")
    words = answer.content.decode()
    assert "林巧" not in words
    assert "贺川" not in words
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex, noarchive", "no-store")
    assert stranger.get("/my/nothing/").status_code == 404


def test_who_wants_no_more_is_forgotten(city: City, stranger):
    answer = send(stranger, opened(stranger), phone="13900000017")
    stranger.post(answer["Location"], {"deed": "stop"})
    assert Follower.objects.get().sealed is None


def test_only_public_cases_are_near_and_a_broken_camera_only_once_repaired(city: City, stranger):
    shown = dispatched(city)
    hidden = reported(city)
    camera = dispatched(city, kind="component", minor="0107", lead="cameras")
    words = words_of(stranger, "/near/")
    assert shown.number in words
    assert hidden.number not in words
    assert camera.number not in words
    assert stranger.get(f"/near/{camera.number}/").status_code == 404
    assert "巷口有一堆垃圾" not in words_of(stranger, f"/near/{shown.number}/")


def test_what_is_inside_a_dwelling_shows_its_community_only(city: City, stranger):
    case = dispatched(city, inside_dwelling=True, place_words="3单元501")
    words = words_of(stranger, f"/near/{case.number}/")
    assert "501" not in words
    assert "data-longitude" not in words
    assert case.number not in words_of(stranger, f"/near/?at={here()}")


def test_the_grid_worker_is_found_where_one_stands_and_not_by_search_engines(city: City, stranger):
    answer = stranger.get(f"/worker/?at={here()}")
    assert "林巧" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, noarchive"
    assert "in no community" in words_of(stranger, "/worker/?at=0,0")


def test_pages_take_few_statements_the_same_for_5_and_for_50_cases(city: City, stranger):
    def some(count: int) -> None:
        for number in range(count):
            state = ["dispatched", "in_progress", "suspended", "checking", "rework"][number % 5]
            case = written_case(city, state=state, unit=city.units["sanitation"])
            Case.objects.filter(pk=case.pk).update(
                filed_at=case.reported_at, condition=case.minor.filing_conditions.first()
            )

    some(5)
    pages = ["/", "/report/", "/near/", f"/near/?at={here()}", "/worker/", "/my/"]
    for page in pages:
        words_of(stranger, page)  # what processes keep is read once
    before = [statements_of(stranger, page) for page in pages]
    some(45)
    after = [statements_of(stranger, page) for page in pages]
    assert after == before
    assert max(after) <= 12


def test_one_address_does_not_send_without_end(city: City, stranger, settings):
    cache.clear()
    settings.PUBLIC_SENDINGS = 3
    form = {**opened(stranger), "step": "what"}
    assert [stranger.post("/report/", form).status_code for _ in range(5)] == [422, 422, 422, 429, 429]
