"""A resident reads how much is reported in the city and how fast it is done, then what is put off and why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import localdate

from tests.cases.test_suspensions import ask, suspend
from tests.cases.ways import dispatched, in_progress
from tests.city import COMMUNITY, DISTRICT, OTHER_COMMUNITY, SUBDISTRICT, City
from wangge.cases.actions.flows import areas_around
from wangge.cases.models import FlowTally
from wangge.territory.models import Area, Grid, Organisation, take_turn

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {DISTRICT: "Xiling District", SUBDISTRICT: "Xueyuan Subdistrict", COMMUNITY: "Qiaotou Community"}


def named(city: City) -> None:
    for code, name in {**NAMES, OTHER_COMMUNITY: "Hebin Community"}.items():
        Area.objects.filter(code=code).update(name_en=name)
    Area.objects.filter(kind="city").update(name_en="Yi City")
    Organisation.objects.filter(pk=city.units["sanitation"].pk).update(
        name_zh="市容环卫中心", name_en="Sanitation centre"
    )
    take_turn("units")


def weeks_of_work(today: date) -> None:
    """What the counters of twelve weeks hold; one week was quiet."""
    for day in range(84):
        busy = 0 if 28 <= day < 35 else 6 + day * 7 % 5
        for verb, stage, count, hours in (
            ("report", "", busy, 0),
            ("file", "reported", busy * 9 // 10, 1),
            ("dispatch", "filed", busy * 9 // 10, 2),
            ("resolve", "in_progress", busy * 8 // 10, 26),
            ("close", "checked", busy * 7 // 10, 5),
            ("mark_overdue", "", busy // 5, 0),
            ("suspend", "", day % 13 == 0, 0),
        ):
            span = {0: 0, 1: 1, 2: 2, 5: 4, 26: 6}[hours]
            spans = {f"span_{span}": int(count), "seconds": int(count) * hours * 3600}
            for area in areas_around(COMMUNITY) if count else ():
                when = today - timedelta(days=day)
                FlowTally.objects.create(area=area, day=when, verb=verb, stage=stage, count=int(count), **spans)


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1440, "en")])
def test_a_resident_reads_the_figures_and_what_is_put_off(city, visitor, width, language):
    named(city)
    suspend(city, ask(city, in_progress(city)))
    for _ in range(11):
        dispatched(city)
    today = localdate(datetime.now(UTC))
    weeks_of_work(today)
    resident = visitor(width=width, language=language)
    page = resident.go("/public/")
    page.click("main a[href='/figures/']")
    resident.look("figures")
    page.select_option("#area", COMMUNITY)
    page.click("main summary")
    page.fill("#since", (today - timedelta(days=83)).isoformat())
    page.fill("#until", today.isoformat())
    page.click("main form button.primary")
    page.wait_for_load_state()
    assert page.locator("main svg.chart").count() == 1
    resident.look("figures-community")
    page.click(f"main a[href='/near/?community={COMMUNITY}']")
    page.wait_for_load_state()
    page.click("main a[href^='/waiting/']")
    page.wait_for_load_state()
    resident.look("waiting")
    page.emulate_media(color_scheme="dark")
    resident.go(f"/figures/?area={COMMUNITY}&days=7")
    resident.look("figures-dark")
    page.emulate_media(color_scheme="light")
    resident.go(f"/figures/?area={OTHER_COMMUNITY}")
    resident.look("figures-empty")
    Grid.objects.filter(community__code=OTHER_COMMUNITY).last().delete()
    resident.go(f"/figures/?area={OTHER_COMMUNITY}&since=never")
    resident.look("figures-one-grid")
    resident.go(f"/waiting/?community={OTHER_COMMUNITY}")
    resident.look("waiting-empty")
