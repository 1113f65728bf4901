"""A case from desk to desk in the browser: the unit, its handler with a photo, the checker; looked at on the way."""

import pytest

from tests.cases.ends import resolved
from tests.cases.pictures import jpeg
from tests.cases.ways import dispatched, reported
from tests.city import at
from wangge.cases.models import Case
from wangge.territory import pages as page_doors

pytestmark = pytest.mark.django_db(transaction=True)


class Clock:
    """The clock of the pages, set by the story."""

    at = at("2026-03-11", "08:20")

    def now(self):
        return self.at


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(page_doors, "timezone", clock)
    return clock


@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en")])
def test_an_operator_opens_a_case_from_the_list_and_takes_it_in(city, visitor, clock, width, language):
    case = reported(city)
    operator = visitor("intake", width=width, language=language)
    page = operator.go("/cases/")
    operator.look("list")
    page.click(f"text={case.number}")
    operator.look("case")
    page.click("details.more summary")
    page.click("a[href$='/take_in/']")
    operator.look("take-in")
    page.click("main button.primary")
    page.wait_for_selector("#notices .success")
    assert Case.objects.get().state == "taken_in"


def test_a_unit_its_handler_and_the_checker_bring_a_case_to_its_check(city, visitor, clock, tmp_path, settings):
    settings.PHOTO_FOLDER = tmp_path / "photos"
    photo = tmp_path / "after.jpg"
    photo.write_bytes(jpeg())
    cases = [dispatched(city, description=f"巷口第{number}堆垃圾") for number in range(3)]
    clerk = visitor("sanitation")
    clerk.go("/desk/unit/")
    clerk.page.keyboard.press("t")
    clerk.look("unit")
    clerk.page.keyboard.press("a")
    clerk.page.wait_for_selector("#notices .success")
    assert {case.state for case in Case.objects.all()} == {"in_progress"}
    clerk.page.wait_for_load_state()  # its keys are heard
    clerk.page.keyboard.press("t")
    clerk.page.select_option("#handler", "sweeper")
    clerk.page.click("button[value=assign]")
    clerk.page.wait_for_selector("#notices .success")
    clerk.go(f"/desk/unit/print/?number={cases[0].number}")
    clerk.look("work-orders")

    handler = visitor("sweeper", width=360)
    handler.go("/desk/handler/")
    handler.look("handler")
    handler.page.click("a.button.primary >> nth=0")
    handler.page.set_input_files("input[type=file]", photo)
    handler.page.wait_for_selector(".previews img")
    handler.page.fill("textarea", "已清运")
    handler.look("resolve")
    handler.page.click("main button.primary")
    handler.page.wait_for_url("**/desk/handler/")
    (done,) = Case.objects.filter(state="checking")

    checker = visitor("lin", width=360, js=False)
    checker.go("/desk/checks/")
    checker.page.click(f"text={done.number}")
    checker.page.check("input[value=fixed]")
    checker.page.click("main button.primary")
    done.refresh_from_db()
    assert done.state == "checked"


def test_before_and_after_stand_side_by_side_and_the_reason_is_asked_for(city, visitor, clock):
    case = resolved(city, "09:40")
    clock.at = at("2026-03-11", "18:00")
    checker = visitor("lin", width=1440, language="en")
    checker.go(f"/desk/checks/{case.number}/")
    checker.look("check")
    checker.page.check("input[value=not_fixed]")
    checker.page.fill("textarea", "墙边还有")
    checker.page.click("main button.primary")
    assert checker.page.input_value("textarea") == "墙边还有"
    checker.look("check-refused")
    clerk = visitor("sanitation", width=360)
    clerk.go(f"/cases/{case.number}/")
    clerk.page.emulate_media(color_scheme="dark")
    clerk.look("case-dark")
