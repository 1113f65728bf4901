"""What is left over of photos in pieces is given to who waits for it, and ends in time."""

from datetime import timedelta

from django.utils import timezone

from tests.api.knocking import phone
from tests.fieldwork.outboxes import declare, promised, put, put_piece, report, send_photo
from tests.fieldwork.sealing import SealedPhoto, hand_over, hand_over_photo, revoked_phone, sealed_item
from tests.fieldwork.test_blobs import photo
from wangge.accounts.actions.erasure import erase_expired
from wangge.cases.models import Photo, PromisedPhoto
from wangge.fieldwork.actions.sweeping import CLAIMED_KEPT, KEPT, drop_old_blobs, drop_old_seals, give_missed_photos
from wangge.fieldwork.models import Blob, Quarantined
from wangge.fieldwork.models import SealedPhoto as Row


def files(folders):
    return [path for path in (folders / "blobs").rglob("*") if path.is_file()]


def test_a_photo_that_missed_its_report_is_given_to_it(city):
    client, content = phone(city, "lin"), photo()
    put(client, report(photos=promised(content)))
    promise = PromisedPhoto.objects.get()
    PromisedPhoto.objects.filter(pk=promise.pk).update(arrived_at=timezone.now())  # as if it were not seen yet
    send_photo(client, content)
    PromisedPhoto.objects.filter(pk=promise.pk).update(arrived_at=None)
    assert give_missed_photos(timezone.now()) == 0
    assert give_missed_photos(timezone.now() + timedelta(minutes=2)) == 1
    assert Photo.objects.count() == 1
    assert not PromisedPhoto.objects.filter(arrived_at=None).exists()


def test_what_nobody_claims_ends_after_thirty_days(city, folders):
    client, whole, begun = phone(city, "lin"), photo(), photo()
    send_photo(client, whole)
    declare(client, begun)
    put_piece(client, begun, 0)
    assert drop_old_blobs(timezone.now() + KEPT - timedelta(hours=1)) == 0
    assert drop_old_blobs(timezone.now() + KEPT + timedelta(hours=1)) == 2
    assert not Blob.objects.exists()
    assert files(folders) == []


def test_a_copy_of_what_a_case_has_ends_after_three_days(city, folders):
    client, content = phone(city, "lin"), photo()
    put(client, report(photos=promised(content)))
    send_photo(client, content)
    assert declare(client, content).json()["complete"]
    assert drop_old_blobs(timezone.now() + CLAIMED_KEPT + timedelta(hours=1)) == 1
    assert files(folders) == []
    assert Photo.objects.count() == 1


def test_files_whose_row_retention_erased_end_too(city, folders):
    content = photo()
    send_photo(phone(city, "lin"), content)
    later = timezone.now() + KEPT + timedelta(days=2)
    assert erase_expired(at=later)["Blob"] == 1
    assert files(folders)
    assert drop_old_blobs(later) == 1
    assert files(folders) == []


def test_sealed_photos_stay_until_their_items_are_done_and_a_while_longer(city, folders):
    sealed, client = SealedPhoto(b"photo"), revoked_phone(city)
    hand_over(client, sealed_item(report(), sealed))
    hand_over_photo(client, sealed)
    assert len(list((folders / "photos" / "sealed").rglob("whole"))) == 1
    now = timezone.now()
    assert drop_old_seals(now + timedelta(days=100)) == 0
    Quarantined.objects.update(outcome="taken", opened_at=now + timedelta(days=99))
    assert drop_old_seals(now + timedelta(days=100)) == 0
    Quarantined.objects.update(opened_at=now + timedelta(days=90))
    assert drop_old_seals(now + timedelta(days=100)) == 1
    assert Row.objects.count() == 0
    assert list((folders / "photos" / "sealed").rglob("whole")) == []


def test_what_nobody_opened_is_erased_after_half_a_year_with_its_photos(city, folders):
    sealed, client = SealedPhoto(b"photo"), revoked_phone(city)
    hand_over(client, sealed_item(report(), sealed))
    hand_over_photo(client, sealed)
    now = timezone.now()
    erase_expired(at=now + timedelta(days=182))
    assert Quarantined.objects.count() == Row.objects.count() == 1
    erase_expired(at=now + timedelta(days=184))
    assert Quarantined.objects.count() == Row.objects.count() == 0
    drop_old_seals(now + timedelta(days=185))
    assert list((folders / "photos" / "sealed").rglob("whole")) == []
