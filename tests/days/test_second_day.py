"""Tuesday 17 until Monday 30 March 2026 through the API: cooking fumes of three restaurants, one case, three parts."""

from typing import Any

import pytest

from tests.city import at, inside
from tests.days.people import Day, moment
from wangge.cases.models import Case, CaseStep
from wangge.messages import jobs
from wangge.messages.models import Channel, Message, MessageState

TUESDAY, WEDNESDAY, FRIDAY, MONDAY, DUE = "2026-03-17", "2026-03-18", "2026-03-27", "2026-03-30", "2026-04-01"
QIN = {"name": "覃小满", "address": "13900000017", "channel": "sms"}
PARTS = ("enforcement", "ecology", "market")
FUMES = {"kind": "event", "minor": "0102", "condition": "1"}


@pytest.fixture
def texted(day: Day, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the SMS gateway was handed, as ``number text``."""
    sent: list[str] = []
    gateways = {**jobs._GATEWAYS, Channel.SMS: lambda letter: sent.append(f"{letter.address} {letter.text}")}
    monkeypatch.setattr(jobs, "_GATEWAYS", gateways)
    return sent


@pytest.fixture
def message(day: Day, texted: list[str]) -> tuple[str, str]:
    """Tuesday 22:40, to the community's account, by a resident who gives a telephone number; number and link."""
    sent = day.at(TUESDAY, "22:40").report(
        "community", inside(0), source="message", level="community", contact=QIN, place="桥头巷口", **FUMES,
        description="三家餐馆的油烟熏得睡不着",
    )  # fmt: skip
    day.spread()
    return str(sent["number"]), str(sent["token"])


def dispatched(day: Day, number: str) -> Any:
    """Visited 08:40, filed 09:00, up at 09:40 and 10:50, dispatched by the district at 11:05."""
    day.at(WEDNESDAY, "08:40").move("lin", number, "verify", note="三家后厨直排")
    day.at(WEDNESDAY, "09:00").move("community", number, "file", **FUMES)
    why = {"reason": "needs_others", "note": "涉及多个部门"}
    day.at(WEDNESDAY, "09:40").move("community", number, "escalate", **why)
    day.at(WEDNESDAY, "10:50").move("subdistrict", number, "escalate", **why)
    lead, *support = (day.city.units[name].pk for name in PARTS)
    day.at(WEDNESDAY, "11:05").move("district", number, "dispatch", lead=lead, support=support)
    day.spread()
    return day.get("district", f"/cases/{number}")


def resolved(day: Day, number: str) -> None:
    """All three were at the meeting at 15:00 and are done by Friday week, 17:00."""
    for minute, name in enumerate(PARTS, start=30):
        day.at(WEDNESDAY, f"11:{minute}").move(name, number, "acknowledge")
    for name, time in zip(PARTS, ("16:30", "16:45", "17:00"), strict=True):
        day.at(FRIDAY, time).move(name, number, "resolve", note="油烟净化器已装")


def ended(day: Day, number: str) -> None:
    """The supervisor gives the check to a community worker, who checks at 11:45, while they cook; closed 14:10."""
    day.at(MONDAY, "08:30").move("supervisor", number, "assign-check", checker="community")
    day.at(MONDAY, "11:45").move("community", number, "check", outcome="fixed", note="午市三家都在炒菜，无油烟")
    day.at(MONDAY, "14:10").move("supervisor", number, "close", closure="1", answer="三家都装了净化器。")
    day.spread()


def test_a_message_at_night_is_answered_at_once_and_the_workers_phone_stays_quiet(
    day: Day, message: tuple[str, str], texted: list[str]
):
    number, link = message
    assert texted == [f"13900000017 您上报的问题已收到，案件号 {number}。"]
    assert day.get("nobody", f"/track/{link}")["status"] == "received"
    to_lin = Message.objects.get(to_user=day.city.people["lin"])
    assert (to_lin.channel, to_lin.urgent, to_lin.not_before) == (Channel.INBOX, False, at(WEDNESDAY, "07:00"))
    assert day.at(WEDNESDAY, "08:00").news("lin", "send_to_verify") == [
        f"请到现场核实案件 {number}，今天（3月18日）中午12点00分前完成"
    ]


def test_the_case_climbs_to_the_district_with_its_reasons(day: Day, message: tuple[str, str]):
    number, _link = message
    case = dispatched(day, number)
    steps = [(step["verb"], moment(step["at"]), step["by"]) for step in case["steps"] if step["verb"] != "report"]
    assert steps[1:] == [
        ("verify", at(WEDNESDAY, "08:40"), "林巧"),
        ("file", at(WEDNESDAY, "09:00"), "钟敏"),
        ("escalate", at(WEDNESDAY, "09:40"), "钟敏"),
        ("escalate", at(WEDNESDAY, "10:50"), "段宁"),
        ("dispatch", at(WEDNESDAY, "11:05"), "罗平"),
    ]
    assert (case["level"], moment(case["filed_at"])) == ("district", at(WEDNESDAY, "09:00"))
    assert CaseStep.objects.filter(verb="escalate", reason="needs_others").count() == 2


def test_nobody_below_the_level_moves_it_on(day: Day, message: tuple[str, str]):
    number, _link = message
    day.at(WEDNESDAY, "08:40").move("lin", number, "verify")
    day.at(WEDNESDAY, "09:00").move("community", number, "file", **FUMES)
    day.at(WEDNESDAY, "09:40").move("community", number, "escalate", reason="needs_others")
    lead = {"lead": day.city.units["enforcement"].pk}
    refused = day.ask("community", "POST", f"/cases/{number}/dispatch", lead)
    assert refused.status_code == 403
    assert day.ask("other_community", "POST", f"/cases/{number}/dispatch", lead).status_code == 404


def test_one_case_has_three_parts_each_due_on_wednesday_1_april_at_1105(day: Day, message: tuple[str, str]):
    case = dispatched(day, message[0])
    parts = {one["unit"]: (one["lead"], moment(one["due_at"])) for one in case["orders"] if one["kind"] == "part"}
    due = at(DUE, "11:05")
    assert parts == {"enforcement": (True, due), "ecology": (False, due), "market": (False, due)}
    assert (moment(case["due_at"]), case["unit_name"], Case.objects.count()) == (due, "城市管理执法大队", 1)
    for unit in PARTS:
        assert day.news(unit, "dispatch") == [f"案件 {case['number']} 已派遣给你单位，应于4月1日上午11点05分前处置完毕"]
        assert [one["case"]["number"] for one in day.get(unit, "/orders")] == [case["number"]]


def test_the_reporter_is_named_to_no_unit(day: Day, message: tuple[str, str]):
    number, _link = message
    dispatched(day, number)
    resolved(day, number)
    ended(day, number)
    for unit in PARTS:
        for path in (f"/cases/{number}", "/cases", "/orders", "/messages", "/steps"):
            text = day.ask(unit, "GET", path).content.decode()
            assert "小满" not in text
            assert "13900000017" not in text
        assert day.ask(unit, "GET", f"/cases/{number}/contact?reason=回访").status_code == 403
    assert not Message.objects.filter(text__contains="小满").exists()


def test_it_is_resolved_when_the_last_part_is_on_friday_at_1700(day: Day, message: tuple[str, str]):
    number, _link = message
    dispatched(day, number)
    for minute, name in enumerate(PARTS, start=30):
        day.at(WEDNESDAY, f"11:{minute}").move(name, number, "acknowledge")
    for name, time, state in zip(
        PARTS, ("16:30", "16:45", "17:00"), ("in_progress", "in_progress", "checking"), strict=True
    ):
        moved = day.at(FRIDAY, time).move(name, number, "resolve", note="油烟净化器已装")
        assert moved["state"] == state
    case = day.get("supervisor", f"/cases/{number}")
    check = next(one for one in case["orders"] if one["kind"] == "check")
    assert moment(case["resolved_at"]) == at(FRIDAY, "17:00")
    assert moment(check["due_at"]) == at(MONDAY, "17:00")


def test_a_community_worker_checks_while_they_cook_and_the_supervisor_closes(day: Day, message: tuple[str, str]):
    number, _link = message
    dispatched(day, number)
    resolved(day, number)
    ended(day, number)
    case = day.get("supervisor", f"/cases/{number}")
    check = next(one for one in case["orders"] if one["kind"] == "check")
    assert (check["holder"], moment(check["due_at"]), check["overdue_at"]) == ("钟敏", at(MONDAY, "17:00"), None)
    times = (moment(case["checked_at"]), moment(case["closed_at"]), case["outcome"], case["state"])
    assert times == (at(MONDAY, "11:45"), at(MONDAY, "14:10"), "fixed", "closed")
    assert (case["returns"], case["reworks"], case["extensions"]) == (0, 0, 0)
    for unit in PARTS:
        assert day.news(unit, "close") == [f"案件 {number} 已核查结案"]


def test_the_reporter_is_told_and_answers(day: Day, message: tuple[str, str], texted: list[str]):
    number, link = message
    dispatched(day, number)
    resolved(day, number)
    day.spread()
    ended(day, number)
    assert [text.removeprefix("13900000017 ") for text in texted] == [
        f"您上报的问题已收到，案件号 {number}。",
        f"您上报的问题（{number}）已交城市管理执法大队，应在4月1日上午11点05分前办好。",
        f"市场监管所答复：您上报的问题（{number}）已处置，将由其他人员到现场核查。",
        f"您上报的问题（{number}）已办结，并经现场核查。三家都装了净化器。 请问真的解决了吗？",
    ]
    story = day.get("nobody", f"/track/{link}")
    assert (story["question"], story["place"]) == (True, "桥头巷口")
    assert "".join(story["happenings"][-1]["notes"]) == "三家都装了净化器。"
    answer = day.at(MONDAY, "19:30").post("nobody", f"/track/{link}/answer", {"fixed": True, "satisfied": True})
    assert not answer["reopened"]
    assert Case.objects.get().state == "closed"
    assert not Message.objects.filter(state=MessageState.WAITING).exists()


def test_a_no_opens_it_again_for_another_check(day: Day, message: tuple[str, str]):
    number, link = message
    dispatched(day, number)
    resolved(day, number)
    ended(day, number)
    assert day.at(MONDAY, "19:30").post("nobody", f"/track/{link}/answer", {"fixed": False})["reopened"]
    case = day.get("supervisor", f"/cases/{number}")
    check = [one for one in case["orders"] if one["kind"] == "check"][-1]
    assert (case["state"], case["reopenings"], check["holder"]) == ("checking", 1, "林巧")
