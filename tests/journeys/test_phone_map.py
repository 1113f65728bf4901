"""The map and *My grid* on a phone: kept once there was a network, drawn and read where there is none."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cases.written_cases import written_case
from tests.city import GRIDS, City, at, inside
from tests.territory.drawn_town import drawn_town
from wangge.catalogue.models import Component
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import system
from wangge.territory.models import Area, Dwelling, Posting, Premises
from wangge.territory.placecodes import place_code

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

_NAMES = ("桥头一格", "桥头二格", "河滨一格", "河滨二格")
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


@pytest.fixture
def basemap(city: City, tmp_path: Any, settings: Any) -> None:
    """Of the small city."""
    settings.DATA_FOLDER = tmp_path
    make_basemap(path=drawn_town(tmp_path), by=system(at("2026-03-11")))


@pytest.fixture
def furnished(city: City) -> City:
    """Cases of every kind of mark, lamps, houses and a shop in the first grid; telephones of who works there."""
    for place, code in enumerate(GRIDS):
        city.plan.grids.filter(code=code).update(name=_NAMES[place])
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
    return city


def kept(page: Page) -> None:
    """All that draws maps lies on the phone, and the streets too."""
    assert page.evaluate(_KEPT) > 8
    for _turn in range(100):
        if page.evaluate(_HAS_STREETS):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the streets did not come")


def opened_map(page: Page) -> Any:
    page.click('#tabs a[href="#map"]')
    page.wait_for_selector("#map[data-drawn=streets]")
    return page.evaluate_handle("document.getElementById('map').map")


def drawn(found: Any, layer: str, name: str) -> set[str]:
    asked = "(map, [layer, name]) => map.queryRenderedFeatures({ layers: [layer] }).map((one) => one.properties[name])"
    return set(found.evaluate(asked, [layer, name]))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_map_is_drawn_without_network_and_a_case_is_opened_from_it(furnished, basemap, phone, language):
    worker = phone(language=language)
    page = worker.enrol(furnished, "lin")
    kept(page)
    worker.context.set_offline(True)
    page.reload()
    page.wait_for_selector("#tabs a[aria-current]")
    found = opened_map(page)
    assert page.get_attribute("#map", "data-shown") == "4"
    assert drawn(found, "cases", "mark") == {"case", "work", "done", "urgent"}
    assert drawn(found, "grid", "code") == {GRIDS[0]}
    assert drawn(found, "street-street", "name") & {"桥头路"}
    worker.look("phone-map")
    page.click("h2 ~ .cards a.card >> nth=0")
    page.wait_for_selector("article h1")
    page.go_back()
    opened_map(page)
    box = page.locator("#map").bounding_box()
    spot = "(map) => map.project(map.getSource('cases').serialize().data.features[1].geometry.coordinates)"
    touched = page.evaluate_handle("document.getElementById('map').map").evaluate(spot)
    page.mouse.click(box["x"] + touched["x"], box["y"] + touched["y"])
    page.wait_for_selector("#map .told .card")
    worker.look("phone-map-window")
    page.click("#map .told .card")
    page.wait_for_selector("article h1")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_my_grid_tells_who_works_there_and_counts_what_is_in_it(furnished, phone, language):
    worker = phone(language=language)
    page = worker.enrol(furnished, "lin")
    page.wait_for_selector("a.card")
    page.click('#tabs a[href="#me"]')
    page.click('a[href="#grid"]')
    page.wait_for_selector("text=0717-6001234")
    worker.context.set_offline(True)
    page.reload()
    page.wait_for_selector("text=0717-6001234")
    words = page.inner_text("#screen")
    assert {"林巧", "何青", "梁禾", "桥头一格"} <= set(words.split()) | {name for name in _NAMES if name in words}
    assert page.locator("table >> nth=0 >> td").all_inner_texts()[:2] == ["4", "12"]
    worker.look("phone-my-grid")


def test_whoever_stands_in_elsewhere_has_both_grids(furnished, basemap, phone):
    Posting.objects.create(
        user=furnished.people["lin"], role="grid_worker", area=Area.objects.get(code=GRIDS[2][:12]), grid_code=GRIDS[2],
        rank="deputy", begins_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    there = written_case(furnished, grid=2, state="filed", reported_at=timezone.now() - timedelta(days=1))
    worker = phone()
    page = worker.enrol(furnished, "lin")
    kept(page)
    opened_map(page)
    expect(page.locator("h1")).to_have_text(_NAMES[0])
    page.click("[role=radio] >> nth=1")
    expect(page.locator("h1")).to_have_text(_NAMES[2])
    page.wait_for_selector("#map[data-drawn]")
    expect(page.locator(".cards .number")).to_have_text([there.number])
    worker.look("phone-map-deputy")
    page.click('#screen a[href="#grid"]')
    expect(page.locator(".notice.warning")).to_contain_text("邹远")
    worker.look("phone-my-grid-deputy")


def test_until_the_map_is_kept_the_list_stands_alone(furnished, phone):
    worker = phone()
    worker.context.route("**/vendor/maplibre-gl*", lambda route: route.abort())
    page = worker.enrol(furnished, "lin")
    page.wait_for_selector("a.card")
    page.click('#tabs a[href="#map"]')
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator("h2 ~ .cards a.card")).to_have_count(4)
    worker.look("phone-map-list")


def test_where_i_am_is_asked_for_only_when_somebody_taps_it(furnished, basemap, phone):
    worker = phone()
    page = worker.enrol(furnished, "lin")
    kept(page)
    opened_map(page)
    assert page.locator("text=米").count() == 0
    page.click(".buttons button")
    page.wait_for_selector("h2 ~ .cards .faint:has-text('米')")
    worker.look("phone-map-here")


def test_where_the_browser_draws_no_maps_the_list_says_it_all(furnished, basemap, phone):
    worker = phone()
    worker.context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = worker.enrol(furnished, "lin")
    kept(page)
    page.click('#tabs a[href="#map"]')
    page.wait_for_selector(".notice.warning")
    expect(page.locator("h2 ~ .cards a.card")).to_have_count(4)
