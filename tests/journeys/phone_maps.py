"""A grid with much in it, and its map on a phone: until it is kept there, opened, and what of it is drawn."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page

from tests.cases.written_cases import written_case
from tests.city import GRIDS, City, inside
from tests.journeys.visitor import until
from wangge.catalogue.models import Component
from wangge.territory.models import Area, Dwelling, Posting, Premises
from wangge.territory.placecodes import place_code

NAMES = ("桥头一格", "桥头二格", "河滨一格", "河滨二格")
_KEPT = """async () => {
  const { name, files } = JSON.parse(document.getElementById("mapfiles").textContent);
  for (let turn = 0; turn < 300; turn += 1) {
    if (await caches.has(name) && (await (await caches.open(name)).keys()).length >= files.length) return files.length;
    await new Promise((done) => setTimeout(done, 100));
  }
  return 0;
}"""
_HAS_STREETS = """() => new Promise((done) => {
  const asked = indexedDB.open("wangge-phone");
  asked.onsuccess = () => {
    const read = asked.result.transaction("meta").objectStore("meta").get("version:basemap");
    read.onsuccess = () => done(Boolean(read.result));
  };
})"""


def furnish(city: City) -> None:
    """Cases of every kind of mark, lamps, houses and a shop in the first grid; telephones of who works there."""
    for place, code in enumerate(GRIDS):
        city.plan.grids.filter(code=code).update(name=NAMES[place])
    Posting.objects.filter(user=city.people["lin"]).update(office_phone="0717-6001234", office_hours="8:30-17:30")
    east, north = inside(0)
    where = {"community": Area.objects.get(code=GRIDS[0][:12])}
    for number in range(60):
        spot = {"longitude": east - 0.001 + number % 10 * 2e-4, "latitude": north - 0.001 + number // 10 * 2e-4}
        Component.objects.create(
            code=f"4205020107{number:06d}", class_code="0107" if number % 3 else "0101",
            owner=city.units["cameras"], place_code=place_code(*spot.values()), **spot, **where,
        )  # fmt: skip
        if number < 12:
            Dwelling.objects.create(code=f"桥头路{number + 1}号", households=20 + number, people=50, **spot, **where)
    Premises.objects.create(code="shop", kind="shop", name="小店", longitude=east, latitude=north, **where)
    lately = timezone.now() - timedelta(days=2)
    for number, more in enumerate(
        [{"state": "reported"}, {"state": "dispatched"}, {"state": "checking"}, {"urgent": True}]
    ):
        spot = {"longitude": east + (number - 1.5) * 6e-4, "latitude": north + 4e-4}
        written_case(city, reported_at=lately, description="巷口有垃圾", **{"state": "reported", **spot, **more})


def kept(page: Page) -> None:
    """All that draws maps lies on the phone, and the streets too."""
    assert page.evaluate(_KEPT) > 8
    until(page, lambda: page.evaluate(_HAS_STREETS), "the streets")


def opened_map(page: Page) -> Any:
    """The map of the screen *Map*, once the streets are drawn."""
    page.click('#tabs a[href="#map"]')
    page.wait_for_selector("#map[data-drawn=streets]")
    return page.evaluate_handle("document.getElementById('map').map")


def drawn(found: Any, layer: str, name: str) -> set[Any]:
    """One property of everything of a layer that is in sight."""
    asked = "(map, [layer, name]) => map.queryRenderedFeatures({ layers: [layer] }).map((one) => one.properties[name])"
    return set(found.evaluate(asked, [layer, name]))
