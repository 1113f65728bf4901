"""Pages by cursor: nothing twice and nothing left out, while cases come and go."""

from uuid import uuid4

import pytest

from tests.api.knocking import phone, send
from tests.cases.written_cases import written_case
from tests.city import inside
from wangge.cases.models import Case


def pages(client, path, between):
    """The numbers of all pages; ``between`` is done after each."""
    found, after = [], ""
    while True:
        answer = send(client, "GET", f"{path}limit=4{after}").json()
        found += [item["number"] for item in answer["items"]]
        if answer["next"] is None:
            return found
        after = f"&after={answer['next']}"
        between()


def test_every_case_comes_once_while_others_are_reported_and_ended(city):
    there = [written_case(city, grid=place % 2).number for place in range(14)]
    ended = iter(Case.objects.order_by("pk"))

    def meanwhile():
        written_case(city)
        Case.objects.filter(pk=next(ended).pk).update(state="void", open=False)

    found = pages(phone(city, "supervisor"), "/cases?", meanwhile)
    assert found == sorted(there, reverse=True)


def test_public_pages_go_on_in_the_same_way(city):
    minor = written_case(city).minor
    columns = {"state": "dispatched", "filed_at": "2026-03-11T00:00:00Z", "condition": minor.filing_conditions.first()}
    there = [written_case(city, **columns).number for _ in range(9)]
    assert pages(phone(city, "lin"), "/public/cases?", lambda: None) == sorted(there, reverse=True)


@pytest.mark.django_db(transaction=True)  # a reader waits for the end of the test's own transaction
def test_the_feed_goes_on_where_it_ended(city):
    client, seen, after = phone(city, "lin"), [], ""
    for _ in range(3):
        number = send(client, "POST", "/cases", _report()).json()["number"]
        answer = send(client, "GET", f"/steps?after={after}").json()
        seen += [(item["number"], item["verb"]) for item in answer["items"]]
        after = answer["next"]
        assert seen[-1][0] == number
    assert send(client, "GET", f"/steps?after={after}").json() == {"items": [], "next": after}
    assert len(seen) == len(set(seen))


def _report():
    longitude, latitude = inside(0)
    return {
        "id": str(uuid4()),
        "source": "grid_worker",
        "longitude": longitude,
        "latitude": latitude,
        "description": "巷口有垃圾",
    }
