"""An instruction from the community's desk to a phone without network and back, and a volunteer's phone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.city import at
from wangge.cases.models import Case
from wangge.fieldwork.actions.instructions import Wanted, acknowledge_instruction, answer_instruction, give_instruction
from wangge.fieldwork.models import Acknowledgement, Addressed
from wangge.territory.models import Area

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folders")]
TITLE, ASKED, SAID = "查看消防通道", "本周请把楼道里的杂物看一遍。\n电动车另外记下。", "三处已清，一处等物业。"


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 360)])
def test_the_community_gives_one_and_reads_the_report_that_was_written_offline(city, visitor, phone, language, width):
    community = visitor("community", language=language, width=width)
    community.go("/desk/instructions/")
    community.page.click("main details summary")
    community.page.fill("#id_title", TITLE)
    community.page.fill("#id_text", ASKED)
    tomorrow = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    community.page.fill("#id_answer_by", f"{tomorrow:%Y-%m-%dT18:00}")
    community.page.check("#id_report_wanted")
    community.look("instructions-writing")
    community.page.click("main details button.primary")
    community.look("instructions-given")

    worker = phone(language=language)
    page = worker.enrol(city, "lin")
    page.wait_for_selector("text=" + TITLE)
    worker.look("phone-today-instruction")
    worker.context.set_offline(True)
    page.click("text=" + TITLE)
    expect(page.locator(".words")).to_have_text(ASKED)
    worker.look("phone-instruction")
    page.fill("#answer", SAID)
    page.click(".bottom button")
    page.wait_for_selector("details summary")  # it is among those that were read
    assert not page.locator("h2", has_text="指示").count()
    worker.look("phone-today-instruction-read")
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="waiting"]')
    assert not Acknowledgement.objects.exists()
    page.reload()
    page.wait_for_selector('[data-state="waiting"]')
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    worker.look("phone-outbox-instruction")
    assert Acknowledgement.objects.get().answer == SAID

    community.page.reload()
    community.page.click("text=" + TITLE)
    community.page.wait_for_selector("text=" + SAID)
    community.look("instruction-heard")


def test_a_report_that_is_refused_is_corrected(city, phone):
    area = Area.objects.get(code="420502002021")
    give_instruction(
        wanted=Wanted(title=TITLE, text=ASKED), area=area, by=city.actor("community", datetime.now(ZoneInfo("UTC")))
    )
    worker = phone()
    page = worker.enrol(city, "lin")
    page.click("text=" + TITLE)
    page.fill("#answer", "把上访人员的名单报上来")
    page.click(".bottom button")
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="refused"]')
    worker.look("phone-outbox-instruction-refused")
    page.click('[data-state="refused"] a.primary')
    page.fill("#answer", SAID)
    page.click(".bottom button")
    page.click('#tabs a[href="#outbox"]')
    page.wait_for_selector('[data-state="numbered"]')
    expect(page.locator("[data-item]")).to_have_count(1)
    assert Acknowledgement.objects.get().answer == SAID


@pytest.mark.parametrize(("language", "width", "js"), [("zh", 360, True), ("en", 1440, False)])
def test_a_subdistrict_sees_by_community_who_has_read_it_and_withdraws_it(city, visitor, clock, language, width, js):
    area = Area.objects.get(code="420502002000")
    wanted = Wanted(title=TITLE, text=ASKED, addressed=Addressed.EVERYBODY, answer_by=at("2026-03-13", "18:00"))
    one = give_instruction(wanted=wanted, area=area, by=city.actor("subdistrict", at("2026-03-11", "08:00")))
    acknowledge_instruction(instruction=one, by=city.actor("lin", at("2026-03-11", "08:10")))
    answer_instruction(instruction=one, answer=SAID, by=city.actor("far", at("2026-03-11", "08:20")))
    officer = visitor("subdistrict", language=language, width=width, js=js)
    officer.go("/desk/instructions/")
    officer.page.click("text=" + TITLE)
    officer.page.click("table a >> nth=0")
    if js:
        officer.look("instruction-communities")
    officer.page.click("main details summary")
    officer.page.click("main details button.danger")
    if js:
        officer.look("instructions-withdrawn")
    expect(officer.page.locator(".notice.success")).to_be_visible()
    staff = visitor("community", language=language, width=width, js=js)
    staff.go("/desk/instructions/")
    assert TITLE not in staff.page.inner_text("main")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_volunteer_reports_and_follows_the_own_reports(city, phone, language):
    worker = phone(language=language)
    page = worker.enrol(city, "xu")
    page.wait_for_selector(".hint")
    worker.look("phone-volunteer-today")
    page.click('#tabs a[href="#report"]')
    page.wait_for_selector("#words")
    expect(page.locator("#behalf")).to_be_hidden()
    worker.context.set_offline(True)
    worker.report("巷口路灯不亮")
    assert worker.states() == ["waiting"]
    worker.context.set_offline(False)
    page.wait_for_selector('[data-state="numbered"]')
    assert Case.objects.get().source == "volunteer"
    page.reload()
    page.click('#tabs a[href="#today"]')
    page.wait_for_selector(".card .number")
    worker.look("phone-volunteer-reports")


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 360)])
def test_a_volunteer_takes_a_task_offline_gives_it_back_and_another_does_it(city, visitor, phone, language, width):
    community = visitor("community", language=language, width=width)
    community.go("/desk/instructions/")
    community.page.click("main details summary")
    community.page.select_option("#id_addressed", "volunteers")
    community.page.fill("#id_places", "1")
    community.page.fill("#id_title", TITLE)
    community.page.fill("#id_text", ASKED)
    community.page.click("main details button.primary")
    community.look("task-given")
    worker = phone(language=language)
    page = worker.enrol(city, "xu")
    card = f"a.card:has-text('{TITLE}')"  # in Today; the task's own screen has the words too
    page.wait_for_selector(card)
    worker.look("phone-today-task")
    worker.context.set_offline(True)
    page.click(card)
    worker.look("phone-task")
    page.click("button.primary")
    page.click(card)
    page.click(".buttons button:not(.primary)")  # I cannot after all
    page.click(card)
    page.click("button.primary")
    page.click(card)
    worker.look("phone-task-taken")
    page.fill("#answer", SAID)
    page.click(".bottom button")
    worker.context.set_offline(False)
    page.click('#tabs a[href="#outbox"]')
    expect(page.locator('[data-state="numbered"]')).to_have_count(4, timeout=30_000)
    assert Acknowledgement.objects.get().answer == SAID
    community.page.reload()
    community.look("task-done")
