"""A report that is being written: nothing of it is lost to a browser that ends, and nothing of it stays for ever."""

from base64 import b64encode

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.cases.ends import resolved
from tests.cases.ways import verbs_of
from tests.journeys.phones import HERE, Phone, picture
from tests.journeys.test_phone_removal import asked
from tests.journeys.test_phone_station import lock
from tests.journeys.visitor import until
from wangge.cases.models import Case, Photo
from wangge.fieldwork.actions.instructions import Wanted, give_instruction
from wangge.territory.models import Area, Posting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]

CARD = 'a.card[href^="#case/"]'
_A_DAY_LATER = "const now = Date.now; Date.now = () => now() + 25 * 3600000;"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_browser_that_ends_loses_nothing_of_a_report_and_it_is_sent_once(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    worker.wait_for_part()
    worker.context.set_offline(True)
    write_some(worker)
    worker.context.set_geolocation({**HERE, "longitude": HERE["longitude"] + 0.001})
    page = worker.begin_anew()
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#words")).to_have_value("井盖松动")
    expect(page.locator("#where")).to_have_value("3号楼旁")
    expect(page.locator("#behalf")).to_be_checked()
    expect(page.locator("#longitude")).to_have_value(str(round(HERE["longitude"], 6)))
    expect(page.locator(".choices [aria-checked=true]")).to_have_count(1)
    expect(page.locator(".shots figure")).to_have_count(1)
    worker.look("phone-report-begun")
    page.click(".bottom button")
    page.wait_for_selector('[data-state="waiting"]')
    expect_an_empty_form(worker)
    worker.context.set_offline(False)
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="numbered"]')
    case = Case.objects.get()
    assert (case.description, case.place_words, case.minor is None) == ("井盖松动", "3号楼旁", False)
    assert Photo.objects.get().case == case
    assert worker.keys("photos") == []


def test_a_photo_alone_is_kept_with_where_it_was_taken(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#longitude")).not_to_have_value("")
    worker.shoot(picture(1))
    page.evaluate("import('/static/phone/drafts.mjs').then((drafts) => drafts.draftOf('draft:'))")
    worker.context.set_geolocation({**HERE, "longitude": HERE["longitude"] + 0.001})
    page = worker.begin_anew()
    page.click('#tabs a[href="#report"]')
    expect(page.locator(".shots figure")).to_have_count(1)
    expect(page.locator("#longitude")).to_have_value(str(round(HERE["longitude"], 6)))


def test_a_report_that_is_thrown_away_leaves_nothing(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    write_some(worker)
    page.click('#tabs a[href="#today"]')
    page.click('#tabs a[href="#report"]')
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("form .notice button")
    expect(page.locator("form .notice button")).to_have_count(0)
    expect_an_empty_form(worker)
    assert worker.keys("photos") == []


def test_a_begun_report_counts_where_everything_would_be_removed(city, phone):
    worker = phone()
    worker.enrol(city, "lin")
    write_some(worker)
    worker.page.click('#tabs a[href="#me"]')
    worker.page.wait_for_selector("section.sheet .notice.warning")
    assert "1" in asked(worker, accept=False)


def test_a_begun_report_lies_sealed_and_opens_after_a_new_lock(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    write_some(worker)
    lock(worker)
    page.fill("#pin", "246810")
    page.click("form .primary")
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#words")).to_have_value("井盖松动")
    expect(page.locator(".shots figure")).to_have_count(1)


_STRAY = """async (content) => {
  const { keepPhoto } = await import("/static/phone/photos.mjs");
  await keepPhoto(new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type: "image/jpeg" }));
}"""


def test_a_photo_that_no_form_knows_of_goes_after_a_day_and_a_drafts_stays(city, phone):
    worker = phone()
    page = worker.enrol(city, "lin")
    write_some(worker)
    kept = worker.keys("photos")
    page.evaluate(_STRAY, b64encode(picture(2)).decode())  # a browser that ended between the photo and its form
    page.reload()
    page.wait_for_selector("#words")
    assert len(worker.keys("photos")) == 2
    page.add_init_script(_A_DAY_LATER)
    page.reload()
    page.wait_for_selector("#words")
    worker.wait_for_photos(1)
    assert worker.keys("photos") == kept


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_check_that_is_being_written_outlives_the_browser_and_is_sent_once(city, phone, language):
    case = resolved(city)
    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.click("a.card")
    page.fill("#note", "盖板还差一块")
    worker.shoot(picture(1))
    kept(worker, "deed")
    page = worker.begin_anew()
    page.click("a.card")
    expect(page.locator("#note")).to_have_value("盖板还差一块")
    expect(page.locator("section.sheet .shots figure")).to_have_count(1)
    worker.look("phone-check-begun")
    page.click(".buttons .primary >> nth=0")
    page.wait_for_selector('[data-state="numbered"]')
    assert verbs_of(case).count("check") == 1
    assert drafts(worker) == []
    assert worker.keys("photos") == []


def test_a_remark_and_an_answer_that_are_being_written_outlive_the_browser(city, phone):
    case = resolved(city)
    instruct(city)
    worker = phone()
    page = worker.enrol(city, "lin")
    page.click(CARD)
    page.click("details.sheet summary")
    page.fill("#remark", "住户说昨天就漏了")
    kept(worker, "remark")
    page.click('#tabs a[href="#today"]')
    page.click("text=查看消防通道")
    page.fill("#answer", "三处已清")
    kept(worker, "answer")
    page = worker.begin_anew()
    page.click("text=查看消防通道")
    expect(page.locator("#answer")).to_have_value("三处已清")
    page.click(".bottom button")
    page.wait_for_selector(CARD)
    page.click(CARD)
    expect(page.locator("#remark")).to_have_value("住户说昨天就漏了")
    page.click("details.sheet form > button")
    page.wait_for_selector("[data-item]")
    expect(page.locator('[data-state="numbered"]')).to_have_count(2)
    assert drafts(worker) == []
    assert verbs_of(case)[-1] == "comment"


def test_what_was_begun_goes_a_day_after_the_task(city, phone):
    resolved(city)
    worker = phone()
    page = worker.enrol(city, "lin")
    page.click("a.card")
    page.fill("#note", "盖板还差一块")
    kept(worker, "deed")
    Posting.objects.filter(user=city.people["lin"]).update(ends_at=timezone.now())
    page.reload()
    page.wait_for_selector("article, .notice")
    assert len(drafts(worker)) == 1
    page.add_init_script(_A_DAY_LATER)
    page.reload()
    until(page, lambda: not drafts(worker), "the end of the draft")


def instruct(city) -> None:
    area = Area.objects.get(code="420502002021")
    wanted = Wanted(title="查看消防通道", text="本周请把楼道里的杂物看一遍。")
    give_instruction(wanted=wanted, area=area, by=city.actor("community", timezone.now()))


def kept(worker: Phone, what: str) -> None:
    """Once a draft of this kind lies on the phone as it stands on the screen."""
    worker.page.evaluate("import('/static/phone/drafts.mjs').then((drafts) => drafts.draftOf('draft:'))")
    assert [name for name in drafts(worker) if name.startswith(f"draft:{what}:")]


def drafts(worker: Phone) -> list[str]:
    return [name for name in worker.keys("records") if name.startswith("draft:")]


def write_some(worker: Phone) -> None:
    """Something in each field, kept when this returns."""
    page = worker.page
    page.click('#tabs a[href="#report"]')
    expect(page.locator("#longitude")).not_to_have_value("")
    page.fill("#words", "井盖松动")
    page.fill("#where", "3号楼旁")
    page.check("#behalf")
    page.click(".choices button >> nth=0")
    worker.shoot(picture(1))
    page.evaluate("import('/static/phone/drafts.mjs').then((drafts) => drafts.draftOf('draft:'))")


def expect_an_empty_form(worker: Phone) -> None:
    worker.page.click('#tabs a[href="#report"]')
    expect(worker.page.locator("#words")).to_have_value("")
    expect(worker.page.locator("#where")).to_have_value("")
    expect(worker.page.locator("#behalf")).not_to_be_checked()
    expect(worker.page.locator(".choices [aria-checked=true]")).to_have_count(0)
    expect(worker.page.locator(".shots figure")).to_have_count(0)
    assert drafts(worker) == []
