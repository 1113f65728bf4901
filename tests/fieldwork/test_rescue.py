"""The file of an outbox is brought into quarantine, whole or not at all, by its owner or who keeps the owner's keys."""

import json
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.db import connection

from tests.api.knocking import browser, phone
from tests.cases.pictures import jpeg, picture
from tests.city import build_city
from tests.fieldwork.outboxes import promised, report
from tests.fieldwork.sealing import (
    SealedPhoto,
    bring,
    hand_over,
    hand_over_photo,
    rescue_file,
    revoked_phone,
    sealed_item,
    to_station,
)
from tests.fieldwork.test_opening import taken_in
from wangge.accounts.models import AuditEntry
from wangge.cases.models import Case, Photo
from wangge.cases.photo_files import store
from wangge.fieldwork import blob_files
from wangge.fieldwork.actions import quarantine as actions
from wangge.fieldwork.models import Quarantined
from wangge.fieldwork.models import SealedPhoto as Row


def outbox() -> tuple[bytes, SealedPhoto]:
    photo = SealedPhoto(jpeg())
    item = sealed_item(report(photos=promised(jpeg())), photo)
    return rescue_file("lin", item, sealed_item(report()), photos=(photo,)), photo


@pytest.mark.parametrize("name", ["lin", "administrator"])
def test_a_file_waits_for_its_owner_with_its_photos_and_twice_is_once(city, name):
    content, _photo = outbox()
    for _time in range(2):
        answer = bring(browser(city, name), content)
        assert (answer.status_code, answer.json()) == (201, {"owner": "lin", "items": 2})
    assert set(Quarantined.objects.values_list("owner__username", "way", "brought_by__username")) == {
        ("lin", "file", name)
    }
    assert taken_in(city, name) == (2, 0)
    assert Case.objects.count() == 2
    assert Photo.objects.count() == 1
    assert AuditEntry.objects.filter(action="bring_rescue_file", actor=city.people[name]).count() == 2


def test_a_file_and_a_revoked_phone_with_the_same_outbox_are_one(city):
    photo, client = SealedPhoto(jpeg()), revoked_phone(city)
    item = sealed_item(report(photos=promised(jpeg())), photo)
    hand_over(client, item)
    hand_over_photo(client, photo)
    assert bring(browser(city, "lin"), rescue_file("lin", item, photos=(photo,))).status_code == 201
    assert Quarantined.objects.count() == Row.objects.count() == 1
    assert taken_in(city) == (1, 0)


def test_the_files_that_phones_saved_before_photos_were_in_them_are_read(city):
    item = {**sealed_item(report()), "owner": "lin"}
    answer = bring(browser(city, "lin"), rescue_file("lin", version=1, items=[item]))
    assert answer.status_code == 201, answer.content.decode()
    assert taken_in(city) == (1, 0)


def test_what_a_phone_handed_over_in_many_pieces_a_file_does_not_bring_again(city):
    photo, client = SealedPhoto(b"x" * 40_000), revoked_phone(city)
    item = sealed_item(report(), photo)
    assert len(item["photos"][0]["chunks"]) > 1
    hand_over(client, item)
    hand_over_photo(client, photo)
    assert bring(browser(city, "lin"), rescue_file("lin", item, photos=(photo,))).status_code == 201
    assert Row.objects.get().whole_at is not None


def test_files_fill_no_more_than_the_share_of_their_owner(city, monkeypatch):
    client, (content, photo) = browser(city, "lin"), outbox()
    monkeypatch.setattr(actions, "MOST_ITEMS", 2)
    assert bring(client, content).status_code == 201
    assert bring(client, content).status_code == 201
    answer = bring(client, rescue_file("lin", sealed_item(report())))
    assert (answer.status_code, answer.json()["title"]) == (422, "too-much")
    monkeypatch.setattr(actions, "MOST_ITEMS", 2000)
    monkeypatch.setattr(actions, "MOST_TOGETHER", len(photo.sealed))
    more = SealedPhoto(jpeg(picture(60, 40)))
    assert bring(client, rescue_file("lin", sealed_item(report(), more), photos=(more,))).status_code == 422
    assert hand_over(revoked_phone(city), sealed_item(report())).status_code == 200  # its share is another
    assert Quarantined.objects.count() == 3


def test_no_photo_of_a_file_goes_to_disk_while_others_wait_for_the_database(transactional_db, monkeypatch):
    city, (content, photo) = build_city(), outbox()
    inside: list[bool] = []

    def kept(path, written):
        inside.append(connection.in_atomic_block)
        store(path, written)

    monkeypatch.setattr(blob_files, "store", kept)
    assert bring(browser(city, "lin"), content).status_code == 201
    assert inside
    assert not any(inside)
    monkeypatch.setattr(blob_files, "store", Mock(side_effect=OSError("no space")))
    Row.objects.update(whole_at=None)
    blob_files.drop_files(Row.objects.get())
    with pytest.raises(OSError, match="no space"):
        bring(browser(city, "lin"), content)
    monkeypatch.setattr(blob_files, "store", store)
    assert bring(browser(city, "lin"), content).status_code == 201
    assert (Row.objects.get().hash, Row.objects.get().whole_at is None) == (photo.hash, False)


@pytest.mark.parametrize(("who", "status"), [("neighbour", 404), ("xu", 404), ("nobody", 401), ("supervisor", 404)])
def test_nobody_else_brings_somebodys_outbox(city, who, status):
    assert bring(browser(city, who), outbox()[0]).status_code == status
    assert Quarantined.objects.count() == 0


def test_no_key_brings_a_file(city):
    assert bring(phone(city, "lin"), outbox()[0]).status_code == 403
    assert bring(revoked_phone(city), outbox()[0]).status_code == 401


def spoiled() -> dict[str, bytes]:
    content, photo = outbox()
    lines = content.splitlines(keepends=True)
    other = SealedPhoto(b"another")
    torn = json.loads(lines[-1])
    return {
        "empty": b"",
        "no json": b"PK\x03\x04 nothing",
        "a head alone": lines[0],
        "cut in the middle": content[: len(content) // 2],
        "a photo is missing": b"".join(lines[:-1]),
        "a photo too many": content + json.dumps({"hash": other.hash, "content": "AAAA"}).encode(),
        "a changed photo": b"".join(lines[:-1]) + json.dumps({**torn, "content": "AAAA"}).encode(),
        "no base64": content + json.dumps({"id": str(uuid4()), "sealed": "é" * 200}).encode(),
        "too long": rescue_file("lin", {**sealed_item(report()), "sealed": to_station(b"x" * 50_000)}),
        "another station": rescue_file("lin", sealed_item(report()), station="0123456789abcdef"),
        "no station": rescue_file("lin", sealed_item(report()), station=""),
        "a later version": rescue_file("lin", sealed_item(report()), version=3),
        "no id": rescue_file("lin", {**sealed_item(report()), "id": "../../etc"}),
        "no name": rescue_file("li\x00n", sealed_item(report())),
        "too many": rescue_file("lin", *[sealed_item({})] * 2001),
        "deep": b"[" * 100_000,
        "a line without end": lines[0] + b" " * 17_000_000,
        "several people": rescue_file(
            "lin", version=1, items=[{**sealed_item(report()), "owner": one} for one in "ab"]
        ),
        "photo without size": rescue_file("lin", {**sealed_item(report()), "photos": []}, photos=(photo,)),
    }


def test_a_bad_file_says_what_is_wrong_and_nothing_of_it_is_kept(city):
    client = browser(city, "lin")
    for name, content in spoiled().items():
        answer = bring(client, content)
        assert answer.status_code == 422, (name, answer.content)
        assert answer.json()["detail"], name
        assert Quarantined.objects.count() == Row.objects.count() == 0, name
