"""A check with the phone: what was there before is on it without a network, and lies over the camera."""

import pytest
from playwright.sync_api import expect

from tests.cases.ends import resolved
from tests.cases.pictures import jpeg
from tests.cases.ways import seen_by, verbs_of
from tests.city import City, at
from tests.journeys.desks import prepare_photos
from tests.journeys.visitor import until
from wangge.cases.actions.photos import receive_photo
from wangge.cases.models import Case, Photo, PhotoStage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_check_is_taken_from_the_same_place_as_before(city, phone, language):
    case = cleared_away(city)
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.click(f'a.card[href="#case/{case.number}"]')
    expect(page.locator("article > .shots img")).to_have_count(2)
    worker.context.set_offline(True)
    page.reload()
    expect(page.locator("article > .shots img")).to_have_count(2)
    worker.look("phone-check")
    page.click("section.sheet .field button >> nth=0")
    page.wait_for_selector("dialog.camera video")
    expect(page.locator("dialog.camera video")).to_have_js_property("readyState", 4)
    worker.look("phone-check-camera")
    page.click("dialog.camera .primary")
    expect(page.locator("section.sheet .shots figure")).to_have_count(1)
    expect(page.locator("dialog")).to_have_count(0)
    page.click(".buttons .primary >> nth=0")
    page.wait_for_selector('[data-state="waiting"]')
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    assert "check" in verbs_of(case)
    assert Photo.objects.filter(case=case, stage="check").count() == 1
    expect_no_pictures(page)


def expect_no_pictures(page) -> None:
    """With the task its photos go from the phone."""
    expect(page.locator("body")).to_be_visible()
    left = """async () => {
      const database = await new Promise((done) => {
        const asked = indexedDB.open("wangge-phone");
        asked.onsuccess = () => done(asked.result);
      });
      const keys = await new Promise((done) => {
        const asked = database.transaction("records").objectStore("records").getAllKeys();
        asked.onsuccess = () => done(asked.result);
      });
      database.close();
      return keys.filter((key) => key.startsWith("picture:")).length;
    }"""
    until(page, lambda: page.evaluate(left) == 0, "the end of the photos of a case that is done with")


def cleared_away(city: City) -> Case:
    """Resolved by the unit, to be checked by the grid's worker; a photo of before and one of after."""
    case = resolved(city)
    for who, stage in (("lin", PhotoStage.REPORT), ("sanitation", PhotoStage.RESOLVE)):
        by = city.actor(who, at("2026-03-11", "09:41"))
        receive_photo(case=seen_by(city, who, case), stage=stage, content=jpeg(), by=by)
    Photo.objects.exclude(received_hash__regex="^[0-9a-f]{64}$").delete()
    prepare_photos()
    return case
