"""What cannot be kept or read is refused with a sentence, and never a fault of the server."""

import json

import pytest
from django.test import Client

from tests.api.knocking import ROOT, phone, send
from tests.api.scene import report_at, three_places
from tests.cases.ways import in_progress

BEYOND = 2**63


def a_problem(answer, *statuses):
    assert answer.status_code in statuses, answer.content.decode()
    assert answer["Content-Type"].startswith("application/problem+json")
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["detail"]
    return body


DIRT = {
    "NUL in a text": {"description": "垃圾\x00"},
    "half of a pair": {"description": "\ud83d"},
    "an immense number": {"photos": 10**30},
    "a number just too large": {"photos": BEYOND},
    "a moment without a zone": {"told_at": "2026-03-11T08:00:00"},
    "an unknown datum": {"datum": "BD09"},
    "a place nowhere": {"longitude": 500.0},
    "a list for a text": {"description": ["a"]},
    "a text for a number": {"longitude": "east"},
    "a text that is too long": {"description": "很" * 5000},
    "no id": {"id": "17"},
}


@pytest.mark.parametrize("given", DIRT.values(), ids=DIRT.keys())
def test_a_report_that_cannot_be_kept_is_refused(city, given):
    body = {**report_at(three_places(city)[0]), **given}
    a_problem(send(phone(city, "lin"), "POST", "/cases", body), 400, 422)


RAW = {
    "NaN": (b'{"longitude": NaN}', 400),
    "infinity": (b'{"longitude": -Infinity}', 400),
    "infinity by its exponent": (b'{"longitude": 1e999}', 400),
    "no JSON": (b"{", 400),
    "no UTF-8": (b'{"description": "\xff"}', 400),
    "deep nesting": (b"[" * 100_000, 400),
    "a number of 5,000 digits": (b'{"photos": ' + b"9" * 5000 + b"}", 400),
    "a list": (b"[]", 422),
    "nothing": (b"", 422),
    "null": (b"null", 422),
}


@pytest.mark.parametrize(("raw", "status"), RAW.values(), ids=RAW.keys())
def test_a_body_that_cannot_be_read_is_refused(city, raw, status):
    client = phone(city, "lin")
    a_problem(client.generic("POST", f"{ROOT}/cases", raw, content_type="application/json"), status)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"])
def test_a_body_of_another_type_is_refused(city, kind):
    body = json.dumps(report_at(three_places(city)[0]))
    a_problem(phone(city, "lin").generic("POST", f"{ROOT}/cases", body, content_type=kind), 415)


QUERIES = [
    "/cases?words=%00", "/cases?after=9223372036854775808", "/cases?after=0", "/cases?limit=100000", "/cases?area=4205",
    "/cases?bbox=nan,nan,nan,nan", "/cases?bbox=1,2,3", "/cases?since=2026-03-11", "/cases?since=9999-12-31T23:59:59Z",
    "/cases?state=lost", "/map?bbox=111,30,112,31&zoom=99", "/where?longitude=nan&latitude=30",
    "/where?longitude=inf&latitude=30", "/where?longitude=1e400&latitude=1", "/where?longitude=30.7&latitude=111.2",
    "/steps?after=1.2.3", "/steps?after=99999999999999999999.1", "/steps?limit=0", "/addresses?q=",
    "/grids?west=1", "/grids/42050200202100x", "/counts/totals?area=420502002021001&verb=report",
    "/roster?organisation=99999999999999999999&since=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z",
]  # fmt: skip


@pytest.mark.parametrize("path", QUERIES)
def test_a_query_that_cannot_be_meant_is_refused(city, path):
    a_problem(send(phone(city, "lin"), "GET", path), 422)


@pytest.mark.parametrize("number", ["0", "%00", "000-000-001-4", "9" * 40, "1'--", "１２３", "../me"])
def test_a_number_that_is_none_is_not_found(city, number):
    answer = send(phone(city, "supervisor"), "GET", f"/cases/{number}")
    assert answer.status_code == 404


def test_a_refusal_says_in_the_language_of_the_asker_what_to_do(city):
    case = in_progress(city)
    client = phone(city, "lin")
    english = send(client, "POST", f"/cases/{case.number}/close", {"closure": "1"}, headers={"Accept-Language": "en"})
    body = a_problem(english, 403)
    assert body["title"] == "not-yours"
    assert case.number in body["detail"]


def test_whoever_comes_second_is_told_so(city):
    case = in_progress(city)
    client = phone(city, "sanitation", "cases:handle")
    body = {"reason": "other_owner", "note": "归排水所", "seen": case.version}
    assert send(client, "POST", f"/cases/{case.number}/return", body).status_code == 200
    a_problem(send(client, "POST", f"/cases/{case.number}/return", body), 403, 404, 409)
    a_problem(send(phone(city, "lin"), "POST", f"/cases/{case.number}/comments", {"note": "？", "seen": 1}), 409)


def test_an_invalid_field_is_named(city):
    body = a_problem(send(phone(city, "lin"), "GET", "/cases?limit=0"), 422)
    assert [one["field"].rsplit(".", 1)[-1] for one in body["fields"]] == ["limit"]


def test_nobody_and_a_wrong_key_are_told_to_sign_in(city, client):
    for headers in ({}, {"Authorization": "Bearer wg_0123_4567"}, {"Authorization": "Bearer \x00"}):
        answer = client.get(f"{ROOT}/cases", headers=headers)
        a_problem(answer, 401)
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_wrong_key_does_not_become_a_stranger(city, client):
    assert client.get(f"{ROOT}/public/cases").status_code == 200
    assert client.get(f"{ROOT}/public/cases", headers={"Authorization": "Bearer wg_0123_4567"}).status_code == 401


def test_a_stranger_reports_without_any_session_or_token(city):
    stranger = Client(enforce_csrf_checks=True)
    assert send(stranger, "POST", "/cases", report_at(three_places(city)[0])).status_code == 201


def test_a_browser_without_its_token_changes_nothing(city):
    client = Client(enforce_csrf_checks=True)
    client.force_login(city.people["xu"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert send(client, "GET", "/me").status_code == 200
    a_problem(send(client, "PUT", "/me/language", {"language": "en"}), 403)
