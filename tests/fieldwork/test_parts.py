"""What a phone carries beside its cases: of the own grids only, and read again only where it changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.knocking import phone, send, statements
from tests.city import GRIDS, inside
from wangge.catalogue.actions.components import remove_component
from wangge.catalogue.models import Component
from wangge.fieldwork import parts
from wangge.territory.actions.absences import enter_absence
from wangge.territory.actors import system
from wangge.territory.models import Area, Dwelling, Posting, Premises, take_turn
from wangge.territory.placecodes import place_code


def furnish(city) -> None:
    """A lamp and a building in each of the four grids."""
    for place, code in enumerate(GRIDS):
        longitude, latitude = inside(place)
        where = {"community": Area.objects.get(code=code[:12]), "longitude": longitude, "latitude": latitude}
        Component.objects.create(
            code=f"lamp-{place}", class_code="0107", owner=city.units["cameras"],
            place_code=place_code(longitude, latitude), **where,
        )  # fmt: skip
        Dwelling.objects.create(code=f"house-{place}", households=20 + place, **where)


def version(client, name: str) -> str:
    return send(client, "GET", "/phone/feed").json()["parts"][name]


@pytest.mark.parametrize(("name", "codes"), [("components", ["lamp-0"]), ("dwellings", ["house-0"])])
def test_components_and_dwellings_are_of_the_own_grids(city, name, codes):
    furnish(city)
    found = send(phone(city, "lin"), "GET", f"/phone/parts/{name}").json()[name]
    assert [row["code"] for row in found] == codes
    assert {row["grid"] for row in found} == {GRIDS[0]}


def test_dwellings_are_counts(city):
    furnish(city)
    (row,) = send(phone(city, "lin"), "GET", "/phone/parts/dwellings").json()["dwellings"]
    assert set(row) == {"code", "longitude", "latitude", "households", "people", "storeys", "beside", "grid"}


def test_outlines_are_the_own_grids_and_their_community(city):
    features = send(phone(city, "lin"), "GET", "/phone/parts/outlines").json()["features"]
    assert [(one["properties"]["kind"], one["properties"]["code"]) for one in features] == [
        ("community", GRIDS[0][:12]),
        ("grid", GRIDS[0]),
    ]
    assert features[1]["geometry"]["type"] == "Polygon"


def test_the_catalogue_is_found_by_words_sounds_and_initials(city):
    classes = send(phone(city, "lin"), "GET", "/phone/parts/catalogue").json()["classes"]
    waste = next(one for one in classes if one["name_zh"] == "暴露垃圾")
    assert (waste["kind"], waste["code"], waste["photo_needed"], waste["urgent"]) == ("event", "0101", True, False)
    assert {"baolulaji", "bllj"} <= set(waste["find"].split())
    assert [one["code"] for one in waste["conditions"]] == ["1", "2"]


@pytest.mark.parametrize("name", ["catalogue", "components", "dwellings", "outlines", "grids"])
def test_a_part_that_is_the_same_is_not_sent_again(city, name, monkeypatch):
    monkeypatch.setattr(parts, "_AN_HOUR", "%Y")  # no hour begins between the two
    client = phone(city, "lin")
    answer = send(client, "GET", f"/phone/parts/{name}")
    assert answer["ETag"] == f'"{version(client, name)}"'
    again = send(client, "GET", f"/phone/parts/{name}", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_piece_that_is_gone_is_another_version(city):
    furnish(city)
    client = phone(city, "lin")
    before = version(client, "components")
    remove_component(code="lamp-0", by=system(timezone.now()))
    assert version(client, "components") != before
    assert send(client, "GET", "/phone/parts/components").json()["components"] == []


@pytest.mark.parametrize(("turn", "name"), [("dwellings", "dwellings"), ("areas", "outlines")])
def test_an_import_is_another_version(city, turn, name):
    client = phone(city, "lin")
    before = version(client, name)
    take_turn(turn)
    assert version(client, name) != before


def test_whoever_has_no_grid_carries_none(city):
    furnish(city)
    client = phone(city, "sweeper")
    assert send(client, "GET", "/phone/parts/components").json() == {"components": []}
    assert send(client, "GET", "/phone/parts/outlines").json()["features"] == []


def test_a_part_takes_few_statements(city):
    furnish(city)
    for name in ("catalogue", "components", "dwellings", "outlines", "grids"):
        client = phone(city, "lin")
        send(client, "GET", f"/phone/parts/{name}")
        assert statements(client, "GET", f"/phone/parts/{name}") <= (13 if name == "grids" else 9)


def test_my_grid_is_told_with_who_works_in_it_and_beside_it(city):
    Posting.objects.filter(user=city.people["lin"]).update(office_phone="0717-1234567", office_hours="9-17")
    longitude, latitude = inside(0)
    where = {"community": Area.objects.get(code=GRIDS[0][:12]), "latitude": latitude}
    for code, kind, east in (("shop-1", "shop", 0), ("shop-2", "shop", 0.0002), ("away", "shop", 0.003)):
        Premises.objects.create(code=code, kind=kind, name="小店", longitude=longitude + east, **where)
    (grid,) = send(phone(city, "deputy"), "GET", "/phone/parts/grids").json()["grids"]
    assert (grid["code"], grid["community_zh"], grid["premises"]) == (GRIDS[0], "桥头社区", {"shop": 2})
    assert grid["holders"] == [
        {"name": "林巧", "principal": True, "telephone": "0717-1234567", "hours": "9-17", "away": False},
        {"name": "何青", "principal": False, "telephone": "", "hours": "", "away": False},
    ]
    assert [(one["code"], one["worker"]) for one in grid["neighbours"]] == [(GRIDS[1], "梁禾")]


def test_a_deputy_sees_when_the_principal_is_away(city):
    client, now = phone(city, "deputy"), timezone.now()
    before = version(client, "grids")
    worker, week = city.people["lin"], timedelta(days=7)
    enter_absence(user=worker, begins_at=now - week, ends_at=now + week, by=system(now))
    assert version(client, "grids") != before
    (grid,) = send(client, "GET", "/phone/parts/grids").json()["grids"]
    assert [(one["name"], one["away"]) for one in grid["holders"]] == [("林巧", True), ("何青", False)]


def test_there_is_no_other_part(city):
    assert send(phone(city, "lin"), "GET", "/phone/parts/people").status_code == 422
