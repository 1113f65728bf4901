"""A resident at the public site: reports with few taps, without JavaScript, and says that it is not fixed."""

import pytest

from tests.cases.ends import closed
from tests.cases.ways import dispatched
from tests.city import COMMUNITY, at, inside
from wangge.cases.actions.follow_ups import ask_follow_ups
from wangge.cases.models import Case, Follower
from wangge.cases.reports import follower_token

pytestmark = pytest.mark.django_db(transaction=True)


def stand_at(resident, grid: int = 0) -> None:
    longitude, latitude = inside(grid)
    resident.context.grant_permissions(["geolocation"])
    resident.context.set_geolocation({"longitude": longitude, "latitude": latitude})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_problem_is_reported_with_four_taps(city, visitor, language):
    resident = visitor(width=360, language=language)
    stand_at(resident)
    page = resident.go("/")
    resident.look("public-front")
    taps = 0
    for wanted in ("a.huge", "button[value='event:0101']", "form[data-here] button", "button.primary.huge"):
        page.click(wanted)
        taps += 1
        page.wait_for_load_state()
        resident.look(f"public-{taps}")
    assert taps <= 6
    case = Case.objects.get()
    assert (case.source, case.community_id) == ("resident", COMMUNITY)
    assert case.number in page.inner_text("main")


def test_without_scripts_the_community_and_words_are_enough(city, visitor):
    resident = visitor(width=360, js=False)
    page = resident.go("/report/")
    page.fill("textarea", "楼道里有杂物")
    page.click("button.primary")
    page.select_option("select[name=community]", COMMUNITY)
    page.fill("input[name=place]", "5号楼")
    page.click("form[data-keep=report-where] button >> nth=-1")
    page.click("button.primary.huge")
    assert Case.objects.get().number in page.inner_text("main")


def test_a_refused_position_lets_her_finish_and_a_known_case_is_joined(city, visitor):
    known = dispatched(city)
    resident = visitor(width=360)
    page = resident.go("/report/")
    page.click("button[value='event:0101']")
    page.click("form[data-here] button")
    page.wait_for_selector("[data-refused]:not([hidden])")
    resident.look("public-position-refused")
    page.click("details summary:has-text('经纬度')")
    page.fill("#id_at", ",".join(f"{one:.6f}" for one in inside(0)))
    page.click("form[data-keep=report-where] button >> nth=-1")
    resident.look("public-known")
    page.click("button.primary")
    page.wait_for_load_state()
    assert Case.objects.count() == 1
    assert known.number in page.inner_text("main")
    resident.go("/near/")
    resident.look("public-near")
    resident.go(f"/near/{known.number}/")
    resident.look("public-case")


def test_no_it_is_not_fixed_opens_the_case_again(city, visitor):
    case = closed(city)
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(closed_at=at("2090-01-01"))
    ask_follow_ups(case=case, at=at("2026-03-11", "18:20"))
    follower = Follower.objects.select_related("case").get(case=case)
    resident = visitor(width=360)
    page = resident.go(f"/my/{follower_token(follower)}/")
    resident.look("public-mine")
    page.click("button[value=no]")
    page.wait_for_selector("#notices .success")
    assert Case.objects.get().state == "checking"
    resident.go("/worker/")
    resident.look("public-worker")
