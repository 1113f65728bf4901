"""The dispatcher's morning, and the supervision centre with a full city and with an empty one."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cases.test_dispatching import a_rule
from tests.cases.ways import dispatched, filed, in_progress, reported, returned, seen_by
from tests.city import COMMUNITY, DISTRICT, City, at
from tests.pages.test_dispatch import returned_twice
from wangge.cases.actions.suspensions import ask_suspension, suspend_case
from wangge.cases.actions.tallies import count_steps
from wangge.cases.models import Case, CaseStep
from wangge.territory.models import Area, Organisation, take_turn

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {"sanitation": ("市容环卫中心", "Sanitation centre"), "drainage": ("排水管理所", "Drainage office"),
         "enforcement": ("城管执法大队", "Urban management")}  # fmt: skip


def named_units(city: City) -> None:
    for code, (zh, en) in NAMES.items():
        Organisation.objects.filter(code=code).update(name_zh=zh, name_en=en)
    drainage = city.units["drainage"]
    second = Organisation(code="drainage2", name_zh="排水二所", name_en="Second drainage office")
    second.kind, second.area, second.owner_kind = drainage.kind, drainage.area, "drainage"
    second.save()
    take_turn("units")


def as_of_now(now: datetime) -> None:
    """The cases of the story happened this morning, the longest overdue first: so the real clock of the server fits."""
    shift = now - timedelta(hours=1) - max(CaseStep.objects.values_list("at", flat=True))
    for place, case in enumerate(Case.objects.order_by("pk")):
        earlier = shift - timedelta(days=place * place % 11, minutes=7 * place)
        for step in case.steps.all():
            CaseStep.objects.filter(pk=step.pk).update(
                at=step.at + earlier + step.serial * timedelta(minutes=3 * place)
            )
        case.reported_at += earlier
        case.stage_due_at = now + timedelta(minutes=17 * place - 300)
        case.warned_at = now if place % 4 == 0 else None
        case.save()


def a_full_city(city: City) -> None:
    """Some dozens of cases in several states and both communities."""
    Area.objects.filter(kind="community").update(households=1800)
    for place in range(12):
        way = (reported, filed, dispatched, in_progress)[place % 4]
        minor = ("0101", "0102")[place // 4 % 2]
        unit = {"unit": "enforcement" if minor == "0102" else "sanitation"} if way is in_progress else {}
        for grid in (place % 2, 2 + place % 2) if place % 3 else (0,):
            way(city, grid=grid, minor=minor, place_words=f"桥头路 {place + 1} 号", **unit)
    for grid in (0, 1, 3):
        returned(city, grid=grid)
    as_of_now(datetime.now(UTC))
    count_steps()


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en"), (360, "zh"), (1440, "en")])
def test_a_dispatcher_sends_all_certain_cases_with_one_click_and_settles_the_rest(city, visitor, width, language):
    named_units(city)
    a_rule(city, "sanitation", area=DISTRICT)
    certain = [filed(city, grid=grid, place_words="桥头路 12 号旁") for grid in (0, 1, 2)]
    given_back = returned(city)
    dispatcher = visitor("dispatcher", width=width, language=language)
    page = dispatcher.go("/")
    assert page.url.endswith("/desk/dispatch/")
    dispatcher.look("dispatch")
    page.click("main button.primary")  # the one click
    page.wait_for_load_state()
    assert [Case.objects.get(pk=case.pk).state for case in certain] == ["dispatched"] * 3
    dispatcher.look("dispatch-empty")
    page.click("main a[href='/desk/dispatch/returned/']")
    dispatcher.look("returned")
    page.click(f"a[href^='/cases/{given_back.number}/redispatch/']")
    page.select_option("select[name=lead]", label=NAMES["drainage"][0 if language == "zh" else 1])
    dispatcher.look("redispatch")
    page.click("main button.primary")
    page.wait_for_url("**/desk/dispatch/returned/")
    assert Case.objects.get(pk=given_back.pk).unit == city.units["drainage"]
    dispatcher.look("returned-empty")


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en")])
def test_the_meeting_reads_how_a_case_went_to_and_fro_and_what_rests(city, visitor, width, language):
    named_units(city)
    case = returned_twice(city)
    filed(city, minor="0103")
    resting = in_progress(city, grid=2)
    until = at("2026-04-01").date()
    by = city.actor("sanitation", at("2026-03-11", "08:30"))
    ask_suspension(case=resting, reason="material", until=until, by=by, note="缺管材")
    suspend_case(case=seen_by(city, "lead", resting), by=city.actor("lead", at("2026-03-11", "08:40")))
    dispatcher = visitor("dispatcher", width=width, language=language)
    dispatcher.go("/desk/dispatch/")
    dispatcher.look("dispatch-uncertain")
    page = dispatcher.go("/desk/dispatch/coordination/")
    assert "河道归排水所" in page.inner_text("main")
    dispatcher.look("coordination")
    dispatcher.go("/desk/suspended/")
    dispatcher.look("suspended")
    page.emulate_media(color_scheme="dark")
    dispatcher.go("/desk/dispatch/returned/")
    assert case.number in page.inner_text("main")
    dispatcher.look("returned-dark")


def test_an_uncertain_case_is_decided_without_javascript(city, visitor):
    named_units(city)
    case = filed(city, minor="0103", photo=True)
    dispatcher = visitor("dispatcher", width=360, js=False)
    page = dispatcher.go("/desk/dispatch/")
    page.select_option("main select", label="排水二所")
    page.click("main .inline-form button")
    page.wait_for_load_state()
    assert Case.objects.get(pk=case.pk).unit.code == "drainage2"


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "zh"), (1440, "en"), (360, "en")])
def test_the_centre_is_looked_at_from_the_city_down_to_a_community_and_its_cases(city, visitor, width, language):
    named_units(city)
    a_full_city(city)
    lead = visitor("lead", width=width, language=language)
    page = lead.go("/centre/")
    lead.look("centre")
    for _level in ("district", "subdistrict", "community"):
        page.click("section[aria-labelledby=areas-title] tbody th a >> nth=0")
        page.wait_for_load_state()
    assert COMMUNITY in page.url
    lead.look("centre-community")
    page.click(".counters a >> nth=0")
    page.wait_for_load_state()
    assert "/cases/?area=" in page.url
    lead.go("/centre/?wall=1")
    lead.look("centre-wall")
    page.emulate_media(color_scheme="dark")
    lead.go("/centre/")
    lead.look("centre-dark")


def test_what_passed_is_a_page_of_its_own_without_javascript(city, visitor):
    a_full_city(city)
    lead = visitor("lead", width=360, js=False)
    page = lead.go("/centre/")
    page.click(".awaited a")
    page.wait_for_load_state()
    assert page.locator("#trend-title").is_visible()
    assert page.locator("#again-title").is_visible()


def test_an_empty_city_and_empty_lists_say_so(city, visitor):
    lead = visitor("lead", width=360)
    lead.go("/centre/")
    lead.look("centre-empty")
    lead.go("/desk/suspended/")
    lead.look("suspended-empty")
    supervisor = visitor("supervisor")
    supervisor.go("/desk/dispatch/coordination/")
    supervisor.look("coordination-empty")
