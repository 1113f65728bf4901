"""Wednesday 2026-03-11 at the desks: the rubbish that Zhou Guilan told of, and camera no. 17, up to the answers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.city import inside
from tests.days.conftest import CAMERA
from tests.days.people import Day
from tests.journeys.desks import Desks, add_photo, decide_and_leave, prepare_photos, press
from wangge.cases.models import Case, FollowUp

WEDNESDAY = "2026-03-11"
GUILAN = {"name": "周桂兰", "address": "0717-6000017", "may_call": True}
pytestmark = pytest.mark.django_db(transaction=True)


def rubbish_is_reported(day: Day) -> str:
    """Told in the lane at 08:00, sent from Lin Qiao's phone at 08:06 on behalf of Zhou Guilan, with a photo."""
    sent = day.at(WEDNESDAY, "08:06").report(
        "lin", inside(0), source="grid_worker", kind="event", minor="0101", condition="1", on_behalf=True,
        told_at="2026-03-11T08:00:00+08:00", place="桥头巷3号旁", description="垃圾堆在巷口", contact=GUILAN, photos=1,
    )  # fmt: skip
    day.photo("lin", sent["number"], "report")
    day.spread()
    return str(sent["number"])


def camera_is_reported(day: Day) -> tuple[str, str]:
    """Told by the volunteer at 10:15, sent from his phone at 10:18; its number and his own link."""
    sent = day.at(WEDNESDAY, "10:18").report(
        "xu", inside(0), source="volunteer", component=CAMERA, told_at="2026-03-11T10:15:00+08:00",
        description="17号摄像头歪了",
    )  # fmt: skip
    day.spread()
    return str(sent["number"]), str(sent["token"])


def filed(desks: Desks, time: str, number: str) -> None:
    """The operator reads it and files it as it was reported."""
    desks.day.at(WEDNESDAY, time)
    page = desks.seat("intake", "/desk/intake/", f"intake-{number[-3:-2]}")
    expect(page.locator("#case-head")).to_have_text(number)
    decide_and_leave(page, "form.filing")


def dispatched(desks: Desks, time: str, number: str, unit: str) -> None:
    """The dispatcher sends it where the rules or the register say."""
    desks.day.at(WEDNESDAY, time)
    page = desks.seat("dispatcher", "/desk/dispatch/", f"dispatch-{number[-3:-2]}")
    row = page.locator("li.row", has_text=number)
    expect(row.locator(".proposed strong")).to_have_text(unit)
    with page.expect_navigation():
        page.click("main button.primary")
    expect(page.locator("#notices .success")).to_be_visible()
    desks.day.spread()


def unit_takes_it(desks: Desks, time: str, clerk: str, number: str, due: str) -> Page:
    """The clerk sees by when, ticks it and acknowledges."""
    desks.day.at(WEDNESDAY, time)
    page = desks.seat(clerk, "/desk/unit/", f"unit-{clerk}")
    row = page.locator("tr", has_text=number)
    expect(row.locator(".due")).to_contain_text(due)
    row.locator("input").check()
    with page.expect_navigation():
        page.click("button[value=acknowledge]")
    return page


def done_with_photo(desks: Desks, page: Page, note: str, folder: Path) -> None:
    """In the open form: what came of it, the photo, the words."""
    add_photo(page, folder)
    page.fill("textarea[name=note]", note)
    with page.expect_navigation():
        page.click("main button.primary")
    prepare_photos()
    desks.day.spread()


def rubbish_is_cleared(desks: Desks, number: str, folder: Path) -> None:
    """Filed 08:09, dispatched 08:10, due 14:10, resolved by the handler at 09:40 with a photo."""
    filed(desks, "08:09", number)
    dispatched(desks, "08:10", number, "环卫站")
    page = unit_takes_it(desks, "08:20", "sanitation", number, desks.due("14:10"))
    desks.day.at(WEDNESDAY, "08:21")
    page.locator("tr", has_text=number).locator("input").check()
    page.select_option("#handler", "sweeper")
    with page.expect_navigation():
        page.click("button[value=assign]")
    expect(page.locator("tr", has_text=number)).to_contain_text("高帆")
    desks.day.at(WEDNESDAY, "09:40")
    page = desks.seat("sweeper", "/desk/handler/", "handler")
    expect(page.locator("li.card", has_text=number)).to_contain_text(desks.due("14:10"))
    page.click("a[href*='/resolve/']")
    desks.look("sweeper", "handler-resolve")
    done_with_photo(desks, page, "已清运", folder)


def camera_is_verified(desks: Desks, number: str) -> None:
    """What a volunteer says is seen by a person before it is filed: until then the operator has no button for it."""
    desks.day.at(WEDNESDAY, "10:19")
    page = desks.seat("intake", f"/desk/intake/?case={number}", "intake-unverified")
    expect(page.locator("form.filing")).to_have_count(0)
    desks.day.at(WEDNESDAY, "10:20")
    page = desks.seat("lin", "/desk/checks/")
    page.click(f"text={number}")
    desks.look("lin", "verify")
    page.fill("form[action$='/verify/'] textarea", "杆上17号，镜头朝下")
    press(page, "form[action$='/verify/']")


def camera_is_repaired(desks: Desks, number: str, folder: Path) -> None:
    """Filed 10:22, dispatched 10:24 to the owner by the register, due Monday 10:24, resolved 15:55."""
    filed(desks, "10:22", number)
    dispatched(desks, "10:24", number, "监控维护公司")
    due = desks.due("3月16日（周一）10:24", "Mon 16 Mar 10:24")
    page = unit_takes_it(desks, "10:40", "cameras", number, due)
    desks.day.at(WEDNESDAY, "15:55")
    page.click(f"text={number}")
    expect(page.locator(".page-head .due")).to_contain_text(due)
    page.click("a[href$='/resolve/']")
    done_with_photo(desks, page, "外壳与标签完好，自测正常", folder)


def checked_on_the_spot(desks: Desks, rubbish: str, camera: str) -> None:
    """Lin Qiao, who resolved neither, reads by when to check and checks both at 18:00 and 18:05."""
    desks.day.at(WEDNESDAY, "18:00")
    page = desks.seat("lin", "/desk/checks/", "checks")
    for number, time in ((rubbish, "09:40"), (camera, "15:55")):
        due = desks.due(f"3月12日（周四）{time}", f"Thu 12 Mar {time}")
        expect(page.locator("a.card", has_text=number).locator(".due")).to_contain_text(due)
    for number, time, said in ((rubbish, "18:00", "已清运"), (camera, "18:05", "外壳与标签完好，自测正常")):
        desks.day.at(WEDNESDAY, time)
        page.click(f"text={number}")
        expect(page.locator("main")).to_contain_text(said)
        expect(page.locator(".side-by-side figure >> nth=1").locator("img")).to_have_count(1)
        desks.look("lin", "check-rubbish" if number == rubbish else "check-camera")
        page.check("input[value=fixed]")
        press(page, "form[action$='/check/']")
        expect(page.locator("h1")).not_to_contain_text(number)


def closed_by_the_supervisor(desks: Desks, rubbish: str, camera: str) -> None:
    """Both at 18:10, each with its own answer."""
    desks.day.at(WEDNESDAY, "18:10")
    page = desks.seat("supervisor", "/desk/supervisor/", "supervisor")
    for number, answer in ((rubbish, "垃圾已清走。"), (camera, "摄像头已修好。")):
        row = page.locator("#closing > ul > li", has_text=number)
        row.locator("summary").click()
        row.locator("textarea").fill(answer)
        decide_and_leave(page, f"form[action='/cases/{number}/close/']")
        expect(row).to_be_hidden()
    desks.day.at(WEDNESDAY, "18:11").spread()


def zhou_guilan_is_called(desks: Desks, number: str) -> None:
    """Her number is shown for a reason that is kept; she says that it is fixed."""
    page = desks.seat("supervisor", "/desk/supervisor/", "supervisor-calls")
    page.click(f"#calls a[href='/desk/calls/{number}/']")
    page.click("main button.primary")
    expect(page.locator(".spoken")).to_have_text(GUILAN["address"])
    expect(page.locator("main")).to_contain_text(GUILAN["name"])
    desks.look("supervisor", "call")
    page.check("input[name=fixed][value=yes]")
    page.check("input[name=satisfied][value=yes]")
    with page.expect_navigation():
        page.click("main button.primary")
    expect(page.locator("#calls li.card", has_text=number)).to_have_count(0)


def reporters_were_told(day: Day, rubbish: str, camera: str) -> None:
    """By telephone or message: received, who holds it and by when, the result, the question."""
    ended = f"您上报的问题（{rubbish}）已办结，并经现场核查。垃圾已清走。 请问真的解决了吗？"
    assert day.news("intake", "call") == [
        f"请致电案件 {rubbish} 的上报人：您上报的问题（{rubbish}）已交环卫站，应在今天（3月11日）下午2点10分前办好。",
        f"请致电案件 {rubbish} 的上报人：环卫站答复：您上报的问题（{rubbish}）已处置，将由其他人员到现场核查。",
        f"请致电案件 {rubbish} 的上报人：{ended}",
    ]
    assert [day.news("xu", topic) for topic in ("report", "dispatch", "resolve", "close")] == [
        [f"您上报的问题已收到，案件号 {camera}。"],
        [f"您上报的问题（{camera}）已交监控维护公司，应在3月16日上午10点24分前办好。"],
        [f"监控维护公司答复：您上报的问题（{camera}）已处置，将由其他人员到现场核查。"],
        [f"您上报的问题（{camera}）已办结，并经现场核查。摄像头已修好。 请问真的解决了吗？"],
    ]


def units_were_told(day: Day, rubbish: str, camera: str) -> None:
    """The order and the outcome, each unit its own."""
    assert [day.news("sanitation", topic) for topic in ("dispatch", "close")] == [
        [f"案件 {rubbish} 已派遣给你单位，应于今天（3月11日）下午2点10分前处置完毕"],
        [f"案件 {rubbish} 已核查结案"],
    ]
    assert [day.news("cameras", topic) for topic in ("dispatch", "close")] == [
        [f"案件 {camera} 已派遣给你单位，应于3月16日上午10点24分前处置完毕"],
        [f"案件 {camera} 已核查结案"],
    ]


@pytest.mark.both
@pytest.mark.parametrize(("width", "language"), [(1440, "zh"), (360, "en")])
def test_rubbish_and_camera_go_from_the_report_to_the_answer(day, visitor, tmp_path, width, language):
    desks = Desks(day, visitor, "first-day", width, language)
    rubbish = rubbish_is_reported(day)
    rubbish_is_cleared(desks, rubbish, tmp_path)
    camera, link = camera_is_reported(day)
    camera_is_verified(desks, camera)
    camera_is_repaired(desks, camera, tmp_path)
    checked_on_the_spot(desks, rubbish, camera)
    closed_by_the_supervisor(desks, rubbish, camera)
    reporters_were_told(day, rubbish, camera)
    zhou_guilan_is_called(desks, rubbish)
    assert not day.post("nobody", f"/track/{link}/answer", {"fixed": True})["reopened"]
    units_were_told(day, rubbish, camera)
    assert [(case.state, case.outcome) for case in Case.objects.all()] == [("closed", "fixed")] * 2
    assert [(row.fixed, row.satisfied) for row in FollowUp.objects.order_by("case")] == [(True, True), (True, None)]
    page = desks.seat("supervisor", f"/cases/{rubbish}/", "case-closed")
    hands = re.findall("沈蓝|贺川|高帆|林巧|方正", page.inner_text(".timeline"))
    assert list(dict.fromkeys(reversed(hands))) == ["林巧", "沈蓝", "贺川", "高帆", "方正"]
