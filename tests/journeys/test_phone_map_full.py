"""A grid with two thousand components on a phone: the map stays readable, and words find one of them."""

import random
from itertools import combinations
from math import dist
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.city import GRIDS, STEP, City, inside
from tests.journeys.phone_maps import drawn, kept, opened_map
from wangge.catalogue.models import Component
from wangge.territory.models import Area, Dwelling
from wangge.territory.placecodes import place_code

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

COMPONENTS, DWELLINGS = 2000, 300
_MARK = 20  # pixels across the smallest of them
_AT = "(map, zoom) => new Promise((done) => { map.once('idle', done); map.jumpTo({ zoom }); })"
_SEEN = """(map) => {
  const found = map.queryRenderedFeatures({ layers: ["components-many", "components"] });
  const each = new Map(found.map((one) => [one.properties.cluster_id ?? one.properties.code, one]));
  return [...each.values()].map(({ properties, geometry }) => {
    const { x, y } = map.project(geometry.coordinates);
    return { count: properties.point_count ?? 1, at: [x, y] };
  });
}"""


@pytest.fixture
def full(furnished: City) -> City:
    """Of what already stands in the first grid, as many more as a grid has to carry; drawn with one seed."""
    chance, (east, north) = random.Random(5), inside(0)
    where = {"community": Area.objects.get(code=GRIDS[0][:12])}

    def spot() -> dict[str, float]:
        return {
            name: round(middle + chance.uniform(-0.45, 0.45) * STEP, 6)
            for name, middle in (("longitude", east), ("latitude", north))
        }

    places = [spot() for _ in range(COMPONENTS - Component.objects.count())]
    Component.objects.bulk_create(
        Component(
            code=f"4205020107{number + 1000:06d}", class_code=("0107", "0101")[number % 2], label=f"灯杆{number}",
            owner=furnished.units["cameras"], place_code=place_code(**place), **place, **where,
        )
        for number, place in enumerate(places)
    )  # fmt: skip
    Dwelling.objects.bulk_create(
        Dwelling(code=f"河滨路{number}号", households=20, people=40, storeys=6, **spot(), **where)
        for number in range(DWELLINGS - Dwelling.objects.count())
    )
    return furnished


def test_two_thousand_components_stand_as_counts_that_do_not_cover_each_other(full, basemap, phone):
    worker = phone()
    page = worker.enrol(full, "lin")
    kept(page)
    page.wait_for_selector("a.card")
    found = opened_map(page)
    assert sum(one["count"] for one in found.evaluate(_SEEN)) == COMPONENTS
    assert drawn(found, "cases", "mark") == {"case", "work", "done", "urgent"}
    worker.look("phone-map-full")
    for zoom in (16, 17, 18):  # "Where I am" leads to 17
        found.evaluate(_AT, zoom)
        assert_readable(found.evaluate(_SEEN))
    worker.look("phone-map-full-near")
    found.evaluate(_AT, 19)
    assert {one["count"] for one in found.evaluate(_SEEN)} == {1}


def assert_readable(seen: list[dict[str, Any]]) -> None:
    near = [pair for pair in combinations(seen, 2) if dist(pair[0]["at"], pair[1]["at"]) < _MARK]
    assert 10 < len(seen) < 100
    assert len(near) <= len(seen) // 10


def test_words_narrow_the_map_and_the_list_to_what_they_name(full, basemap, phone):
    worker = phone()
    page = worker.enrol(full, "lin")
    kept(page)
    page.wait_for_selector("a.card")
    found = opened_map(page)
    counts = page.locator("h2 .tag")
    expect(counts).to_have_text(["4", str(DWELLINGS), str(COMPONENTS)])
    page.fill("#find", "监控 灯杆1722")
    expect(counts).to_have_text(["0", "0", "1"])
    expect(page.locator("section li")).to_have_count(1)
    page.wait_for_function(f"(map) => map.loaded() && ({_SEEN})(map).length === 1", arg=found)
    assert drawn(found, "components", "label") == {"灯杆1722"}
    worker.look("phone-map-found")
    page.fill("#find", "河滨路7号")
    expect(counts).to_have_text(["0", "1", "0"])
    page.fill("#find", "")
    expect(counts).to_have_text(["4", str(DWELLINGS), str(COMPONENTS)])
    assert page.locator("section li").count() == 20
