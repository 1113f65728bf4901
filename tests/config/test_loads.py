"""No door takes more bytes than it has use for, and what is too much is refused before any of it is read."""

from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from tests.contracts.repository import TOP
from wangge.config.loads import BESIDE_FILES, most_bytes
from wangge.config.wsgi import application

PHOTO, TABLE, OUTBOX = 10_000_000, 200_000_000, 1_000_000_000

pytestmark = pytest.mark.django_db


class Unread(BytesIO):
    """A body that nobody may touch."""

    def read(self, *_size: int | None) -> bytes:
        raise AssertionError("the body was read")


def announced(path: str, size: int, content_type: str = "multipart/form-data; boundary=x", **more: str):
    """How the whole platform answers a form that says it has so many bytes."""
    environ = RequestFactory().post(path, HTTP_ACCEPT_LANGUAGE="en", **more).environ
    given = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(size), "wsgi.input": Unread()}
    told: list[tuple[str, dict[str, str]]] = []
    body = application({**environ, **given}, lambda status, headers: told.append((status, dict(headers))))
    ((status, headers),) = told
    return int(status[:3]), headers, b"".join(body).decode()


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", 0),
        ("/accounts/login/", 0),
        ("/near/0C123/me-too/", 0),
        ("/report/", PHOTO),
        ("/my/abc/photo/", PHOTO),
        ("/cases/0C123/resolve/", 20 * PHOTO),
        ("/register/import/", 60_000_000),
        ("/office/catalogue/import/edition/", TABLE),
        ("/office/sealed/", OUTBOX),
        ("/api/v1/cases", 0),
        ("/api/v1/cases/0C123/photos", PHOTO),
        ("/api/v1/track/abc/photos", PHOTO),
        ("/api/v1/plans", TABLE),
        ("/api/v1/editions", TABLE),
        ("/api/v1/imports/components", TABLE),
        ("/api/v1/phone/rescue", OUTBOX),
    ],
)
def test_each_door_takes_what_it_has_use_for_and_little_more(path: str, allowed: int):
    most = most_bytes(path)
    assert most == allowed + BESIDE_FILES
    status, _headers, _body = announced(path, most + 1)
    assert status == 413


def test_a_page_says_it_in_a_sentence():
    status, headers, body = announced("/report/", 50_000_000_000)
    assert (status, headers["Content-Type"]) == (413, "text/plain; charset=utf-8")
    assert body == "The request is larger than 22 MB: send photos one by one, each of 10 MB at most"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_an_open_page_is_told_in_its_place_of_notices():
    status, headers, body = announced("/cases/0C123/resolve/", 50_000_000_000, HTTP_HX_REQUEST="true")
    assert (status, headers["HX-Retarget"]) == (413, "#notices")
    assert "larger than 212 MB" in body


def test_the_api_says_it_as_a_problem():
    status, headers, body = announced("/api/v1/track/abc/photos", 50_000_000_000)
    assert (status, headers["Content-Type"]) == (413, "application/problem+json; charset=utf-8")
    assert '"title": "too-big"' in body


def test_what_the_door_takes_comes_in():
    assert Client().post("/report/", {"words": "a" * 1000}).status_code != 413


@pytest.mark.parametrize("length", ["", "many"])
def test_without_a_length_nothing_is_read(length: str):
    """As the server hands on what comes in chunks: Django takes it for empty."""
    environ = {**RequestFactory().post("/report/").environ, "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    told: list[str] = []
    application(
        {**environ, "CONTENT_LENGTH": length, "wsgi.input": Unread()}, lambda status, _headers: told.append(status)
    )
    assert told[0][:3] != "413"


def test_what_is_read_into_memory_has_the_same_bound():
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == BESIDE_FILES


def test_the_proxy_of_the_guide_knows_the_same_doors():
    guide = (TOP / "docs" / "how-to" / "deploy.md").read_text()
    for path in ("/report/", "/my/a/photo/", "/cases/1/resolve/", "/office/sealed/", "/api/v1/phone/rescue"):
        assert f"client_max_body_size {most_bytes(path) // 1_000_000}m;" in guide
