"""What has not changed is not sent again."""

from tests.api.knocking import phone, send
from tests.cases.ways import in_progress
from wangge.cases.models import Photo


def tag_of(client, path):
    answer = send(client, "GET", path)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    return answer["ETag"]


def asked_again(client, path, tag):
    return send(client, "GET", path, headers={"If-None-Match": tag}).status_code


def test_a_case_is_sent_again_only_when_it_moved(city):
    case = in_progress(city)
    client, path = phone(city, "lin"), f"/cases/{case.number}"
    tag = tag_of(client, path)
    assert asked_again(client, path, tag) == 304
    assert asked_again(client, path, f'"other", {tag}') == 304
    send(client, "POST", f"{path}/comments", {"note": "又来了"})
    assert asked_again(client, path, tag) == 200


def test_a_case_is_sent_again_once_its_photo_is_ready(city):
    case = in_progress(city)
    client, path = phone(city, "lin"), f"/cases/{case.number}"
    tag = tag_of(client, path)
    Photo.objects.filter(case=case).update(state="ready")
    assert asked_again(client, path, tag) == 200


def test_one_persons_tag_is_not_anothers(city):
    path = f"/cases/{in_progress(city).number}"
    tag = tag_of(phone(city, "supervisor"), path)
    assert asked_again(phone(city, "lin"), path, tag) == 200


def test_a_list_is_sent_again_only_when_it_shows_something_else(city):
    case = in_progress(city)
    client = phone(city, "lin")
    tag = tag_of(client, "/cases?state=in_progress")
    assert asked_again(client, "/cases?state=in_progress", tag) == 304
    send(client, "POST", f"/cases/{case.number}/comments", {"note": "又来了"})
    assert asked_again(client, "/cases?state=in_progress", tag) == 200


def test_classes_and_public_cases_have_their_tags(city):
    in_progress(city)
    client = phone(city, "lin")
    for path in ("/classes", "/public/cases"):
        assert asked_again(client, path, tag_of(client, path)) == 304
