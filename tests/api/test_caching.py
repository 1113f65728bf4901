"""Who may keep an answer of the API: nobody, unless the endpoint says so itself."""

import pytest

from tests.api.knocking import browser, key_of, phone, send
from tests.cases.ways import in_progress, reported
from tests.city import CITY, City
from wangge.cases.reports import Contact

PRIVATE = "private, no-store"
OWN_TAG = "private, no-cache"


@pytest.mark.parametrize("name", ["supervisor", "administrator", "auditor"])
def test_people_keys_messages_the_audit_and_refusals_are_kept_by_nobody(city: City, name: str):
    key_of(city, "lin")
    client = browser(city, name)
    for path in (
        "/me",
        "/me/readings",
        "/people",
        "/keys?owner=lin",
        "/audit",
        "/messages",
        "/where",
        "/nothing",
        "/steps",
    ):
        assert send(client, "GET", path)["Cache-Control"] == PRIVATE, path


def test_a_contact_is_kept_by_nobody(city: City):
    guilan = Contact("周桂兰", "0717-6000001", None, may_call=True)
    number = reported(city, contact=guilan, on_behalf=True).number
    answer = send(browser(city, "intake"), "GET", f"/cases/{number}/contact?reason=to+call+back")
    assert (answer.status_code, answer["Cache-Control"]) == (200, PRIVATE)


def test_what_a_private_link_opens_and_what_a_stranger_is_refused_is_kept_by_nobody(city: City, client):
    for path in ("/track/no-such-token", "/track/no-such-token/readings", "/me", "/cases/%00"):
        assert send(client, "GET", path)["Cache-Control"] == PRIVATE, path


def test_what_is_written_is_kept_by_nobody(city: City):
    number = in_progress(city).number
    assert send(phone(city, "lin"), "POST", f"/cases/{number}/comments", {"note": "看过"})["Cache-Control"] == PRIVATE


def test_answers_with_a_tag_may_still_be_asked_again(city: City):
    number, client = in_progress(city).number, phone(city, "lin")
    parts = send(client, "GET", "/phone/feed").json()["parts"]
    paths = ["/classes", "/cases", f"/cases/{number}", "/public/cases", *(f"/phone/parts/{name}" for name in parts)]
    found = {path: send(client, "GET", path) for path in paths}
    assert {path: answer["Cache-Control"] for path, answer in found.items()} == dict.fromkeys(paths, OWN_TAG)
    assert all("ETag" in answer for answer in found.values())
    again = send(client, "GET", "/classes", headers={"If-None-Match": found["/classes"]["ETag"]})
    assert (again.status_code, "no-store" in again.get("Cache-Control", "")) == (304, False)


def test_what_is_for_everybody_says_nothing_new(city: City, client):
    number = in_progress(city).number
    for path in (f"/public/cases/{number}", "/openapi.json", f"/public/cases?area={CITY}"):
        assert "no-store" not in send(client, "GET", path).get("Cache-Control", ""), path
