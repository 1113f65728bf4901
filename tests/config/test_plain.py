"""A request in an encoding of nobody, or with a session that cannot be, is answered like any other."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http.multipartparser import MultiPartParser
from django.test import Client, RequestFactory

from tests.api.knocking import browser
from tests.city import City
from wangge.config.plain import in_utf8
from wangge.config.wsgi import application

ODD = [
    "text/plain; charset=base64",
    "text/plain; charset=utf-7",
    "application/x-www-form-urlencoded; Charset=hex",
    "text/plain; charset*=utf-8''base64",
    "text/plain; charset*=nobody''utf-8",
    "text/plain; a*=nobody''b",
    "text/plain; charset=nobody",
    "text/plain; charset=a\x00b",
    'text/plain; charset="',
    "; charset=rot13",
    "text/plain; charset*0*=utf-8''ba; charset*1=se64",
]
OURS = [
    "",
    "application/json",
    "application/json; charset=utf-8",
    'text/plain; charset="UTF8"',
    "multipart/form-data; boundary=x",
]


def answered(content_type: str) -> str:
    """The status with which the whole platform answers."""
    environ = RequestFactory().post("/nowhere/?q=a").environ
    environ["CONTENT_TYPE"] = content_type
    told: list[str] = []
    application(environ, lambda status, _headers: told.append(status))
    return told[0]


def left(content_type: str) -> str:
    """What of it reaches Django."""
    environ = {"CONTENT_TYPE": content_type}
    return next(iter(in_utf8(lambda environ, _start: [environ["CONTENT_TYPE"]])(environ, print)))


@pytest.mark.parametrize("content_type", ODD)
def test_an_encoding_that_is_not_ours_counts_as_not_said(db, content_type: str):
    assert answered(content_type) == "404 Not Found"
    assert "charset" not in left(content_type)
    environ = {**RequestFactory().get("/?q=%2BAAA-").environ, "CONTENT_TYPE": left(content_type)}
    assert WSGIRequest(environ).GET["q"] == "+AAA-"  # a NUL in UTF-7


@pytest.mark.parametrize("content_type", OURS)
def test_what_everybody_sends_stays_as_it_is(content_type: str):
    assert left(content_type) == content_type


@pytest.mark.parametrize("boundary", ["x", "----WebKitFormBoundaryZ8", 'a"b', "a;charset=b", "a\\b c"])
def test_a_form_with_files_keeps_its_boundary(boundary: str):
    quoted = boundary.replace("\\", "\\\\").replace('"', '\\"')
    kept = left(f'multipart/form-data; charset=utf-7; boundary="{quoted}"')
    body = f'--{boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n+AAA-\r\n--{boundary}--\r\n'.encode()
    meta = {"CONTENT_TYPE": kept, "CONTENT_LENGTH": str(len(body))}
    fields, _files = MultiPartParser(meta, BytesIO(body), [MemoryFileUploadHandler()], "utf-8").parse()
    assert fields["a"] == "+AAA-"


@pytest.mark.parametrize("session", ['"aaaaaaaaaaaa\\000"', "AAAAAAAAAAAA", "aaaaaaaaaaaa'", '""', "é" * 12])
def test_a_session_that_nobody_was_given_is_none(city: City, session: str):
    client = Client(headers={"Cookie": f"other=1; sessionid={session}"})
    answer: Any = client.get("/office/people/")
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/accounts/login/")
    assert "sessionid" not in answer.wsgi_request.COOKIES
    assert answer.wsgi_request.COOKIES["other"] == "1"


def test_a_session_that_was_given_stays(city: City):
    assert browser(city, "administrator").get("/office/people/").status_code == 200
