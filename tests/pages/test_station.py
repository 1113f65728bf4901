"""The station's side of phones: a code with its picture, and the desk of sealed outboxes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.knocking import browser, phone, send
from tests.cases.pictures import jpeg
from tests.city import City
from tests.fieldwork.outboxes import promised, report
from tests.fieldwork.sealing import SealedPhoto, hand_over, hand_over_photo, rescue_file, revoked_phone, sealed_item
from tests.pages.opened import statements_of, words_of
from wangge.accounts.models import Key
from wangge.cases.models import Case, Photo
from wangge.fieldwork.forms import station as forms
from wangge.fieldwork.models import PhoneCode, Quarantined

DESK = "/office/sealed/"


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.PHOTO_FOLDER, settings.BLOB_FOLDER = tmp_path / "photos", tmp_path / "blobs"


@pytest.fixture
def keeper(signed_in) -> Client:
    return signed_in("administrator")


def code_on(answer) -> str:
    found = re.search(r"<strong[^>]*>([2-9A-Z]{4}-[2-9A-Z]{4})</strong>", answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def enrolled(code: str) -> str:
    return send(Client(), "POST", "/phone/enrol", {"code": code, "label": "x"}).json()["person"]["username"]


def test_a_code_is_shown_with_its_picture_and_nowhere_kept(city: City, signed_in):
    answer = signed_in("lin").post("/office/phone-code/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert "<svg" in page
    assert not re.search(r"<svg[^>]*style=|<script[^>]*>[^<]", page)
    assert "http://testserver/phone/" in page
    assert enrolled(code_on(answer)) == "lin"


def test_the_site_of_the_settings_stands_in_the_code(city: City, signed_in, settings):
    settings.SITE = "https://wangge.example"
    page = signed_in("lin").post("/office/phone-code/").content.decode()
    assert "https://wangge.example/phone/" in page


def test_who_keeps_the_keys_makes_the_code_of_somebody_else_and_nobody_besides(city: City, keeper, signed_in):
    assert enrolled(code_on(keeper.post("/office/phone-code/", {"owner": "lin"}))) == "lin"
    for name in ("neighbour", "supervisor", "auditor", "xu"):
        assert signed_in(name).post("/office/phone-code/", {"owner": "lin"}).status_code == 404
    assert keeper.post("/office/phone-code/", {"owner": "nobody at all"}).status_code == 404
    assert keeper.post("/office/phone-code/", {"owner": "\0 nobody"}).status_code == 404
    assert keeper.get("/office/phone-code/").status_code == 405
    assert PhoneCode.objects.filter(used_at=None).count() == 0


def test_the_pages_of_keys_and_of_a_person_lead_to_the_code(city: City, keeper):
    for path in ("/office/keys/", "/office/people/lin/"):
        assert 'action="/office/phone-code/"' in keeper.get(path).content.decode()


def test_the_desk_says_whose_outbox_waits_how_much_and_since_when(city: City, keeper, signed_in):
    assert "No outbox waits here" in words_of(keeper, DESK)
    hand_over(revoked_phone(city), sealed_item(report(), SealedPhoto(jpeg())), sealed_item(report()))
    page = words_of(keeper, DESK)
    assert "林巧" in page
    assert "waiting: 2" in page
    assert "photos still missing: 1" in page
    assert 'href="/office/sealed/"' in keeper.get("/inbox/").content.decode()
    assert "waiting: 2" in words_of(signed_in("lin"), DESK)
    for name in ("neighbour", "supervisor", "auditor", "xu"):
        assert "No outbox waits here" in words_of(signed_in(name), DESK)
        for way in ("lin/take-in", "lin/discard", f"item/{Quarantined.objects.first().pk}"):
            assert signed_in(name).post(f"{DESK}{way}/", {"reason": "x"}).status_code == 404
    assert Quarantined.objects.filter(outcome="waiting").count() == 2


def test_what_waits_is_taken_in_and_what_is_refused_is_discarded_with_a_reason(city: City, keeper):
    photo, client = SealedPhoto(jpeg()), revoked_phone(city)
    hand_over(client, sealed_item(report(photos=promised(jpeg())), photo), sealed_item(report(longitude=100.0)))
    hand_over_photo(client, photo)
    answer = keeper.post(f"{DESK}lin/take-in/", follow=True)
    assert "Taken in: 1. Not taken: 1" in answer.content.decode()
    assert Case.objects.get().reported_by == city.people["lin"]
    assert Photo.objects.count() == 1
    row = Quarantined.objects.get(outcome="refused")
    page = words_of(keeper, DESK)
    assert row.sentence in page
    assert keeper.post(f"{DESK}item/{row.pk}/", {"reason": ""}).status_code == 422
    assert keeper.post(f"{DESK}item/{row.pk}/", {"reason": "known"}).status_code == 303
    assert "No outbox waits here" in words_of(keeper, DESK)
    assert keeper.post(f"{DESK}item/{row.pk}/", {"reason": "known"}).status_code == 404
    for name in ("lin", "%00"):
        assert keeper.post(f"{DESK}{name}/take-in/").status_code == 404


def test_what_was_refused_holds_up_nothing_that_came_after_it(city: City, keeper, monkeypatch):
    monkeypatch.setattr(forms, "AT_ONCE", 2)
    client = revoked_phone(city)
    hand_over(client, sealed_item(report(longitude=100.0)), sealed_item(report(longitude=100.0)))
    keeper.post(f"{DESK}lin/take-in/")
    hand_over(client, sealed_item(report()))
    keeper.post(f"{DESK}lin/take-in/")
    assert Case.objects.count() == 1


def test_all_of_somebody_is_discarded_at_once(city: City, keeper):
    hand_over(revoked_phone(city), sealed_item(report()), sealed_item(report()))
    assert keeper.post(f"{DESK}lin/discard/", {"reason": "a thief's"}).status_code == 303
    assert set(Quarantined.objects.values_list("outcome", "sentence")) == {("discarded", "a thief's")}
    assert Case.objects.count() == 0


def test_a_file_is_brought_to_the_desk_and_a_bad_one_says_why(city: City, keeper):
    good = rescue_file("lin", sealed_item(report()))
    answer = keeper.post(DESK, {"file": SimpleUploadedFile("wangge-outbox.jsonl", good)}, follow=True)
    assert "Brought in for 林巧: 1" in answer.content.decode()
    bad = keeper.post(DESK, {"file": SimpleUploadedFile("wangge-outbox.jsonl", b"no")})
    assert bad.status_code == 422
    assert "Line 1 of the file cannot be read" in bad.content.decode()
    assert Quarantined.objects.count() == 1


def test_the_desk_takes_as_many_statements_for_many_as_for_few(city: City, keeper):
    hand_over(revoked_phone(city), sealed_item(report()))
    few = statements_of(keeper, DESK)
    for name in ("lin", "deputy", "neighbour"):
        hand_over(revoked_phone(city, name), *[sealed_item(report(longitude=100.0)) for _one in range(5)])
        keeper.post(f"{DESK}{name}/take-in/")
    assert statements_of(keeper, DESK) <= few + 1
    assert browser(city, "nobody").get(DESK).status_code == 302


def test_the_lost_phone_of_somebody_is_ended_on_their_page_by_who_keeps_the_keys(city: City, keeper, signed_in):
    client = phone(city, "lin")
    key = Key.objects.get(owner=city.people["lin"])
    assert "End this phone" in words_of(keeper, "/office/people/lin/")
    for name in ("neighbour", "supervisor", "xu"):
        assert signed_in(name).post(f"/office/keys/{key.pk}/revoke/").status_code == 404
    answer = keeper.post(f"/office/keys/{key.pk}/revoke/")
    assert (answer.status_code, answer["Location"]) == (303, "/office/people/lin/")
    assert "End this phone" not in words_of(keeper, "/office/people/lin/")
    assert send(client, "GET", "/phone/feed").json()["title"] == "revoked"
