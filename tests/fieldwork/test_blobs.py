"""Photos in pieces: resumed where they stopped, whole by their hash, nobody else's, the case's once they are there."""

from io import BytesIO
from os import urandom

import pytest
from PIL import Image

from tests.api.knocking import phone, send
from tests.cases.ways import in_progress, seen_by
from tests.fieldwork.outboxes import cut, declare, promised, put, put_piece, report, send_photo, sha256
from wangge.cases.models import Case, Photo, PromisedPhoto
from wangge.fieldwork import blob_files
from wangge.fieldwork.actions import blobs, pieces
from wangge.fieldwork.models import Blob


def photo(size: int = 220) -> bytes:
    """A JPEG of nothing but noise: four pieces or so."""
    written = BytesIO()
    Image.frombytes("RGB", (size, size), urandom(size * size * 3)).save(written, "JPEG", quality=95)
    return written.getvalue()


def test_a_photo_comes_in_pieces_and_is_whole_with_the_last(city):
    client, content = phone(city, "lin"), photo()
    assert len(cut(content)) >= 3
    assert declare(client, content).json() == {"have": [], "complete": False}
    assert put_piece(client, content, 1).status_code == 204
    assert put_piece(client, content, 1).status_code == 204
    assert declare(client, content).json() == {"have": [1], "complete": False}
    send_photo(client, content)
    assert declare(client, content).json() == {"have": list(range(len(cut(content)))), "complete": True}


def test_a_report_comes_before_its_photo_and_the_photo_finds_it(city):
    client, content = phone(city, "lin"), photo()
    number = put(client, report(photos=promised(content))).json()["number"]
    send_photo(client, content)
    case = send(client, "GET", f"/cases/{number}").json()
    assert case["photos_awaited"] == 0
    assert [one["stage"] for one in case["photos"]] == ["report"]
    assert Photo.objects.get().received_hash == sha256(content)


def test_a_photo_that_came_first_is_the_reports_at_once(city):
    client, content = phone(city, "lin"), photo()
    send_photo(client, content)
    assert not Photo.objects.exists()
    answer = put(client, report(photos=promised(content))).json()
    assert answer["photos"] == [{"hash": sha256(content), "stage": "report", "arrived": True}]
    assert answer["version"] == Case.objects.get().version
    assert put_piece(client, content, 0).status_code == 204
    assert Photo.objects.count() == 1


def test_a_result_is_resolved_with_the_photo_that_came_before_it(city):
    case = in_progress(city)
    case = seen_by(city, "sanitation", case)
    Case.objects.filter(pk=case.pk).update(handler=city.people["sweeper"])
    case.orders.filter(lead=True, kind="part").update(holder=city.people["sweeper"])
    client, content = phone(city, "sweeper"), photo()
    body = {"kind": "resolve", "made_at": "2026-03-11T08:06:00Z", "number": case.number, "seen": case.version}
    assert put(client, body).json()["title"] == "missing"
    send_photo(client, content)
    answer = put(client, {**body, "photos": promised(content)})
    assert (answer.status_code, answer.json()["state"]) == (201, "checking"), answer.content.decode()
    assert answer.json()["photos"][0]["arrived"]


def test_a_piece_that_was_changed_on_its_way_is_refused(city):
    client, content = phone(city, "lin"), photo()
    declare(client, content)
    answer = put_piece(client, content, 0, b"something else")
    assert (answer.status_code, answer.json()["title"]) == (422, "wrong-bytes")
    assert declare(client, content).json()["have"] == []


def test_pieces_that_make_another_photo_are_all_dropped(city, folders):
    client, content = phone(city, "lin"), photo()
    wrong = "ab" * 32
    body = {
        "hash": wrong,
        "bytes": len(content),
        "chunk_bytes": 16_000,
        "chunks": [sha256(one) for one in cut(content)],
    }
    assert send(client, "POST", "/phone/blobs", body).status_code == 200
    answers = [
        client.put(f"/api/v1/phone/blobs/{wrong}/{index}", piece, content_type="application/octet-stream")
        for index, piece in enumerate(cut(content))
    ]
    assert [answer.status_code for answer in answers[:-1]] == [204] * (len(answers) - 1)
    assert answers[-1].status_code == 422
    assert not Blob.objects.exists()
    assert not [path for path in (folders / "blobs").rglob("*") if path.is_file()]


def test_nobody_learns_from_the_pieces_of_another_person(city):
    content = photo()
    send_photo(phone(city, "lin"), content)
    other = phone(city, "deputy")
    assert put_piece(other, content, 0).status_code == 404
    assert declare(other, content).json() == {"have": [], "complete": False}
    number = put(other, report(photos=promised(content))).json()["number"]
    assert send(other, "GET", f"/cases/{number}").json()["photos_awaited"] == 1


@pytest.mark.parametrize("index", [-1, 99])
def test_a_piece_that_was_not_declared_is_not_there(city, index):
    client, content = phone(city, "lin"), photo()
    declare(client, content)
    address = f"/api/v1/phone/blobs/{sha256(content)}/{index}"
    assert client.put(address, b"x", content_type="application/octet-stream").status_code == 404


class KilledError(Exception):
    """The server is killed in this moment."""


def test_what_was_acknowledged_is_there_after_the_server_was_killed_at_any_moment(city, monkeypatch):
    client, content = phone(city, "lin"), photo()
    put(client, report(photos=promised(content)))
    declare(client, content)
    put_piece(client, content, 0)

    def die(*_given: object, **_named: object) -> None:
        raise KilledError

    for module, name in ((pieces, "keep_whole"), (blobs, "_give_to_cases"), (blobs, "keep_promise")):
        with monkeypatch.context() as there:
            there.setattr(module, name, die)
            for index in range(1, len(cut(content))):
                try:
                    put_piece(client, content, index)
                except KilledError:
                    break
    assert declare(client, content).json() == {"have": list(range(len(cut(content)))), "complete": True}
    assert Photo.objects.count() == 1
    assert not PromisedPhoto.objects.filter(arrived_at=None).exists()


def test_half_a_file_is_no_piece(city, monkeypatch):
    client, content = phone(city, "lin"), photo()
    declare(client, content)

    def die(*_given: object, **_named: object) -> None:
        raise KilledError

    with monkeypatch.context() as there:
        there.setattr("os.fsync", die)
        with pytest.raises(KilledError):
            put_piece(client, content, 0)
    assert declare(client, content).json()["have"] == []


def test_a_photo_that_is_none_is_told_and_waited_for_no_longer(city):
    client, content = phone(city, "lin"), urandom(40_000)
    number = put(client, report(photos=promised(content))).json()["number"]
    declare(client, content)
    answers = [put_piece(client, content, index) for index in range(len(cut(content)))]
    assert (answers[-1].status_code, answers[-1].json()["title"]) == (422, "bad-photo")
    assert send(client, "GET", f"/cases/{number}").json()["photos_awaited"] == 0


def test_a_report_counts_even_where_its_photo_is_none(city):
    client, content = phone(city, "lin"), urandom(40_000)
    send_photo(client, content)
    answer = put(client, report(photos=promised(content)))
    assert answer.status_code == 201
    assert "JPEG" in answer.json()["notices"][-1]
    assert send(client, "GET", f"/cases/{answer.json()['number']}").json()["photos_awaited"] == 0


def test_pieces_lost_from_the_disk_are_asked_for_again(city):
    client, content = phone(city, "lin"), photo()
    send_photo(client, content)
    blob_files.drop_files(Blob.objects.get())
    assert declare(client, content).json() == {"have": [], "complete": False}
    send_photo(client, content)
    assert declare(client, content).json()["complete"]


def test_too_many_and_too_large_are_refused_in_sentences(city, monkeypatch):
    client = phone(city, "lin")
    monkeypatch.setattr(blobs, "MOST_UNFINISHED", 1)
    assert declare(client, b"one").status_code == 200
    answer = declare(client, b"two")
    assert (answer.status_code, answer.json()["title"]) == (422, "too-much")
    assert declare(client, b"one").status_code == 200
    monkeypatch.setattr(blobs, "MOST_UNFINISHED", 9)
    monkeypatch.setattr(blobs, "MOST_TOGETHER", 5)
    assert declare(client, b"three").json()["title"] == "too-much"


@pytest.mark.parametrize("given", [{"chunk_bytes": 15_999}, {"chunk_bytes": 1_048_577}, {"bytes": 10_000_001}])
def test_pieces_and_photos_have_their_sizes(city, given):
    assert declare(phone(city, "lin"), b"one", **given).status_code == 422


def test_pieces_that_cannot_make_the_whole_are_refused(city):
    assert declare(phone(city, "lin"), b"one", bytes=16_001).status_code == 422
