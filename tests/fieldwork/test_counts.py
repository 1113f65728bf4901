"""Two who count a dwelling apart are both heard: values are merged one by one, none overwrites what it had not seen."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.api.knocking import phone, send
from tests.cases.ways import counted
from tests.city import COMMUNITY, OTHER_COMMUNITY, City, inside
from tests.fieldwork.outboxes import put
from wangge.fieldwork.models import Item
from wangge.territory.models import Area, Dwelling, DwellingCount

MADE = timezone.now().isoformat()  # by a phone whose clock is right; the same when it is sent again


@pytest.fixture
def house(city: City) -> Dwelling:
    return a_house("house-0", COMMUNITY, 0)


def a_house(code: str, community: str, grid: int) -> Dwelling:
    longitude, latitude = inside(grid)
    return Dwelling.objects.create(
        code=code,
        community=Area.objects.get(code=community),
        longitude=longitude,
        latitude=latitude,
        households=20,
        people=50,
        storeys=6,
    )


def count(**given) -> dict:
    """What a phone sends: ``count(households=(20, 22))``."""
    fields = {name: {"was": pair[0], "now": pair[1]} for name, pair in given.items() if isinstance(pair, tuple)}
    others = {name: value for name, value in given.items() if name not in fields}
    return {"kind": "count", "made_at": MADE, "dwelling": "house-0", **fields, **others}


def stands(house: Dwelling) -> tuple[int, int | None, int | None]:
    house.refresh_from_db()
    return house.households, house.people, house.storeys


def beside_of(client) -> list[dict]:
    (row,) = send(client, "GET", "/phone/parts/dwellings").json()["dwellings"]
    return row["beside"]


def test_what_was_counted_stands(city, house):
    client, uuid = phone(city, "lin"), uuid4()
    answer = put(client, count(households=(20, 22)), uuid)
    assert (answer.status_code, answer.json()["number"], answer.json()["notices"]) == (201, "house-0", [])
    assert put(client, count(households=(20, 22)), uuid).status_code == 200
    assert stands(house) == (22, 50, 6)
    assert (house.counted_on is not None, DwellingCount.objects.count()) == (True, 1)


def test_two_who_count_different_things_are_both_right(city, house):
    put(phone(city, "lin"), count(households=(20, 22)))
    answer = put(phone(city, "deputy"), count(people=(50, 61)))
    assert answer.json()["notices"] == []
    assert stands(house) == (22, 61, 6)


def test_of_two_values_for_the_same_both_are_kept_and_shown(city, house):
    first, second = phone(city, "lin"), phone(city, "deputy")
    put(first, count(households=(20, 22)))
    answer = put(second, count(households=(20, 25), storeys=(6, 7)))
    assert answer.json()["notices"] != []
    assert stands(house) == (22, 50, 7)
    (told,) = beside_of(first)
    assert (told["field"], told["value"], told["by"]) == ("households", 25, "何青")


def test_whoever_has_seen_both_settles_it(city, house):
    first, second = phone(city, "lin"), phone(city, "deputy")
    put(first, count(households=(20, 22)))
    put(second, count(households=(20, 25)))
    (told,) = beside_of(first)
    put(first, count(households=(22, 25), settles=[told["id"]]))
    assert stands(house)[0] == 25
    assert beside_of(second) == []


def test_the_same_counted_twice_is_no_difference(city, house):
    put(phone(city, "lin"), count(households=(20, 22)))
    assert put(phone(city, "deputy"), count(households=(20, 22))).json()["notices"] == []
    assert beside_of(phone(city, "deputy")) == []


def test_who_counts_twice_without_network_has_seen_the_own_first(city, house):
    client = phone(city, "lin")
    put(client, count(households=(20, 22)))
    assert put(client, count(households=(20, 23))).json()["notices"] == []
    assert stands(house)[0] == 23


def test_another_version_of_the_part_is_told(city, house):
    client = phone(city, "lin")
    before = send(client, "GET", "/phone/feed").json()["parts"]["dwellings"]
    put(client, count(people=(50, 51)))
    assert send(client, "GET", "/phone/feed").json()["parts"]["dwellings"] != before


@pytest.mark.parametrize("name", ["neighbour", "far", "other_community", "sanitation", "xu"])
def test_only_who_works_there_counts(city, house, name):
    answer = put(phone(city, name), count(households=(20, 22)))
    assert answer.status_code == 403
    assert "house-0" in answer.json()["detail"]
    assert stands(house) == (20, 50, 6)


def test_the_community_counts_too(city, house):
    assert put(phone(city, "community"), count(households=(20, 22))).status_code == 201
    assert stands(house)[0] == 22


@pytest.mark.parametrize(
    "given",
    [{"households": (20, None)}, {"households": (20, -1)}, {"people": (50, 10_000_000)}, {"settles": [0]}],
)
def test_what_cannot_be_is_refused(city, house, given):
    assert put(phone(city, "lin"), count(**given)).status_code == 422
    assert not Item.objects.exists()


def test_a_dwelling_that_is_none_is_said(city, house):
    answer = put(phone(city, "lin"), count(dwelling="house-9", households=(20, 22)))
    assert (answer.status_code, "house-9" in answer.json()["detail"]) == (404, True)


def test_somebody_elses_difference_is_not_settled_from_here(city, house):
    a_house("house-1", OTHER_COMMUNITY, 2)
    put(phone(city, "far"), count(dwelling="house-1", households=(20, 22)))
    put(phone(city, "other_community"), count(dwelling="house-1", households=(20, 25)))
    (row,) = DwellingCount.objects.filter(beside=True)
    put(phone(city, "lin"), count(households=(20, 21), settles=[row.pk]))
    assert DwellingCount.objects.filter(beside=True).count() == 1


def test_a_count_takes_few_statements(city, house):
    client = phone(city, "lin")
    put(client, count(people=(50, 51)))
    with CaptureQueriesContext(connection) as queries:
        put(client, count(households=(20, 22), people=(51, 52), storeys=(6, 7)))
    assert counted(queries) <= 14
