"""Photos in the forms of verbs: what came is kept whatever else is wrong, and the second try goes through."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.knocking import browser
from tests.cases.pictures import jpeg, picture
from tests.cases.ways import in_progress, reported, seen_by
from tests.city import City
from wangge.cases.actions.remarks import comment_case
from wangge.cases.models import Case, Photo, PhotoStage
from wangge.cases.photos import MOST_BYTES


@pytest.fixture
def clerk(city: City, clock) -> Client:
    return english(city, "sanitation")


def english(city: City, name: str) -> Client:
    client = browser(city, name)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def upload(content: bytes, name: str = "after.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def resolve(client: Client, case: Case, *photos: SimpleUploadedFile, **given: object):
    body = {"outcome": "fixed", "note": "", "seen": case.version, "photos": list(photos), **given}
    return client.post(f"/cases/{case.number}/resolve/", body)


def kept(case: Case) -> int:
    return Photo.objects.filter(case=case, stage=PhotoStage.RESOLVE).count()


def test_the_second_try_after_photos_were_kept_needs_neither_photos_nor_another_look(city: City, clerk):
    case = in_progress(city)
    assert resolve(clerk, case, upload(jpeg()), outcome="partly").status_code == 422
    again = resolve(clerk, case, outcome="partly", note="the rest lies behind a locked gate")
    assert again.status_code == 303, again.content.decode()


def test_photos_are_kept_where_a_field_is_missing_too(city: City, clock):
    case = reported(city, "xu", photo=False)
    answer = english(city, "lin").post(
        f"/cases/{case.number}/refute/", {"note": "nothing here", "photos": upload(jpeg())}
    )
    assert answer.status_code == 422
    assert "photos are kept" in answer.content.decode()
    assert Photo.objects.filter(case=case, stage=PhotoStage.VERIFY).count() == 1


def test_of_several_photos_each_that_is_none_is_named_and_the_others_are_kept(city: City, clerk):
    case = in_progress(city)
    sent = [upload(jpeg()), upload(b"a letter", "letter.txt"), upload(jpeg(picture(300, 300)), "other.jpg")]
    answer = resolve(clerk, case, *sent)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "letter.txt: The file is no JPEG" in words
    assert "photos are kept" in words
    assert kept(case) == 2
    case.refresh_from_db()
    assert case.state == "in_progress"


def test_a_photo_that_is_too_large_is_told_by_its_true_size(city: City, clerk):
    answer = resolve(clerk, in_progress(city), upload(b"\xff" * (MOST_BYTES + 5_000_000), "big.jpg"))
    assert "big.jpg: The photo has 15 MB, and 10 MB are possible" in answer.content.decode()


def test_what_a_colleague_changed_meanwhile_still_asks_for_another_look(city: City, clerk, clock):
    case = in_progress(city)
    comment_case(case=seen_by(city, "sanitation", case), note="gate locked", by=city.actor("sanitation", clock.at))
    answer = resolve(clerk, case, upload(jpeg()))
    assert answer.status_code == 409
    assert kept(case) == 1


def test_who_has_nothing_to_show_leaves_no_photo(city: City, clock):
    case = reported(city, photo=False)
    assert english(city, "intake").post(f"/cases/{case.number}/verify/", {"photos": upload(jpeg())}).status_code == 403
    assert not Photo.objects.exists()


def test_an_open_page_is_told_in_one_sentence(city: City, clerk):
    case = in_progress(city)
    body = {"outcome": "partly", "photos": upload(jpeg())}
    answer = clerk.post(f"/cases/{case.number}/resolve/", body, headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#notices"
    assert "photos are kept" in answer.content.decode()


def test_the_camera_of_a_phone_is_offered_beside_the_files(city: City, clerk):
    words = clerk.get(f"/cases/{in_progress(city).number}/resolve/").content.decode()
    assert words.count('name="photos"') == 2
    assert 'capture="environment"' in words
