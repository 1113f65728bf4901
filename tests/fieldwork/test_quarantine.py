"""A phone whose key was ended hands over what it has sealed, and nothing else opens to it."""

import importlib
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.api.knocking import ROOT, browser, phone, send
from tests.cases.pictures import jpeg
from tests.fieldwork.outboxes import declare, promised, put, report, sha256
from tests.fieldwork.sealing import SealedPhoto, hand_over, hand_over_photo, revoked_phone, sealed_item
from wangge.accounts.actions.users import deactivate_user
from wangge.accounts.models import Key
from wangge.cases.models import Case
from wangge.fieldwork.doors import ONE_BY_ONE
from wangge.fieldwork.models import Blob, Quarantined
from wangge.fieldwork.models import SealedPhoto as Row

actions = importlib.import_module("wangge.fieldwork.actions.quarantine")


def asked(client, method, path, body=None):
    answer = send(client, method, path, body)
    return answer.status_code, answer.json()["title"]


def test_a_revoked_phone_is_told_so_at_every_door_and_an_unknown_one_is_not(city):
    client, stranger = revoked_phone(city), Client(headers={"Authorization": "Bearer wg_0000_0000"})
    uuid = uuid4()
    for method, path, body in (
        ("GET", "/phone/feed", None),
        ("GET", "/phone/parts/catalogue", None),
        ("GET", "/cases", None),
        ("GET", "/me", None),
        ("PUT", f"/phone/items/{uuid}", report()),
        ("POST", "/phone/enrol", {"code": "2345-6789", "label": "x"}),
        ("POST", "/phone/rescue", None),
        ("POST", "/cases", {}),
    ):
        assert asked(client, method, path, body) == (401, "revoked"), path
        assert asked(stranger, method, path, body) == (401, "not-signed-in"), path
    assert declare(client, b"photo").status_code == 401
    assert hand_over(stranger, sealed_item(report())).status_code == 401
    assert Case.objects.count() == Blob.objects.count() == Quarantined.objects.count() == 0


def test_the_revoked_key_of_a_program_is_as_unknown_as_any(city):
    client = phone(city, "lin", "cases:read")
    Key.objects.update(revoked_at=timezone.now())
    assert asked(client, "GET", "/me") == (401, "not-signed-in")
    assert hand_over(client, sealed_item(report())).status_code == 401


def test_neither_a_browser_nor_a_wrong_secret_opens_the_quarantine(city):
    assert hand_over(browser(city, "lin"), sealed_item(report())).status_code == 401
    client = revoked_phone(city)
    wrong = client.defaults["HTTP_AUTHORIZATION"][:-1] + "x"
    assert hand_over(Client(headers={"Authorization": wrong}), sealed_item(report())).status_code == 401


def test_what_is_handed_over_is_kept_once_with_its_owner_and_way(city):
    client, item = revoked_phone(city), sealed_item(report())
    for _time in range(2):
        assert hand_over(client, item).json() == {"items": [{"id": item["id"], "photos": []}]}
    row = Quarantined.objects.get()
    assert (row.owner, row.way, row.outcome, str(row.uuid)) == (city.people["lin"], "revoked", "waiting", item["id"])
    assert Case.objects.count() == 0


def test_another_content_under_the_same_id_is_kept_beside(city):
    client, uuid = revoked_phone(city), uuid4()
    assert hand_over(client, sealed_item(report(), uuid=uuid)).status_code == 200
    assert hand_over(client, sealed_item(report(description="别的"), uuid=uuid)).status_code == 200
    assert Quarantined.objects.filter(uuid=uuid).count() == 2


def test_the_same_id_of_somebody_else_touches_nothing_of_theirs(city):
    uuid = uuid4()
    assert hand_over(revoked_phone(city, "lin"), sealed_item(report(), uuid=uuid)).status_code == 200
    assert hand_over(revoked_phone(city, "deputy"), sealed_item(report(), uuid=uuid)).status_code == 200
    assert set(Quarantined.objects.values_list("owner__username", flat=True)) == {"lin", "deputy"}


@pytest.mark.parametrize(
    "sealed", ["", "nothing", "AAAA", "====", "é" * 200, "A" * 53_337, "A" * 200 + "\n", None, 7, "A" * 60_000]
)
def test_what_no_phone_sealed_is_refused_and_nothing_is_kept(city, sealed):
    good = sealed_item(report())
    answer = hand_over(revoked_phone(city), good, {**sealed_item(report()), "sealed": sealed})
    assert answer.status_code == 422, answer.content
    assert Quarantined.objects.count() == 0


def test_too_many_at_once_and_bodies_beyond_all_measure_are_refused(city):
    client = revoked_phone(city)
    assert hand_over(client, *[sealed_item(report()) for _one in range(101)]).status_code == 422
    assert hand_over(client).status_code == 422
    assert (
        client.post(f"{ROOT}/phone/quarantine", b"[" * 13_000_000, content_type="application/json").status_code == 413
    )
    assert client.post(f"{ROOT}/phone/quarantine", b"[" * 100_000, content_type="application/json").status_code == 400


def test_photos_come_in_pieces_and_what_is_there_is_told(city):
    client, photo = revoked_phone(city), SealedPhoto(jpeg() + b"x" * 40_000)
    item = sealed_item(report(photos=promised(jpeg())), photo)
    told = hand_over(client, item).json()["items"][0]["photos"]
    assert told == [{"hash": photo.hash, "have": [], "complete": False}]
    hand_over_photo(client, photo)
    hand_over_photo(client, photo)
    told = hand_over(client, item).json()["items"][0]["photos"]
    assert told[0]["complete"] is True
    assert Row.objects.get().whole_at is not None
    assert Blob.objects.count() == 0


def test_a_piece_that_nobody_declared_or_that_is_another_or_too_large_is_refused(city):
    client, photo = revoked_phone(city), SealedPhoto(jpeg())
    address = f"{ROOT}/phone/quarantine/{photo.hash}/0"
    assert client.put(address, b"x", content_type="application/octet-stream").status_code == 404
    item = sealed_item(report(), photo)
    large = b"x" * 1_000_000
    item["photos"][0]["chunks"][0] = sha256(large)
    assert hand_over(client, item).status_code == 200
    for content in (b"x", large):
        assert client.put(address, content, content_type="application/octet-stream").status_code == 422
    other = revoked_phone(city, "deputy")
    assert other.put(address, b"x", content_type="application/octet-stream").status_code == 404


def test_a_lost_phone_fills_no_more_than_its_share_and_others_have_theirs(city, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ITEMS", 2)
    thief, honest = revoked_phone(city), revoked_phone(city)
    first = sealed_item(report())
    assert hand_over(thief, first, sealed_item(report())).status_code == 200
    assert asked(thief, "POST", "/phone/quarantine", {"items": [sealed_item(report())]}) == (422, "too-much")
    assert hand_over(thief, first).status_code == 200
    assert hand_over(honest, sealed_item(report())).status_code == 200
    monkeypatch.setattr(actions, "MOST_TOGETHER", 1000)
    assert hand_over(honest, sealed_item(report(), SealedPhoto(jpeg()))).status_code == 422
    monkeypatch.setattr(actions, "MOST_PHOTOS", 0)
    assert hand_over(honest, sealed_item(report(), SealedPhoto(b"x"))).status_code == 422
    assert Quarantined.objects.count() == 3


def test_a_phone_that_sends_too_fast_is_slowed_down_and_no_other(city, monkeypatch):
    cache.clear()
    monkeypatch.setattr(ONE_BY_ONE[0], "num_requests", 1)
    client = revoked_phone(city)
    assert hand_over(client, sealed_item(report())).status_code == 200
    assert asked(client, "POST", "/phone/quarantine", {"items": [sealed_item(report())]}) == (429, "too-fast")
    assert hand_over(revoked_phone(city), sealed_item(report())).status_code == 200


def test_whoever_left_loses_nothing_that_waits_on_the_phone(city):
    client = phone(city, "lin")
    assert put(client, report()).status_code == 201
    deactivate_user(user=city.people["lin"], at=timezone.now(), by=None)
    assert asked(client, "GET", "/phone/feed") == (401, "revoked")
    assert hand_over(client, sealed_item(report())).status_code == 200


def test_a_phone_in_use_may_hand_over_what_a_forgotten_pin_locks_away(city):
    assert hand_over(phone(city, "lin"), sealed_item(report())).status_code == 200
    assert Quarantined.objects.get().way == "anew"
