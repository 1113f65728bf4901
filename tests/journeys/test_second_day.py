"""Tuesday 17 until Monday 30 March 2026 at the desks: the fumes of three restaurants, one case, three parts."""

import re

import pytest
from playwright.sync_api import expect

from tests.city import inside
from tests.days.people import Day
from tests.journeys.desks import Desks, decide_and_leave, press
from wangge.cases.models import Case, FollowUp
from wangge.messages import jobs
from wangge.messages.models import Channel

TUESDAY, WEDNESDAY, FRIDAY, MONDAY = "2026-03-17", "2026-03-18", "2026-03-27", "2026-03-30"
QIN = {"name": "覃小满", "address": "13900000017", "channel": "sms"}
UNITS = {"enforcement": "城市管理执法大队", "ecology": "生态环境分局", "market": "市场监管所"}
DUE = "4月1日（周三）11:05 到期"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def texted(day: Day, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the SMS gateway was handed, as ``number text``."""
    sent: list[str] = []
    gateways = {**jobs._GATEWAYS, Channel.SMS: lambda letter: sent.append(f"{letter.address} {letter.text}")}
    monkeypatch.setattr(jobs, "_GATEWAYS", gateways)
    return sent


def fumes_are_reported(day: Day) -> tuple[str, str]:
    """Tuesday 22:40, by a resident in a message to the community's account; the case's number and private link."""
    sent = day.at(TUESDAY, "22:40").report(
        "community", inside(0), source="message", level="community", contact=QIN, place="桥头巷口",
        kind="event", minor="0102", condition="1", description="三家餐馆的油烟熏得睡不着",
    )  # fmt: skip
    day.spread()
    return str(sent["number"]), str(sent["token"])


def visited_in_the_morning(desks: Desks, number: str) -> None:
    """The worker's phone is quiet at night; on Wednesday at 08:40 she has seen it, before noon as asked."""
    desks.day.at(WEDNESDAY, "08:00")
    asked = f"请到现场核实案件 {number}，今天（3月18日）中午12点00分前完成"
    assert desks.day.news("lin", "send_to_verify") == [asked]
    page = desks.seat("lin", "/desk/checks/")
    expect(page.locator("a.card", has_text=number).locator(".due")).to_contain_text("12:00 到期")
    desks.day.at(WEDNESDAY, "08:40")
    page.click(f"text={number}")
    page.fill("form[action$='/verify/'] textarea", "三家后厨直排")
    press(page, "form[action$='/verify/']")


def filed_and_escalated(desks: Desks, number: str) -> None:
    """The community files at 09:00 and escalates at 09:40, the subdistrict at 10:50, each with its reason."""
    desks.day.at(WEDNESDAY, "09:00")
    page = desks.seat("community", "/desk/intake/", "community-intake")
    expect(page.locator("#case-head")).to_have_text(number)
    expect(page.locator(".opened")).to_contain_text("三家后厨直排")
    decide_and_leave(page, "form.filing")
    for time, name in (("09:40", "community"), ("10:50", "subdistrict")):
        desks.day.at(WEDNESDAY, time)
        page = desks.seat(name, "/desk/dispatch/", f"{name}-dispatch")
        page.click(f"a[href^='/cases/{number}/escalate/']")
        page.select_option("select[name=reason]", "needs_others")
        page.fill("textarea[name=note]", "涉及多个部门")
        press(page, "form.sheet")
        expect(page.locator("li.row", has_text=number)).to_have_count(0)


def dispatched_to_three(desks: Desks, number: str) -> None:
    """The district at 11:05: urban-management enforcement leads, ecology and market supervision support."""
    desks.day.at(WEDNESDAY, "11:05")
    page = desks.seat("district", "/desk/dispatch/", "district-dispatch")
    page.click(f"main a[href^='/cases/{number}/dispatch/']")
    expect(page.locator("h1")).to_contain_text(number)
    lead, *support = UNITS.values()
    page.select_option("select[name=lead]", label=lead)
    for unit in support:
        page.get_by_role("checkbox", name=unit).check()
    desks.look("district", "district-three-parts")
    press(page, "form.sheet")
    page = desks.seat("district", f"/cases/{number}/", "case-three-parts")
    parts = page.locator("section[aria-labelledby=orders] li.card", has=page.locator(".due"))
    expect(parts).to_have_count(3)
    assert all(DUE in text for text in parts.all_inner_texts())
    desks.day.spread()


def units_take_their_parts(desks: Desks, number: str) -> None:
    """Each reads the order and its deadline; who reported is named to none."""
    for minute, unit in enumerate(UNITS, start=30):
        desks.day.at(WEDNESDAY, f"11:{minute}")
        ordered = f"案件 {number} 已派遣给你单位，应于4月1日上午11点05分前处置完毕"
        assert desks.day.news(unit, "dispatch") == [ordered]
        page = desks.seat(unit, "/desk/unit/", f"unit-{unit}")
        row = page.locator("tr", has_text=number)
        expect(row.locator(".due")).to_contain_text(DUE)
        row.locator("input").check()
        with page.expect_navigation():
            page.click("button[value=acknowledge]")


def resolved_by_all(desks: Desks, number: str) -> None:
    """Friday week: the last of the three at 17:00; only then it goes to the check."""
    for unit, time, state in zip(
        UNITS, ("16:30", "16:45", "17:00"), ("in_progress", "in_progress", "checking"), strict=True
    ):
        desks.day.at(FRIDAY, time)
        page = desks.seat(unit, f"/cases/{number}/", f"case-{unit}")
        assert QIN["name"] not in page.content()
        assert QIN["address"] not in page.content()
        page.click("a[href$='/resolve/']")
        page.fill("textarea[name=note]", "油烟净化器已装")
        press(page, "form.sheet")
        assert Case.objects.get().state == state
    desks.day.spread()


def checked_while_they_cook(desks: Desks, number: str) -> None:
    """The supervisor gives the check to a community worker, who is there on Monday at 11:45; due 17:00 that day."""
    desks.day.at(MONDAY, "08:30")
    page = desks.seat("supervisor", f"/cases/{number}/", "case-to-check")
    page.click("a[href$='/send_to_check/']")
    page.select_option("select[name=checker]", "community")
    desks.look("supervisor", "assign-check")
    press(page, "form.sheet")
    desks.day.at(MONDAY, "11:45").spread()
    page = desks.seat("community", "/desk/checks/", "checks")
    expect(page.locator("a.card", has_text=number).locator(".due")).to_contain_text("17:00 到期")
    page.click(f"main >> text={number}")
    for unit in UNITS.values():
        expect(page.locator("main")).to_contain_text(f"{unit} 油烟净化器已装")
    desks.look("community", "check")
    page.check("input[value=fixed]")
    page.fill("textarea[name=note]", "午市三家都在炒菜，无油烟")
    press(page, "form[action$='/check/']")


def closed_and_answered(desks: Desks, number: str, link: str) -> None:
    """Closed at 14:10 with an answer; the reporter reads it and says at 19:30 that it is so."""
    desks.day.at(MONDAY, "14:10")
    page = desks.seat("supervisor", "/desk/supervisor/", "supervisor")
    row = page.locator("#closing > ul > li", has_text=number)
    row.locator("summary").click()
    row.locator("textarea").fill("三家都装了净化器。")
    decide_and_leave(page, f"form[action='/cases/{number}/close/']")
    desks.day.spread()
    answer = desks.day.at(MONDAY, "19:30").post("nobody", f"/track/{link}/answer", {"fixed": True, "satisfied": True})
    assert not answer["reopened"]


@pytest.mark.both
def test_the_fumes_climb_to_the_district_and_three_units_do_one_case(day, visitor, texted):
    desks = Desks(day, visitor, "second-day", 1440, "zh")
    number, link = fumes_are_reported(day)
    assert texted == [f"13900000017 您上报的问题已收到，案件号 {number}。"]
    visited_in_the_morning(desks, number)
    filed_and_escalated(desks, number)
    dispatched_to_three(desks, number)
    units_take_their_parts(desks, number)
    resolved_by_all(desks, number)
    checked_while_they_cook(desks, number)
    closed_and_answered(desks, number, link)
    assert [text.removeprefix("13900000017 ") for text in texted] == [
        f"您上报的问题已收到，案件号 {number}。",
        f"您上报的问题（{number}）已交城市管理执法大队，应在4月1日上午11点05分前办好。",
        f"市场监管所答复：您上报的问题（{number}）已处置，将由其他人员到现场核查。",
        f"您上报的问题（{number}）已办结，并经现场核查。三家都装了净化器。 请问真的解决了吗？",
    ]
    assert [day.news(unit, "close") for unit in UNITS] == [[f"案件 {number} 已核查结案"]] * 3
    case, answered = Case.objects.get(), FollowUp.objects.get()
    assert (case.state, case.outcome, answered.fixed, answered.satisfied) == ("closed", "fixed", True, True)
    page = desks.seat("supervisor", f"/cases/{number}/", "case-closed")
    hands = re.findall("林巧|钟敏|段宁|罗平|武城|叶青|尚平|方正", page.inner_text(".timeline"))
    told = list(dict.fromkeys(reversed(hands)))
    assert told == ["钟敏", "林巧", "段宁", "罗平", "武城", "叶青", "尚平", "方正"]
