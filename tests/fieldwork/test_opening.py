"""Who has the right opens what lies in quarantine: each item is its owner's, once, and what is wrong says so."""

import pytest
from django.utils import timezone

from tests.api.knocking import phone
from tests.cases.pictures import jpeg
from tests.cases.ways import verbs_of
from tests.cases.written_cases import written_case, written_order
from tests.fieldwork.outboxes import promised, put, report, send_photo
from tests.fieldwork.sealing import (
    SealedPhoto,
    hand_over,
    hand_over_photo,
    revoked_phone,
    sealed_item,
    to_station,
)
from wangge.accounts.models import AuditEntry
from wangge.accounts.refusals import NotAllowed, NotFound, Unusable
from wangge.accounts.scopes import Scope
from wangge.cases.models import Case, Photo, PromisedPhoto
from wangge.fieldwork.actions.opening import discard_quarantined, take_in_quarantined
from wangge.fieldwork.models import Quarantined
from wangge.fieldwork.visibility import quarantine_of
from wangge.language import ENGLISH, speaking
from wangge.territory.actors import actor_for
from wangge.trust.station import new_station_key


def keeper(city, name="administrator"):
    return actor_for(city.people[name], timezone.now())


def taken_in(city, name="administrator"):
    rows = list(Quarantined.objects.order_by("id"))
    with speaking(ENGLISH):
        opened = take_in_quarantined(rows=rows, by=keeper(city, name))
    return opened.taken, opened.refused


def test_a_sealed_report_becomes_its_owners_case_with_its_photo_and_once(city):
    photo, client = SealedPhoto(jpeg()), revoked_phone(city)
    hand_over(client, sealed_item(report(photos=promised(jpeg())), photo))
    hand_over_photo(client, photo)
    assert taken_in(city) == (1, 0)
    case = Case.objects.get()
    assert (case.reported_by, case.source) == (city.people["lin"], "grid_worker")
    assert Photo.objects.get(case=case).received_hash == photo.photo
    assert case.number in Quarantined.objects.get().sentence
    for outcome in ("waiting", "refused", "taken"):  # as if the server had ended before it was written down
        Quarantined.objects.update(outcome=outcome)
        assert taken_in(city) == (1, 0)
    assert Case.objects.count() == Photo.objects.count() == 1


def test_what_had_arrived_by_itself_is_not_doubled_and_its_photo_still_comes(city):
    body, photo = report(photos=promised(jpeg())), SealedPhoto(jpeg())
    item = sealed_item(body, photo)
    number = put(phone(city, "lin"), body, item["id"]).json()["number"]
    client = revoked_phone(city)
    hand_over(client, item)
    hand_over_photo(client, photo)
    assert taken_in(city) == (1, 0)
    assert Case.objects.get().number == number
    assert PromisedPhoto.objects.get().arrived_at is not None
    send_photo(phone(city, "lin"), jpeg())
    assert Photo.objects.count() == 1


def test_a_photo_that_comes_after_its_item_was_taken_in_waits_for_one_more_opening(city):
    body, photo, client = report(photos=promised(jpeg())), SealedPhoto(jpeg()), revoked_phone(city)
    hand_over(client, sealed_item(body, photo))
    assert taken_in(city) == (1, 0)
    assert "photo has not come" in Quarantined.objects.get().sentence
    hand_over_photo(client, photo)
    assert Quarantined.objects.get().outcome == "waiting"
    assert taken_in(city) == (1, 0)
    assert Photo.objects.count() == Case.objects.count() == 1


def test_the_photos_of_a_verification_come_before_it(city):
    case = written_case(city, state="verifying")
    written_order(case, "verify", holder=city.people["lin"])
    body = {"kind": "verify", "made_at": "2026-03-11T08:06:00Z", "number": case.number, "photos": promised(jpeg())}
    photo, client = SealedPhoto(jpeg()), revoked_phone(city)
    hand_over(client, sealed_item(body, photo))
    hand_over_photo(client, photo)
    assert taken_in(city) == (1, 0)
    assert "verify" in verbs_of(case)
    assert Photo.objects.get(case=case).stage == "verify"


def test_one_bad_item_blocks_no_other_and_each_keeps_its_sentence(city):
    case = written_case(city, state="verifying")
    gone = {"kind": "verify", "made_at": "2026-03-11T08:06:00Z", "number": case.number, "photos": []}
    items = [
        sealed_item(report(longitude=100.0)),
        {**sealed_item(report()), "sealed": to_station(b"no json at all, but sealed")},
        {**sealed_item(report()), "sealed": to_station(b'{"kind": "unheard of"}')},
        {**sealed_item(report()), "sealed": "A" * 400},
        sealed_item(gone),
        sealed_item(report()),
    ]
    hand_over(revoked_phone(city), *items)
    assert taken_in(city) == (1, 5)
    sentences = Quarantined.objects.filter(outcome="refused").order_by("id").values_list("sentence", flat=True)
    assert all(sentences)
    assert "another version" in sentences[1]
    assert "station key is missing" in sentences[3]
    assert Case.objects.filter(reported_by=city.people["lin"]).count() == 1
    audited = AuditEntry.objects.filter(action="open_sealed_item", actor=city.people["administrator"])
    assert audited.count() == 6


def test_a_case_that_moved_on_says_so_and_may_be_discarded(city):
    case = written_case(city, state="in_progress")
    body = {"kind": "verify", "made_at": "2026-03-11T08:06:00Z", "number": case.number, "seen": 1, "photos": []}
    hand_over(revoked_phone(city), sealed_item(body))
    assert taken_in(city) == (0, 1)
    row = Quarantined.objects.get()
    assert row.sentence
    with pytest.raises(Unusable):
        discard_quarantined(rows=[row], reason="  ", by=keeper(city))
    assert discard_quarantined(rows=[row], reason="已另行处理", by=keeper(city)) == 1
    row.refresh_from_db()
    assert (row.outcome, row.sentence, row.opened_by) == ("discarded", "已另行处理", city.people["administrator"])
    assert taken_in(city) == (0, 0)


def test_a_former_station_key_still_opens_and_a_missing_one_says_so(city, settings):
    item = sealed_item(report())
    hand_over(revoked_phone(city), item)
    former = settings.STATION_KEYS
    settings.STATION_KEYS = [new_station_key()]
    assert taken_in(city) == (0, 1)
    assert "station key is missing" in Quarantined.objects.get().sentence
    settings.STATION_KEYS = [new_station_key(), *former]
    assert taken_in(city) == (1, 0)


def test_a_photo_that_is_none_or_another_holds_up_no_report(city):
    other, broken, client = SealedPhoto(jpeg()), SealedPhoto(b"no photo"), revoked_phone(city)
    other.photo = "0f" * 32
    hand_over(client, sealed_item(report(photos=promised(jpeg(), b"no photo")), other, broken))
    hand_over_photo(client, other)
    hand_over_photo(client, broken)
    assert taken_in(city) == (1, 0)
    assert "another one than its item names" in Quarantined.objects.get().sentence
    assert Case.objects.count() == 1
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("name", ["neighbour", "xu", "supervisor", "auditor"])
def test_who_keeps_no_keys_of_the_owner_neither_sees_nor_opens_it(city, name):
    hand_over(revoked_phone(city), sealed_item(report()))
    assert quarantine_of(keeper(city, name)).count() == 0
    for act in (
        lambda rows, by: take_in_quarantined(rows=rows, by=by),
        lambda rows, by: discard_quarantined(rows=rows, by=by, reason="x"),
    ):
        with pytest.raises((NotFound, NotAllowed)):
            act(Quarantined.objects.all(), keeper(city, name))
    assert Quarantined.objects.get().outcome == "waiting"


@pytest.mark.parametrize("name", ["lin", "administrator"])
def test_the_owner_and_who_keeps_the_keys_see_and_open_it(city, name):
    hand_over(revoked_phone(city), sealed_item(report()))
    assert quarantine_of(keeper(city, name)).count() == 1
    assert taken_in(city, name) == (1, 0)
    assert quarantine_of(keeper(city, name)).count() == 0
    assert Case.objects.get().reported_by == city.people["lin"]


def test_no_key_opens_it(city):
    hand_over(revoked_phone(city), sealed_item(report()))
    by_key = actor_for(city.people["lin"], timezone.now(), frozenset({Scope.PHONE}))
    with pytest.raises(NotAllowed):
        take_in_quarantined(rows=Quarantined.objects.all(), by=by_key)


def test_what_came_twice_under_one_id_is_one_case_and_the_other_says_so(city):
    one = sealed_item(report())
    other = {**sealed_item(report(description="别的")), "id": one["id"]}
    hand_over(revoked_phone(city), one, other)
    assert taken_in(city) == (1, 1)
    assert Case.objects.count() == 1
    assert "another content" in Quarantined.objects.get(outcome="refused").sentence
