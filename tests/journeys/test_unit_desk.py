"""A station's morning with what goes wrong in it: a photo too large, a return without evidence, no scripts."""

import pytest
from playwright.sync_api import Route

from tests.cases.pictures import jpeg
from tests.cases.ways import dispatched, in_progress, seen_by
from tests.city import at
from wangge.cases.actions.extensions import ask_extension, refuse_extension
from wangge.cases.actions.unit import assign_handler
from wangge.cases.models import Case, Photo
from wangge.cases.photos import MOST_BYTES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def files(tmp_path, settings):
    """A photo, and one that is too large, as files of a phone."""
    settings.PHOTO_FOLDER = tmp_path / "photos"
    good, large = tmp_path / "after.jpg", tmp_path / "large.jpg"
    good.write_bytes(jpeg())
    large.write_bytes(jpeg() + b"\0" * MOST_BYTES)
    return good, large


def assigned(city) -> Case:
    """A case that the handler has to do."""
    case = in_progress(city)
    by = city.actor("sanitation", at("2026-03-11", "08:30"))
    assign_handler(case=seen_by(city, "sanitation", case), handler=city.people["sweeper"], by=by)
    return case


def test_a_morning_of_the_station_with_an_answer_of_the_centre_and_a_return_without_evidence(city, visitor, clock):
    cases = [dispatched(city, description=f"巷口第{number}堆垃圾", place_words="学院街12号旁") for number in range(3)]
    asked = in_progress(city, grid=1)
    by = city.actor("sanitation", at("2026-03-11", "08:30"))
    ask_extension(case=seen_by(city, "sanitation", asked), reason="weather", note="大风", by=by)
    by = city.actor("supervisor", at("2026-03-11", "08:40"))
    refuse_extension(case=seen_by(city, "supervisor", asked), answer="午前风停，请按期完成", by=by)
    clerk = visitor("sanitation")
    page = clerk.go("/desk/unit/")
    page.click(".answers summary")
    clerk.look("unit-answers")
    page.click(f"tr:has-text('{cases[0].number}') a:has-text('回退')")
    page.select_option("select[name=reason]", "other_owner")
    page.fill("textarea", " ")
    page.click("main button.primary")
    clerk.look("return-refused")
    assert page.input_value("select[name=reason]") == "other_owner"
    assert Case.objects.get(pk=cases[0].pk).state == "dispatched"
    clerk.go(f"/cases/{asked.number}/")
    clerk.look("case-with-requests")
    page.emulate_media(color_scheme="dark")
    clerk.look("case-with-requests-dark")


def test_a_handler_whose_photo_is_too_large_is_told_before_and_after_sending(city, visitor, clock, files):
    good, large = files
    assigned(city)
    handler = visitor("sweeper", width=360)
    page = handler.go("/desk/handler/")
    handler.look("handler-desk")
    page.click("a.button.primary")
    page.set_input_files("#id_photos", [good, large])
    page.wait_for_selector(".photo-input .errorlist li")
    page.fill("textarea", "已清运")
    handler.look("photo-too-large")
    page.click("main button.primary")
    page.wait_for_selector("#notices .info")
    assert "large.jpg" in page.inner_text("main .errorlist >> nth=0")
    assert page.input_value("textarea") == "已清运"
    handler.look("photo-too-large-sent")
    page.click("main button.primary")
    page.wait_for_url("**/desk/handler/")
    assert Case.objects.get().state == "checking"
    assert Photo.objects.filter(stage="resolve").count() == 1


def test_a_photo_chosen_before_the_scripts_have_come_is_looked_at_too(city, visitor, clock, files):
    _good, large = files
    case = assigned(city)
    handler = visitor("sweeper", width=360)
    held: list[Route] = []

    def hold(asked: Route) -> None:
        held.append(asked)

    handler.page.route("**/photos*.mjs", hold)
    with handler.page.expect_request("**/photos*.mjs"):
        handler.page.goto(f"{handler.site}/cases/{case.number}/resolve/", wait_until="commit")
    handler.page.set_input_files("#id_photos", [large])
    assert "large.jpg" not in handler.page.inner_text("main")
    while not held:
        handler.page.wait_for_timeout(50)
    held[0].continue_()
    handler.page.wait_for_selector(".photo-input .errorlist li")


def test_without_scripts_the_handler_sends_several_photos_too(city, visitor, clock, files, tmp_path):
    good, _large = files
    other = tmp_path / "other.jpg"
    other.write_bytes(jpeg(comment=b"another"))
    case = assigned(city)
    handler = visitor("sweeper", width=360, language="en", js=False)
    page = handler.go(f"/cases/{case.number}/resolve/?next=/desk/handler/")
    handler.look("handler-resolve")
    page.set_input_files("#id_photos", [good, other])
    page.click("main button.primary")
    page.wait_for_url("**/desk/handler/")
    assert Photo.objects.filter(stage="resolve").count() == 2
