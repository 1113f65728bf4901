"""Maps in a real browser: the city's own streets, grids by their Chinese names, cases from counts to their page."""

from typing import Any

import pytest

from tests.cases.written_cases import written_case
from tests.city import GRIDS, SOUTH, STEP, WEST, at, inside
from tests.territory.drawn_town import drawn_town
from wangge.catalogue.models import Component
from wangge.territory.actions.basemap import make_basemap
from wangge.territory.actors import system
from wangge.territory.basemap.archive import basemap_file
from wangge.territory.models import Area
from wangge.territory.placecodes import place_code

pytestmark = pytest.mark.django_db(transaction=True)
_REST = "(map) => new Promise((done) => { map.once('idle', () => done(true)); map.triggerRepaint(); })"


@pytest.fixture
def basemap(city, tmp_path, settings):
    """Of the small city, and its cases: one late, one urgent, two in time."""
    settings.DATA_FOLDER = tmp_path
    make_basemap(path=drawn_town(tmp_path), by=system(at("2026-03-11")))
    for grid, more in enumerate([{}, {"stage_due_at": at("2026-03-11")}, {"urgent": True}, {}]):
        written_case(city, grid=grid, state="filed", description="巷口有垃圾", **more)


def map_of(page: Any) -> Any:
    """The map of the page, once everything on it is drawn."""
    page.wait_for_selector(".map[data-map-ready]")
    found = page.evaluate_handle("document.querySelector('.map').map")
    found.evaluate(_REST)
    return found


def move(found: Any, place: tuple[float, float], zoom: float) -> None:
    found.evaluate("(map, [center, zoom]) => map.jumpTo({ center, zoom })", [list(place), zoom])
    found.evaluate(_REST)


def drawn(found: Any, layer: str) -> set[str]:
    """Names that stand on the map in a layer."""
    names = "(map, layer) => map.queryRenderedFeatures({ layers: [layer] }).map((one) => one.properties.name)"
    return set(found.evaluate(names, layer))


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "zh"), (360, "en")])
def test_an_operator_goes_from_the_map_to_a_case(basemap, visitor, width, language):
    operator = visitor("supervisor", width=width, language=language)
    page = operator.go("/map/")
    page.locator(".map").scroll_into_view_if_needed()
    found = map_of(page)
    move(found, (WEST + 2 * STEP, SOUTH + STEP / 2), 14)
    assert drawn(found, "name-community") == {"桥头社区", "河滨社区"}
    move(found, (WEST + 1.5 * STEP, SOUTH + STEP / 2), 16)
    assert drawn(found, "name-grid") >= {"桥头社区 2"}
    assert drawn(found, "name-street") >= {"桥头路"}
    operator.look("map")
    move(found, inside(1), 17)
    box = page.locator(".map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".maplibregl-popup .card")
    operator.look("map-window")
    page.click(".maplibregl-popup .card")
    page.wait_for_url("**/cases/*/")


def test_many_cases_are_counts_until_one_comes_nearer(basemap, city, visitor):
    for place in range(510):
        longitude, latitude = inside(place % 4)
        written_case(city, grid=place % 4, state="filed", longitude=longitude + place % 23 * 3e-5, latitude=latitude)
    page = visitor("supervisor").go("/map/")
    page.wait_for_selector(".map[data-shown]")
    found = map_of(page)
    counts = "(map) => map.queryRenderedFeatures({ layers: ['cases-many'] }).map((one) => one.properties.count)"
    assert sum(found.evaluate(counts)) >= 500
    move(found, inside(0), 18)
    page.wait_for_selector(".map[data-many='0']")
    found.evaluate(_REST)
    assert found.evaluate("(map) => map.getSource('cases').getData().then((data) => data.features.length)") > 10
    assert found.evaluate(counts) == []


def test_a_map_in_the_dark_takes_the_colours_of_the_page(basemap, visitor):
    somebody = visitor("supervisor")
    page = somebody.go("/map/")
    found = map_of(page)
    light = found.evaluate("(map) => map.getPaintProperty('ground', 'background-color')")
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector(".map[data-colours=dark]")
    found.evaluate(_REST)
    assert found.evaluate("(map) => map.getPaintProperty('ground', 'background-color')") != light
    somebody.look("map-dark")


@pytest.mark.parametrize("missing", ["file", "tiles", "webgl"])
def test_where_the_map_is_missing_a_sentence_stands_and_the_list_goes_on(basemap, visitor, missing):
    somebody = visitor("supervisor")
    if missing == "file":
        basemap_file().unlink()
    if missing == "tiles":
        somebody.page.route("**/basemap.pmtiles*", lambda route: route.fulfill(status=404))
    if missing == "webgl":
        somebody.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = somebody.go("/map/")
    page.wait_for_selector(".map-note:not(:empty)")
    if missing != "webgl":
        assert drawn(map_of(page), "name-grid") == {"桥头社区 1", "桥头社区 2", "河滨社区 1", "河滨社区 2"}
    assert page.locator("ul.list .card").count() == 4
    somebody.look(f"map-without-{missing}")


def test_without_scripts_there_is_the_list_and_no_empty_box(basemap, visitor):
    somebody = visitor("", js=False)
    somebody.sign_in("supervisor")
    page = somebody.go("/map/")
    assert not page.locator(".map").is_visible()
    assert page.locator("ul.list .card").count() == 4


def test_pieces_of_the_register_are_on_its_map(basemap, city, visitor):
    for serial in range(3):
        longitude, latitude = inside(0)
        Component.objects.create(
            code=f"4205020101{serial:06d}",
            class_code="0101",
            label=f"井盖{serial}",
            owner=city.units["drainage"],
            community=Area.objects.get(code=GRIDS[0][:12]),
            longitude=longitude + serial * 2e-4,
            latitude=latitude,
            place_code=place_code(longitude + serial * 2e-4, latitude),
        )
    somebody = visitor("editor")
    page = somebody.go("/register/")
    map_of(page)
    page.wait_for_selector(".map[data-shown='3']")
    somebody.look("register")
    somebody.go("/register/import/")
    somebody.look("register-import")


_FORM = """() => {
  const form = document.createElement("form");
  form.innerHTML = `<h1>Where is it?</h1>
    <label>E <input id="id_longitude"></label><label>N <input id="id_latitude"></label>
    <div class="map" data-map="choose" data-layer="grids" data-standing></div>`;
  document.querySelector("main").replaceChildren(form);
  form.addEventListener("map:chosen", (event) => (form.dataset.chosen = JSON.stringify(event.detail)));
  form.dispatchEvent(new Event("htmx:afterSwap", { bubbles: true }));
}"""


def chosen(page: Any) -> tuple[float, float]:
    """What the fields of the form hold."""
    return float(page.input_value("#id_longitude")), float(page.input_value("#id_latitude"))


def test_a_place_is_chosen_by_keyboard_alone_by_a_tap_and_by_where_one_stands(basemap, visitor):
    somebody = visitor("supervisor", width=360)
    page = somebody.go("/register/")
    page.evaluate(_FORM)
    found = map_of(page)
    move(found, inside(1), 17)
    page.focus("canvas.maplibregl-canvas")
    page.keyboard.press("Enter")
    assert chosen(page) == pytest.approx(inside(1), abs=1e-5)
    page.keyboard.press("ArrowRight")
    found.evaluate(_REST)
    page.keyboard.press("Enter")
    assert chosen(page)[0] > inside(1)[0] + 1e-4
    assert page.inner_text(".map-note").endswith(", ".join(f"{degree:.6f}" for degree in chosen(page)))
    assert f"{chosen(page)[0]:.6f}"[:9] in page.get_attribute("form[data-chosen]", "data-chosen")
    somebody.look("map-choosing")
    page.click(".map-stand")
    page.wait_for_selector(".map-note:text-matches('无法获取|not to be had')")
    somebody.context.grant_permissions(["geolocation"])
    somebody.context.set_geolocation({"longitude": inside(2)[0], "latitude": inside(2)[1]})
    page.click(".map-stand")
    page.wait_for_selector(f"form[data-chosen*='{inside(2)[0]:.4f}']")
    assert chosen(page) == pytest.approx(inside(2), abs=1e-5)


def test_the_map_of_a_case_marks_its_grid_and_the_public_one_its_public_cases(basemap, city, visitor):
    page = visitor("supervisor").go("/register/")
    longitude, latitude = inside(1)
    page.evaluate(
        """([longitude, latitude, grid]) => {
          document.querySelector("main").innerHTML = `<div class="map" data-map-case data-longitude="${longitude}"
            data-latitude="${latitude}" data-grid="${grid}"></div><div class="map" data-map-public></div>`;
          document.body.dispatchEvent(new Event("htmx:afterSwap", { bubbles: true }));
        }""",
        [longitude, latitude, GRIDS[1]],
    )
    page.wait_for_selector("[data-map-public][data-map-ready][data-shown]")
    page.wait_for_selector("[data-map-case][data-map-ready]")
    found = map_of(page)
    layers = "(map, layer) => map.queryRenderedFeatures({ layers: [layer] }).length"
    assert found.evaluate(layers, "own-grid") >= 1
    assert found.evaluate(layers, "pin") == 1


def test_the_centre_s_map_is_the_deeper_the_more_a_community_has_and_never_tells_of_a_grid(city, basemap, visitor):
    lead = visitor("lead", language="zh")
    page = lead.go("/centre/")
    page.locator(".map").scroll_into_view_if_needed()
    found = map_of(page)
    codes = found.evaluate(
        "(map) => map.queryRenderedFeatures({ layers: ['areas'] }).map((one) => one.properties.code.slice(0, 12))"
    )
    assert {"420502002021", "420502002022"} == set(codes)
    lead.look("centre-map")
