"""Two phones count one house without a network: both values are kept, shown, and settled by whoever has seen both."""

import pytest
from playwright.sync_api import expect

from tests.city import COMMUNITY, City, inside
from wangge.territory.models import Area, Dwelling, DwellingCount

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]


def a_house(city: City) -> Dwelling:
    longitude, latitude = inside(0)
    area = Area.objects.get(code=COMMUNITY)
    return Dwelling.objects.create(
        code="桥头路12号", community=area, longitude=longitude, latitude=latitude, households=20, people=50, storeys=6
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_who_counted_apart_see_both_values(city, phone, language):
    house = a_house(city)
    first, second = phone(), phone(language=language)
    for each, name, households in ((first, "lin", "22"), (second, "deputy", "25")):
        page = each.enrol(city, name)
        page.click('#tabs a[href="#me"]')
        page.click('main a[href="#dwellings"]')
        page.click("a.card")
        each.context.set_offline(True)
        page.fill("#households", households)
        page.click(".bottom button")
        page.wait_for_selector('[data-state="waiting"]')
    for each in (first, second):
        each.context.set_offline(False)
        each.page.wait_for_selector('[data-state="numbered"]')
    house.refresh_from_db()
    assert (house.households, house.people) == (22, 50)
    expect(second.page.locator(".card .notice")).to_have_count(1)
    second.look("phone-count-outbox")
    first.page.reload()
    first.page.wait_for_selector("[data-item]")
    first.page.goto(f"{first.site}/phone/#dwellings")
    first.page.click("a.card")
    expect(first.page.locator(".notice.warning")).to_contain_text("何青")
    first.look("phone-count-differs")
    first.page.fill("#households", "25")
    first.page.click(".bottom button")
    expect(first.page.locator('[data-state="numbered"]')).to_have_count(2)
    house.refresh_from_db()
    assert house.households == 25
    assert not DwellingCount.objects.filter(beside=True).exists()
