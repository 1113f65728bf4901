"""The map and *My grid* on a phone: kept once there was a network, drawn and read where there is none."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.cases.written_cases import written_case
from tests.city import GRIDS
from tests.journeys.phone_maps import NAMES, drawn, kept, opened_map
from wangge.territory.models import Area, Posting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


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
    assert {"林巧", "何青", "梁禾", "桥头一格"} <= set(words.split()) | {name for name in NAMES if name in words}
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
    expect(page.locator("h1")).to_have_text(NAMES[0])
    page.click("[role=radio] >> nth=1")
    expect(page.locator("h1")).to_have_text(NAMES[2])
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
    expect(page.locator("#find")).to_be_visible()
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
    expect(page.locator("#find")).to_be_visible()
    page.wait_for_selector(".notice.warning")
    expect(page.locator("h2 ~ .cards a.card")).to_have_count(4)
